"""What a CRM's package offers the add-in: a way in, the user's words for values, a side.

The next CRM is a package with these two protocols, found by `outlook_crm.crm.connectors`;
its side must pass the conformance suite of `outlook_crm.sync.ports.SidePort`.
docs/connectors.md tells how.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.login_form import LoginForm
from outlook_crm.mail.ports import Archive
from outlook_crm.support.secret import Secret
from outlook_crm.sync.contact_ports import People
from outlook_crm.sync.ports import SidePort


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a log-in needs; the secrets never show in a repr."""

    api_key: Secret
    user: str
    password: Secret


@dataclass(frozen=True, slots=True)
class Network:
    """How the CRM is reached.

    ``proxy_for`` names the proxy for an address, "" for none.  ``ca_file`` is a PEM
    file of authorities trusted beside the operating system's own, "" for none.
    """

    proxy_for: Callable[[str], str] = field(default=lambda _: "")
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class CrmUser:
    """Who is logged in; ``id`` is the CRM's own."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PickValue:
    """One value of a pick list: what records store, and how it reads in a language."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Found:
    """A record to link to: how it reads, and what tells it from its namesakes."""

    id: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """What an activity is about already: ids of linked records, mail addresses of attendees."""

    accounts: Collection[str] = ()
    contacts: Collection[str] = ()
    projects: Collection[str] = ()
    addresses: Collection[str] = ()


class Finder(Protocol):
    """Looks for records at the other ends of relations: ACCOUNTS, CONTACTS, PROJECTS.

    Calls may raise what a side's may; from one thread at a time, which may be another
    than the session's.
    """

    def search(
        self, relation: FieldName, text: str, limit: int, *, mine: bool = False
    ) -> Sequence[Found]:
        """Records whose name holds every word of ``text`` ("": any), by name.

        ``mine``: those alone that the user owns.
        """
        ...

    def suggest(self, relation: FieldName, near: Near, limit: int) -> Sequence[Found]:
        """Records that hang together with what is near, as a contact's account does."""
        ...

    def labels(self, relation: FieldName, ids: Collection[str]) -> Mapping[str, str]:
        """How these records read; one that is not shown to the user is left out."""
        ...

    def cancel(self) -> None:
        """End the running and all later calls of this finder with Cancelled; from any thread."""
        ...


class CrmSession(Protocol):
    """One user, logged in.  Calls may raise what a side's may; from one thread at a time."""

    @property
    def user(self) -> CrmUser:
        """Who is logged in."""
        ...

    @property
    def unmapped(self) -> Sequence[FieldName]:
        """Fields for which this installation's schema has no place."""
        ...

    @property
    def task_types(self) -> frozenset[str]:
        """Activity types that have a due date and take no time."""
        ...

    @property
    def done_status(self) -> str:
        """The status of a task that is completed."""
        ...

    def pick_list(self, name: FieldName, language: str) -> Sequence[PickValue]:
        """The values of TYPE or STATUS in the CRM's order, read in ``language`` (``sv``)."""
        ...

    def knock(self) -> None:
        """Ask for next to nothing, to learn whether the CRM answers; from any thread."""
        ...

    def side(self, crm_user: str) -> SidePort:
        """The activities of the user; `verify` raises WrongUser when that is not ``crm_user``.

        Each side has connections of its own: cancelling one leaves the others alive.
        """
        ...

    def people(self) -> People:
        """The CRM's contacts for the address book, beside which all else goes on."""
        ...

    def finder(self) -> Finder:
        """A new finder, beside which all else goes on; from any thread."""
        ...

    def archive(self) -> Archive:
        """The user's mails, beside which all else goes on; from any thread.

        Raises NotACrm where this installation has no place for mails.
        """
        ...

    def mail_address(self, crm_id: str) -> str:
        """The page of a mail in the CRM's own windows."""
        ...

    def contact_address(self, crm_id: str) -> str:
        """The page of a contact in the CRM's own windows."""
        ...

    def web_address(self, crm_id: str) -> str:
        """The page of an activity in the CRM's own windows."""
        ...

    def cancel(self) -> None:
        """End running and later calls soon, with Cancelled; from any thread."""
        ...

    def close(self) -> None:
        """Give the connections back; the token stays valid on the server until it expires."""
        ...


class Connector(Protocol):
    """One kind of CRM.

    `AsksForLogin` beside it says what a log-in asks for; without it, for all there is.
    """

    def address(self, typed: str) -> str:
        """The base address that a user's typing means; raises WrongAddress."""
        ...

    def log_in(
        self,
        address: str,
        credentials: Credentials,
        network: Network,
        field_map: Mapping[str, str] | None = None,
    ) -> CrmSession:
        """Log in and read the schema; from any thread, for several pairings at once.

        ``field_map`` gives the attributes of roles (`outlook_crm.domain.fields.ROLES`) that
        are not to be looked for by name and label.

        Raises WrongAddress, WrongKey, WrongPassword, NotAllowed, Untrusted, NotACrm,
        Unreachable, Busy or Cancelled.  A refused password is tried once only.
        """
        ...

    def cancel(self) -> None:
        """End running and later calls soon, a log-in too, with Cancelled; from any thread."""
        ...


@runtime_checkable
class AsksForLogin(Protocol):
    """A connector with words of its own for what a log-in asks for."""

    def login_form(self, language: str) -> LoginForm:
        """What it asks for, in the user's language (``sv``)."""
        ...
