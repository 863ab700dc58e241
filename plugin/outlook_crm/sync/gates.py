"""Direction, window and type: which steps the settings let through.

Gates stand before steps only, never before reading or the base: what was not sent
stays a difference and is sent when the settings let it.
"""

from dataclasses import dataclass
from datetime import datetime

from outlook_crm.domain.fields import FieldName, Fields, FieldValue
from outlook_crm.domain.policy import Direction, Policy
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay, Timed
from outlook_crm.domain.window import Span

from .merge import renderings
from .values import Base, Item

OPEN = ""
"""The reason of a gate that lets the step through."""
NO_TYPE = "has no activity type"
WRONG_TYPE = "type is not synchronised"
IS_TASK = "is a task, which takes no time in a calendar"
OUTSIDE = "outside the days that are synchronised"
NO_TIME = "time could not be read"


@dataclass(frozen=True, slots=True)
class Gates:
    """The gates of one pass: the policy, and its windows as they lie now."""

    policy: Policy
    spans: dict[Side, Span]

    @staticmethod
    def at(policy: Policy, now: datetime) -> "Gates":
        """The gates as they stand at ``now``."""
        spans = {side: policy.towards(side).window.on(now, policy.zone) for side in Side}
        return Gates(policy, spans)

    def create(self, towards: Side, item: Item) -> str:
        """Why ``item``, of the other side, may not be made on ``towards``, `OPEN` if it may."""
        when = item.fields.get(FieldName.WHEN)
        if not isinstance(when, Timed | AllDay):
            return NO_TIME
        if not self.spans[towards].overlaps(when):
            return OUTSIDE
        kind = self.first_type(item)
        if kind is None and towards is Side.CRM:
            return NO_TYPE
        if kind in self.policy.apart:
            return IS_TASK
        return OPEN if _type(kind) in self._direction(towards).create else WRONG_TYPE

    def change(self, towards: Side, base: Base, fields: Fields) -> str:
        """Why ``towards`` may not be changed or deleted, `OPEN` if it may.

        ``fields`` are what the other side shows now; for a deletion none but what stands
        for what the base does not tell.  The change that takes an item out of the window
        or the types is still sent.
        """
        was = renderings(base, towards.other)
        states = [was, {**was, **fields}] if was else [fields]
        if not any(self._inside(towards, state.get(FieldName.WHEN)) for state in states):
            return OUTSIDE
        kinds = [self._linked_type(towards.other, base, state) for state in states]
        if all(kind is _CHOSEN_EMPTY for kind in kinds):
            return NO_TYPE
        if towards is Side.OUTLOOK and _chose_none(base) and not any(kinds):
            return NO_TYPE
        if all(kind in self.policy.apart for kind in kinds):
            return IS_TASK
        types = self._direction(towards).change
        return OPEN if any(_type(kind) in types for kind in kinds) else WRONG_TYPE

    def concern(self, base: Base) -> bool:
        """Whether it was last in the days that are synchronised, in either direction."""
        when = renderings(base, Side.OUTLOOK).get(FieldName.WHEN)
        return when is None or any(self._inside(side, when) for side in Side)

    def first_type(self, item: Item) -> FieldValue:
        """The type of an item no link knows: its own, else the default for one never chosen."""
        if FieldName.TYPE in item.fields or item.side is Side.CRM:
            return item.fields.get(FieldName.TYPE)
        return self.policy.default_for(item.created)

    def _linked_type(self, side: Side, base: Base, fields: Fields) -> FieldValue:
        if FieldName.TYPE in fields:
            empty = fields[FieldName.TYPE] is None and side is Side.OUTLOOK
            return _CHOSEN_EMPTY if empty else fields[FieldName.TYPE]
        return renderings(base, side.other).get(FieldName.TYPE)

    def _direction(self, towards: Side) -> Direction:
        return self.policy.towards(towards)

    def _inside(self, towards: Side, when: FieldValue) -> bool:
        return isinstance(when, Timed | AllDay) and self.spans[towards].overlaps(when)


_CHOSEN_EMPTY = "\0"
"""The user chose that the item has no type: it is never synchronised."""


def _chose_none(base: Base) -> bool:
    chosen = renderings(base, Side.OUTLOOK)
    return FieldName.TYPE in chosen and chosen[FieldName.TYPE] is None


def _type(kind: FieldValue) -> str | None:
    return kind if isinstance(kind, str) else None
