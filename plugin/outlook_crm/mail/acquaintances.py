"""Whom the CRM knows, each address asked for once in a run."""

from collections.abc import Iterable

from outlook_crm.domain.email import Correspondent

from .ports import Archive
from .relations import AddressBook


class Acquaintances:
    """Grows with what is asked; `forget` when the CRM may have learned new names."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.forget()

    def forget(self) -> None:
        """Ask again for everybody from now on."""
        self._asked: set[str] = set()
        self._book = AddressBook()

    def book(self, people: Iterable[Correspondent]) -> AddressBook:
        """All that is known so far, these people among them."""
        new = {each.key: each for each in people if each.domain and each.key not in self._asked}
        if new:
            self._book = self._book.joined(self._archive.book(new.values()))
            self._asked.update(new)
        return self._book
