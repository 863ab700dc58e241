"""The writes of filing, each journalled; of mails that are brought see `placing`.

The invariant that a crash anywhere cannot break:

    *Whatever a side was told to make or remove and the state does not know the end
    of, the state knows the beginning of.*

1. The intent is committed.
2. The CRM is asked whether it has the mail already (a crash, another PC), and only
   if it does not, it is told to make the record.  Then it is asked again: of two PCs
   that made one at once, the one whose record is the younger takes its own away.
3. The filed mail, with the parts that are left, and the settling of the intent are
   committed together.
4. Each part is done and taken off what is left, see `parts`.

So a record is made once for each mail, and an attachment once for each record: who
finds a record that somebody else made a moment ago leaves its files to them for a while.
"""

from collections.abc import MutableMapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum

from outlook_crm.sync.values import Fate

from .asking import ask
from .identity import Keys, keys_of
from .journal import BUSY, SOON, Journal
from .parts import Parts, entry, parts_of
from .ports import Archive, Mailbox
from .relations import Relations
from .rules import Rules
from .trials import FAILS, Trial
from .values import (
    EVERYTHING,
    Deed,
    Filed,
    Mail,
    MailIntent,
    Record,
    Spot,
    Written,
)

SEVERAL = "The CRM has several records of this e-mail."

_ITS_MAKER_IS_DONE = timedelta(minutes=5)


class Unreadable(Enum):
    """A mail that is there and cannot be read now."""

    UNREADABLE = "unreadable"


UNREADABLE = Unreadable.UNREADABLE


