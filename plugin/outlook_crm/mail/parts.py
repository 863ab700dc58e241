"""What follows the making of a record, one write each: attachments, the rendering, the mark.

A part that may have been done before, by us or by another PC, is looked for first.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from outlook_crm.domain.sentence import sentence
from outlook_crm.domain.side import Side
from outlook_crm.errors import Missing, Refused
from outlook_crm.sync.report import Entry
from outlook_crm.sync.values import Fate, StepKind

from .asking import ask
from .journal import BUSY, Journal
from .ports import Archive, Mailbox
from .rules import Rules
from .trials import Trial
from .values import (
    EVERYTHING,
    MARK,
    ORIGINAL,
    Content,
    Deed,
    Filed,
    Mail,
    Written,
    file_part,
    index_of,
)

TOO_LARGE = "An attachment is too large and was not filed."
NOT_TAKEN = "An attachment was not filed."

_OPEN = (Fate.UNKNOWN, Fate.BUSY, Fate.NOT_DONE, Fate.STALE)


class Parts:
    """Those of filed mails; raises what the sides raise."""

    def __init__(self, mailbox: Mailbox, archive: Archive, journal: Journal) -> None:
        self._mailbox = mailbox
        self._archive = archive
        self._journal = journal
        self._ledger = journal.ledger

    def finish(self, filed: Filed, mail: Mail, rules: Rules, *, fresh: bool = False) -> None:
        """Do the parts that are left; ``fresh``: none of them can have been done before."""
        trial = _trial_of_parts(filed, mail)
        if self._journal.trials.resting(trial):
            return
        if EVERYTHING in filed.left:
            filed = replace(filed, left=parts_of(mail, rules))
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
                self._ledger.trouble.append(entry(mail, filed.crm_id, reason))
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
            shown = mail.stamp == filed.crm_id
            return Written(Fate.DONE) if shown else self._mailbox.mark(mail.spot, filed.crm_id)
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
        return ask(self._archive, lambda: self._archive.attach(filed.crm_id, content))

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


def parts_of(mail: Mail, rules: Rules) -> tuple[str, ...]:
    """The parts of the record, in their order."""
    files = (
        file_part(each.index)
        for each in mail.email.attachments
        if each.travels and each.size <= rules.largest
    )
    return (*files, *((ORIGINAL,) if rules.original else ()), MARK)


def too_large(mail: Mail, rules: Rules) -> bool:
    """Whether an attachment stays behind for its size."""
    return any(each.travels and each.size > rules.largest for each in mail.email.attachments)


def entry(mail: Mail, crm_id: str = "", reason: str = "") -> Entry:
    """The line of the report about filing it."""
    return Entry(Side.CRM, StepKind.CREATE, mail.email.subject, crm_id, mail.spot.id, reason)


def _trial_of_parts(filed: Filed, mail: Mail) -> Trial:
    return Trial(Deed.FINISH, filed.keys, mail.spot, filed.crm_id, mail.email.subject)
