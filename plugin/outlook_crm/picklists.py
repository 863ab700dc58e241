"""The CRM's pick lists as they were read at the last log-in or save."""

from dataclasses import dataclass

from .crm.connector import PickValue


@dataclass(frozen=True, slots=True)
class PickLists:
    """The types and statuses of activities, in the CRM's order; empty until logged in."""

    types: tuple[PickValue, ...] = ()
    statuses: tuple[PickValue, ...] = ()
