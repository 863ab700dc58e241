"""The ribbon's words and states: values in, the shim's snapshot out."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from . import appointment_ribbon

Text = Callable[..., str]
"""A catalog's lookup: message id and named values in, the user's words out."""


class State(StrEnum):
    """What the add-in is doing, as the user needs to know it."""

    STARTING = "starting"
    NOT_PAIRED = "not paired"
    LOGGED_OUT = "logged out"
    LOGGING_IN = "logging in"
    SYNCING = "syncing"
    IN_STEP = "in step"
    OFFLINE = "offline"
    ATTENTION = "attention"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class RibbonState:
    """All that the ribbon shows.

    ``percent`` counts while SYNCING (None: not known).  ``waiting`` is the number
    of items that need the user.  ``reason`` is a finished sentence in the user's
    language for OFFLINE and FAULT.
    """

    state: State
    percent: int | None = None
    waiting: int = 0
    reason: str = ""


_LOGGED_IN = frozenset({State.SYNCING, State.IN_STEP, State.OFFLINE, State.ATTENTION})
_MAY_LOG_IN = frozenset({State.LOGGED_OUT, State.FAULT})


def words(shown: RibbonState, text: Text) -> str:
    """The state in words, for the line below the button."""
    if shown.state is State.SYNCING and shown.percent is not None:
        return text("Synchronising: {percent} %", percent=shown.percent)
    if shown.state is State.ATTENTION:
        return text("Needs attention: {count}", count=shown.waiting)
    return text(
        {
            State.STARTING: "Starting",
            State.NOT_PAIRED: "Not set up yet",
            State.LOGGED_OUT: "Logged out",
            State.LOGGING_IN: "Logging in",
            State.SYNCING: "Synchronising",
            State.IN_STEP: "In step",
            State.OFFLINE: "CRM out of reach",
            State.FAULT: "Stopped",
        }[shown.state]
    )


def snapshot(shown: RibbonState, text: Text) -> dict[str, Any]:
    """What the ribbon's callbacks answer from (`IShell.SetRibbon`)."""
    logged_in = shown.state in _LOGGED_IN
    in_words = words(shown, text)
    controls: dict[str, dict[str, Any]] = {
        "CrmGroup": {"label": text("CRM")},
        "CrmMenu": {
            "label": text("CRM"),
            "image": _PICTURES.get(shown.state, "crm"),
            "screentip": in_words,
            "supertip": shown.reason or text("Keeps this calendar in step with the CRM."),
        },
        "CrmLogIn": {
            "label": text("Log in..."),
            "image": "login",
            "visible": not logged_in,
            "enabled": shown.state in _MAY_LOG_IN,
        },
        "CrmLogOut": {
            "label": text("Log out"),
            "image": "logout",
            "visible": logged_in,
            "enabled": logged_in,
        },
        "CrmSynchronise": {
            "label": text("Synchronise now"),
            "image": "sync",
            "enabled": logged_in and shown.state is not State.SYNCING,
            "screentip": text("Synchronise now"),
            "supertip": text("Brings both calendars in step at once."),
        },
        "CrmPreferences": {
            "label": text("Preferences..."),
            "image": "preferences",
            "enabled": shown.state is not State.STARTING,
        },
        "CrmReport": {
            "label": text("Last synchronisation..."),
            "image": "report",
            "enabled": logged_in,
        },
        "CrmAbout": {
            "label": text("About..."),
            "image": "about",
            "enabled": shown.state is not State.STARTING,
        },
        "CrmState": {"label": in_words},
        **appointment_ribbon.group(text),
        **appointment_ribbon.menu(text, logged_in=logged_in),
    }
    return {"controls": controls}


_PICTURES = {
    State.SYNCING: "crm-syncing",
    State.OFFLINE: "crm-offline",
    State.ATTENTION: "crm-attention",
    State.FAULT: "crm-attention",
    State.IN_STEP: "crm-in-step",
}


def first_words(text: Text) -> dict[str, Any]:
    """What the ribbon shows before Python is up: built into the shim, one per language.

    ``fault`` in it is for a Python that cannot be started: nothing can be used then,
    and the shim puts the log's path in the place of ``{log}``.
    """
    reason = text("The add-in could not be started. {log} tells more.", log="{log}")
    stopped = snapshot(RibbonState(State.FAULT, reason=reason), text)
    for control in stopped["controls"].values():
        if "enabled" in control:
            control["enabled"] = False
    return {**snapshot(RibbonState(State.STARTING), text), "fault": stopped}
