"""The writes of filing, each journalled.

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
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum

from outlook_crm.domain.sentence import sentence
from outlook_crm.domain.side import Side
from outlook_crm.errors import Missing, Refused, Unreachable
from outlook_crm.sync.report import Entry
from outlook_crm.sync.values import Fate, StepKind

from .identity import Keys, keys_of
from .ledger import Ledger
from .mime import Content, render
from .ports import Archive, FiledMails, Mailbox
from .relations import Relations
from .rules import Rules
from .values import (
    EVERYTHING,
    MARK,
    ORIGINAL,
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

SEVERAL = "The CRM has several records of this mail."
TOO_LARGE = "An attachment is too large and was not filed."
NOT_TAKEN = "An attachment was not filed."

_NOWHERE = Spot("", "")
_SOON = timedelta(seconds=5)
_BUSY = timedelta(seconds=30)
_SILENT_IN_A_ROW = 3


class Unreadable(Enum):
    """A mail that is there and cannot be read now."""

    UNREADABLE = "unreadable"


UNREADABLE = Unreadable.UNREADABLE


class Deeds:
    """Writes of one run to both sides; raises what the sides raise."""

    def __init__(
        self,
        mailbox: Mailbox,
        archive: Archive,
        state: FiledMails,
        pairing: str,
        *,
        ledger: Ledger,
        now: Callable[[], datetime],
    ) -> None:
        self._mailbox = mailbox
        self._archive = archive
        self._state = state
        self._pairing = pairing
        self._ledger = ledger
        self._now = now
        self._silent = 0

    # ---- a mail becomes a record

    def file(self, mail: Mail, relations: Relations, rules: Rules) -> bool:
        """File it; False when it is not filed, and the ledger says why or when to try again."""
        keys = keys_of(mail.email)
        intent = self._begin(MailIntent(self._pairing, Deed.FILE, keys, mail.spot, "", relations))
        return self._file(mail, keys, intent, rules)

    def _file(self, mail: Mail, keys: Keys, intent: MailIntent, rules: Rules) -> bool:
        there = self._archive.find(keys)
        if len(there) > 1:
            self._settle(intent)
            self._ledger.held.append(_entry(mail, there[0].id, SEVERAL))
            return False
        if there:
            self._adopt(mail, there[0], intent, rules)
            return True
        written = self._archive.create(mail.email, keys, intent.relations)
        if written.fate is not Fate.DONE:
            self._not_filed(mail, written, intent)
            return False
        self._silent = 0
        filed = self._filed(mail, keys, written.id, intent.relations, rules)
        self._record(filed, intent)
        self._ledger.done(_entry(mail, filed.crm_id))
        self.finish(filed, mail, rules, fresh=True)
        return True

    def _adopt(self, mail: Mail, record: Record, intent: MailIntent, rules: Rules) -> None:
        """It has a record: ours from before a crash, another PC's, or the CRM's own."""
        keys = Keys(keys_of(mail.email).message_id or record.keys.message_id, intent.keys.digest)
        filed = self._filed(mail, keys, record.id, record.relations, rules)
        self._record(filed, intent)
        self.finish(filed, mail, rules)

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
            at=mail.email.at or self._now(),
        )

    def _not_filed(self, mail: Mail, written: Written, intent: MailIntent) -> None:
        match written.fate:
            case Fate.UNKNOWN:
                self._ledger.again(self._now() + _SOON)
                self._count_silence()
            case Fate.REFUSED:
                self._settle(intent)
                self._ledger.trouble.append(_entry(mail, reason=written.reason))
            case _:
                self._settle(intent)
                wait = timedelta(seconds=written.wait) if written.wait else _BUSY
                self._ledger.again(self._now() + wait)
                self._count_silence()

    # ---- its parts

    def finish(self, filed: Filed, mail: Mail, rules: Rules, *, fresh: bool = False) -> None:
        """Do the parts that are left; ``fresh``: none of them can have been done before."""
        if EVERYTHING in filed.left:
            filed = replace(filed, left=_parts(mail, rules))
        there = Counter() if fresh else self._there(filed)
        for part in filed.left:
            written = self._part(filed, mail, part, there, rules)
            if written.fate in (Fate.UNKNOWN, Fate.BUSY, Fate.NOT_DONE, Fate.STALE):
                self._ledger.again(self._now() + _BUSY)
                self._count_silence()
                return
            if written.fate is Fate.REFUSED:
                reason = written.reason or NOT_TAKEN
                self._ledger.trouble.append(_entry(mail, filed.crm_id, reason))
            filed = replace(filed, left=tuple(each for each in filed.left if each != part))
            with self._state.atomic():
                self._state.put(filed)

    def _there(self, filed: Filed) -> Counter[tuple[str, int]]:
        """The files that the record has, by name and size."""
        if filed.left == (MARK,):
            return Counter()
        try:
            return Counter(self._archive.files(filed.crm_id))
        except Missing:  # the record is gone: attaching to it says so, too
            return Counter()

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
        return self._archive.attach(filed.crm_id, content)

    def _content(self, mail: Mail, part: str, rules: Rules) -> Content | None:
        if part == ORIGINAL:
            return Content("mail.eml", "message/rfc822", self._rendering(mail, rules))
        number = index_of(part)
        attached = next((each for each in mail.email.attachments if each.index == number), None)
        return self._mailbox.content(mail.spot, attached) if attached else None

    def _rendering(self, mail: Mail, rules: Rules) -> bytes:
        fitting = [each for each in mail.email.attachments if each.size <= rules.largest]
        contents = [self._mailbox.content(mail.spot, each) for each in fitting if each.travels]
        return render(mail.email, contents)

    # ---- a record becomes a mail

    def place(self, record: Record) -> bool:
        """Bring a mail of the CRM to Outlook; False when that is to be tried again."""
        intent = self._begin(
            MailIntent(
                self._pairing, Deed.PLACE, record.keys, _NOWHERE, record.id, record.relations
            )
        )
        written = self._mailbox.place(record.id, record.email)
        match written.fate:
            case Fate.DONE:
                self.know(record, Spot(written.store, written.id), intent)
                self._ledger.done(_brought(record))
            case Fate.UNKNOWN:
                self._ledger.again(self._now() + _SOON)
            case Fate.REFUSED:
                self._settle(intent)
                self._ledger.trouble.append(_brought(record, written.reason))
            case _:
                self._settle(intent)
                self._ledger.again(self._now() + _BUSY)
        return written.fate in (Fate.DONE, Fate.REFUSED)

    def know(self, record: Record, spot: Spot, intent: MailIntent | None = None) -> None:
        """A record and a mail of Outlook are one, and nothing is left to do but the mark."""
        left = () if intent else (MARK,)  # what was placed carries it from its first write on
        self._record(self._of_record(record, spot, left, made=False), intent)

    def _of_record(self, record: Record, spot: Spot, left: tuple[str, ...], *, made: bool) -> Filed:
        return Filed(
            self._pairing,
            record.id,
            record.keys,
            spot,
            record.email.conversation,
            record.relations,
            left,
            made=made,
            at=record.email.at or self._now(),
        )

    # ---- a record goes

    def remove(self, filed: Filed) -> None:
        """Take a mail out of the CRM again; a record that is not ours is only let go."""
        intent = self._begin(
            MailIntent(self._pairing, Deed.REMOVE, filed.keys, filed.spot, filed.crm_id)
        )
        self._remove(filed, intent)

    def _remove(self, filed: Filed, intent: MailIntent) -> None:
        written = self._archive.remove(filed.crm_id) if filed.made else Written(Fate.DONE)
        entry = Entry(Side.CRM, StepKind.DELETE, "", filed.crm_id, filed.spot.id, written.reason)
        if written.fate in (Fate.DONE, Fate.MISSING):
            self._mailbox.mark(filed.spot, "")
            with self._state.atomic():
                self._state.drop(self._pairing, filed.crm_id)
                self._state.put(filed.taken_out())
                self._state.settle(intent.id)
            self._ledger.done(entry)
        elif written.fate is Fate.REFUSED:
            self._settle(intent)
            self._ledger.trouble.append(entry)
        else:
            self._ledger.again(self._now() + _SOON)

    # ---- after a crash

    def recover(self, rules: Rules) -> None:
        """Find out what became of writes whose end is not known, and finish them."""
        for intent in self._state.intents(self._pairing):
            match intent.deed:
                case Deed.FILE:
                    self._recover_filing(intent, rules)
                case Deed.PLACE:
                    self._recover_placing(intent)
                case Deed.REMOVE:
                    self._recover_removal(intent)

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
            self._settle(intent)  # a later run met the mail before
            return
        mail = self.mail_of(intent.keys, intent.spot)
        if isinstance(mail, Mail):
            self._file(mail, intent.keys, intent, rules)
            return
        if mail is UNREADABLE:
            return
        # The mail is gone: if the record was made it is known all the same.
        records = self._archive.find(intent.keys)
        if len(records) == 1:
            self._record(self._of_record(records[0], intent.spot, (EVERYTHING,), made=True), intent)
        else:
            self._settle(intent)

    def _recover_placing(self, intent: MailIntent) -> None:
        spot = self._mailbox.placed(intent.crm_id)
        records = [each for each in self._archive.find(intent.keys) if each.id == intent.crm_id]
        if spot is not None and records:
            self.know(records[0], spot, intent)
        else:
            self._settle(intent)  # it is brought when the CRM's changes are asked for again

    def _recover_removal(self, intent: MailIntent) -> None:
        filed = self._state.by_crm_id(self._pairing, intent.crm_id)
        if filed is not None:
            self._remove(replace(filed, spot=intent.spot), intent)
        else:
            self._settle(intent)

    # ---- the journal

    def _begin(self, intent: MailIntent) -> MailIntent:
        with self._state.atomic():
            return replace(intent, id=self._state.begin(intent, self._now()))

    def _record(self, filed: Filed, intent: MailIntent | None) -> None:
        with self._state.atomic():
            self._state.put(filed)
            if intent is not None:
                self._state.settle(intent.id)

    def _settle(self, intent: MailIntent) -> None:
        with self._state.atomic():
            self._state.settle(intent.id)

    def _count_silence(self) -> None:
        self._silent += 1
        if self._silent >= _SILENT_IN_A_ROW:
            raise Unreachable("The server does not answer.")


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


def _brought(record: Record, reason: str = "") -> Entry:
    return Entry(Side.OUTLOOK, StepKind.CREATE, record.email.subject, record.id, "", reason)
