"""The writes that bring a mail of the CRM to Outlook, journalled as those of filing.

The mail is placed and marked in one write.  Its files follow, one write each; Outlook
keeps with the mail which of them it has, so that none is there twice after a crash.
"""

from collections.abc import Sequence
from dataclasses import replace

from outlook_crm.domain.sentence import sentence
from outlook_crm.errors import Missing
from outlook_crm.sync.values import Fate

from .asking import ask
from .journal import BUSY, SOON, Journal
from .ports import Archive, Mailbox
from .trials import Trial
from .values import (
    MARK,
    RECORDS_FILES,
    Deed,
    Filed,
    MailIntent,
    Record,
    RecordFile,
    Spot,
    Written,
    bring_part,
)

FAILS = "Outlook fails on it again and again."
FILE_TOO_LARGE = "An attachment is too large and was not brought."
FILE_NOT_BROUGHT = "An attachment was not brought."

_NOWHERE = Spot("", "")


class Placing:
    """Bringing; raises what the sides raise.  ``largest`` is in bytes, of one attachment."""

    def __init__(
        self, mailbox: Mailbox, archive: Archive, journal: Journal, *, largest: int
    ) -> None:
        self._mailbox = mailbox
        self._archive = archive
        self._journal = journal
        self._ledger = journal.ledger
        self._largest = largest

    def place(self, record: Record) -> bool:
        """Bring a mail of the CRM to Outlook; False when the CRM is to tell of it again."""
        trial = _trial_of(record)
        if self._journal.trials.resting(trial):
            return True
        intent = MailIntent(
            self._journal.pairing, Deed.PLACE, record.keys, _NOWHERE, record.id, record.relations
        )
        intent = self._journal.begin(intent)
        # Without a message id it could not be told from others that the user moves it among.
        email = replace(record.email, message_id=record.keys.primary)
        written = self._mailbox.place(record.id, email)
        match written.fate:
            case Fate.DONE:
                spot = Spot(written.store, written.id)
                self._placed(record, spot, intent)
                self._ledger.done(replace(trial.entry(), outlook_id=spot.id))
            case Fate.UNKNOWN if not self._journal.failed(trial, FAILS):
                self._journal.again(SOON)
                return False
            case Fate.UNKNOWN | Fate.REFUSED:
                self._journal.settle(intent)
                self._refused(trial, written)
            case _:
                self._journal.settle(intent)
                self._journal.again(BUSY)
                return False
        return True

    def retry(self) -> None:
        """Try once more what failed, but for what did so three times or just now."""
        for trial in self._journal.trials.due(Deed.PLACE):
            record = ask(self._archive, lambda: self._archive.record(trial.crm_id))  # noqa: B023
            if isinstance(record, Record):
                self.place(record)
            elif record is None:
                self._journal.succeeded(trial)
            else:
                self._journal.failed(trial, FAILS)

    def know(self, record: Record, spot: Spot) -> None:
        """Outlook has the mail already: nothing is left to do but the mark."""
        self._journal.record(self._journal.filed_of(record, spot, (MARK,), made=False))

    def bring_files(self, filed: Filed, subject: str) -> None:
        """Attach to the placed mail what its record has."""
        trial = Trial(Deed.BRING, filed.keys, filed.spot, filed.crm_id, subject)
        if self._journal.trials.resting(trial):
            return
        listed = self._listed(filed.crm_id)
        if isinstance(listed, Written):
            self._left_open(trial, listed)
            return
        files = {bring_part(each.id): each for each in listed}
        if RECORDS_FILES in filed.left:
            filed = replace(filed, left=tuple(files))
            self._journal.record(filed)
        for part in filed.left:
            written = self._bring(filed, files.get(part))
            if written.fate in (Fate.DONE, Fate.REFUSED, Fate.MISSING):
                self._tell(trial, written)
                filed = filed.without(part)
                self._journal.record(filed)
            else:
                self._left_open(trial, written)
                return
        self._journal.succeeded(trial)

    def recover(self, intent: MailIntent) -> None:
        """Find out what became of a placing whose end is not known."""
        spot = self._mailbox.placed(intent.crm_id)
        record = ask(self._archive, lambda: self._archive.record(intent.crm_id))
        if spot is not None and isinstance(record, Record):
            self._placed(record, spot, intent)
        else:
            self._journal.settle(intent)  # it is met again when the CRM's changes are asked for

    def _placed(self, record: Record, spot: Spot, intent: MailIntent) -> None:
        filed = self._journal.filed_of(record, spot, (RECORDS_FILES,), made=False)
        self._journal.record(filed, intent)
        self._journal.succeeded(_trial_of(record))
        self.bring_files(filed, record.email.subject)

    def _refused(self, trial: Trial, written: Written) -> None:
        reason = written.reason or FAILS
        if written.fate is Fate.REFUSED:
            self._journal.failed(trial, reason)
        self._ledger.trouble.append(replace(trial.entry(), reason=reason))

    # ---- files

    def _listed(self, crm_id: str) -> Sequence[RecordFile] | Written:
        try:
            return ask(self._archive, lambda: self._archive.files(crm_id))
        except Missing:  # the record is gone, and with it what hung on it
            return ()

    def _bring(self, filed: Filed, file: RecordFile | None) -> Written:
        if file is None:  # taken off the record meanwhile
            return Written(Fate.MISSING)
        if file.size > self._largest:
            return Written(Fate.REFUSED, reason=FILE_TOO_LARGE)
        try:
            data = ask(self._archive, lambda: self._archive.content(file))
        except Missing as none:
            return Written(Fate.REFUSED, reason=sentence(none.message, **none.values))
        if isinstance(data, Written):
            return data
        return self._mailbox.attach(filed.spot, file.id, file.name, data)

    def _tell(self, trial: Trial, written: Written) -> None:
        if written.fate is Fate.REFUSED:
            reason = written.reason or FILE_NOT_BROUGHT
            self._ledger.trouble.append(replace(trial.entry(), reason=reason))

    def _left_open(self, trial: Trial, written: Written) -> None:
        again = written.fate not in (Fate.UNKNOWN, Fate.REFUSED)
        if not again and self._journal.failed(trial, FILE_NOT_BROUGHT):
            self._ledger.trouble.append(replace(trial.entry(), reason=FILE_NOT_BROUGHT))
        else:
            self._journal.again(BUSY)


def _trial_of(record: Record) -> Trial:
    return Trial(
        Deed.PLACE, record.keys, _NOWHERE, record.id, record.email.subject, record.keys.digest
    )
