"""Contacts come into the address book and stay in step, one way, whatever happens in between."""

import pytest
from tests.simulation.clock import Clock
from tests.simulation.fuse import Crash, Fuse
from tests.simulation.memory_book import MemoryBook
from tests.simulation.memory_people import MemoryPeople
from tests.simulation.memory_state import MemoryState

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.kind import Kind
from outlook_crm.domain.side import Side
from outlook_crm.errors import Cancelled, Missing, Refused, Unreachable
from outlook_crm.sync import contacts
from outlook_crm.sync.ask import Reason
from outlook_crm.sync.contact_engine import ContactEngine
from outlook_crm.sync.contact_run import AWAY, UNSEEN
from outlook_crm.sync.values import Link, Rendering, StepKind

F = FieldName
AINO = {
    F.FIRST_NAME: "Aino",
    F.LAST_NAME: "Salo",
    F.COMPANY: "Nordic Timber Oy",
    F.MAIL: "aino@example.com",
    F.PHONE: "1",
}


class World:
    """Both doors and the state in memory; an engine lives until the next `restart`."""

    def __init__(self):
        self.clock, self.fuse = Clock(), Fuse()
        self.book, self.people = MemoryBook(self.clock), MemoryPeople(self.clock)
        for door in (self.book, self.people):
            door.before_write = lambda: self.fuse.reach("before write")
            door.after_write = lambda: self.fuse.reach("after write")
        self.state = MemoryState(self.fuse)
        self.restart()

    def restart(self):
        place = Kind.CONTACTS.of("p1")
        self.engine = ContactEngine(self.book, self.people, self.state, place, now=self.clock.now)

    def run(self, *wanted, reason=Reason.POLL):
        self.clock.wait(minutes=1)
        return self.engine.run(wanted, reason)

    def only(self):
        """The one contact of the address book."""
        (item,) = self.book.items.values()
        return item

    def shows(self, name):
        return self.only().fields[name]


@pytest.fixture
def world():
    return World()


def in_step(world, **fields):
    person = world.people.creates(AINO | fields)
    world.run(person)
    return person, world.only().id


class TestComingIn:
    def test_a_wanted_person_becomes_a_contact_with_all_the_crm_knows(self, world):
        person = world.people.creates(AINO)
        world.people.creates(AINO | {F.LAST_NAME: "Nobody's"})
        report = world.run(person)
        assert {name: world.shows(name) for name in AINO} == AINO
        assert world.shows(F.PAGE).endswith(person)
        assert world.only().stamp == person
        assert report.counts == {(Side.OUTLOOK, StepKind.CREATE): 1}
        assert report.entries[0].subject == "Aino Salo"

    def test_a_second_run_does_nothing_and_does_not_even_look_into_outlook(self, world):
        person, _ = in_step(world)
        world.book.calls.clear()
        assert world.run(person).entries == ()
        assert world.book.calls == ["verify"]

    def test_a_contact_with_the_same_address_is_linked_and_completed(self, world):
        mine = world.book.creates({F.LAST_NAME: "Salo", F.MAIL: "AINO@example.com", F.CITY: "Oulu"})
        person = world.people.creates(AINO)
        report = world.run(person)
        assert world.only().id == mine
        assert world.only().stamp == person
        assert (world.shows(F.PHONE), world.shows(F.CITY)) == ("1", "Oulu")
        assert report.counts == {(Side.OUTLOOK, StepKind.STAMP): 1}
        assert world.run(person).entries == ()

    def test_also_by_the_second_or_third_address(self, world):
        mine = world.book.creates({F.LAST_NAME: "S"}, others=("x@example.com", "aino@example.com"))
        world.run(world.people.creates(AINO))
        assert world.only().id == mine

    def test_what_the_user_wrote_there_stays_and_is_no_conflict(self, world):
        world.book.creates(AINO | {F.PHONE: "my own", F.JOB_TITLE: "friend"})
        report = world.run(world.people.creates(AINO | {F.JOB_TITLE: "Buyer"}))
        assert (world.shows(F.PHONE), world.shows(F.JOB_TITLE)) == ("my own", "friend")
        assert report.conflicts == ()

    def test_of_two_with_the_address_the_older_is_meant(self, world):
        older = world.book.creates(AINO)
        world.clock.wait(hours=1)
        younger = world.book.creates(AINO)
        person = world.people.creates(AINO)
        world.run(person)
        assert world.book.items[older].stamp == person
        assert world.book.items[younger].stamp is None

    def test_two_people_with_one_address_are_two_contacts(self, world):
        one, other = world.people.creates(AINO), world.people.creates(AINO)
        world.book.creates(AINO)
        world.run(one, other)
        assert {item.stamp for item in world.book.items.values()} == {one, other}

    def test_people_without_an_address_match_nobody(self, world):
        world.book.creates({F.LAST_NAME: "Salo"})
        world.run(world.people.creates({F.LAST_NAME: "Salo"}))
        assert len(world.book.items) == 2

    def test_a_person_that_cannot_be_seen_is_told(self, world):
        assert world.run("404").skipped == {UNSEEN: 1}

    def test_after_a_lost_state_the_mark_links_again(self, world):
        person, card = in_step(world)
        world.state = MemoryState(world.fuse)
        world.restart()
        world.run(person)
        assert world.only().id == card
        world.people.changes(person, {F.PHONE: "2"})
        world.run(person)
        assert world.shows(F.PHONE) == "2"


