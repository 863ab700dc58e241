"""One run over mails: judges each by the rules, finds its place, and has it filed."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from outlook_crm.domain.email import Email, Way
from outlook_crm.domain.side import Side
from outlook_crm.errors import Cancelled
from outlook_crm.sync.ask import Progress, Reason
from outlook_crm.sync.report import Entry, Report
from outlook_crm.sync.values import Fate, StepKind

from .acquaintances import Acquaintances
from .deeds import Deeds, trial_of
from .identity import Keys, keys_of
from .journal import Journal
from .ledger import Ledger
from .parts import TOO_LARGE, too_large
from .placing import Placing
from .ports import Archive, FiledMails, Mailbox
from .relations import NONE, Relations, follow, propose
from .rules import Case, Rules, objection, outsiders
from .trials import Trial
from .values import MARK, Deed, Filed, Mail, Row, Spot

TAKEN_OUT = "You took it out of the CRM."
UNREADABLE = "Outlook could not read it."
GONE = "It is not there any more."

_BATCH = 20  # mails in memory at once
_ID_COMES_WITHIN = timedelta(minutes=10)
_GIVE_UP_AFTER = timedelta(days=30)  # on parts of a mail that is gone
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_LOOK_AGAIN = timedelta(seconds=30)
_SEARCH_AGAIN = timedelta(hours=1)


@dataclass(slots=True)
class Surroundings:
    """What all runs of a pairing share.

    ``adopted`` is what `Deeds` takes.  ``lost`` are filed mails with parts left that were
    in no folder, by CRM ids, each with when that was.
    """

    mailbox: Mailbox
    archive: Archive
    state: FiledMails
    pairing: str
    now: Callable[[], datetime]
    progress: Callable[[Progress], None]
    acquaintances: Acquaintances
    adopted: dict[str, datetime] = field(default_factory=dict)
    lost: dict[str, datetime] = field(default_factory=dict)
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where a mail would be filed; ``objection`` says why it cannot be, "" when it can."""

    mail: Mail
    relations: Relations
    filed: Filed | None
    objection: str


@dataclass(frozen=True, slots=True)
class Wish:
    """The user's own: these relations, None for those that are proposed."""

    relations: Relations | None = None


