"""The writes of filing, each journalled; of mails that are brought see `placing`.

The invariant that a crash anywhere cannot break:

    *Whatever a side was told to make or remove and the state does not know the end
    of, the state knows the beginning of.*

1. The intent is committed.
2. The CRM is asked whether it has the mail already (a crash, another PC), and only
   if it does not, it is told to make the record.
3. The filed mail, with the parts that are left, and the settling of the intent are
   committed together.
4. Each part is done and taken off what is left.  A part that may have been done
   before is looked for first.

So a record is made once for each mail, and an attachment once for each record.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from enum import Enum

from outlook_crm.domain.sentence import sentence
from outlook_crm.domain.side import Side
from outlook_crm.errors import Missing, Refused
from outlook_crm.sync.report import Entry
from outlook_crm.sync.values import Fate, StepKind

from .asking import ask
from .identity import Keys, keys_of
from .journal import BUSY, SOON, Journal
from .ports import Archive, Mailbox
from .relations import Relations
from .rules import Rules
from .trials import FAILS, Trial
from .values import (
    EVERYTHING,
    MARK,
    ORIGINAL,
    Content,
    Deed,
    Filed,
    Mail,
    MailIntent,
    Record,
    Spot,
    Written,
    file_part,
    index_of,
)

SEVERAL = "The CRM has several records of this e-mail."
TOO_LARGE = "An attachment is too large and was not filed."
NOT_TAKEN = "An attachment was not filed."

_OPEN = (Fate.UNKNOWN, Fate.BUSY, Fate.NOT_DONE, Fate.STALE)


class Unreadable(Enum):
    """A mail that is there and cannot be read now."""

    UNREADABLE = "unreadable"


UNREADABLE = Unreadable.UNREADABLE


class Deeds:
    """Filing and taking out; raises what the sides raise."""

    def __init__(self, mailbox: Mailbox, archive: Archive, journal: Journal) -> None:
        self._mailbox = mailbox
        self._archive = archive
        self._journal = journal
        self._state = journal.state
        self._pairing = journal.pairing
        self._ledger = journal.ledger

    # ---- a mail becomes a record

    def file(self, mail: Mail, relations: Relations, rules: Rules, *, wished: bool = False) -> bool:
        """File it; False when it is not filed, and the ledger says why or when to try again."""
        keys = keys_of(mail.email)
        intent = MailIntent(self._pairing, Deed.FILE, keys, mail.spot, "", relations, wished=wished)
        return self._file(mail, keys, self._journal.begin(intent), rules)

    def _file(self, mail: Mail, keys: Keys, intent: MailIntent, rules: Rules) -> bool:
        there = ask(self._archive, lambda: self._archive.find(keys))
        if isinstance(there, Written):
            self._not_filed(mail, there, intent)
            return False
        if len(there) > 1:
            self._journal.settle(intent)
            self._ledger.held.append(_entry(mail, there[0].id, SEVERAL))
            return False
        if there:
            self._adopt(mail, there[0], intent, rules)
            return True
        written = self._write(lambda: self._archive.create(mail.email, keys, intent.relations))
        if written.fate is not Fate.DONE:
            self._not_filed(mail, written, intent)
            return False
        self._journal.answered()
        filed = self._filed(mail, keys, written.id, intent.relations, rules)
        self._known(filed, mail, intent)
        self._ledger.done(_entry(mail, filed.crm_id))
        self.finish(filed, mail, rules, fresh=True)
        return True

    def _adopt(self, mail: Mail, record: Record, intent: MailIntent, rules: Rules) -> None:
        """It has a record: ours from before a crash, another PC's, or the CRM's own."""
        keys = Keys(keys_of(mail.email).message_id or record.keys.message_id, intent.keys.digest)
        filed = self._filed(mail, keys, record.id, record.relations, rules)
        self._known(filed, mail, intent)
        self.finish(filed, mail, rules)

    def _known(self, filed: Filed, mail: Mail, intent: MailIntent) -> None:
        self._journal.record(filed, intent)
        self._journal.succeeded(trial_of(mail))

    def _filed(
        self, mail: Mail, keys: Keys, crm_id: str, relations: Relations, rules: Rules
    ) -> Filed:
        return Filed(
            self._pairing,
            crm_id,
            keys,
            mail.spot,
            mail.email.conversation,
            relations,
            _parts(mail, rules),
            at=mail.email.at or self._journal.now(),
        )

    def _not_filed(self, mail: Mail, written: Written, intent: MailIntent) -> None:
        trial = trial_of(mail, intent.relations if intent.wished else None)
        match written.fate:
            case Fate.UNKNOWN:
                if self._journal.failed(trial, FAILS):
                    self._journal.settle(intent)
                    self._ledger.trouble.append(_entry(mail, reason=FAILS))
                else:
                    self._journal.again(SOON)
                self._journal.silent()
            case Fate.REFUSED:
                self._journal.settle(intent)
                self._journal.failed(trial, written.reason)
                self._ledger.trouble.append(_entry(mail, reason=written.reason))
            case _:
                self._journal.settle(intent)
                self._journal.again(timedelta(seconds=written.wait) if written.wait else BUSY)
                self._journal.silent()

    # ---- its parts

    def finish(self, filed: Filed, mail: Mail, rules: Rules, *, fresh: bool = False) -> None:
        """Do the parts that are left; ``fresh``: none of them can have been done before."""
        trial = _trial_of_parts(filed, mail)
        if self._journal.trials.resting(trial):
            return
        if EVERYTHING in filed.left:
            filed = replace(filed, left=_parts(mail, rules))
        there = Counter() if fresh else self._there(filed)
        if isinstance(there, Written):
            self._left_open(there, trial)
            return
        for part in filed.left:
            written = self._part(filed, mail, part, there, rules)
            if written.fate in _OPEN:
                if not self._left_open(written, trial):
                    return
                continue  # it rests: the others need not wait for it
            if written.fate is Fate.REFUSED:
                reason = written.reason or NOT_TAKEN
                self._ledger.trouble.append(_entry(mail, filed.crm_id, reason))
            filed = filed.without(part)
            self._journal.record(filed)
        if not filed.left:
            self._journal.succeeded(trial)

    def _left_open(self, written: Written, trial: Trial) -> bool:
        """A part is to be tried again; True when that did not help three times: it rests."""
        again = written.fate not in (Fate.UNKNOWN, Fate.REFUSED)
        rests = not again and self._journal.failed(trial, NOT_TAKEN)
        if rests:
            self._ledger.trouble.append(replace(trial.entry(), reason=NOT_TAKEN))
        else:
            self._journal.again(BUSY)
        self._journal.silent()
        return rests

    def _there(self, filed: Filed) -> Counter[tuple[str, int]] | Written:
        """The files that the record has, by name and size."""
        if filed.left == (MARK,):
            return Counter()
        try:
            files = ask(self._archive, lambda: self._archive.files(filed.crm_id))
        except Missing:  # the record is gone: attaching to it says so, too
            return Counter()
        if isinstance(files, Written):
            return files
        return Counter((each.name, each.size) for each in files)

    def _part(
        self, filed: Filed, mail: Mail, part: str, there: Counter[tuple[str, int]], rules: Rules
    ) -> Written:
        if part == MARK:
            return self._mailbox.mark(mail.spot, filed.crm_id)
        try:
            content = self._content(mail, part, rules)
        except (Missing, Refused) as none:  # gone, or Outlook does not hand it out
            return Written(Fate.REFUSED, reason=sentence(none.message, **none.values))
        if content is None:
            return Written(Fate.MISSING)
        name = content.name, len(content.data)
        if there[name] > 0:
            there[name] -= 1
            return Written(Fate.DONE)
        return self._write(lambda: self._archive.attach(filed.crm_id, content))

    def _write(self, write: Callable[[], Written]) -> Written:
        """What became of it; a web page in place of an answer may be about this mail alone."""
        return ask(self._archive, write)

    def _content(self, mail: Mail, part: str, rules: Rules) -> Content | None:
        if part == ORIGINAL:
            return Content("mail.eml", "message/rfc822", self._rendering(mail, rules))
        number = index_of(part)
        attached = next((each for each in mail.email.attachments if each.index == number), None)
        return self._mailbox.content(mail.spot, attached) if attached else None

    def _rendering(self, mail: Mail, rules: Rules) -> bytes:
        # The standard library's parsers of headers are large: most users file no mails.
        from .mime import render  # noqa: PLC0415

        return render(mail.email, list(self._enclosed(mail, rules.largest)))

    def _enclosed(self, mail: Mail, room: int) -> Iterator[Content]:
        """What the rendering holds: no more than fits into one attachment, and memory."""
        for each in mail.email.attachments:
            if each.travels and each.size <= room:
                room -= each.size
                with suppress(Missing, Refused):  # each is filed by itself, and told of there
                    yield self._mailbox.content(mail.spot, each)

    # ---- a record goes

    def remove(self, filed: Filed) -> None:
        """Take a mail out of the CRM again; a record that is not ours is only let go."""
        intent = MailIntent(self._pairing, Deed.REMOVE, filed.keys, filed.spot, filed.crm_id)
        self._remove(filed, self._journal.begin(intent))

    def _remove(self, filed: Filed, intent: MailIntent) -> None:
        written = Written(Fate.DONE)
        if filed.made:
            written = self._write(lambda: self._archive.remove(filed.crm_id))
        trial = Trial(Deed.REMOVE, filed.keys, filed.spot, filed.crm_id)
        entry = replace(trial.entry(), reason=written.reason)
        if written.fate in (Fate.DONE, Fate.MISSING):
            self._mailbox.mark(filed.spot, "")
            with self._state.atomic():
                self._state.drop(self._pairing, filed.crm_id)
                self._state.put(filed.taken_out())
                self._state.settle(intent.id)
            self._journal.succeeded(trial)
            self._ledger.done(entry)
        elif written.fate is Fate.REFUSED:
            self._journal.settle(intent)
            self._ledger.trouble.append(entry)
        elif written.fate is Fate.UNKNOWN and self._journal.failed(trial, FAILS):
            self._journal.settle(intent)
            self._ledger.trouble.append(replace(entry, reason=FAILS))
        else:
            self._journal.again(SOON)

    # ---- after a crash

    def recover(self, intent: MailIntent, rules: Rules) -> None:
        """Find out what became of a write whose end is not known, and finish it."""
        if intent.deed is Deed.FILE:
            self._recover_filing(intent, rules)
        elif filed := self._state.by_crm_id(self._pairing, intent.crm_id):
            self._remove(replace(filed, spot=intent.spot), intent)
        else:
            self._journal.settle(intent)

    def mail_of(self, keys: Keys, spot: Spot) -> Mail | Unreadable | None:
        """The mail, where it was or where it was moved to; None when it is gone."""
        reading = self._mailbox.read([spot])
        if spot.id in reading.missing and keys.message_id:
            moved = self._mailbox.find([keys.message_id]).get(keys.message_id)
            reading = self._mailbox.read([moved]) if moved else reading
        if reading.unreadable:
            return UNREADABLE
        return next(iter(reading.mails.values()), None)

    def _recover_filing(self, intent: MailIntent, rules: Rules) -> None:
        if self._state.by_keys(self._pairing, intent.keys) is not None:
            self._journal.settle(intent)  # a later run met the mail before
            return
        mail = self.mail_of(intent.keys, intent.spot)
        if isinstance(mail, Mail):
            self._file(mail, intent.keys, intent, rules)
            return
        if mail is UNREADABLE:
            return
        # The mail is gone: if the record was made it is known all the same.
        records = ask(self._archive, lambda: self._archive.find(intent.keys))
        if not isinstance(records, Written) and len(records) == 1:
            left = (EVERYTHING,)
            filed = self._journal.filed_of(records[0], intent.spot, left, made=True)
            self._journal.record(filed, intent)
        else:
            self._journal.settle(intent)


def _parts(mail: Mail, rules: Rules) -> tuple[str, ...]:
    files = (
        file_part(each.index)
        for each in mail.email.attachments
        if each.travels and each.size <= rules.largest
    )
    return (*files, *((ORIGINAL,) if rules.original else ()), MARK)


def too_large(mail: Mail, rules: Rules) -> bool:
    """Whether an attachment stays behind for its size."""
    return any(each.travels and each.size > rules.largest for each in mail.email.attachments)


def _entry(mail: Mail, crm_id: str = "", reason: str = "") -> Entry:
    return Entry(Side.CRM, StepKind.CREATE, mail.email.subject, crm_id, mail.spot.id, reason)


def trial_of(mail: Mail, wish: Relations | None = None) -> Trial:
    """Filing this mail, as something that may fail."""
    email = mail.email
    version = mail.modified.isoformat()
    return Trial(Deed.FILE, keys_of(email), mail.spot, "", email.subject, version, wish)


def _trial_of_parts(filed: Filed, mail: Mail) -> Trial:
    return Trial(Deed.FINISH, filed.keys, mail.spot, filed.crm_id, mail.email.subject)
