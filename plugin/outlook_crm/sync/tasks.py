"""The CRM's tasks: activities of certain types, each shown on the day it is due."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta, tzinfo

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import Direction, Policy, Types
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay, Timed

from .ports import Capabilities, SidePort, Want
from .values import Absence, Item, Observation, Outcome, Step

FAILED = "tasks could not be looked at"
_DAY = timedelta(days=1)
_MOMENT = timedelta(microseconds=1)


class DueSide:
    """A `SidePort` of the CRM that shows tasks alone; ``zone`` says which day an instant is on."""

    def __init__(self, crm: SidePort, types: Collection[str], zone: tzinfo) -> None:
        self._crm = crm
        self._types = types
        self._zone = zone

    @property
    def side(self) -> Side:
        """The CRM."""
        return self._crm.side

    @property
    def capabilities(self) -> Capabilities:
        """What the CRM can."""
        return self._crm.capabilities

    def verify(self) -> None:
        """Raises what the CRM's side raises."""
        self._crm.verify()

    def observe(self, want: Want) -> Observation:
        """What the CRM shows, without what is no task and never was one."""
        seen = self._crm.observe(want)
        items = {
            id_: self._due(item)
            for id_, item in seen.items.items()
            if id_ in want.known or self._is_task(item)
        }
        return replace(seen, items=items)

    def read(self, ids: Collection[str]) -> Mapping[str, Item | Absence]:
        """These activities now."""
        shown = self._crm.read(ids)
        return {id_: self._due(x) if isinstance(x, Item) else x for id_, x in shown.items()}

    def find(self, key: str, stamp: str = "") -> Sequence[Item]:
        """Activities that carry the key."""
        return [self._due(item) for item in self._crm.find(key, stamp)]

    def write(self, step: Step) -> Outcome:
        """Carry out one step."""
        outcome = self._crm.write(step)
        return replace(outcome, item=self._due(outcome.item)) if outcome.item else outcome

    def cancel(self) -> None:
        """End running and later calls; from any thread."""
        self._crm.cancel()

    def _is_task(self, item: Item) -> bool:
        return item.fields.get(FieldName.TYPE) in self._types

    def _due(self, item: Item) -> Item:
        when = item.fields.get(FieldName.WHEN)
        if not isinstance(when, Timed | AllDay):
            return item
        return replace(item, fields={**item.fields, FieldName.WHEN: due(when, self._zone)})


def due(when: Timed | AllDay, zone: tzinfo) -> AllDay:
    """The last day that an activity reaches into: an end at midnight belongs to the day before."""
    if isinstance(when, AllDay):
        return AllDay(when.end - _DAY, when.end)
    last = max(when.start, when.end - _MOMENT).astimezone(zone).date()
    return AllDay(last, last + _DAY)


def task_policy(policy: Policy, types: Collection[str]) -> Policy:
    """The calendar's policy for tasks: their types alone, and nothing that is apart."""
    only = Types(frozenset(types))
    return replace(
        policy,
        to_crm=_of(policy.to_crm, only),
        to_outlook=_of(policy.to_outlook, only),
        default_type=min(types, default=None),
        apart=frozenset(),
    )


def _of(direction: Direction, only: Types) -> Direction:
    return replace(direction, create=only, change=only)
