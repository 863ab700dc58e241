"""doctor's word on the right to write: what the last runs have shown.

The CRM tells of no right before it is used, and doctor writes nothing there to try.
"""

from collections.abc import Iterator, Sequence

from outlook_crm.domain.sentence import taken_apart
from outlook_crm.domain.side import Side
from outlook_crm.sync.report import Entry, Report
from outlook_crm.sync.values import StepKind
from outlook_crm.ui.report_words import step

from .finding import Finding, Level, Text

NOT_ALLOWED = "The CRM does not allow this: {reason}"
"""The connector's word for a missing right, as it stands in a report."""

_WRITES = (StepKind.CREATE, StepKind.UPDATE, StepKind.DELETE)


def writing(text: Text, reports: Sequence[Report]) -> Iterator[Finding]:
    """A line for each kind of step; ``reports`` are the kept ones, the newest first."""
    for kind in _WRITES:
        about = step(text, Entry(Side.CRM, kind, ""))
        match _last_word(kind, reports):
            case True:
                yield Finding("writing", Level.OK, text("{step}: allowed.", step=about))
            case False:
                told = text("{step}: the CRM refused it.", step=about)
                todo = text("Ask your CRM administrator for the right to do this.")
                yield Finding("writing", Level.FAULT, told, todo)
            case None:
                told = text("{step}: not known until the first time.", step=about)
                yield Finding("writing", Level.OK, told)


def _last_word(kind: StepKind, reports: Sequence[Report]) -> bool | None:
    """Whether it was allowed when it was last tried; None when it never was.

    A single record may be another's: where others of that run were written, the right is there.
    """
    for report in reports:
        if report.counts.get((Side.CRM, kind)):
            return True
        if any(_was_refused(entry, kind) for entry in report.trouble):
            return False
    return None


def _was_refused(entry: Entry, kind: StepKind) -> bool:
    reasons = {message for message, _ in taken_apart(entry.reason)}
    return (entry.side, entry.kind) == (Side.CRM, kind) and NOT_ALLOWED in reasons
