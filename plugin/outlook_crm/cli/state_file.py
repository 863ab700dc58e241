"""The state file as the command opens it."""

from pathlib import Path

from outlook_crm.errors import Busy
from outlook_crm.state.health import examine
from outlook_crm.state.sqlite import SqliteState


def opened(path: Path) -> SqliteState:
    """The state; raises Busy while Outlook runs an earlier add-in, and what opening raises."""
    if examine(path).outdated:
        raise Busy("Restart Outlook first: it still runs the earlier version of the add-in.")
    return SqliteState(path)
