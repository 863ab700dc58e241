"""Where a mail is filed: proposed from its addresses and its conversation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from outlook_crm.domain.email import Correspondent


@dataclass(frozen=True, slots=True)
class Relations:
    """The CRM's ids of what a record is linked to, one of each kind at most, "" for none."""

    account: str = ""
    contact: str = ""
    project: str = ""

    def filled(self, other: "Relations") -> "Relations":
        """These, and the other's where there is none."""
        return Relations(
            self.account or other.account,
            self.contact or other.contact,
            self.project or other.project,
        )


NONE = Relations()


@dataclass(frozen=True, slots=True)
class Person:
    """A contact of the CRM, and the account it belongs to."""

    contact: str
    account: str = ""


@dataclass(frozen=True, slots=True)
class AddressBook:
    """Whom the CRM knows, by keys of `Correspondent`.

    ``people`` by address, ``accounts`` by an account's own address, ``domains``
    by domain: the one account that all with such an address belong to.
    """

    people: Mapping[str, Person] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)
    domains: Mapping[str, str] = field(default_factory=dict)

    @property
    def known(self) -> frozenset[str]:
        """The addresses of its contacts and accounts."""
        return frozenset(self.people) | frozenset(self.accounts)

    def joined(self, other: "AddressBook") -> "AddressBook":
        """Both in one."""
        return AddressBook(
            {**self.people, **other.people},
            {**self.accounts, **other.accounts},
            {**self.domains, **other.domains},
        )


_SHARED = """
    aol.com elisanet.fi free.fr gmail.com gmx.de gmx.net googlemail.com hot.ee hotmail.com
    icloud.com kolumbus.fi laposte.net live.com luukku.com mac.com mail.com mail.ee me.com msn.com
    online.no orange.fr outlook.com proton.me protonmail.com sfr.fr start.no t-online.de telia.com
    wanadoo.fr web.de yahoo.com yandex.com
"""
SHARED_DOMAINS = frozenset(_SHARED.split())
"""Where everybody may have an address: such a domain says nothing of an account."""


def propose(
    people: Iterable[Correspondent], book: AddressBook, earlier: Sequence[Relations]
) -> Relations:
    """From the addresses in the order given, then from the conversation's earlier records.

    ``earlier`` are those records' relations, the newest first.
    """
    found = NONE
    for each in _by_addresses(list(people), book):
        found = found.filled(each)
    for each in earlier:
        found = found.filled(each)
    return found


def follow(proposed: Relations, earlier: Sequence[Relations]) -> Relations:
    """An answer's: its conversation's, as the user may have chosen them, then the proposed."""
    found = NONE
    for each in earlier:
        found = found.filled(each)
    return found.filled(proposed)


def _by_addresses(people: Sequence[Correspondent], book: AddressBook) -> Iterable[Relations]:
    for who in people:
        if person := book.people.get(who.key):
            yield Relations(person.account, person.contact)
            # The first contact's account goes before another's; without one the domain's does.
            break
    for who in people:
        yield Relations(book.accounts.get(who.key, ""))
    for who in people:
        if who.domain not in SHARED_DOMAINS:
            yield Relations(book.domains.get(who.domain, ""))
