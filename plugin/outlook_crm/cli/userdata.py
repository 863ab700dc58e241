"""doctor's look at one user's files: settings, policy, state, vault, and the last word."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from outlook_crm.credentials.envelope import UnreadableError, envelope_of
from outlook_crm.errors import BadSettings, Error
from outlook_crm.settings.effective import Origin, effective
from outlook_crm.settings.file import Chosen, SettingsFile
from outlook_crm.settings.policy import Policy, PolicySource
from outlook_crm.state.health import examine

from .finding import Finding, Level, Text
from .places import Places

_LATE = timedelta(days=3)  # a long weekend without a success is no fault


def settings(
    text: Text, tell: Callable[[Error], str], at: Places, source: PolicySource
) -> Iterator[Finding]:
    """settings.yaml and the policy, each with how many settings are its word."""
    chosen, policy = Chosen(), Policy()
    try:
        chosen = SettingsFile(at.settings).load()
    except BadSettings as wrong:
        todo = text("Correct the file, or delete it to go back to the defaults.")
        yield Finding("settings", Level.FAULT, tell(wrong), todo)
    try:
        policy = source.policy()
    except BadSettings as wrong:
        todo = text("Correct the policy: until then none of its settings applies.")
        yield Finding("policy", Level.FAULT, tell(wrong), todo)
    for warning in chosen.warnings:
        yield Finding("settings", Level.WARNING, warning, text("Remove that line."))
    origins = effective(chosen, policy).origins
    told = text(
        "Settings: {chosen} chosen by the user, {locked} locked and {preset} preset by policy.",
        chosen=_named(origins, Origin.CHOSEN),
        locked=_named(origins, Origin.LOCKED),
        preset=_named(origins, Origin.PRESET),
    )
    yield Finding("settings", Level.OK, told)


def _named(origins: Mapping[str, Origin], origin: Origin) -> str:
    """How many settings are of that origin, and which; never what they are set to."""
    names = [name for name, found in origins.items() if found is origin]
    return f"{len(names)} ({', '.join(names)})" if names else "0"


def state(text: Text, at: Places) -> Iterator[Finding]:
    """The state file, and whether a calendar is paired."""
    health = examine(at.state)
    if health.newer:
        told = text("The state file was made by a newer version of the add-in.")
        yield Finding("state", Level.FAULT, told, text("Install that version or a later one."))
    elif health.problem:
        told = text("The state file is damaged: {reason}", reason=health.problem)
        todo = text("Close Outlook and run: outlook-crm state rebuild")
        yield Finding("state", Level.FAULT, told, todo)
    elif health.outdated:
        told = text("Outlook still runs the earlier version of the add-in.")
        yield Finding("state", Level.WARNING, told, text("Restart Outlook."))
    elif not health.counts.get("pairings"):
        told = text("No calendar is paired with a CRM user yet.")
        todo = text("In Outlook: Add-ins, CRM, Preferences.")
        yield Finding("pairing", Level.WARNING, told, todo)
    else:
        told = text(
            "The state file is sound: {links} linked appointments, {size} KB.",
            links=health.counts["links"],
            size=health.size // 1024,
        )
        yield Finding("state", Level.OK, told)


def vault(text: Text, at: Places) -> Iterator[Finding]:
    """Whether login information is stored; nobody but the add-in can open it."""
    try:
        envelope_of(at.vault.read_bytes())
    except FileNotFoundError:
        yield Finding("vault", Level.OK, text("No login information is stored."))
    except (OSError, UnreadableError):
        told = text("The stored login information cannot be opened. Log in again.")
        yield Finding("vault", Level.WARNING, told)
    else:
        yield Finding("vault", Level.OK, text("Login information is stored, encrypted."))


def last_word(text: Text, at: Places, now: datetime) -> Iterator[Finding]:
    """What the add-in last told of itself in status.json."""
    told = read_status(at)
    if told is None:
        never = text("The add-in has not run for this user yet.")
        yield Finding("status", Level.WARNING, never, text("Start Outlook."))
        return
    last = told.get("last_success")
    if last is None or now - datetime.fromisoformat(last) > _LATE:
        late = text("The last successful synchronisation was: {time}", time=last or "-")
        error = text("Last error: {code}", code=told.get("last_error") or "-")
        yield Finding("status", Level.WARNING, late, error)
    else:
        good = text("The last successful synchronisation was: {time}", time=last)
        yield Finding("status", Level.OK, good)


def read_status(at: Places) -> dict[str, Any] | None:
    """The record of status.json, None where there is none that can be read."""
    try:
        record = json.loads(at.status.read_bytes())
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) else None


def utc_now() -> datetime:
    """The clock's time."""
    return datetime.now(UTC)
