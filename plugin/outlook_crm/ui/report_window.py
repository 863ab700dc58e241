"""What the runs did, what waits for the user and what did not succeed, and what can be done."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from outlook_crm.domain.kind import Kind
from outlook_crm.domain.side import Side

from . import moments
from .field_names import field_name
from .report_rows import Deed, Row, Shown, Told, kinds, together
from .report_words import counts, result, why
from .ribbon_state import Text
from .window import Button, Choice, Patch, Section, Value, Window, WindowField

NAME = "report"
DO, EXPORT = "do", "export"
CSV, JSON = "csv", "json"
"""What a report is exported as: the endings of the files."""
MOST_ROWS = 500
"""A first run may hold ten thousand items: more rows than that nobody reads."""


@dataclass(frozen=True, slots=True)
class View:
    """What the window shows: one of the ``runs`` (newest first), and of it these rows.

    A run is the report of one pairing, or, where there are several, the last ones together.
    """

    runs: Sequence[Sequence[Told]]
    zone: tzinfo
    run: int = 0
    shown: Shown = Shown.ALL
    faults: str = ""

    @property
    def told(self) -> Sequence[Told]:
        """The reports that are looked at."""
        return self.runs[self.run]

    @property
    def declined(self) -> bool:
        """Whether the user left something out of Outlook."""
        return any(each.declined for run in self.runs for each in run)

    @property
    def several(self) -> bool:
        """Whether it must be told whose a run is."""
        return any(each.calendar for run in self.runs for each in run)

    def rows(self, text: Text) -> list[Row]:
        """Its rows, `MOST_ROWS` at most: first what waits for the user."""
        return together(text, self.told, self.zone, self.shown)[:MOST_ROWS]

    def cells(self, found: Sequence[Row]) -> list[tuple[str, ...]]:
        """The rows as they are shown."""
        return [(each.calendar, *each.cells) if self.several else each.cells for each in found]


def window(text: Text, view: View | None) -> Window:
    """The window; None: nothing was synchronised yet."""
    close = Button("close", text("Close"), "cancel")
    title = text("Synchronisation report")
    if view is None:
        return Window(NAME, title, [], [close], text("Nothing has been synchronised yet."))
    return Window(
        NAME,
        title,
        [Section("", _choices(text, view)), Section("", _items(text, view))],
        [
            Button(DO, text("&Do it"), "default", enabled=False),
            Button(EXPORT, text("&Export..."), "file", file=title, kinds=_kinds(text)),
            close,
        ],
        modeless=True,
    )


def telling(runs: Sequence[Sequence[Told]]) -> int:
    """The number of the newest run that did something or left something to do; 0 of none."""
    return next((n for n, run in enumerate(runs) if any(kinds(each.report) for each in run)), 0)


def error_reports(text: Text, waiting: int, sent: int) -> str:
    """What became of error reports in words, "" when there are none."""
    if not waiting and not sent:
        return ""
    return text("sent today {sent}, waiting {waiting}", sent=sent, waiting=waiting)


def turned(text: Text, view: View) -> Patch:
    """Another run, or other rows of it."""
    found = view.rows(text)
    values: dict[str, Value] = {
        "summary": _summary(text, view),
        "items": view.cells(found),
        "details": _how_many(text, view, len(found)),
    }
    return Patch(NAME, message="", choices={"deed": [_NOTHING]}, values=values, enabled={DO: False})


def chosen(text: Text, row: Row) -> Patch:
    """What a row tells in full, and what can be done with it."""
    deeds = [Choice(deed, text(_DEEDS[deed])) for deed in row.deeds]
    return Patch(
        NAME,
        message="",
        choices={"deed": deeds or [_NOTHING]},
        values={"details": row.details, "deed": deeds[0].value if deeds else ""},
        enabled={DO: bool(deeds)},
    )


_NOTHING = Choice("", "")
_DEEDS = {
    Deed.OPEN: "Open it in Outlook",
    Deed.PAGE: "Open it in the CRM",
    Deed.RETRY: "Try again",
    Deed.APPROVE: "Delete it",
    Deed.APPROVE_ALL: "Delete all that wait",
    Deed.OUTLOOK: "Take Outlook's values",
    Deed.CRM: "Take the CRM's values",
    Deed.RESTORE: "Restore the value that was given up",
    Deed.UNDO: "Take it back",
    Deed.TAKE_IN: "Take it into Outlook after all",
}


def _kinds(text: Text) -> list[Choice]:
    return [
        Choice(CSV, text("Table for a spreadsheet (CSV)")),
        Choice(JSON, text("The whole report for support (JSON)")),
    ]


def _choices(text: Text, view: View) -> list[WindowField]:
    runs = [Choice(str(number), _run(text, run, view.zone)) for number, run in enumerate(view.runs)]
    return [
        WindowField("run", "choice", text("&Run"), str(view.run), choices=runs, notify=True),
        WindowField("summary", "note", text("Result"), _summary(text, view)),
        WindowField(
            "shown",
            "choice",
            text("S&how"),
            view.shown,
            choices=[
                Choice(Shown.ALL, text("Everything")),
                Choice(Shown.WAITING, text("What needs attention")),
                Choice(Shown.CONFLICTS, text("Conflicts")),
                Choice(Shown.DONE, text("What was done")),
                *_kinds_met(text, view),
                *(
                    [Choice(Shown.DECLINED, text("What you left out of Outlook"))]
                    if view.declined
                    else []
                ),
            ],
            notify=True,
        ),
    ]


def _kinds_met(text: Text, view: View) -> list[Choice]:
    """To narrow down by: none where all rows are of one kind."""
    met = {kind for run in view.runs for each in run for kind in kinds(each.report)}
    return [Choice(kind, text(_OF_KIND[kind])) for kind in Kind if kind in met and len(met) > 1]


_OF_KIND = {
    Kind.CALENDAR: "Appointments",
    Kind.CONTACTS: "Contacts",
    Kind.TASKS: "Tasks",
    Kind.MAILS: "E-mails",
}


def _items(text: Text, view: View) -> list[WindowField]:
    found = view.rows(text)
    return [
        WindowField(
            "items",
            "list",
            text("&Items"),
            view.cells(found),
            choices=[
                *([Choice("calendar", text("Calendar"))] if view.several else []),
                Choice("subject", text("Subject")),
                Choice("kind", text("Kind")),
                Choice("state", text("State")),
                Choice("step", text("Step")),
                Choice("reason", text("Reason")),
            ],
            notify=True,
        ),
        WindowField("details", "passage", text("De&tails"), _how_many(text, view, len(found))),
        WindowField("deed", "choice", text("&What to do"), "", choices=[_NOTHING]),
    ]


def _run(text: Text, run: Sequence[Told], zone: tzinfo) -> str:
    if len(run) > 1:
        return text("The last run of each calendar")
    (told,) = run
    report = told.report
    moment = f"{moments.moment(text, report.started, zone)} ({why(text, report.reason)})"
    return f"{moment}, {told.calendar}" if told.calendar else moment


def _summary(text: Text, view: View) -> str:
    lines = [line for each in view.told for line in _results(text, each)]
    if view.faults:
        lines.append(text("{name}: {what}", name=text("Error reports"), what=view.faults))
    return "\n".join(lines)


def _results(text: Text, told: Told) -> Iterator[str]:
    report = told.report
    if told.calendar:
        yield f"{told.calendar}:"
    seconds = moments.number(text, (report.ended - report.started).total_seconds(), 1)
    yield text("{result} {seconds} seconds", result=result(text, report), seconds=seconds)
    for name, side in ((text("In Outlook"), Side.OUTLOOK), (text("In the CRM"), Side.CRM)):
        yield text("{name}: {what}", name=name, what=counts(text, report, side))
    if report.unmapped:
        names = ", ".join(field_name(text, each) for each in report.unmapped)
        yield text("This CRM has no place for: {fields}.", fields=names)


def _how_many(text: Text, view: View, count: int) -> str:
    skipped = sum((Counter(each.report.skipped) for each in view.told), Counter[str]())
    told = [
        text("One item.", many="{number} items.", count=count, number=moments.number(text, count))
    ]
    if view.shown is Shown.ALL and skipped:
        told.append(text("Left alone:"))
        told += [
            f"{moments.number(text, number)}: {text(reason)}" for reason, number in skipped.items()
        ]
    return "\n".join(told)
