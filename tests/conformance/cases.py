"""Activities that every side must hold, and what the side suite writes about them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from outlook_crm.domain.fields import FieldName, Fields, FieldValue, attendee, takes
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay, Timed
from outlook_crm.sync.values import Item, Step, StepKind


def timed(day=9, hour=8, *, minutes=30, month=3, zone="Europe/Berlin"):
    """A span in 2026; the hour is UTC's.  The zone is one that Windows does not rename."""
    start = datetime(2026, month, day, hour, tzinfo=UTC)
    return Timed(start, start + timedelta(minutes=minutes), zone)


def meeting(subject="Lunch", **when) -> Fields:
    """The least that an activity has."""
    return {FieldName.SUBJECT: subject, FieldName.WHEN: timed(**when)}


VALUES: Mapping[FieldName, tuple[FieldValue, FieldValue]] = {
    FieldName.SUBJECT: ("Lunch", "Diné på Åland"),
    FieldName.DESCRIPTION: ("One line\nand another", "Nothing of that"),
    FieldName.LOCATION: ("Here", "There"),
    FieldName.WHEN: (timed(10), AllDay(date(2026, 3, 11), date(2026, 3, 13))),
    FieldName.BUSY: ("oof", "free"),
    FieldName.IMPORTANCE: ("high", "low"),
    FieldName.REMINDER: (30, 0),
    FieldName.CATEGORIES: (("Blue", "Red"), ("Green",)),
    FieldName.SENSITIVITY: ("private", "normal"),
    FieldName.TYPE: ("Meeting", "Call"),
    FieldName.STATUS: ("Planned", "Held"),
    FieldName.ACCOUNTS: (("1",), ("2",)),
    FieldName.CONTACTS: (("1",), ("2",)),
    FieldName.PROJECTS: (("1",), ("2",)),
    FieldName.ATTENDEES: (
        (attendee("bo@example.org", "none"), attendee("cecilia@example.org", "accepted")),
        (attendee("bo@example.org", "declined"),),
    ),
    FieldName.RESPONSE: ("accepted", "declined"),
}
"""Two values of each field.  A CRM's world has its own, with ids that exist there."""

EMPTY: Mapping[FieldName, FieldValue] = {
    FieldName.DESCRIPTION: None,
    FieldName.LOCATION: None,
    FieldName.REMINDER: None,
    FieldName.CATEGORIES: (),
    FieldName.ACCOUNTS: (),
    FieldName.CONTACTS: (),
    FieldName.PROJECTS: (),
}
"""Fields that a user may empty again."""


def writable(side: Side, fields: Iterable[FieldName]) -> list[FieldName]:
    """Those of ``fields`` that steps may write to the side, in one order."""
    return sorted(name for name in fields if takes(side, name))


def create(side: Side, number: int, fields: Fields) -> Step:
    """The step that makes the activity with this number: its key and its partner follow."""
    key = f"olk-{number:032x}"
    return Step(StepKind.CREATE, side, "", f"partner-{number}", key, fields, reason="New.")


def update(item: Item, fields: Fields, kind: StepKind = StepKind.UPDATE) -> Step:
    """A step planned on the item as it was seen."""
    return Step(kind, item.side, item.id, "partner-1", item.key, fields, item.version)


def delete(item: Item) -> Step:
    """The deletion of the item as it was seen."""
    return update(item, {}, StepKind.DELETE)
