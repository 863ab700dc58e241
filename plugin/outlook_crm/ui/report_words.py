"""A run's report in words: steps, counts, ends, and what a field was."""

from collections.abc import Mapping
from datetime import tzinfo

from outlook_crm.domain.fields import FieldValue
from outlook_crm.domain.kind import Kind
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay, Timed
from outlook_crm.sync.ask import Reason
from outlook_crm.sync.report import Clash, Entry, Report
from outlook_crm.sync.values import StepKind

from . import moments
from .field_names import field_name
from .ribbon_state import Text


def why(text: Text, reason: Reason) -> str:
    """Why the run happened."""
    return text(_REASONS[reason])


_REASONS: Mapping[Reason, str] = {
    Reason.USER: "you asked for it",
    Reason.CHANGED: "something changed in Outlook",
    Reason.POLL: "the CRM was asked for changes",
    Reason.START: "Outlook started",
    Reason.AGAIN: "the run before asked for it",
    Reason.UNDO: "you took something back",
}


def result(text: Text, report: Report) -> str:
    """How the run ended."""
    if report.error:
        return text(_ENDS[report.error if report.error in _ENDS else "Defect"])
    if report.complete:
        return text("Finished.")
    if report.reason in (Reason.USER, Reason.START):
        return text("Finished; not everything was looked at.")
    return text("Finished; only what changed was looked at.")


_ENDS: Mapping[str, str] = {  # by the name of the error's class, which is the report's code
    "Unreachable": "Stopped: the CRM could not be reached.",
    "Lost": "Stopped: the CRM could not be reached.",  # a write's answer; the journal settles it
    "Busy": "Stopped: the CRM or Outlook asked to wait.",
    "Untrusted": "Stopped: the CRM's certificate was not accepted.",
    "NotACrm": "Stopped: the answer did not come from the CRM.",
    "Refused": "Stopped: the CRM or Outlook refused.",
    "Missing": "Stopped: the calendar or the CRM's user is not there.",
    "WrongAddress": "Stopped: the CRM's address is wrong.",
    "WrongKey": "Stopped: the API key was not accepted.",
    "WrongPassword": "Stopped: user name or password were not accepted.",
    "NotAllowed": "Stopped: the CRM's user has no right to do this.",
    "WrongUser": "Stopped: another user is logged in than the pairing's.",
    "Taken": "Stopped: the calendar belongs to another pairing.",
    "BadSettings": "Stopped: a setting cannot be used.",
    "VaultLocked": "Stopped: the stored login information cannot be opened.",
    "Cancelled": "Stopped before it was finished.",
    "Defect": "Stopped by a fault. The log file tells more.",
}


def counts(text: Text, report: Report, side: Side) -> str:
    """How many items of a side were written."""
    return text(
        "created {created}, changed {changed}, deleted {deleted}",
        created=moments.number(text, report.counts.get((side, StepKind.CREATE), 0)),
        changed=moments.number(text, report.counts.get((side, StepKind.UPDATE), 0)),
        deleted=moments.number(text, report.counts.get((side, StepKind.DELETE), 0)),
    )


def kind(text: Text, of: Kind) -> str:
    """What an item is."""
    return text(_KINDS[of])


_KINDS: Mapping[Kind, str] = {
    Kind.CALENDAR: "Appointment",
    Kind.CONTACTS: "Contact",
    Kind.TASKS: "Task",
    Kind.MAILS: "E-mail",
}


def step(text: Text, entry: Entry) -> str:
    """What is done to an item."""
    return text(_STEPS[entry.kind, entry.side])


_STEPS: Mapping[tuple[StepKind, Side], str] = {
    (StepKind.CREATE, Side.OUTLOOK): "Create in Outlook",
    (StepKind.CREATE, Side.CRM): "Create in the CRM",
    (StepKind.UPDATE, Side.OUTLOOK): "Change in Outlook",
    (StepKind.UPDATE, Side.CRM): "Change in the CRM",
    (StepKind.DELETE, Side.OUTLOOK): "Delete in Outlook",
    (StepKind.DELETE, Side.CRM): "Delete in the CRM",
    (StepKind.STAMP, Side.OUTLOOK): "Link in Outlook",
    (StepKind.STAMP, Side.CRM): "Link in the CRM",
}


def settled(text: Text, clash: Clash) -> str:
    """Whose value stays."""
    return text(_WINNERS[clash.winner])


_WINNERS: Mapping[Side | None, str] = {
    Side.OUTLOOK: "Outlook's change stays",
    Side.CRM: "The CRM's change stays",
    None: "You decide",
}


def both(text: Text, clash: Clash, zone: tzinfo) -> str:
    """The field and what each side has in it."""
    return text(
        "{field}: {outlook} in Outlook, {crm} in the CRM",
        field=field_name(text, clash.name),
        outlook=value(text, clash.outlook, zone),
        crm=value(text, clash.crm, zone),
    )


def value(text: Text, shown: FieldValue, zone: tzinfo) -> str:
    """A field's value as a person would write it."""
    match shown:
        case Timed() | AllDay():
            return moments.span(text, shown, zone)
        case tuple():
            return "; ".join(shown) or text("(empty)")
        case None | "":
            return text("(empty)")
    return str(shown)
