"""The two sides of the sync."""

from enum import StrEnum


class Side(StrEnum):
    """Where an item lives."""

    OUTLOOK = "outlook"
    CRM = "crm"

    @property
    def other(self) -> "Side":
        """The side opposite to this one."""
        return Side.CRM if self is Side.OUTLOOK else Side.OUTLOOK
