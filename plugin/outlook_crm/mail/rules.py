"""Which mails are filed, and why the others are not: a decision table.

The rows are asked from above; the first that applies is the reason.  A row that
is ``always`` holds for the user's own wish, too.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import StrEnum

from outlook_crm.domain.email import Correspondent, Email, Mode, Way


class Place(StrEnum):
    """What kind of folder a mail lies in."""

    INBOX = "inbox"
    SENT = "sent"
    DRAFTS = "drafts"
    OUTBOX = "outbox"
    JUNK = "junk"
    DELETED = "deleted"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Standing:
    """What Outlook says of a mail beside its content.

    ``sent``: it left, or arrived: it is no draft.  ``protected``: encrypted or
    rights-protected.  ``private``: marked private or confidential.  ``partial``: its text
    and files are still on the server.
    """

    folder: str
    place: Place = Place.INBOX
    message_class: str = "IPM.Note"
    sent: bool = True
    protected: bool = False
    private: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """What the user and the administrator decided.

    ``never`` are addresses and domains (``example.com``, its subdomains too) that
    no mail is filed of.  ``own_domains`` are the colleagues'.  ``folders`` are the
    chosen ones' ids.  ``largest`` is in bytes, of one attachment.
    """

    received: Mode = Mode.OFF
    sent: Mode = Mode.OFF
    folders: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    own_domains: frozenset[str] = frozenset()
    largest: int = 10 * 1024 * 1024
    original: bool = False  # also as an .eml file

    def mode(self, way: Way) -> Mode:
        """The mode for mails of this way."""
        return self.received if way is Way.RECEIVED else self.sent


@dataclass(frozen=True, slots=True)
class Case:
    """One mail to be judged.

    ``wished``: the user files it himself.  ``follows``: an earlier mail of its
    conversation is filed.  ``known``: addresses that the CRM knows.
    """

    email: Email
    standing: Standing
    rules: Rules
    wished: bool = False
    follows: bool = False
    known: Collection[str] = field(default=frozenset())

    @property
    def mode(self) -> Mode:
        """The mode that holds for it."""
        return self.rules.mode(self.email.way)


@dataclass(frozen=True, slots=True)
class Row:
    """One reason not to file a mail; the sentence is a message id."""

    name: str
    sentence: str
    applies: Callable[[Case], bool]
    always: bool = True


_MESSENGERS = ("IPM.NOTE.MICROSOFT.CONVERSATION.", "IPM.NOTE.MICROSOFT.MISSED.")


def outsiders(email: Email, rules: Rules) -> tuple[Correspondent, ...]:
    """Everybody in the mail who is no colleague, each once, the sender first.

    An address of no domain is the firm's own Exchange's (X.500).
    """
    people = {each.key: each for each in email.people if each.domain}
    return tuple(each for each in people.values() if not _is_in(each, rules.own_domains))


def matches(who: Correspondent, listed: Collection[str]) -> bool:
    """Whether an address, its domain or a domain above it is on a list."""
    return who.key in listed or _is_in(who, listed)


def _is_in(who: Correspondent, domains: Collection[str]) -> bool:
    domain = who.domain
    while domain:
        if domain in domains:
            return True
        domain = domain.partition(".")[2]
    return False


def _is_draft(case: Case) -> bool:
    return not case.standing.sent or case.standing.place in (Place.DRAFTS, Place.OUTBOX)


def _is_no_mail(case: Case) -> bool:
    # IPM.Note.SMIME and the like are mails; a delivery report is REPORT.IPM.Note.NDR, and
    # what a messenger leaves in its history IPM.Note.Microsoft.Conversation.
    name = case.standing.message_class.upper() + "."
    return not name.startswith("IPM.NOTE.") or name.startswith(_MESSENGERS)


def _is_among_colleagues(case: Case) -> bool:
    return bool(case.rules.own_domains) and not outsiders(case.email, case.rules)


def _nobody_is_known(case: Case) -> bool:
    if case.mode is not Mode.KNOWN:
        return False
    return not any(who.key in case.known for who in outsiders(case.email, case.rules))


TABLE: tuple[Row, ...] = (
    Row("draft", "It is a draft.", _is_draft),
    Row(
        "junk",
        "It is in the junk folder.",
        lambda case: case.standing.place is Place.JUNK,
    ),
    Row(
        "deleted",
        "It is in Deleted Items.",
        lambda case: case.standing.place is Place.DELETED,
    ),
    Row("no mail", "It is an invitation or a notice, not an e-mail.", _is_no_mail),
    Row(
        "protected",
        "It is encrypted or its rights are restricted.",
        lambda case: case.standing.protected,
    ),
    Row(
        "private",
        "It is marked private or confidential.",
        lambda case: case.standing.private,
    ),
    Row(
        "never",
        "A sender or recipient is on the list of those never filed.",
        lambda case: any(matches(who, case.rules.never) for who in case.email.people),
    ),
    Row("colleagues", "Only colleagues are in it.", _is_among_colleagues),
    Row(
        "partial",
        "Outlook has not downloaded it yet.",
        lambda case: case.standing.partial,
    ),
    Row("off", "Filing is off for e-mails of this kind.", lambda case: case.mode is Mode.OFF),
    Row(
        "hand",
        "E-mails of this kind are filed by hand.",
        lambda case: case.mode is Mode.HAND and not case.follows,
        always=False,
    ),
    Row(
        "unknown",
        "The CRM knows nobody in it.",
        lambda case: _nobody_is_known(case) and not case.follows,
        always=False,
    ),
    Row(
        "folder",
        "It is in none of the chosen folders.",
        lambda case: (
            case.mode is Mode.FOLDERS
            and not case.follows
            and case.standing.folder not in case.rules.folders
        ),
        always=False,
    ),
)
"""Asked from above."""


def objection(case: Case) -> Row | None:
    """Why the mail is not filed, None when it is."""
    rows = (row for row in TABLE if row.always or not case.wished)
    return next((row for row in rows if row.applies(case)), None)
