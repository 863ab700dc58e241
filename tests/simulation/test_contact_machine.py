"""Whatever users, the CRM and crashes do: nobody is doubled, lost or deleted in the end."""

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.simulation.clock import Clock
from tests.simulation.fuse import Crash, Fuse
from tests.simulation.memory_book import MemoryBook
from tests.simulation.memory_people import MemoryPeople
from tests.simulation.memory_state import MemoryState

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.kind import Kind
from outlook_crm.errors import Theirs
from outlook_crm.sync.ask import Reason
from outlook_crm.sync.contact_engine import ContactEngine

F = FieldName
PLACE = Kind.CONTACTS.of("p1")
WORDS = st.sampled_from(["", "a", "b", "c"])
MAILS = st.sampled_from([None, "a@example.com", "B@example.com", "c@example.com"])
EDITED = st.sampled_from([F.FIRST_NAME, F.PHONE, F.CITY, F.MAIL])
_STEPS = int(os.environ.get("OUTLOOK_CRM_STEPS", "3000"))
_STEPS_EACH = 40


class ContactMachine(RuleBasedStateMachine):
    people = Bundle("people")
    cards = Bundle("cards")

    @initialize()
    def begin(self):
        self.clock, self.fuse = Clock(), Fuse()
        self.book, self.crm = MemoryBook(self.clock), MemoryPeople(self.clock)
        for door in (self.book, self.crm):
            door.before_write = lambda: self.fuse.reach("before write")
            door.after_write = lambda: self.fuse.reach("after write")
        self.state = MemoryState(self.fuse)
        self.wanted = set()
        self.deleted = set()  # by the user, in Outlook
        self.typed = {}  # what the user wrote last, by contact and field
        self.numbers = 0
        self.restart()

    @rule()
    def restart(self):
        self.engine = ContactEngine(self.book, self.crm, self.state, PLACE, now=self.clock.now)

    @rule(target=people, mail=MAILS, wanted=st.booleans())
    def colleague_creates(self, mail, wanted):
        self.clock.wait(minutes=1)
        self.numbers += 1
        made = self.crm.creates({F.LAST_NAME: f"P{self.numbers}", F.MAIL: mail})
        self.wanted |= {made} if wanted else set()
        return made

    @rule(person=people)
    def activity_is_linked(self, person):
        self.wanted.add(person)

    @rule(person=people)
    def activity_is_unlinked(self, person):
        self.wanted.discard(person)

    @rule(person=people, name=EDITED, word=WORDS)
    def colleague_changes(self, person, name, word):
        self.clock.wait(minutes=1)
        if person in self.crm.items:
            self.crm.changes(person, {name: word or None})

    @rule(person=consumes(people))
    def colleague_deletes(self, person):
        self.crm.items.pop(person, None)

    @rule(target=cards, mail=MAILS)
    def user_creates(self, mail):
        self.clock.wait(minutes=1)
        self.numbers += 1
        made = self.book.creates({F.LAST_NAME: f"C{self.numbers}", F.MAIL: mail})
        self.typed[made, F.LAST_NAME] = f"C{self.numbers}"
        return made

    @rule(data=st.data(), name=EDITED, word=WORDS)
    def user_changes(self, data, name, word):
        self.clock.wait(minutes=1)
        if self.book.items:
            card = data.draw(st.sampled_from(sorted(self.book.items)))
            if self.book.items[card].fields[name] != (word or None):
                self.book.changes(card, {name: word or None})
                self.typed[card, name] = word or None

    @rule(data=st.data())
    def user_deletes(self, data):
        if self.book.items:
            card = data.draw(st.sampled_from(sorted(self.book.items)))
            self.book.deletes(card)
            self.deleted.add(card)

    @rule(data=st.data())
    def user_adds_to_crm(self, data):
        if self.book.items:
            card = data.draw(st.sampled_from(sorted(self.book.items)))
            self.attempt(lambda: self.engine.add(card))

    @rule(reason=st.sampled_from([Reason.POLL, Reason.USER]))
    def run(self, reason):
        self.clock.wait(minutes=1)
        self.attempt(lambda: self.engine.run(self.wanted, reason))

    @rule(place=st.integers(0, 20))
    def killed(self, place):
        self.fuse.blow_at(place)
        self.run(Reason.POLL)
        self.fuse.mend()

    @rule()
    def answer_is_lost(self):
        self.book.lose_answer = True
        self.run(Reason.POLL)
        self.book.lose_answer = False

    @rule(dead=st.booleans())
    def crm_out_of_reach(self, dead):
        self.crm.dead = dead

    def attempt(self, deed):
        try:
            deed()
        except Crash:
            self.restart()
        except Theirs:
            pass

    @invariant()
    def no_link_is_double(self):
        links = self.state.links(PLACE) if hasattr(self, "state") else []
        assert len({link.crm_id for link in links}) == len(links)
        assert len({link.outlook_id for link in links}) == len(links)

    @invariant()
    def what_the_user_wrote_stays(self):
        for (card, name), value in getattr(self, "typed", {}).items():
            if card in self.book.items:
                assert self.book.items[card].fields[name] == value, (card, name)

    def teardown(self):
        if not hasattr(self, "state"):
            return
        self.crm.dead = False
        for _ in range(3):
            self.run(Reason.USER)
        assert self.state.intents(PLACE) == []
        linked = {link.crm_id: link.outlook_id for link in self.state.links(PLACE)}
        living = self.wanted & self.crm.items.keys()
        assert living <= linked.keys()
        marks = [item.stamp for item in self.book.items.values() if item.stamp]
        assert len(marks) == len(set(marks))
        for person in living:
            assert linked[person] in self.book.items.keys() | self.deleted
        before = {id_: item.version for id_, item in self.book.items.items()}
        report = self.engine.run(self.wanted, Reason.POLL)
        assert report.entries == ()
        assert {id_: item.version for id_, item in self.book.items.items()} == before


def test_the_address_book_settles():
    run_state_machine_as_test(
        ContactMachine,
        settings=settings(
            max_examples=max(1, _STEPS // _STEPS_EACH),
            stateful_step_count=_STEPS_EACH,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        ),
    )
