"""What doctor finds: a line each, with what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

Text = Callable[..., str]
"""A message id and its values, as a sentence in the user's language."""


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"  # it works, but not as it should
    FAULT = "fault"  # it does not work


@dataclass(frozen=True, slots=True)
class Finding:
    """One line.

    ``about`` is a stable word for programs, ``told`` and ``todo`` are sentences; ``todo``
    is "" where nothing is to be done.
    """

    about: str
    level: Level
    told: str
    todo: str = ""

    def record(self) -> dict[str, str]:
        """The finding as JSON has it."""
        return {
            "about": self.about,
            "level": self.level.value,
            "told": self.told,
            "todo": self.todo,
        }


def worst(findings: list[Finding]) -> Level:
    """The worst level among them, OK for none."""
    order = list(Level)
    return max((one.level for one in findings), key=order.index, default=Level.OK)
