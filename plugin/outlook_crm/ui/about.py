"""The window that tells versions: what a user reads out to support."""

from collections.abc import Mapping
from typing import Any

from .ribbon_state import Text
from .window import Button, Section, Window, WindowField

NAME = "about"


def window(text: Text, *, version: str, facts: Mapping[str, Any], log: str) -> Window:
    """Versions of the add-in and of Outlook, its bitness, and where the log is."""
    outlook = text(
        "{version}, {bits} bit",
        version=facts.get("outlook_version", "?"),
        bits=facts.get("bits", "?"),
    )
    return Window(
        NAME,
        text("About the CRM add-in"),
        [
            Section(
                "",
                [
                    WindowField("version", "note", text("Add-in"), version),
                    WindowField("outlook", "note", text("Outlook"), outlook),
                    WindowField("log", "note", text("Log file"), log),
                ],
            )
        ],
        [Button("close", text("Close"), "cancel")],
    )
