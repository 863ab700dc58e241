"""The archive in memory that the simulations use."""

import pytest
from tests.conformance.archive_suite import ArchiveSuite
from tests.simulation.memory_mails import Clock, MemoryArchive
from tests.unit.mail.mails import AINO

from outlook_crm.domain.email import Correspondent
from outlook_crm.mail.identity import keys_of
from outlook_crm.mail.relations import AddressBook, Person, Relations


class MemoryWorld:
    people = (AINO, Correspondent("", "info@timber.example"))
    relations = Relations("a1", "c1", "p1")

    def __init__(self):
        people = {who.key: Person(f"c{n}", "a1") for n, who in enumerate(self.people, 1)}
        book = AddressBook(people, domains={"timber.example": "a1"})
        self._archive = MemoryArchive(Clock(), book)

    def archive(self):
        return self._archive

    def lose_next_answer(self):
        self._archive.lose_answers = 1

    def stranger_files(self, email):
        self._archive.makes(email, keys_of(email), mine=False)


class TestMemoryArchive(ArchiveSuite):
    @pytest.fixture
    def world(self):
        return MemoryWorld()
