"""What the last run did, what waits for the user, and what did not succeed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import islice

from outlook_crm.domain.fields import FieldName, FieldValue
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay, Timed
from outlook_crm.sync.ask import Reason
from outlook_crm.sync.report import Clash, Entry, Report
from outlook_crm.sync.values import StepKind

from .ribbon_state import Text
from .window import Button, Choice, Section, Window, WindowField

NAME = "report"
MOST_ROWS = 500
"""A first run may hold ten thousand items: more rows than that nobody reads."""

Row = tuple[str, str, str, str]
"""Subject, state, step, reason."""


def window(text: Text, report: Report | None, zone: tzinfo, faults: str = "") -> Window:
    """The last run, with its times in the user's ``zone``; None: there was none yet.

    ``faults`` is what `error_reports` made of the add-in's own faults.
    The list shows first what waits for the user, then what needs attention, the
    conflicts, and what was done, `MOST_ROWS` rows at most.
    """
    sections = []
    if report is not None:
        sections = [_summary(text, report, zone, faults), _items(text, report, zone)]
    return Window(
        NAME,
        text("Last synchronisation"),
        sections,
        [Button("close", text("Close"), "cancel")],
        text("Nothing was synchronised yet.") if report is None else "",
    )


def error_reports(text: Text, waiting: int, sent: int) -> str:
    """What became of error reports in words, "" when there are none."""
    if not waiting and not sent:
        return ""
    return text("sent today {sent}, waiting {waiting}", sent=sent, waiting=waiting)


def _summary(text: Text, report: Report, zone: tzinfo, faults: str) -> Section:
    notes = [
        (
            "started",
            text("Started"),
            f"{_time(report.started, zone)} ({_why(text, report.reason)})",
        ),
        ("seconds", text("Seconds"), f"{(report.ended - report.started).total_seconds():.1f}"),
        ("result", text("Result"), _result(text, report)),
        ("outlook", text("In Outlook"), _counts(text, report, Side.OUTLOOK)),
        ("crm", text("In the CRM"), _counts(text, report, Side.CRM)),
        ("skipped", text("Left alone"), _skipped(text, report)),
        ("faults", text("Error reports"), faults),
    ]
    return Section(
        "", [WindowField(name, "note", label, told) for name, label, told in notes if told]
    )


def _why(text: Text, reason: Reason) -> str:
    return text(_REASONS[reason])


_REASONS: Mapping[Reason, str] = {
    Reason.USER: "you asked for it",
    Reason.CHANGED: "something changed in Outlook",
    Reason.POLL: "the CRM was asked for changes",
    Reason.START: "Outlook started",
    Reason.AGAIN: "the run before asked for it",
}


def _result(text: Text, report: Report) -> str:
    if report.error:
        return text(_ENDS[report.error if report.error in _ENDS else "Defect"])
    return text("Finished.") if report.complete else text("Finished; not everything was looked at.")


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
    "BadSettings": "Stopped: a setting cannot be used.",
    "VaultLocked": "Stopped: the stored login information cannot be opened.",
    "Cancelled": "Stopped before it was finished.",
    "Defect": "Stopped by a fault. The log file tells more.",
}


def _counts(text: Text, report: Report, side: Side) -> str:
    return text(
        "created {created}, changed {changed}, deleted {deleted}",
        created=report.counts.get((side, StepKind.CREATE), 0),
        changed=report.counts.get((side, StepKind.UPDATE), 0),
        deleted=report.counts.get((side, StepKind.DELETE), 0),
    )


def _skipped(text: Text, report: Report) -> str:
    return "\n".join(f"{count}: {text(reason)}" for reason, count in report.skipped.items())


def _items(text: Text, report: Report, zone: tzinfo) -> Section:
    rows = list(islice(_rows(text, report, zone), MOST_ROWS))
    left_out = _size(report) - len(rows)
    return Section(
        "",
        [
            WindowField(
                "items",
                "list",
                text("&Items"),
                rows,
                choices=[
                    Choice("subject", text("Subject")),
                    Choice("state", text("State")),
                    Choice("step", text("Step")),
                    Choice("reason", text("Reason")),
                ],
                hint=text("{count} more are not shown.", count=left_out) if left_out else "",
            )
        ],
    )


def _size(report: Report) -> int:
    return sum(map(len, (report.held, report.trouble, report.conflicts, report.entries)))


def _rows(text: Text, report: Report, zone: tzinfo) -> Iterator[Row]:
    yield from _entries(text, text("Waits for you"), report.held)
    yield from _entries(text, text("Needs attention"), report.trouble)
    for clash in report.conflicts:
        yield clash.subject, text("Conflict"), _settled(text, clash), _clash(text, clash, zone)
    yield from _entries(text, text("Done"), report.entries)


def _entries(text: Text, state: str, entries: Sequence[Entry]) -> Iterator[Row]:
    for entry in entries:
        step = text(_STEPS[entry.kind, entry.side])
        yield entry.subject, state, step, text(entry.reason) if entry.reason else ""


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


def _settled(text: Text, clash: Clash) -> str:
    return text(_WINNERS[clash.winner])


_WINNERS: Mapping[Side | None, str] = {
    Side.OUTLOOK: "Outlook's change stays",
    Side.CRM: "The CRM's change stays",
    None: "You decide",
}


def _clash(text: Text, clash: Clash, zone: tzinfo) -> str:
    return text(
        "{field}: {outlook} in Outlook, {crm} in the CRM",
        field=text(_FIELDS[clash.name]),
        outlook=_value(text, clash.outlook, zone),
        crm=_value(text, clash.crm, zone),
    )


_FIELDS: Mapping[FieldName, str] = {
    FieldName.SUBJECT: "Subject",
    FieldName.DESCRIPTION: "Description",
    FieldName.LOCATION: "Place",
    FieldName.WHEN: "Time",
    FieldName.BUSY: "Shown as",
    FieldName.IMPORTANCE: "Importance",
    FieldName.REMINDER: "Reminder",
    FieldName.CATEGORIES: "Categories",
    FieldName.SENSITIVITY: "Sensitivity",
    FieldName.TYPE: "Activity type",
    FieldName.STATUS: "Status",
    FieldName.ACCOUNTS: "Companies",
    FieldName.CONTACTS: "Contacts",
    FieldName.PROJECTS: "Projects",
}


def _value(text: Text, value: FieldValue, zone: tzinfo) -> str:
    match value:
        case Timed():
            return f"{_time(value.start, zone)} - {_time(value.end, zone)}"
        case AllDay():
            return f"{value.first} - {value.end - timedelta(days=1)}"
        case tuple():
            return "; ".join(value)
        case None | "":
            return text("(empty)")
    return str(value)


def _time(instant: datetime, zone: tzinfo) -> str:
    return instant.astimezone(zone).isoformat(" ", "minutes")[:16]
