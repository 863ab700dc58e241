"""The address book in memory and over the gateway in memory passes one suite."""

import pytest
from tests.conformance.book_cases import GatewayWorld, MemoryWorld
from tests.conformance.book_suite import AINO, BookSuite, creation, update

from outlook_crm.domain.fields import FieldName
from outlook_crm.errors import Cancelled, Missing
from outlook_crm.sync.values import Fate


class TestMemoryBook(BookSuite):
    @pytest.fixture
    def world(self):
        return MemoryWorld()


class TestOutlookContacts(BookSuite):
    @pytest.fixture
    def world(self):
        return GatewayWorld()

    def test_a_folder_that_is_gone_is_missing(self, world):
        world.gateway.folder_gone = True
        with pytest.raises(Missing):
            world.book().verify()

    def test_after_cancel_no_call_begins(self, world):
        book = world.book()
        book.cancel()
        with pytest.raises(Cancelled):
            book.cards()
        assert world.gateway.calls == []

    def test_a_refusal_is_told(self, world):
        world.gateway.refuse = "0x80070005"
        outcome = world.book().write(creation())
        assert (outcome.fate, "0x80070005" in outcome.reason) == (Fate.REFUSED, True)

    def test_one_open_and_unsaved_is_busy(self, world):
        made = world.user_creates(AINO)
        book = world.book()
        item = book.read([made])[made]
        world.gateway.open_unsaved.add(made)
        assert book.write(update(item, {})).fate is Fate.BUSY

    def test_a_property_that_cannot_be_read_is_not_empty(self, world):
        made = world.user_creates(AINO)
        world.gateway.unreadable_cells[made] = ["MobileTelephoneNumber"]
        item = world.book().read([made])[made]
        assert not item.whole
        assert FieldName.MOBILE not in item.fields

    def test_every_question_names_its_kind(self, world):
        book = world.book()
        made = book.write(creation()).item
        book.write(update(made, {FieldName.CITY: "Espoo"}))
        book.cards()
        book.read([made.id])
        assert {question.get("kind") for _, question in world.gateway.calls} == {"contact"}

    def test_a_large_address_book_comes_in_pages(self, world):
        for number in range(450):
            world.gateway.make_contact(LastName=f"N{number}")
        assert len(world.book().cards()) == 450