class Run:
    """The rules that hold in it, and what came of it."""

    def __init__(self, around: Surroundings, reason: Reason, rules: Rules) -> None:
        self._around = around
        self._reason = reason
        self._rules = rules
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
            self._check()
            if self.deeds.is_its_makers(filed):
                self._journal.again(_LOOK_AGAIN)
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
        self._meet([mail], None)
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
            self._meet(mails, wish)
            for mail in mails:
                self._check()
                self._around.progress(Progress(done, len(every), mail.email.subject))
                done += 1
                if not self._take(mail, wish):
                    open_.add(mail.spot)
        return open_

    def read(self, spots: Sequence[Spot]) -> Iterator[Mail]:
        """These mails, some at a time, without those that are gone or cannot be read."""
        for some in _batches(spots):
            self._check()
            yield from self._around.mailbox.read(some).mails.values()

    def knows(self, row: Row) -> bool:
        """Whether there is nothing to do for a mail, by its row alone; a copy gets its mark."""
        keys = Keys(row.message_id, "")
        filed = self._around.state.by_keys(self._pairing, keys) if row.message_id else None
        if filed is None or filed.left:
            return False
        return self._marks(row.spot, row.stamp, filed)

    def reason_against(self, mail: Mail, wish: Wish | None) -> str:
        """Why the mail is not filed, "" when it is."""
        filed = self._filed(mail.email)
        if filed is not None and filed.removed and wish is None:
            return TAKEN_OUT
        row = objection(self._case(mail, wish))
        return row.sentence if row else ""

    def proposal(self, mail: Mail) -> Proposal:
        """Where the mail would be filed by hand."""
        wish = Wish()
        self._meet([mail], wish)
        filed = self._filed(mail.email)
        return Proposal(mail, self._relations(mail, None), filed, self.reason_against(mail, wish))

    # ---- one mail

    def _take(self, mail: Mail, wish: Wish | None) -> bool:
        """Whether it is settled."""
        wish = wish or _wish_on(mail)
        filed = self._filed(mail.email)
        if filed is not None and not filed.removed:
            return self._settles(mail, filed)
        if self._waits(mail):
            self.ledger.again(self._around.now() + _LOOK_AGAIN)
            return False
        if reason := self.reason_against(mail, wish):
            self.ledger.skip(reason)
            return filed is None or self._marks(mail.spot, mail.stamp, filed)
        return self._file(mail, wish)

    def _readable(self, spots: Sequence[Spot], wish: Wish | None) -> Iterable[Mail]:
        """Those that can be read; the others are told, and tried again."""
        self._check()
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
        relations, wished = self._relations(mail, wish), wish is not None
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
        filed = self._filed(mail.email)
        if filed is not None and filed.removed:
            with self._around.state.atomic():
                self._around.state.drop(self._pairing, filed.crm_id)

    def _waits(self, mail: Mail) -> bool:
        """Whether it was sent just now and its message id may still come."""
        email = mail.email
        if email.way is not Way.SENT or email.message_id:
            return False
        return self._around.now() - (email.at or mail.modified) < _ID_COMES_WITHIN

    def _relations(self, mail: Mail, wish: Wish | None) -> Relations:
        if wish is not None and wish.relations is not None:
            return wish.relations
        people = outsiders(mail.email, self._rules)
        earlier = self._earlier(mail.email)
        return follow(propose(people, self._around.acquaintances.book([people]), ()), earlier)

    def _earlier(self, email: Email) -> list[Relations]:
        found = self._around.state.in_conversation(self._pairing, email.conversation)
        return [each.relations for each in found if not each.removed]

    # ---- the CRM's acquaintances

    def _meet(self, mails: Collection[Mail], wish: Wish | None) -> None:
        """Ask at once for everybody in the mails that nothing else speaks against."""
        people = [
            outsiders(mail.email, self._rules)
            for mail in mails
            if self._filed(mail.email) is None and not self._is_out(mail, wish)
        ]
        self._around.acquaintances.book(people)

    def _is_out(self, mail: Mail, wish: Wish | None) -> bool:
        everybody = {who.key for who in mail.email.people}
        return objection(replace(self._bare_case(mail, wish), known=everybody)) is not None

    def _case(self, mail: Mail, wish: Wish | None) -> Case:
        case = self._bare_case(mail, wish)
        if objection(replace(case, known={who.key for who in mail.email.people})):
            return case  # whom the CRM knows does not matter
        book = self._around.acquaintances.book([outsiders(mail.email, self._rules)])
        return replace(case, known=book.known)

    def _bare_case(self, mail: Mail, wish: Wish | None) -> Case:
        wished = wish is not None or mail.wish is not None
        follows = bool(self._earlier(mail.email))
        return Case(mail.email, mail.standing, self._rules, wished=wished, follows=follows)

    # ---- small things

    @property
    def _pairing(self) -> str:
        return self._around.pairing

    def _filed(self, email: Email) -> Filed | None:
        return self._around.state.by_keys(self._pairing, keys_of(email))

    def _put(self, filed: Filed) -> None:
        with self._around.state.atomic():
            self._around.state.put(filed)

    def _check(self) -> None:
        if self._around.stopped:
            raise Cancelled("Stopped before it was finished.")


def _batches(spots: Sequence[Spot]) -> Iterator[Sequence[Spot]]:
    for first in range(0, len(spots), _BATCH):
        yield spots[first : first + _BATCH]


def _wish_on(mail: Mail) -> Wish | None:
    """What *File and send* left; without relations it is filed where it belongs."""
    if mail.wish is None:
        return None
    return Wish(None if mail.wish == NONE else mail.wish)
