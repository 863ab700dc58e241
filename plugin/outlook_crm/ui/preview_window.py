"""What the first run would do with both calendars, before it does it."""

from collections.abc import Iterator
from itertools import islice

from outlook_crm.domain.side import Side
from outlook_crm.sync.report import Report

from . import moments
from .report_rows import by_name
from .report_words import counts, step
from .ribbon_state import Text
from .window import Button, Choice, Section, Window, WindowField

NAME = "preview"
GO = "go"
MOST_ROWS = 500


def window(text: Text, wanted: Report, calendar: str = "") -> Window:
    """Counts and a list; the button ``go`` lets it happen.

    ``calendar`` is told where there are several.
    """
    whose = [WindowField("calendar", "note", text("Calendar"), calendar)] if calendar else []
    rows = list(islice(_rows(text, wanted), MOST_ROWS))
    more = len(wanted.entries) + len(wanted.held) - len(rows)
    return Window(
        NAME,
        text("First synchronisation"),
        [
            Section(
                "",
                [
                    *whose,
                    WindowField(
                        "explained",
                        "note",
                        "",
                        text("Nothing has been changed yet. This is what would happen:"),
                    ),
                    WindowField(
                        "outlook", "note", text("In Outlook"), counts(text, wanted, Side.OUTLOOK)
                    ),
                    WindowField("crm", "note", text("In the CRM"), counts(text, wanted, Side.CRM)),
                    WindowField(
                        "items",
                        "list",
                        text("&Items"),
                        rows,
                        choices=[
                            Choice("subject", text("Subject")),
                            Choice("step", text("Step")),
                            Choice("reason", text("Reason")),
                        ],
                        hint=_more(text, more),
                    ),
                ],
            )
        ],
        [
            Button(GO, text("&Synchronise"), "default"),
            Button("later", text("Not now"), "cancel"),
        ],
        modeless=True,
    )


def _rows(text: Text, wanted: Report) -> Iterator[tuple[str, str, str]]:
    for entry in (*by_name(wanted.held), *by_name(wanted.entries)):
        reason = text(entry.reason) if entry.reason else ""
        yield entry.subject, step(text, entry), reason


def _more(text: Text, count: int) -> str:
    if not count:
        return ""
    told = moments.number(text, count)
    return text(
        "One more is not shown.", many="{number} more are not shown.", count=count, number=told
    )
