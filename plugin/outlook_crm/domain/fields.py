"""The tables of fields, one a kind of item, read by both sides' adapters.

A row says what a field is called on each side, how two values are compared,
and whether it tells of content (privacy).  A quirk of a side stands as a
comment at its row.  Values are plain and hashable, see `FieldValue`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from .side import Side
from .when import When

FieldValue = str | int | bool | tuple[str, ...] | When | None
"""One field's value.  None means "empty on this side"; a field the side cannot
hold or could not read is not in the mapping at all."""


class FieldName(StrEnum):
    """The names both sides use; also the keys of a base in the state file."""

    SUBJECT = "subject"
    DESCRIPTION = "description"
    LOCATION = "location"
    WHEN = "when"
    BUSY = "busy"
    IMPORTANCE = "importance"
    REMINDER = "reminder"
    CATEGORIES = "categories"
    SENSITIVITY = "sensitivity"
    TYPE = "type"
    STATUS = "status"
    ACCOUNTS = "accounts"
    CONTACTS = "contacts"
    PROJECTS = "projects"
    ATTENDEES = "attendees"
    RESPONSE = "response"

    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    COMPANY = "company"
    JOB_TITLE = "job_title"
    MAIL = "mail"
    PHONE = "phone"
    MOBILE = "mobile"
    STREET = "street"
    POSTAL_CODE = "postal_code"
    CITY = "city"
    COUNTRY = "country"
    PAGE = "page"


Fields = Mapping[FieldName, FieldValue]


class Compare(Enum):
    """How two renderings of a field are told to be the same."""

    EXACT = "exact"
    CASELESS = "caseless"  # one line in which capitals do not count: a mail address
    LINE = "line"  # one line of text: outer white space does not count
    TEXT = "text"  # several lines: line ends and trailing blanks do not count
    INSTANT = "instant"  # a When to the minute; zones count only where both sides hold one
    SET = "set"  # a tuple of names or ids, in any order


class Privacy(Enum):
    """What of a private item may leave Outlook."""

    CONTENT = "content"  # only when private items go out in full
    SHELL = "shell"  # also when they go out without content


@dataclass(frozen=True, slots=True)
class Field:
    """One row.

    ``outlook`` is the published property of the kind's item (AppointmentItem,
    ContactItem), or ``@name`` for one of our named properties.  ``crm`` is the role
    that the connector finds in the CRM's schema.  ``only_from``: the field travels from
    that side alone; what the other one makes of it is nobody's change.
    """

    name: FieldName
    outlook: str
    crm: str
    compare: Compare
    privacy: Privacy
    only_from: Side | None = None


CALENDAR: tuple[Field, ...] = (
    Field(FieldName.SUBJECT, "Subject", "subject", Compare.LINE, Privacy.CONTENT),
    # Outlook's Body is the plain rendering of a rich text: writing it flattens the
    # text, so it is written only when the other side's canonical text changed.
    Field(FieldName.DESCRIPTION, "Body", "description", Compare.TEXT, Privacy.CONTENT),
    Field(FieldName.LOCATION, "Location", "location", Compare.LINE, Privacy.CONTENT),
    # Start, End, AllDayEvent, StartTimeZone and EndTimeZone together.
    Field(FieldName.WHEN, "Start", "when", Compare.INSTANT, Privacy.SHELL),
    Field(FieldName.BUSY, "BusyStatus", "busy", Compare.EXACT, Privacy.SHELL),
    Field(FieldName.IMPORTANCE, "Importance", "priority", Compare.EXACT, Privacy.CONTENT),
    # Minutes before the start, None without a reminder (ReminderSet false).
    Field(
        FieldName.REMINDER, "ReminderMinutesBeforeStart", "reminder", Compare.EXACT, Privacy.SHELL
    ),
    # One string in Outlook, separated by the list separator of the user's locale.
    Field(FieldName.CATEGORIES, "Categories", "categories", Compare.SET, Privacy.CONTENT),
    Field(FieldName.SENSITIVITY, "Sensitivity", "visibility", Compare.EXACT, Privacy.SHELL),
    Field(FieldName.TYPE, "@type", "type", Compare.EXACT, Privacy.SHELL),
    Field(FieldName.STATUS, "@status", "status", Compare.EXACT, Privacy.SHELL),
    Field(FieldName.ACCOUNTS, "@accounts", "accounts", Compare.SET, Privacy.CONTENT),
    Field(FieldName.CONTACTS, "@contacts", "contacts", Compare.SET, Privacy.CONTENT),
    Field(FieldName.PROJECTS, "@projects", "projects", Compare.SET, Privacy.CONTENT),
    # Of the user's own meetings, each one's address and answer (`attendee`).  Writing
    # them to Outlook would have it invite people.
    Field(
        FieldName.ATTENDEES, "Recipients", "attendees", Compare.SET, Privacy.CONTENT, Side.OUTLOOK
    ),
    # The user's own answer to a received meeting; Outlook lets nobody set it.
    Field(
        FieldName.RESPONSE, "ResponseStatus", "response", Compare.EXACT, Privacy.SHELL, Side.OUTLOOK
    ),
)

CONTACT: tuple[Field, ...] = (
    Field(FieldName.FIRST_NAME, "FirstName", "first_name", Compare.LINE, Privacy.CONTENT),
    Field(FieldName.LAST_NAME, "LastName", "last_name", Compare.LINE, Privacy.CONTENT),
    # In the CRM the name of the account that the person belongs to.
    Field(FieldName.COMPANY, "CompanyName", "account", Compare.LINE, Privacy.CONTENT),
    Field(FieldName.JOB_TITLE, "JobTitle", "job_title", Compare.LINE, Privacy.CONTENT),
    # Outlook has three; the person is found by any of them, the first is kept in step.
    Field(FieldName.MAIL, "Email1Address", "mail", Compare.CASELESS, Privacy.CONTENT),
    # Outlook may write a number anew, in the form of the user's country.
    Field(FieldName.PHONE, "BusinessTelephoneNumber", "phone", Compare.LINE, Privacy.CONTENT),
    Field(FieldName.MOBILE, "MobileTelephoneNumber", "mobile", Compare.LINE, Privacy.CONTENT),
    Field(FieldName.STREET, "BusinessAddressStreet", "street", Compare.TEXT, Privacy.CONTENT),
    Field(
        FieldName.POSTAL_CODE,
        "BusinessAddressPostalCode",
        "postal_code",
        Compare.LINE,
        Privacy.CONTENT,
    ),
    Field(FieldName.CITY, "BusinessAddressCity", "city", Compare.LINE, Privacy.CONTENT),
    Field(FieldName.COUNTRY, "BusinessAddressCountry", "country", Compare.LINE, Privacy.CONTENT),
    # The person's page in the CRM's own windows: the connector makes it of the id.
    Field(FieldName.PAGE, "WebPage", "page", Compare.EXACT, Privacy.SHELL),
)

CALENDAR_NAMES = frozenset(field.name for field in CALENDAR)
CONTACT_NAMES = frozenset(field.name for field in CONTACT)

BY_NAME: Mapping[FieldName, Field] = {field.name: field for field in (*CALENDAR, *CONTACT)}

ROLES = frozenset({field.crm for field in CALENDAR} - {"when", "accounts", "contacts"}) | {
    "start",
    "end",
    "all_day",
    "key",
}
"""What an attribute of the CRM's activities can stand for; a time has several."""


def takes(side: Side, name: FieldName) -> bool:
    """Whether the field is ever written to ``side``."""
    return BY_NAME[name].only_from is not side


def attendee(address: str, response: str) -> str:
    """One attendee as a value of the set: the address, and one of `RESPONSE_VALUES`."""
    return f"{address.strip().casefold()} ({response})"


# The values of the enumerated fields, in the words of iCalendar where it has one.
BUSY_VALUES = ("free", "tentative", "busy", "oof", "elsewhere")  # OlBusyStatus 0..4
IMPORTANCE_VALUES = ("low", "normal", "high")  # OlImportance 0..2
SENSITIVITY_VALUES = ("normal", "personal", "private", "confidential")  # OlSensitivity 0..3
RESPONSE_VALUES = (
    "none",
    "organised",
    "tentative",
    "accepted",
    "declined",
    "not answered",
)  # OlResponseStatus 0..5
