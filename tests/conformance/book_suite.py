"""What every address book must do: `outlook_crm.sync.contact_ports.AddressBook`.

A world offers ``book()``, a port that has seen nothing yet; ``user_creates(fields)``,
``user_changes(id, fields)``, ``user_deletes(id)``, ``user_moves_away(id)`` and
``user_makes_group(name)``, what a user does in Outlook; ``lose_next_answer()``.
"""

from dataclasses import replace

from outlook_crm.domain.fields import CONTACT_NAMES, FieldName
from outlook_crm.domain.side import Side
from outlook_crm.sync.values import Fate, Step, StepKind

F = FieldName
AINO = {
    F.FIRST_NAME: "Aino",
    F.LAST_NAME: "Öberg-Salo",
    F.COMPANY: "Nordic Timber Oy",
    F.JOB_TITLE: "Buyer",
    F.MAIL: "aino@example.com",
    F.PHONE: "+358 9 123 456",
    F.MOBILE: "+358 40 123 456",
    F.STREET: "Mannerheimintie 1",
    F.POSTAL_CODE: "00100",
    F.CITY: "Helsinki",
    F.COUNTRY: "Finland",
    F.PAGE: "https://crm.example.com/contacts/7",
}


def creation(fields=None, person="7"):
    return Step(StepKind.CREATE, Side.OUTLOOK, "", person, "", fields or AINO, reason="New.")


def update(item, fields, kind=StepKind.UPDATE, person="7"):
    return Step(kind, Side.OUTLOOK, item.id, person, "", fields, item.version)


def same(item, fields):
    """Whether the item shows these fields."""
    return {name: item.fields[name] for name in fields} == dict(fields)


class BookSuite:
    """Inherit, and give a fixture ``world``."""

    def test_it_holds_every_field_of_the_table(self, world):
        assert world.book().names == CONTACT_NAMES

    def test_what_is_made_shows_what_was_written_and_carries_its_mark(self, world):
        outcome = world.book().write(creation())
        assert outcome.fate is Fate.DONE
        assert same(outcome.item, AINO)
        assert outcome.item.stamp == "7"
        again = world.book().read([outcome.item.id])[outcome.item.id]
        assert (again.fields, again.stamp) == (outcome.item.fields, "7")

    def test_what_the_user_typed_is_shown_and_what_not_is_empty(self, world):
        made = world.user_creates({F.LAST_NAME: "Salo", F.CITY: "Espoo"})
        item = world.book().read([made])[made]
        assert same(item, {F.LAST_NAME: "Salo", F.CITY: "Espoo", F.PHONE: None, F.PAGE: None})
        assert item.stamp is None
        assert item.whole

    def test_cards_tell_address_and_mark_oldest_first(self, world):
        typed = world.user_creates({F.LAST_NAME: "Salo", F.MAIL: "Salo@Example.com"})
        made = world.book().write(creation()).item.id
        cards = world.book().cards()
        assert {card.id for card in cards} == {typed, made}
        by_id = {card.id: card for card in cards}
        assert by_id[typed].addresses == ("salo@example.com",)
        assert (by_id[typed].stamp, by_id[made].stamp) == ("", "7")
        assert [card.created for card in cards] == sorted(card.created for card in cards)

    def test_groups_are_no_contacts(self, world):
        made = world.user_creates({F.LAST_NAME: "Salo"})
        world.user_makes_group("Salo")
        assert [card.id for card in world.book().cards()] == [made]

    def test_what_was_deleted_or_moved_away_is_not_shown(self, world):
        gone, away, here = (world.user_creates({F.LAST_NAME: name}) for name in "ABC")
        world.user_deletes(gone)
        world.user_moves_away(away)
        book = world.book()
        assert [card.id for card in book.cards()] == [here]
        assert book.read([gone, away, here]).keys() == {here}

    def test_the_mark_finds_its_contact(self, world):
        world.user_creates({F.LAST_NAME: "Salo"})
        made = world.book().write(creation(person="17")).item.id
        assert [item.id for item in world.book().find("", "17")] == [made]
        assert world.book().find("", "1") == []

    def test_a_change_writes_its_fields_and_no_other(self, world):
        made = world.user_creates({F.LAST_NAME: "Salo", F.CITY: "Espoo"})
        book = world.book()
        outcome = book.write(update(book.read([made])[made], {F.PHONE: "1", F.CITY: None}))
        assert outcome.fate is Fate.DONE
        assert same(outcome.item, {F.LAST_NAME: "Salo", F.CITY: None, F.PHONE: "1"})

    def test_a_mark_is_set_on_what_the_user_made(self, world):
        made = world.user_creates({F.LAST_NAME: "Salo"})
        book = world.book()
        marked = book.write(update(book.read([made])[made], {F.PHONE: "1"}, StepKind.STAMP))
        assert (marked.item.stamp, marked.item.fields[F.PHONE]) == ("7", "1")

    def test_what_changed_meanwhile_is_stale_and_stays(self, world):
        made = world.user_creates({F.LAST_NAME: "Salo"})
        book = world.book()
        seen = book.read([made])[made]
        world.user_changes(made, {F.CITY: "Espoo"})
        assert book.write(update(seen, {F.CITY: "Turku"})).fate is Fate.STALE
        assert book.read([made])[made].fields[F.CITY] == "Espoo"

    def test_the_version_changes_with_the_content_alone(self, world):
        made = world.user_creates({F.LAST_NAME: "Salo"})
        book = world.book()
        first, again = (book.read([made])[made].version.rpartition("/")[2] for _ in range(2))
        world.user_changes(made, {F.CITY: "Espoo"})
        assert first == again
        assert book.read([made])[made].version.rpartition("/")[2] != first

    def test_what_is_gone_is_missing(self, world):
        made = world.user_creates({F.LAST_NAME: "Salo"})
        book = world.book()
        seen = book.read([made])[made]
        world.user_deletes(made)
        assert book.write(update(seen, {F.CITY: "Turku"})).fate is Fate.MISSING

    def test_a_lost_answer_is_unknown_and_the_mark_finds_what_was_made(self, world):
        world.lose_next_answer()
        book = world.book()
        assert book.write(creation()).fate is Fate.UNKNOWN
        assert len(book.find("", "7")) == 1

    def test_a_version_of_before_the_write_no_longer_holds(self, world):
        book = world.book()
        made = book.write(creation()).item
        book.write(update(made, {F.CITY: "Espoo"}))
        assert book.write(update(replace(made), {F.CITY: "Turku"})).fate is Fate.STALE
