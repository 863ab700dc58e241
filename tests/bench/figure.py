"""A figure: what was measured, beside what it may be at most or must be at least."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Better(StrEnum):
    """Which way is the good one."""

    LOWER = "lower"
    HIGHER = "higher"


class Unmeasured(Exception):
    """A benchmark lacks something that is not ours; its text is the reason, in one line."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table and of build/bench.json.

    ``budget`` None: told for the record, there is nothing to keep to.
    ``value`` None: not measured, and ``note`` says why.
    """

    name: str
    value: float | None
    unit: str = ""
    budget: float | None = None
    better: Better = Better.LOWER
    note: str = ""

    @property
    def kept(self) -> bool:
        """Whether it is within its budget, as far as it was measured."""
        if self.budget is None or self.value is None:
            return True
        if self.better is Better.LOWER:
            return self.value <= self.budget
        return self.value >= self.budget

    def record(self) -> dict[str, Any]:
        """The row as JSON."""
        return asdict(self) | {"value": self.value if self.value is None else round(self.value, 4)}