class TestInStep:
    def test_a_change_in_the_crm_arrives(self, world):
        person, card = in_step(world)
        world.people.changes(person, {F.PHONE: "2", F.CITY: "Oulu"})
        world.run()
        assert (world.shows(F.PHONE), world.shows(F.CITY)) == ("2", "Oulu")
        assert world.only().id == card

    def test_a_change_in_outlook_stays_and_does_not_travel(self, world):
        person, card = in_step(world)
        world.book.changes(card, {F.PHONE: "mine"})
        world.people.changes(person, {F.CITY: "Oulu"})
        world.run()
        assert (world.shows(F.PHONE), world.shows(F.CITY)) == ("mine", "Oulu")
        assert world.people.items[person].fields[F.PHONE] == "1"

    def test_where_both_changed_it_outlooks_stays_and_the_report_tells_once(self, world):
        person, card = in_step(world)
        world.book.changes(card, {F.PHONE: "mine"})
        world.people.changes(person, {F.PHONE: "theirs"})
        (clash,) = world.run().conflicts
        assert (clash.name, clash.lost, clash.winner) == (F.PHONE, "theirs", Side.OUTLOOK)
        world.people.changes(person, {F.CITY: "Oulu"})
        assert world.run().conflicts == ()
        assert (world.shows(F.PHONE), world.shows(F.CITY)) == ("mine", "Oulu")

    def test_what_the_crm_emptied_is_emptied_unless_the_user_wrote_it(self, world):
        person, card = in_step(world, **{F.CITY: "Oulu"})
        world.book.changes(card, {F.CITY: "Kemi"})
        world.people.changes(person, {F.PHONE: None, F.CITY: None})
        world.run()
        assert (world.shows(F.PHONE), world.shows(F.CITY)) == (None, "Kemi")

    @pytest.mark.parametrize("leaves", ["activity", "crm"])
    def test_nothing_is_ever_deleted_from_outlook(self, world, leaves):
        person, card = in_step(world)
        if leaves == "crm":
            world.people.deletes(person)
        world.run()
        world.run(reason=Reason.USER)
        assert world.only().id == card

    def test_what_the_user_deleted_does_not_come_back(self, world):
        person, card = in_step(world)
        world.book.deletes(card)
        world.people.changes(person, {F.PHONE: "2"})
        assert world.run(person).skipped == {AWAY: 1}
        assert world.book.items == {}

    def test_a_contact_under_another_id_is_found_by_its_mark(self, world):
        person, card = in_step(world)
        world.book.renumber(card)
        world.people.changes(person, {F.PHONE: "2"})
        world.run(person)
        assert world.shows(F.PHONE) == "2"

    def test_one_open_in_a_window_is_written_later(self, world):
        person, card = in_step(world)
        world.book.open.add(card)
        world.people.changes(person, {F.PHONE: "2"})
        assert world.run().again_at is not None
        world.book.open.clear()
        world.run()
        assert world.shows(F.PHONE) == "2"

    def test_one_that_is_refused_needs_attention_after_three_times_and_the_rest_goes_on(
        self, world
    ):
        person, _ = in_step(world)
        world.book.refuses = "Outlook refused it."
        world.people.changes(person, {F.PHONE: "2"})
        reports = [world.run() for _ in range(4)]
        assert [bool(each.trouble) for each in reports] == [False, False, True, True]
        world.book.refuses = ""
        world.run(reason=Reason.USER)
        assert world.shows(F.PHONE) == "2"

    def test_a_folder_that_is_gone_is_told_before_anything_is_done(self, world):
        world.book.gone = True
        with pytest.raises(Missing):
            world.run(world.people.creates(AINO))

    def test_a_crm_out_of_reach_changes_nothing(self, world):
        person, _ = in_step(world)
        world.people.changes(person, {F.PHONE: "2"})
        world.people.dead = True
        with pytest.raises(Unreachable):
            world.run()
        world.people.dead = False
        world.run()
        assert world.shows(F.PHONE) == "2"

    def test_after_cancel_nothing_begins(self, world):
        world.engine.cancel()
        with pytest.raises(Cancelled):
            world.run(world.people.creates(AINO))

    def test_whether_there_is_something_to_do_is_known_without_asking(self, world):
        person, _ = in_step(world)
        world.people.calls.clear()
        assert not world.engine.lacks([person])
        assert world.engine.lacks([person, "8"])
        assert world.people.calls == []