class Deeds:
    """Filing and taking out; raises what the sides raise.

    ``adopted`` are the records that were found, not made, by their CRM ids, each with when
    that was; nothing is lost when the process that knew of them ends.
    """

    def __init__(
        self,
        mailbox: Mailbox,
        archive: Archive,
        journal: Journal,
        adopted: MutableMapping[str, datetime],
    ) -> None:
        self._mailbox = mailbox
        self._archive = archive
        self._journal = journal
        self._adopted = adopted
        self._state = journal.state
        self._pairing = journal.pairing
        self._ledger = journal.ledger
        self.parts = Parts(mailbox, archive, journal)

    # ---- a mail becomes a record

    def file(self, mail: Mail, relations: Relations, rules: Rules, *, wished: bool = False) -> bool:
        """File it; False when it is not filed, and the ledger says why or when to try again."""
        keys = keys_of(mail.email)
        intent = MailIntent(self._pairing, Deed.FILE, keys, mail.spot, "", relations, wished=wished)
        return self._file(mail, keys, self._journal.begin(intent), rules)

    def _file(
        self, mail: Mail, keys: Keys, intent: MailIntent, rules: Rules, *, recovers: bool = False
    ) -> bool:
        there = ask(self._archive, lambda: self._archive.find(keys))
        if isinstance(there, Written):
            self._not_filed(mail, there, intent)
            return False
        if len(there) > 1:
            self._journal.settle(intent)
            self._ledger.held.append(entry(mail, there[0].id, SEVERAL))
            return False
        if there:
            self._adopt(mail, there[0], intent, rules, ours=recovers or intent.wished)
            return True
        written = ask(
            self._archive, lambda: self._archive.create(mail.email, keys, intent.relations)
        )
        if written.fate is not Fate.DONE:
            self._not_filed(mail, written, intent)
            return False
        self._journal.answered()
        if older := self._given_way_to(keys, written.id):
            self._adopt(mail, older, intent, rules)
            return True
        filed = self._filed(mail, keys, written.id, intent.relations, rules)
        self._known(filed, mail, intent)
        self._ledger.done(entry(mail, filed.crm_id))
        self.parts.finish(filed, mail, rules, fresh=True)
        return True

    def _given_way_to(self, keys: Keys, made: str) -> Record | None:
        """The record of another PC that was a moment quicker; ours is gone then."""
        there = ask(self._archive, lambda: self._archive.find(keys))
        if isinstance(there, Written) or not there or there[0].id == made:
            return None
        removed = ask(self._archive, lambda: self._archive.remove(made))
        return there[0] if removed.fate in (Fate.DONE, Fate.MISSING) else None

    def _adopt(
        self, mail: Mail, record: Record, intent: MailIntent, rules: Rules, *, ours: bool = False
    ) -> None:
        """It has a record: ours from before a crash, another PC's, or the CRM's own.

        Who made one that is not ours may be busy with its files.
        """
        keys = Keys(keys_of(mail.email).message_id or record.keys.message_id, intent.keys.digest)
        filed = self._filed(mail, keys, record.id, record.relations, rules)
        self._known(filed, mail, intent)
        if ours:
            self.parts.finish(filed, mail, rules)
        else:
            self._mailbox.mark(mail.spot, record.id)
            self._adopted[record.id] = self._journal.now()
            self._journal.again(_ITS_MAKER_IS_DONE)

    def makers_time(self, filed: Filed) -> timedelta:
        """How long another PC may still be attaching files to the record."""
        since = self._adopted.get(filed.crm_id)
        until = since + _ITS_MAKER_IS_DONE if since else self._journal.now()
        return max(until - self._journal.now(), timedelta())

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
            parts_of(mail, rules),
            at=mail.email.at or self._journal.now(),
        )

    def _not_filed(self, mail: Mail, written: Written, intent: MailIntent) -> None:
        trial = trial_of(mail, intent.relations if intent.wished else None)
        match written.fate:
            case Fate.UNKNOWN:
                if self._journal.failed(trial, FAILS):
                    self._journal.settle(intent)
                    self._ledger.trouble.append(entry(mail, reason=FAILS))
                else:
                    self._journal.again(SOON)
                self._journal.silent()
            case Fate.REFUSED:
                self._journal.settle(intent)
                self._journal.failed(trial, written.reason)
                self._ledger.trouble.append(entry(mail, reason=written.reason))
            case _:
                self._journal.settle(intent)
                self._journal.again(timedelta(seconds=written.wait) if written.wait else BUSY)
                self._journal.silent()

    # ---- a record goes

    def remove(self, filed: Filed) -> None:
        """Take a mail out of the CRM again; a record that is not ours is only let go."""
        intent = MailIntent(self._pairing, Deed.REMOVE, filed.keys, filed.spot, filed.crm_id)
        self._remove(filed, self._journal.begin(intent))

    def _remove(self, filed: Filed, intent: MailIntent) -> None:
        written = Written(Fate.DONE)
        if filed.made:
            written = ask(self._archive, lambda: self._archive.remove(filed.crm_id))
        trial = Trial(Deed.REMOVE, filed.keys, filed.spot, filed.crm_id)
        told = replace(trial.entry(), reason=written.reason)
        if written.fate in (Fate.DONE, Fate.MISSING):
            self._mailbox.mark(filed.spot, "")
            with self._state.atomic():
                self._state.drop(self._pairing, filed.crm_id)
                self._state.put(filed.taken_out())
                self._state.settle(intent.id)
            self._journal.succeeded(trial)
            self._ledger.done(told)
        elif written.fate is Fate.REFUSED:
            self._journal.settle(intent)
            self._ledger.trouble.append(told)
        elif written.fate is Fate.UNKNOWN and self._journal.failed(trial, FAILS):
            self._journal.settle(intent)
            self._ledger.trouble.append(replace(told, reason=FAILS))
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
        if spot.id in reading.missing and keys.primary:
            moved = self._mailbox.find([keys.primary]).get(keys.primary)
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
            self._file(mail, intent.keys, intent, rules, recovers=True)
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


def trial_of(mail: Mail, wish: Relations | None = None) -> Trial:
    """Filing this mail, as something that may fail."""
    email = mail.email
    version = mail.modified.isoformat()
    return Trial(Deed.FILE, keys_of(email), mail.spot, "", email.subject, version, wish)
