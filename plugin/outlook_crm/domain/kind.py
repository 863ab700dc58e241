"""The kinds of items that are kept in step or filed."""

from enum import StrEnum


class Kind(StrEnum):
    """A kind; each has at most one folder in a pairing, and links of its own."""

    CALENDAR = "calendar"
    CONTACTS = "contacts"
    TASKS = "tasks"
    MAILS = "mails"

    def of(self, pairing: str) -> str:
        """The name under which the state keeps it; the calendar's is the id of the pairing."""
        return pairing if self is Kind.CALENDAR else f"{pairing}/{self.value}"
