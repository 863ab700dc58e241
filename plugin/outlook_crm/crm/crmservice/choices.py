"""What public sources do not tell of the CRM, chosen in one place: docs/crm-wire.md has the why.

When a live server answers otherwise, a line here changes and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

BASE_PATH = "/api/v1"
TOKEN_PATH = "/oauth/token"  # noqa: S105 - a path below the base

ACTIVITIES = "activities"
ACCOUNTS = "accounts"
CONTACTS = "contacts"

OWNER = "owner_id"
CREATED = "created_at"
UPDATED = "updated_at"

PROJECTS = "projects"

ACTIVITY_PAGE = "/activities/{id}"
CONTACT_PAGE = "/contacts/{id}"
"""Where the CRM's own windows show a record, below the host."""

PAGE_SIZE = 100
"""The most the server gives; a larger wish is cut silently."""

IDS_A_REQUEST = 50
"""Ids in one ``$in``: they travel in the address, which proxies cut at 2,000 characters or more."""

OVERLAP = timedelta(seconds=5)
"""How long after its time of change a record may still appear in a list (a transaction that
commits late, a clock of another machine): a delta begins so much earlier."""

INCLUDE_FOR_LINKAGE = True
"""Whether a list tells the ends of a relation only when it is included."""

WRITES_TAKE_INCLUDE = True
"""Whether the answer to a write may be asked for with relations; else each write is read back."""

RELATIONS_BUMP_VERSION = False
"""Whether a new link changes ``updated_at``."""

CATEGORY_SEPARATOR = "; "

TASK_DONE = "Held"
"""The status of a task that is completed."""

TASK_TYPES = frozenset({"Task"})
"""Values of the activity type that mean something to be done by a day, and no time taken."""

TASK_LABELS = frozenset({"task", "uppgift", "tehtävä", "aufgabe", "oppgave", "opgave", "ülesanne"})
"""How such a type reads, in small letters, where the CRM keeps a code for its value."""

BUSY_WORDS: Mapping[str, str] = {
    "free": "Free",
    "tentative": "Tentative",
    "busy": "Busy",
    "oof": "Out of Office",
    "elsewhere": "Working Elsewhere",
}
PRIORITY_WORDS: Mapping[str, str] = {"low": "Low", "normal": "Normal", "high": "High"}
SPARED = frozenset(
    {"attendees", "busy", "categories", "location", "priority", "reminder", "response", "status"}
)
"""Roles without which the rest of an activity is written where the CRM refuses their values,
words of the firm's own instead of ours, say.  Never its visibility, nor what it is or when."""

# Outlook's four words become two: what is not for everybody is private.
VISIBILITY_WORDS: Mapping[str, str] = {
    "normal": "Public",
    "private": "Private",
    "personal": "Private",
    "confidential": "Private",
}


OUR_WORDS: Mapping[str, Mapping[str, str]] = {
    "busy": BUSY_WORDS,
    "priority": PRIORITY_WORDS,
    "visibility": VISIBILITY_WORDS,
}
"""Roles whose values are words of ours: a firm's pick list without any of them is no place."""


def time_text(instant: datetime) -> str:
    """RFC 3339 in UTC, to the second; to the microsecond where there is one."""
    text = instant.astimezone(UTC).replace(tzinfo=None).isoformat()
    return f"{text}Z"


def time_of(text: object) -> datetime:
    """The instant in UTC; a time without zone is UTC's.  Raises ValueError."""
    instant = datetime.fromisoformat(str(text))
    try:
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        raise ValueError(f"before the year 1 or after 9999: {instant}") from None


def time_told(text: object) -> datetime | None:
    """The same, None for what is no time."""
    try:
        return time_of(text)
    except ValueError:
        return None


def day_text(day: date) -> str:
    """A date of an all-day activity, as the date-time that stands for it."""
    return time_text(datetime.combine(day, time(), UTC))


TEXT = frozenset({"string", "text"})
TIME = frozenset({"datetime", "date-time", "timestamp", "date"})
FLAG = frozenset({"boolean", "bool"})
NUMBER = frozenset({"integer", "int", "number"})
KEY = TEXT | NUMBER | frozenset({"relation"})
NO_TEXT = TIME | FLAG | frozenset({"relation"})
"""Types in which no text can lie.  A number may be a code, and a type we do not know anything."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a role is looked for in the schema: by name, then by label among these types."""

    role: str
    name: str
    types: frozenset[str]
    labels: tuple[str, ...] = ()


