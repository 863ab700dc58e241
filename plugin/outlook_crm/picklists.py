"""The CRM's pick lists as they were read at the last log-in or save."""

from dataclasses import dataclass

from .crm.connector import CrmSession, PickValue
from .domain.fields import FieldName


@dataclass(frozen=True, slots=True)
class PickLists:
    """The types and statuses of activities, in the CRM's order; empty until logged in."""

    types: tuple[PickValue, ...] = ()
    statuses: tuple[PickValue, ...] = ()


def pick_lists(crm: CrmSession, language: str) -> PickLists:
    """Ask for them; the types of tasks are no appointment's.  Raises what a side does."""
    types = crm.pick_list(FieldName.TYPE, language)
    return PickLists(
        tuple(each for each in types if each.value not in crm.task_types),
        tuple(crm.pick_list(FieldName.STATUS, language)),
    )
