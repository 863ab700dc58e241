"""The commands that the shim posts, as values."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import Defect


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, its correlation id, and its arguments (docs/seam.md).

    Arguments may hold what a user typed, passwords among it: never in a repr.
    """

    name: str
    id: str
    args: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"Command({self.name!r}, {self.id!r})"


def parse(text: str) -> Command:
    """Read the JSON of `IShell.NextCommand`; raises Defect when it is not one."""
    try:
        record = json.loads(text)
        name, args = str(record["command"]), record.get("args") or {}
        return Command(name, str(record.get("id", "")), {**args})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # The text itself may hold a password: it is not told.
        raise Defect("The shim posted a command that cannot be read.") from None
