"""Whom the CRM knows, each address and each domain asked for once in a run."""

from collections.abc import Collection, Sequence

from outlook_crm.domain.email import Correspondent

from .ports import Archive
from .relations import AddressBook

_BY_DOMAIN = 10
"""Of so many people of a mail, its sender first, the domains are asked for: two requests each."""


class Acquaintances:
    """Grows with what is asked; `forget` when the CRM may have learned new names."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.forget()

    def forget(self) -> None:
        """Ask again for everybody from now on."""
        self._people: set[str] = set()
        self._domains: set[str] = set()
        self._book = AddressBook()

    def book(self, mails: Collection[Sequence[Correspondent]]) -> AddressBook:
        """All that is known so far, the people of each of these mails among them."""
        everybody = {who.key: who for people in mails for who in people if who.domain}
        likely = {who.domain for people in mails for who in people[:_BY_DOMAIN] if who.domain}
        new = [who for key, who in everybody.items() if key not in self._people]
        domains = likely - self._domains
        if new or domains:
            self._book = self._book.joined(self._archive.book(new, domains))
            self._people.update(everybody)
            self._domains |= domains
        return self._book