class TestAddToCrm:
    def test_a_contact_becomes_one_of_the_crms_and_is_linked(self, world):
        card = world.book.creates(AINO)
        report = world.engine.add(card)
        (person,) = world.people.items.values()
        assert {name: person.fields[name] for name in AINO} == AINO
        assert world.only().stamp == person.id
        assert world.shows(F.PAGE).endswith(person.id)
        assert report.counts[Side.CRM, StepKind.CREATE] == 1
        assert world.engine.crm_id_of(card) == person.id

    def test_namesakes_are_shown_first(self, world):
        world.people.creates({F.LAST_NAME: "Other", F.MAIL: "Aino@Example.com"})
        world.people.creates({F.FIRST_NAME: "Aino", F.LAST_NAME: "Salo"})
        world.people.creates({F.FIRST_NAME: "Eino", F.LAST_NAME: "Salo"})
        found = world.engine.namesakes(world.book.creates(AINO))
        assert [item.fields[F.LAST_NAME] for item in found] == ["Other", "Salo"]

    def test_the_user_may_link_to_one_of_them(self, world):
        person = world.people.creates({F.FIRST_NAME: "Aino", F.LAST_NAME: "Salo", F.CITY: "Oulu"})
        card = world.book.creates(AINO)
        world.engine.join(card, person)
        assert world.only().stamp == person
        assert world.shows(F.CITY) == "Oulu"
        assert len(world.people.items) == 1

    def test_added_twice_is_added_once(self, world):
        card = world.book.creates(AINO)
        world.engine.add(card)
        world.engine.add(card)
        assert len(world.people.items) == 1

    def test_what_the_crm_refuses_is_told_at_once(self, world):
        card = world.book.creates({F.FIRST_NAME: "Aino"})
        with pytest.raises(Refused, match="last_name"):
            world.engine.add(card)

    def test_a_lost_answer_is_found_by_the_next_try(self, world):
        card = world.book.creates(AINO)
        world.people.lose_answer = True
        with pytest.raises(Unreachable):
            world.engine.add(card)
        world.engine.add(card)
        assert len(world.people.items) == 1
        assert world.only().stamp in world.people.items


def scenario(world):
    """Everything that writes: a create, a link to what was there, a change, an addition."""
    new, known = world.people.creates(AINO), world.people.creates(AINO | {F.MAIL: "b@example.com"})
    world.book.creates({F.LAST_NAME: "Salo", F.MAIL: "b@example.com"})
    own = world.book.creates({F.LAST_NAME: "Own", F.MAIL: "own@example.com"})
    yield lambda: world.run(new, known)
    world.people.changes(new, {F.PHONE: "2"})
    yield lambda: world.run(new, known)
    yield lambda: world.engine.add(own)
    yield lambda: world.run(new, known, reason=Reason.USER)


def result(world):
    cards = sorted(
        (str(sorted(item.fields.items())), item.stamp) for item in world.book.items.values()
    )
    return cards, len(world.people.items), len(world.state.links("p1/contacts"))


def places():
    world = World()
    world.fuse.mend()
    for act in scenario(world):
        act()
    return len(world.fuse.places), result(world)


PLACES, EXPECTED = places()


@pytest.mark.parametrize("place", range(PLACES))
def test_killed_at_any_write_or_commit_nothing_is_lost_or_doubled(place):
    world = World()
    world.fuse.blow_at(place)
    for act in scenario(world):
        try:
            act()
        except Crash:
            world.restart()
            act()
    assert result(world) == EXPECTED
    assert world.state.intents("p1/contacts") == []


def test_people_of_synchronised_activities_are_wanted():
    def link(crm_id, *people):
        base = {F.CONTACTS: Rendering(people, people, has_outlook=True, has_crm=True)}
        return Link("p1", f"o{crm_id}", crm_id, "", base)

    links = [link("1", "7", "8"), link("2", "8"), Link("p1", "o3", "3", "", {})]
    assert contacts.wanted(links) == {"7", "8"}


def test_the_calendar_and_the_contacts_of_a_pairing_are_kept_apart():
    assert Kind.CALENDAR.of("p1") == "p1"
    assert Kind.CONTACTS.of("p1") == "p1/contacts"