PLACES: tuple[Place, ...] = (
    Place("subject", "subject", TEXT, ("subject", "ämne", "aihe", "betreff")),
    Place("description", "description", TEXT, ("description", "beskrivning", "kuvaus")),
    Place("location", "location", TEXT, ("location", "plats", "paikka", "ort")),
    Place("type", "activity_type", TEXT, ("type", "activity type", "typ", "tyyppi")),
    Place("status", "status", TEXT, ("status", "tila")),
    Place("priority", "priority", TEXT, ("priority", "prioritet", "prioriteetti")),
    Place("start", "start_date", TIME, ("start", "start date", "alku")),
    Place("end", "end_date", TIME, ("end", "end date", "slut", "loppu")),
    Place("all_day", "all_day", FLAG, ("all day", "all-day", "heldag", "koko päivä")),
    Place("visibility", "visibility", TEXT, ("visibility", "synlighet", "näkyvyys")),
    Place("busy", "busy_status", TEXT, ("busy status", "show as", "visa som")),
    Place("reminder", "reminder_minutes", NUMBER, ("reminder", "påminnelse", "muistutus")),
    Place("categories", "categories", TEXT, ("categories", "kategorier", "luokat")),
    Place("projects", "project_id", KEY, ("project", "projekt", "projekti")),
    Place("attendees", "attendees", TEXT, ("attendees", "deltagare", "osallistujat")),
    Place("response", "response", TEXT, ("response", "own response", "svar", "vastaus")),
    Place("key", "cf_outlook_key", TEXT, ("outlook key",)),
)

CONTACT_PLACES: tuple[Place, ...] = (
    Place("first_name", "first_name", TEXT, ("first name", "förnamn", "etunimi", "vorname")),
    Place("last_name", "last_name", TEXT, ("last name", "efternamn", "sukunimi", "nachname")),
    Place("account", "account_id", KEY, ("account", "kund", "asiakas")),
    Place("job_title", "title", TEXT, ("title", "job title", "titel", "nimike")),
    Place("mail", "email", TEXT, ("email", "e-mail", "e-post", "sähköposti")),
    Place("phone", "phone", TEXT, ("phone", "telefon", "puhelin")),
    Place("mobile", "mobile", TEXT, ("mobile", "mobile phone", "mobil", "matkapuhelin")),
    Place("street", "mailing_street", TEXT, ("mailing street", "gatuadress", "katuosoite")),
    Place("postal_code", "mailing_zip", TEXT, ("mailing zip", "postnummer", "postinumero")),
    Place("city", "mailing_city", TEXT, ("mailing city", "ort", "postitoimipaikka")),
    Place("country", "mailing_country", TEXT, ("mailing country", "land", "maa")),
)

CONTACT_PAGE = "/contacts/{id}"
"""Where the CRM's own windows show a contact, below the host."""

RELATIONS: Mapping[str, str] = {"accounts": ACCOUNTS, "contacts": CONTACTS}
"""Roles that are many-to-many relations, and the module at their other end."""


@dataclass(frozen=True, slots=True)
class Target:
    """A module that activities are linked to.

    ``names`` are the attributes of a record's name, ``detail`` what tells it from its
    namesakes; ``mail``, ``account`` and ``contact`` are its address and the ids of what
    it hangs together with.  "" for none.
    """

    module: str
    names: tuple[str, ...]
    detail: str
    mail: str = ""
    account: str = ""
    contact: str = ""


TARGETS: Mapping[str, Target] = {
    "accounts": Target(ACCOUNTS, ("name",), "account_type"),
    "contacts": Target(
        CONTACTS, ("first_name", "last_name"), "email", mail="email", account="account_id"
    ),
    "projects": Target(PROJECTS, ("name",), "", account="account_id", contact="contact_id"),
}
"""By role."""

EMAILS = "emails"

EMAIL_PLACES: tuple[Place, ...] = (
    Place("subject", "subject", TEXT, ("subject", "ämne", "aihe", "betreff")),
    Place("from", "from_address", TEXT, ("from", "från", "lähettäjä", "von")),
    Place("to", "to_addresses", TEXT, ("to", "till", "vastaanottaja", "an")),
    Place("cc", "cc_addresses", TEXT, ("cc", "kopia", "kopio", "kopie")),
    Place("direction", "direction", TEXT),
    Place("at", "sent_at", TIME, ("sent", "skickat", "lähetetty", "gesendet")),
    Place("text", "body", TEXT, ("body", "text", "teksti")),
    Place("html", "body_html", TEXT),
    Place("message_id", "message_id", TEXT, ("message id", "message-id")),
    Place("digest", "cf_outlook_key", TEXT, ("outlook key",)),
    Place("account", "account_id", KEY),
    Place("contact", "contact_id", KEY),
    Place("project", "project_id", KEY),
)
"""Attributes of a mail; what an installation's schema lacks is not written."""

DIRECTION_WORDS: Mapping[str, str] = {"received": "Incoming", "sent": "Outgoing"}

ADDRESS_SEPARATOR = "; "

FILE_ATTRIBUTES: Mapping[str, str] = {
    "file_usage_type": "Entity Attachment",
    "file_access_type": "Internal",
}
"""What is said of an attached file."""

FILE_CONTENT = "/files/{id}/content"
"""Where the bytes of a file are; no public source tells.  Without it attachments of the
CRM's own mails stay there, and the report says so."""

EMAIL_PAGE = "/emails/{id}"
"""Where the CRM's own windows show a mail, below the host."""
