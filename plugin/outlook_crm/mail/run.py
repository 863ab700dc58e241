"""One run over mails: has each filed that is to be, and finishes what earlier runs began."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from outlook_crm.domain.email import Email, Way
from outlook_crm.domain.side import Side
from outlook_crm.sync.ask import Progress, Reason
from outlook_crm.sync.report import Entry, Report
from outlook_crm.sync.values import Fate, StepKind

from .deeds import Deeds, trial_of
from .identity import Keys, keys_of
from .journal import Journal
from .judging import Judge, Wish, wish_on
from .ledger import Ledger
from .parts import TOO_LARGE, too_large
from .placing import Placing
from .rules import Rules
from .surroundings import Surroundings
from .trials import Trial
from .values import MARK, Deed, Filed, Mail, Row, Spot

UNREADABLE = "Outlook could not read it."
GONE = "It is not there any more."

_BATCH = 20  # mails in memory at once
_ID_COMES_WITHIN = timedelta(minutes=10)
_GIVE_UP_AFTER = timedelta(days=30)  # on parts of a mail that is gone
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_LOOK_AGAIN = timedelta(seconds=30)
_SEARCH_AGAIN = timedelta(hours=1)


class Run:
    """The rules that hold in it, and what came of it."""

    def __init__(self, around: Surroundings, reason: Reason, rules: Rules) -> None:
        self._around = around
        self._reason = reason
        self._rules = rules
        self.judge = Judge(around, rules)
        self.ledger = Ledger(around.now())
        self._journal = Journal(around.state, around.pairing, self.ledger, around.now)
        mailbox, archive, largest = around.mailbox, around.archive, rules.largest
        self.deeds = Deeds(mailbox, archive, self._journal, around.adopted)
        self.placing = Placing(mailbox, archive, self._journal, largest=largest)

    def end(self, *, complete: bool = True) -> Report:
        """The report of all that was done."""
        return self.ledger.report(self._around.now(), self._reason, complete=complete)

    def recover(self) -> None:
        """Finish what an earlier run, or a crash, left half done."""
        for intent in self._around.state.intents(self._pairing):
            if intent.deed is Deed.PLACE:
                self.placing.recover(intent)
            else:
                self.deeds.recover(intent, self._rules)
        for filed in self._around.state.unfinished(self._pairing):
            self._around.check()
            if wait := self.deeds.makers_time(filed):
                self._journal.again(wait)
            elif not self._is_lost(filed):
                self._go_on(filed)

    def _go_on(self, filed: Filed) -> None:
        mail = self.deeds.mail_of(filed.keys, filed.spot)
        if isinstance(mail, Mail):
            self._finish(replace(filed, spot=mail.spot), mail)
        elif mail is None:
            self._around.lost[filed.crm_id] = self._around.now()
            old = self._around.now() - (filed.at or _LONG_AGO) > _GIVE_UP_AFTER
            if old or filed.left == (MARK,):
                self._put(replace(filed, left=()))

    def _is_lost(self, filed: Filed) -> bool:
        """Whether all folders were searched for the mail a while ago: that is dear."""
        since = self._around.lost.get(filed.crm_id, _LONG_AGO)
        return self._around.now() - since < _SEARCH_AGAIN

    def forgive(self) -> None:
        """The user wants tried again what failed too often."""
        if self._journal.trials:
            with self._around.state.atomic():
                self._journal.trials.forgive()

    def retry(self) -> None:
        """Try once more what failed, and tell of what is not tried any more."""
        for trial in self._journal.trials.due(Deed.FILE):
            mail = self.deeds.mail_of(trial.keys, trial.spot)
            if isinstance(mail, Mail):
                self._retry(trial, mail)
            elif mail is None:
                self._journal.succeeded(trial)
            else:
                self._journal.failed(trial, UNREADABLE)
        self.ledger.trouble += self._journal.trials.entries()

    def _retry(self, trial: Trial, mail: Mail) -> None:
        self.judge.meet([mail], None)
        settled = self._take(mail, Wish(trial.wish) if trial.wish else None)
        if settled and not self._journal.trials.tried(trial):
            self._journal.succeeded(trial)

    def _finish(self, filed: Filed, mail: Mail) -> None:
        if filed.brings:
            self.placing.bring_files(filed, mail.email.subject)
        else:
            self.deeds.parts.finish(filed, mail, self._rules)

    def take(self, spots: Iterable[Spot], wish: Wish | None = None) -> set[Spot]:
        """Judge these mails and file those that are to be; the spots of those not settled yet."""
        every = list(dict.fromkeys(spots))
        open_: set[Spot] = set()
        done = 0
        for some in _batches(every):
            mails = list(self._readable(some, wish))
            self.judge.meet(mails, wish)
            for mail in mails:
                self._around.check()
                self._around.progress(Progress(done, len(every), mail.email.subject))
                done += 1
                if not self._take(mail, wish):
                    open_.add(mail.spot)
        return open_

    def read(self, spots: Sequence[Spot]) -> Iterator[Mail]:
        """These mails, some at a time, without those that are gone or cannot be read."""
        for some in _batches(spots):
            self._around.check()
            yield from self._around.mailbox.read(some).mails.values()

    def knows(self, row: Row) -> bool:
        """Whether there is nothing to do for a mail, by its row alone; a copy gets its mark."""
        keys = Keys(row.message_id, "")
        filed = self._around.state.by_keys(self._pairing, keys) if row.message_id else None
        if filed is None or filed.left:
            return False
        return self._marks(row.spot, row.stamp, filed)

    # ---- one mail

    def _take(self, mail: Mail, wish: Wish | None) -> bool:
        """Whether it is settled."""
        wish = wish or wish_on(mail)
        filed = self._around.filed(mail.email)
        if filed is not None and not filed.removed:
            return self._settles(mail, filed)
        if self._waits(mail):
            self.ledger.again(self._around.now() + _LOOK_AGAIN)
            return False
        if reason := self.judge.reason_against(mail, wish):
            self.ledger.skip(reason)
            return filed is None or self._marks(mail.spot, mail.stamp, filed)
        return self._file(mail, wish)

    def _readable(self, spots: Sequence[Spot], wish: Wish | None) -> Iterable[Mail]:
        """Those that can be read; the others are told, and tried again."""
        self._around.check()
        reading = self._around.mailbox.read(spots)
        for _ in reading.missing if wish is not None else ():
            self.ledger.skip(GONE)
        for spot in spots:
            if spot.id in reading.unreadable:
                trial = Trial(Deed.FILE, Keys("", ""), spot)
                self._journal.failed(trial, UNREADABLE)
                self.ledger.trouble.append(replace(trial.entry(), reason=UNREADABLE))
            else:
                self._journal.succeeded(Trial(Deed.FILE, Keys("", ""), spot))
        return reading.mails.values()

    def _file(self, mail: Mail, wish: Wish | None) -> bool:
        trial = trial_of(mail)
        if wish is None and self._journal.trials.tried(trial):
            return False  # another copy failed just now
        if wish is None and self._journal.resting(trial):
            return True
        self._forget_removal(mail)
        troubled = len(self.ledger.trouble) + len(self.ledger.held)
        relations, wished = self.judge.relations(mail, wish), wish is not None
        copies = self._journal.trials.copies(trial)
        filed = self.deeds.file(mail, relations, self._rules, wished=wished)
        if filed:
            self.take(copies)  # they show it, too
        if filed and too_large(mail, self._rules):
            subject = mail.email.subject
            self.ledger.trouble.append(
                Entry(Side.CRM, StepKind.CREATE, subject, "", mail.spot.id, TOO_LARGE)
            )
        return filed or len(self.ledger.trouble) + len(self.ledger.held) > troubled

    def _settles(self, mail: Mail, filed: Filed) -> bool:
        """It has a record already: finish what only this copy can, and mark it."""
        self._learn_id(filed, mail.email)
        if filed.left and self.deeds.mail_of(filed.keys, filed.spot) is None:
            filed = replace(filed, spot=mail.spot)
            self._put(filed)
            self._finish(filed, mail)
        return self._marks(mail.spot, mail.stamp, filed)

    def _marks(self, spot: Spot, shown: str, filed: Filed) -> bool:
        """Let a copy show what became of the mail; False when that is to be tried again."""
        mark = "" if filed.removed else filed.crm_id
        if shown == mark:
            return True
        written = self._around.mailbox.mark(spot, mark)
        return written.fate in (Fate.DONE, Fate.MISSING, Fate.REFUSED)

    def _learn_id(self, filed: Filed, email: Email) -> None:
        """A mail that was filed by its digest gets its message id as the second key."""
        keys = keys_of(email)
        if keys.message_id and not filed.keys.message_id:
            with self._around.state.atomic():
                self._around.state.put(
                    replace(filed, keys=Keys(keys.message_id, filed.keys.digest))
                )

    def _forget_removal(self, mail: Mail) -> None:
        filed = self._around.filed(mail.email)
        if filed is not None and filed.removed:
            with self._around.state.atomic():
                self._around.state.drop(self._pairing, filed.crm_id)

    def _waits(self, mail: Mail) -> bool:
        """Whether it was sent just now and its message id may still come."""
        email = mail.email
        if email.way is not Way.SENT or email.message_id:
            return False
        return self._around.now() - (email.at or mail.modified) < _ID_COMES_WITHIN

    # ---- small things

    @property
    def _pairing(self) -> str:
        return self._around.pairing

    def _put(self, filed: Filed) -> None:
        with self._around.state.atomic():
            self._around.state.put(filed)


def _batches(spots: Sequence[Spot]) -> Iterator[Sequence[Spot]]:
    for first in range(0, len(spots), _BATCH):
        yield spots[first : first + _BATCH]
