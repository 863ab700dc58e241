"""The log-in window."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .ribbon_state import Text
from .window import Button, Patch, Section, Value, Window, WindowField

NAME = "login"


@dataclass(frozen=True, slots=True)
class LogIn:
    """What the user typed; the secrets never show in a repr.  No ``api_key``: as stored."""

    user: str
    password: str = field(repr=False)
    remember: bool = False
    api_key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is to log in where, as far as it is known."""

    address: str
    user: str
    remember: bool


def window(text: Text, asked: Asked, calendar: str = "", *, ask_key: bool = False) -> Window:
    """The window with what is known already; the password is never filled in.

    ``calendar`` is told where others are paired, too.  ``ask_key`` for the API key as well:
    it is stored no more.
    """
    whose = [WindowField("calendar", "note", text("Calendar"), calendar)] if calendar else []
    key = [WindowField("api_key", "secret", text("API &key"))] if ask_key else []
    return Window(
        NAME,
        text("Log in to the CRM"),
        [
            Section(
                "",
                [
                    *whose,
                    WindowField("address", "note", text("CRM address"), asked.address),
                    *key,
                    WindowField("user", "text", text("&User name"), asked.user),
                    WindowField("password", "secret", text("&Password")),
                    WindowField(
                        "remember",
                        "check",
                        text("&Remember your login information"),
                        asked.remember,
                    ),
                ],
            )
        ],
        [
            Button("login", text("&Log in"), "default"),
            Button("cancel", text("Cancel"), "cancel"),
        ],
        focus="password" if asked.user and not ask_key else "",
    )


def turned(asked: Asked, calendar: str) -> Patch:
    """The window asks for another log-in; nothing secret goes from one to the next."""
    values: dict[str, Value] = {
        "calendar": calendar,
        "address": asked.address,
        "api_key": "",
        "user": asked.user,
        "password": "",
        "remember": asked.remember,
    }
    return Patch(NAME, errors={}, message="", busy=False, values=values)


def parse(values: Mapping[str, Any], text: Text) -> tuple[LogIn | None, dict[str, str]]:
    """What was typed, or the messages beside the fields that are missing."""
    typed = LogIn(
        str(values.get("user", "")).strip(),
        str(values.get("password", "")),
        bool(values.get("remember")),
        str(values.get("api_key", "")).strip(),
    )
    errors = {}
    if not typed.user:
        errors["user"] = text("Type your user name in the CRM.")
    if not typed.password:
        errors["password"] = text("Type your password.")
    return (None, errors) if errors else (typed, {})
