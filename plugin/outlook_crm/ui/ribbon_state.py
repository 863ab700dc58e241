"""The ribbon's words and states: values in, the shim's snapshot out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from . import appointment_ribbon, items_menu, mail_ribbon

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
    WAITING = "waiting"  # the first run waits for the user's word
    PAUSED = "paused"
    WORK_OFFLINE = "work offline"
    HALTED = "halted"  # logged in, but runs wait for what somebody must mend
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class RibbonState:
    """All that the ribbon shows.

    ``percent`` counts while SYNCING (None: not known).  ``waiting`` is the number
    of items that need the user.  ``reason`` is a finished sentence in the user's
    language for what went wrong, ``advice`` another for what can be done.  ``until`` is
    the finished time of day at which a pause ends, "" for none.  ``every`` are the states
    of all pairings, where there are several.
    """

    state: State
    percent: int | None = None
    waiting: int = 0
    reason: str = ""
    advice: str = ""
    until: str = ""
    every: frozenset[State] = frozenset()

    @property
    def logged_in(self) -> bool:
        """Whether a CRM let us in."""
        return not _LOGGED_IN.isdisjoint(self.every or {self.state})

    @property
    def logged_out(self) -> bool:
        """Whether there is one that did not."""
        return bool((self.every or {self.state}) - _LOGGED_IN)

    @property
    def may_log_in(self) -> bool:
        """Whether the user can log in now."""
        return not _MAY_LOG_IN.isdisjoint(self.every or {self.state})


_LOGGED_IN = frozenset(
    {
        State.SYNCING,
        State.IN_STEP,
        State.OFFLINE,
        State.ATTENTION,
        State.WAITING,
        State.PAUSED,
        State.WORK_OFFLINE,
        State.HALTED,
    }
)
_MAY_LOG_IN = frozenset({State.LOGGED_OUT, State.FAULT})


def words(shown: RibbonState, text: Text) -> str:
    """The state in words, for the line below the button."""
    if shown.state is State.SYNCING and shown.percent is not None:
        return text("Synchronising: {percent} %", percent=shown.percent)
    if shown.state is State.ATTENTION:
        return text("Needs attention: {count}", count=shown.waiting)
    if shown.state is State.PAUSED and shown.until:
        return text("Paused until {time}", time=shown.until)
    return text(
        {
            State.STARTING: "Starting",
            State.NOT_PAIRED: "Not set up yet",
            State.LOGGED_OUT: "Logged out",
            State.LOGGING_IN: "Logging in",
            State.SYNCING: "Synchronising",
            State.IN_STEP: "In step",
            State.OFFLINE: "CRM out of reach",
            State.HALTED: "Stopped",
            State.FAULT: "Stopped",
            State.WAITING: "Waits for your approval",
            State.PAUSED: "Paused",
            State.WORK_OFFLINE: "Outlook works offline",
        }[shown.state]
    )


def snapshot(
    shown: RibbonState, text: Text, *, mails: bool = False, sent: bool = False, update: str = ""
) -> dict[str, Any]:
    """What the ribbon's callbacks answer from (`IShell.SetRibbon`).

    ``mails``: whether mails are filed, be it by hand; ``sent``: whether sent ones are.
    ``update``: the newer version that there is, "" for none.
    """
    logged_in = shown.logged_in
    in_words = words(shown, text)
    controls: dict[str, dict[str, Any]] = {
        "CrmGroup": {"label": text("CRM")},
        "CrmMenu": {
            "label": text("CRM"),
            "image": _PICTURES.get(shown.state, "crm"),
            "screentip": in_words,
            "supertip": shown.reason or _hint(shown.state, text),
        },
        "CrmLogIn": {
            "label": text("Log in..."),
            "image": "login",
            "visible": shown.logged_out,
            "enabled": shown.may_log_in,
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
        "CrmProgress": {
            "label": text("Progress..."),
            "image": "progress",
            "visible": shown.percent is not None,
        },
        **_pause(shown, text, may=logged_in and shown.state is not State.WAITING),
        "CrmAttention": {
            "label": text("Needs attention ({count})...", count=shown.waiting),
            "image": "attention",
            "visible": shown.waiting > 0,
        },
        "CrmReason": {
            "label": text("What went wrong..."),
            "image": "attention",
            "visible": bool(shown.reason),
        },
        "CrmPreferences": {
            "label": text("Preferences..."),
            "image": "preferences",
            "enabled": shown.state is not State.STARTING,
        },
        "CrmReport": {
            "label": text("Synchronisation report..."),
            "image": "report",
            "enabled": logged_in,
        },
        "CrmHelp": {
            "label": text("Help..."),
            "image": "help",
            "enabled": shown.state is not State.STARTING,
        },
        "CrmUpdate": {
            "label": text("Version {version} is available...", version=update),
            "image": "about",
            "visible": bool(update),
        },
        "CrmAbout": {
            "label": text("About..."),
            "image": "about",
            "enabled": shown.state is not State.STARTING,
        },
        "CrmState": {"label": in_words},
        **appointment_ribbon.group(text),
        **items_menu.menu(text, logged_in=logged_in, mails=mails),
        **mail_ribbon.history(text, logged_in=logged_in, on=mails),
        **mail_ribbon.compose(text, logged_in=logged_in, on=sent),
    }
    return {"controls": controls}


def _hint(state: State, text: Text) -> str:
    if state in _HINTS:
        return text(_HINTS[state])
    return text("Keeps this calendar in step with the CRM.")


def _pause(shown: RibbonState, text: Text, *, may: bool) -> dict[str, dict[str, Any]]:
    paused = shown.state is State.PAUSED
    return {
        "CrmPause": {
            "label": text("Pause"),
            "image": "pause",
            "visible": not paused,
            "enabled": may,
        },
        "CrmPauseHour": {"label": text("For an hour"), "image": "pause", "enabled": may},
        "CrmPauseEndless": {"label": text("Until I resume"), "image": "pause", "enabled": may},
        "CrmResume": {"label": text("Resume"), "image": "sync", "visible": paused},
    }


_HINTS: Mapping[State, str] = {
    State.NOT_PAIRED: "Choose Preferences to pair a calendar with the CRM.",
    State.WAITING: "Synchronise now shows what the first run would do.",
}
_PICTURES = {
    State.SYNCING: "crm-syncing",
    State.OFFLINE: "crm-offline",
    State.ATTENTION: "crm-attention",
    State.HALTED: "crm-attention",
    State.FAULT: "crm-attention",
    State.WAITING: "crm-attention",
    State.PAUSED: "crm-paused",
    State.WORK_OFFLINE: "crm-offline",
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
