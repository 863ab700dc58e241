"""Two hundred appointments and what two users do to them, and what must come of it.

`Book` is what everybody means: it is written down as the users act, and both calendars
must show it in the end, whatever was killed in between.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

AT_REST = 186
"""Appointments that are linked and in step before anything happens."""
UNMARKED = 4
"""Of which so many on each side carry no mark yet."""
SOME = 6
"""So many are made and changed on each side."""
FEW = 3
"""So many are deleted on each side, and changed on both."""
TWINS = (1000, 1001)
"""The numbers of two made in Outlook with the same subject at the same time."""


@dataclass(frozen=True)
class Meeting:
    """What both calendars show of one."""

    subject: str
    start: datetime
    location: str = ""
    body: str = ""
    accounts: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()


def cells(meeting: Meeting) -> dict[str, Any]:
    """Outlook's properties of it."""
    relations = {"@accounts": meeting.accounts, "@contacts": meeting.contacts}
    relations |= {"@projects": meeting.projects}
    return {
        "Subject": meeting.subject,
        "Start": _text(meeting.start),
        "End": _text(meeting.start + timedelta(hours=1)),
        "Location": meeting.location,
        "Body": meeting.body,
        **{name: _ids(each) for name, each in relations.items() if each},
    }


def attributes(meeting: Meeting) -> dict[str, Any]:
    """The CRM's attributes of it, without the links that are relations there."""
    return {
        "subject": meeting.subject,
        "start_date": _text(meeting.start),
        "end_date": _text(meeting.start + timedelta(hours=1)),
        "location": meeting.location,
        "description": meeting.body,
        "activity_type": "Meeting",
        **({"project_id": meeting.projects[0]} if meeting.projects else {}),
    }


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _ids(ids: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{each}"' for each in ids) + "]"


class Book:
    """The appointments that there are, by number."""

    def __init__(self) -> None:
        today = datetime.now(UTC).replace(hour=8, minute=0, second=0, microsecond=0)
        self._first = today + timedelta(days=1)
        self.meetings: dict[int, Meeting] = {}

    def add(self, number: int, **more: Any) -> Meeting:
        """One more; ``more`` are fields of its own."""
        start = self._first + timedelta(days=number % 40, hours=number // 40)
        meeting = Meeting(f"Meeting {number}", start, f"Room {number}", f"Agenda {number}")
        self.meetings[number] = replace(meeting, **more)
        return self.meetings[number]

    def change(self, number: int, **more: Any) -> Meeting:
        """Another content of one."""
        self.meetings[number] = replace(self.meetings[number], **more)
        return self.meetings[number]

    def drop(self, number: int) -> str:
        """One less; its subject."""
        return self.meetings.pop(number).subject

    def lines(self) -> list[str]:
        """All of it, as `outlook_lines` and `crm_lines` tell it."""
        return sorted(str(each) for each in self.meetings.values())


def outlook_lines(items: list[dict[str, Any]]) -> list[str]:
    """Outlook's calendar, a line an item."""
    return sorted(str(_outlook_meeting(item)) for item in items)


def crm_lines(activities: list[dict[str, Any]]) -> list[str]:
    """The CRM's activities, a line each."""
    return sorted(str(_crm_meeting(activity)) for activity in activities)


def _outlook_meeting(item: dict[str, Any]) -> Meeting:
    accounts, contacts, projects = (
        _parsed(item[name]) for name in ("@accounts", "@contacts", "@projects")
    )
    return Meeting(
        item["Subject"],
        datetime.fromisoformat(item["Start"]),
        item["Location"],
        item["Body"].strip(),
        accounts,
        contacts,
        projects,
    )


def _parsed(text: str | None) -> tuple[str, ...]:
    return tuple(sorted(each.strip('" ') for each in (text or "[]")[1:-1].split(",") if each))


def _crm_meeting(activity: dict[str, Any]) -> Meeting:
    project = activity["project_id"]
    return Meeting(
        activity["subject"],
        datetime.fromisoformat(activity["start_date"]),
        activity["location"],
        (activity["description"] or "").strip(),
        tuple(activity["accounts"]),
        tuple(activity["contacts"]),
        (project,) if project else (),
    )
