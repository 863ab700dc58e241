"""Asks before a pairing is removed, and tells what that does."""

from .ribbon_state import Text
from .window import Button, Section, Window, WindowField

NAME = "unpair"
FORCED_NAME = "unpair-forced"
"""A name of its own: it opens while the first window is still closing."""


def window(text: Text, *, calendar: str, user: str) -> Window:
    """Asks for the plain removal; its button is ``unpair``."""
    return Window(
        NAME,
        text("Remove the pairing"),
        [
            _pairing(text, calendar, user),
            Section(
                text("What happens"),
                [
                    WindowField(
                        "keeps",
                        "note",
                        text("Stays"),
                        text(
                            "Every appointment, e-mail, contact and task,"
                            " in Outlook and in the CRM."
                        ),
                    ),
                    WindowField(
                        "goes",
                        "note",
                        text("Goes"),
                        text("The links between them: from now on no change travels."),
                    ),
                    WindowField(
                        "again",
                        "note",
                        text("Later"),
                        text("You can pair again at any time, also with another calendar."),
                    ),
                ],
            ),
        ],
        [
            Button("cancel", text("Cancel"), "cancel"),  # first: it has the focus
            Button("unpair", text("&Remove pairing")),
        ],
    )


def forced_window(text: Text, *, calendar: str, user: str, trouble: str) -> Window:
    """Asks again when the CRM cannot be reached; its button is ``force``.

    ``trouble`` is the finished sentence that says why it cannot.
    """
    return Window(
        FORCED_NAME,
        text("Remove the pairing without the CRM"),
        [
            _pairing(text, calendar, user),
            Section(
                text("What happens"),
                [
                    WindowField(
                        "outlook",
                        "note",
                        text("Outlook"),
                        text(
                            "The links are removed."
                            " Every appointment, e-mail, contact and task stays."
                        ),
                    ),
                    WindowField(
                        "crm",
                        "note",
                        text("CRM"),
                        text(
                            "Its records keep the key that joins them to your appointments."
                            " When this add-in pairs the same calendar with the same user again,"
                            " it finds them by it."
                        ),
                    ),
                    WindowField(
                        "risk",
                        "note",
                        text("Risk"),
                        text(
                            "Another program that synchronises this calendar does not know the key"
                            " and may make every appointment a second time."
                        ),
                    ),
                ],
            ),
        ],
        [
            Button("cancel", text("Cancel"), "cancel"),  # first: it has the focus
            Button("force", text("Remove &anyway")),
        ],
        trouble,
    )


def _pairing(text: Text, calendar: str, user: str) -> Section:
    return Section(
        "",
        [
            WindowField("calendar", "note", text("Calendar"), calendar),
            WindowField("user", "note", text("CRM user"), user),
        ],
    )
