"""The first error report, shown before anything is sent."""

from .ribbon_state import Text
from .window import Button, Section, Window, WindowField

NAME = "error_report"
SEND = "send"


def window(text: Text, *, report: str, address: str) -> Window:
    """The whole text of the report, and where it would go."""
    explained = text(
        "The add-in failed. This report tells its makers where: no subjects, names or addresses"
        " are in it. Later ones are sent without asking, until you untick the box in Preferences."
    )
    return Window(
        NAME,
        text("Send an error report?"),
        [
            Section(
                "",
                [
                    WindowField("explained", "note", text("What happened"), explained),
                    WindowField("address", "note", text("Sent to"), address),
                    WindowField("report", "passage", text("&Report"), report),
                ],
            )
        ],
        [
            Button(SEND, text("&Send"), "default"),
            Button("keep", text("Do &not send")),
            Button("cancel", text("Later"), "cancel"),
        ],
    )
