"""A short help: what the add-in does, and what to do when it does not."""

from collections.abc import Sequence

from .ribbon_state import Text
from .window import Button, Page, Section, Window, WindowField

NAME = "help"


def window(text: Text) -> Window:
    """Questions and answers on a few pages."""
    pages = [
        Page(text("Begin"), _answers("begin", _begin(text))),
        Page(text("Every day"), _answers("day", _every_day(text))),
        Page(text("When it does not work"), _answers("trouble", _trouble(text))),
    ]
    return Window(NAME, text("Help"), [], [Button("close", text("Close"), "cancel")], pages=pages)


def _begin(text: Text) -> Sequence[tuple[str, str]]:
    return (
        (
            text("What does it do?"),
            text(
                "It keeps one Outlook calendar in step with your activities in the CRM, in both"
                " directions and by itself."
            ),
        ),
        (
            text("How do I begin?"),
            text(
                "Choose Preferences. Type the address of the CRM, the API key that your CRM"
                " administrator made, your user name and password, and choose a calendar."
                " The first synchronisation shows what it would do before it does it."
            ),
        ),
        (
            text("Can I pair several calendars?"),
            text(
                "Yes, each with a CRM user of its own: choose Preferences, then Add another"
                " calendar. The settings are common to all of them."
            ),
        ),
    )


def _every_day(text: Text) -> Sequence[tuple[str, str]]:
    return (
        (
            text("Which appointments go to the CRM?"),
            text(
                "Those within the days and of the activity types that you chose in Preferences."
                " An appointment without a type stays in Outlook, unless there is a default type."
            ),
        ),
        (
            text("What if both sides change?"),
            text(
                "Changes of different fields are joined. When both changed the same field,"
                " Preferences says whose value stays; the other one is kept in the report."
            ),
        ),
        (
            text("What happens to deletions?"),
            text(
                "They are carried over after a second look and go to Deleted Items. Many at once"
                " wait in the report until you allow them."
            ),
        ),
    )


def _trouble(text: Text) -> Sequence[tuple[str, str]]:
    return (
        (
            text("It says: needs attention"),
            text(
                "Open Needs attention in the CRM menu. Each item tells why it waits and what"
                " you can do."
            ),
        ),
        (
            text("It says: CRM out of reach"),
            text("It goes on by itself when the CRM answers again. Nothing is lost meanwhile."),
        ),
        (
            text("Whom do I ask?"),
            text(
                "Your support. About tells the versions and where the log file is; no passwords"
                " and no contents of appointments are in it."
            ),
        ),
    )


def _answers(page: str, pairs: Sequence[tuple[str, str]]) -> list[Section]:
    return [
        Section(question, [WindowField(f"{page}{number}", "note", "", answer)])
        for number, (question, answer) in enumerate(pairs)
    ]
