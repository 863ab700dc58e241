"""The log-in window."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .ribbon_state import Text
from .window import Button, Section, Window, WindowField

NAME = "login"


@dataclass(frozen=True, slots=True)
class LogIn:
    """What the user typed; the password never shows in a repr."""

    user: str
    password: str = field(repr=False)
    remember: bool = False


def window(text: Text, *, address: str, user: str, remember: bool) -> Window:
    """The window with what is known already; the password is never filled in."""
    return Window(
        NAME,
        text("Log in to the CRM"),
        [
            Section(
                "",
                [
                    WindowField("address", "note", text("CRM address"), address),
                    WindowField("user", "text", text("&User name"), user),
                    WindowField("password", "secret", text("&Password")),
                    WindowField(
                        "remember", "check", text("&Remember your login information"), remember
                    ),
                ],
            )
        ],
        [
            Button("login", text("&Log in"), "default"),
            Button("cancel", text("Cancel"), "cancel"),
        ],
    )


def parse(values: Mapping[str, Any], text: Text) -> tuple[LogIn | None, dict[str, str]]:
    """What was typed, or the messages beside the fields that are missing."""
    typed = LogIn(
        str(values.get("user", "")).strip(),
        str(values.get("password", "")),
        bool(values.get("remember")),
    )
    errors = {}
    if not typed.user:
        errors["user"] = text("Type your user name in the CRM.")
    if not typed.password:
        errors["password"] = text("Type your password.")
    return (None, errors) if errors else (typed, {})
