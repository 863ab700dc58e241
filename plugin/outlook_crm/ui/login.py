"""The log-in window."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from outlook_crm.domain.login_form import LoginForm

from . import login_fields
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
    """Who is to log in where, as far as it is known, and what for.

    ``calendar`` is "" where there is one alone.  ``ask_key`` for the API key, too: it is
    stored no more.
    """

    address: str
    user: str
    remember: bool
    form: LoginForm
    calendar: str = ""
    ask_key: bool = False


def window(text: Text, asked: Asked) -> Window:
    """The window with what is known already; the password is never filled in."""
    calendar = asked.calendar
    whose = [WindowField("calendar", "note", text("Calendar"), calendar)] if calendar else []
    return Window(
        NAME,
        text("Log in to the CRM"),
        [
            Section(
                "",
                [
                    *whose,
                    WindowField("address", "note", text("CRM address"), asked.address),
                    *_fields(text, asked),
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
        focus="password" if asked.user and not asked.ask_key else "",
    )


def _fields(text: Text, asked: Asked) -> list[WindowField]:
    form = asked.form
    key = login_fields.asked(text, form, "api_key")
    return [
        replace(key, hidden=key.hidden or not asked.ask_key),
        login_fields.asked(text, form, "user", asked.user),
        login_fields.asked(text, form, "password"),
    ]


def turned(text: Text, asked: Asked) -> Patch:
    """The window asks for another log-in; nothing secret goes from one to the next."""
    values: dict[str, Value] = {
        "calendar": asked.calendar,
        "address": asked.address,
        "api_key": "",
        "user": asked.user,
        "password": "",
        "remember": asked.remember,
    }
    fields = _fields(text, asked)
    return Patch(NAME, errors={}, message="", busy=False, values=values, fields=fields)


def parse(
    values: Mapping[str, Any], text: Text, form: LoginForm
) -> tuple[LogIn | None, dict[str, str]]:
    """What was typed, or the messages beside the fields that are missing."""
    typed = LogIn(
        str(values.get("user", "")).strip(),
        str(values.get("password", "")),
        bool(values.get("remember")),
        str(values.get("api_key", "")).strip(),
    )
    needed = login_fields.names(form) & {"user", "password"}
    errors = {
        name: login_fields.missing(text, form, name)
        for name in sorted(needed)
        if not getattr(typed, name)
    }
    return (None, errors) if errors else (typed, {})
