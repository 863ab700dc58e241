"""The window that tells versions: what a user reads out to support."""

from collections.abc import Mapping
from typing import Any

from outlook_crm.support.update import Update

from .ribbon_state import Text
from .window import Button, Section, Window, WindowField

NAME = "about"
OPEN = "open"


def window(
    text: Text, *, version: str, facts: Mapping[str, Any], log: str, update: Update | None = None
) -> Window:
    """Versions of the add-in and of Outlook, its bitness, where the log is, and what is newer."""
    outlook = text(
        "{version}, {bits}-bit",
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
            ),
            *([_update(text, update)] if update else []),
        ],
        [
            *([Button(OPEN, text("&Open the page"))] if update else []),
            Button("close", text("Close"), "cancel"),
        ],
    )


def _update(text: Text, update: Update) -> Section:
    """Nothing is installed by itself: where it is had, and how its file is known."""
    return Section(
        text("Version {version} is available", version=update.version),
        [
            WindowField("page", "note", text("Page"), update.url),
            WindowField("sha256", "note", text("SHA-256"), _halved(update.sha256)),
        ],
    )


def _halved(digest: str) -> str:
    """On two lines, which the eye can compare."""
    half = len(digest) // 2
    return f"{digest[:half]}\n{digest[half:]}"
