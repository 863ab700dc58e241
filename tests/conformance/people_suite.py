"""What every side of the CRM's contacts must do: `outlook_crm.sync.contact_ports.People`.

A world offers ``people()``, a port that has seen nothing yet; ``colleague_creates(fields)``
and ``colleague_changes(id, fields)``, what somebody does in the CRM; ``forget(id)``, a
deletion; ``lose_next_answer()``.
"""

import pytest

from outlook_crm.domain.fields import CONTACT_NAMES, FieldName
from outlook_crm.domain.side import Side
from outlook_crm.sync.values import Absence, Fate, Item, Step, StepKind

F = FieldName
AINO = {
    F.FIRST_NAME: "Aino",
    F.LAST_NAME: "Salo",
    F.JOB_TITLE: "Buyer",
    F.MAIL: "aino.salo@example.com",
    F.PHONE: "+358 9 123 456",
    F.MOBILE: "+358 40 123 456",
    F.STREET: "Mannerheimintie 1",
    F.POSTAL_CODE: "00100",
    F.CITY: "Helsinki",
    F.COUNTRY: "Finland",
}


def creation(fields, source="outlook-1"):
    return Step(StepKind.CREATE, Side.CRM, "", source, "", fields, reason="New.")


class PeopleSuite:
    """Inherit, and give a fixture ``world``."""

    def test_every_field_of_the_table_has_a_place(self, world):
        assert world.people().names == CONTACT_NAMES

    def test_a_contact_shows_what_was_typed_and_its_page(self, world):
        made = world.colleague_creates(AINO)
        (item,) = world.people().read([made]).values()
        assert {name: item.fields[name] for name in AINO} == AINO
        assert item.fields[F.PAGE].endswith(made)
        assert item.side is Side.CRM
        assert item.version

    def test_a_contact_without_a_company_has_none(self, world):
        made = world.colleague_creates(AINO)
        assert world.people().read([made])[made].fields[F.COMPANY] is None

    def test_a_contact_that_is_not_there_is_unknown_and_no_deletion(self, world):
        made = world.colleague_creates(AINO)
        world.forget(made)
        assert world.people().read([made]) == {made: Absence.UNKNOWN}

    def test_without_a_cursor_all_known_ones_are_shown(self, world):
        made = [world.colleague_creates(AINO | {F.LAST_NAME: name}) for name in ("A", "B", "C")]
        moved = world.people().changed("", made[:2])
        assert moved.items.keys() == set(made[:2])
        assert moved.cursor

    def test_with_a_cursor_only_what_changed_since(self, world):
        one, other, stranger = (world.colleague_creates(AINO) for _ in range(3))
        people = world.people()
        cursor = people.changed("", [one, other]).cursor
        world.pass_time()
        world.colleague_changes(one, {F.PHONE: "1"})
        world.colleague_changes(stranger, {F.PHONE: "2"})
        moved = people.changed(cursor, [one, other])
        assert moved.items[one].fields[F.PHONE] == "1"
        assert stranger not in moved.items

    def test_many_contacts_are_read_in_batches(self, world):
        made = [world.colleague_creates(AINO | {F.LAST_NAME: f"N{n}"}) for n in range(70)]
        shown = world.people().read(made)
        assert all(isinstance(each, Item) for each in shown.values())
        assert len(shown) == 70

    def test_the_version_changes_with_the_content_alone(self, world):
        made = world.colleague_creates(AINO)
        people = world.people()
        first, second = (people.read([made])[made].version for _ in range(2))
        world.colleague_changes(made, {F.CITY: "Espoo"})
        assert first == second != people.read([made])[made].version

    @pytest.mark.parametrize(
        ("address", "first", "last", "found"),
        [
            ("AINO.SALO@example.com", "", "", True),
            ("", "aino", "SALO", True),
            ("other@example.com", "Aino", "Salo", True),
            ("other@example.com", "Aino", "Salonen", False),
            ("", "", "", False),
            ("", "Aino", "", False),
        ],
    )
    def test_namesakes_are_found_by_address_or_full_name(self, world, address, first, last, found):
        made = world.colleague_creates(AINO)
        shown = [item.id for item in world.people().alike(address, first, last)]
        assert (made in shown) is found

    def test_a_new_contact_is_read_back(self, world):
        outcome = world.people().write(creation(AINO))
        assert outcome.fate is Fate.DONE
        assert {name: outcome.item.fields[name] for name in AINO} == AINO
        assert world.people().read([outcome.item.id])[outcome.item.id].fields == (
            outcome.item.fields
        )

    def test_a_company_that_the_crm_has_becomes_the_contacts(self, world):
        outcome = world.people().write(creation({**AINO, F.COMPANY: world.company}))
        assert outcome.item.fields[F.COMPANY] == world.company

    def test_a_company_that_the_crm_lacks_is_left_out(self, world):
        outcome = world.people().write(creation({**AINO, F.COMPANY: "Nobody's Oy"}))
        assert outcome.item.fields[F.COMPANY] is None

    def test_a_lost_answer_is_unknown_and_the_contact_is_there(self, world):
        world.lose_next_answer()
        people = world.people()
        assert people.write(creation(AINO)).fate is Fate.UNKNOWN
        assert people.alike(str(AINO[F.MAIL]), "", "")

    def test_what_the_crm_refuses_is_told(self, world):
        outcome = world.people().write(creation({F.FIRST_NAME: "Aino"}))
        assert outcome.fate is Fate.REFUSED
        assert outcome.reason
