"""Type, status and relations are each CRM's own: on items in memory, and over the shim.

What lies in the item is looked at through sides alone: one for each CRM, and one that
writes as an early version did, which named no CRM.
"""

from datetime import UTC, datetime

import pytest
from tests.conformance.outlook_cases import OutlookWorld, key_of
from tests.conformance.shim_cases import NOW, ZONE
from tests.shim import remote
from tests.simulation.fake_gateway import CALENDAR, STORE
from tests.simulator.client import Screen

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import Timed
from outlook_crm.outlook.calendars import profile
from outlook_crm.outlook.choices import Whose
from outlook_crm.outlook.side import OutlookSide
from outlook_crm.sync.values import Fate, Step, StepKind

MINE, THEIRS, EARLY = Whose("crm1", ("p2",)), Whose("crm2", ("p1",)), Whose()
WHEN = Timed(datetime(2026, 3, 3, 8, tzinfo=UTC), datetime(2026, 3, 3, 9, tzinfo=UTC))
CHOICES = {
    FieldName.TYPE: "Meeting",
    FieldName.STATUS: "Planned",
    FieldName.ACCOUNTS: ("12",),
    FieldName.CONTACTS: ("13", "14"),
    FieldName.PROJECTS: ("15",),
}
OTHERS = {FieldName.TYPE: "Visit", FieldName.ACCOUNTS: ("99",)}


class ChoicesSuite:
    """``side_of`` is a factory of sides over one folder."""

    def made(self, side, fields=CHOICES):
        step = Step(
            StepKind.CREATE,
            Side.OUTLOOK,
            "",
            "4711",
            "",
            {FieldName.SUBJECT: "Visit", FieldName.WHEN: WHEN, **fields},
        )
        return done(side.write(step)).id

    def chosen(self, side, id_):
        """What the side shows of them; empty ones are those that nobody chose."""
        item = side.read([id_])[id_]
        assert item.whole
        return {n: v for n, v in item.fields.items() if n in CHOICES and v not in (None, ())}

    def choose(self, side, id_, fields):
        return done(side.write(Step(StepKind.UPDATE, Side.OUTLOOK, id_, "", "", fields)))

    def test_what_is_chosen_for_one_crm_is_nothing_to_another(self, side_of):
        id_ = self.made(side_of("p1", MINE))
        assert self.chosen(side_of("p1", MINE), id_) == CHOICES
        theirs = side_of("p2", THEIRS).read([id_])[id_]
        assert FieldName.TYPE not in theirs.fields  # never chosen, as against chosen empty
        assert self.chosen(side_of("p2", THEIRS), id_) == {}

    def test_a_choice_for_one_leaves_that_for_the_other(self, side_of):
        id_ = self.made(side_of("p1", MINE))
        self.choose(side_of("p2", THEIRS), id_, OTHERS)
        assert self.chosen(side_of("p1", MINE), id_) == CHOICES
        assert self.chosen(side_of("p2", THEIRS), id_) == OTHERS

    def test_two_users_of_one_crm_see_the_same(self, side_of):
        id_ = self.made(side_of("p1", MINE))
        assert self.chosen(side_of("p3", MINE), id_) == CHOICES

    def test_what_an_early_version_left_counts(self, side_of):
        id_ = self.made(side_of("p1", EARLY))
        assert self.chosen(side_of("p1", MINE), id_) == CHOICES
        self.choose(side_of("p1", MINE), id_, OTHERS)
        assert self.chosen(side_of("p1", MINE), id_) == CHOICES | OTHERS

    def test_emptied_it_is_empty_whatever_an_early_version_left(self, side_of):
        id_ = self.made(side_of("p1", EARLY))
        self.choose(side_of("p1", MINE), id_, {FieldName.ACCOUNTS: (), FieldName.TYPE: None})
        shown = side_of("p1", MINE).read([id_])[id_].fields
        assert (shown[FieldName.ACCOUNTS], shown[FieldName.TYPE]) == ((), None)

    def test_but_nobody_can_tell_whose_it_is_beside_the_mark_of_another_crm(self, side_of):
        id_ = self.made(side_of("p2", EARLY))
        item = side_of("p1", MINE).read([id_])[id_]
        assert item.whole
        assert not item.fields.keys() & CHOICES.keys()
        self.choose(side_of("p1", MINE), id_, OTHERS)
        assert self.chosen(side_of("p1", MINE), id_) == OTHERS


def done(outcome):
    assert outcome.fate is Fate.DONE
    return outcome.item


class TestInMemory(ChoicesSuite):
    @pytest.fixture
    def side_of(self):
        gateway = OutlookWorld().gateway
        return maker(gateway, STORE, CALENDAR, gateway.now)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """One Outlook for all tests."""
    with Screen() as screen:
        home = tmp_path_factory.mktemp("outlook")
        outlook, gateway = remote.start(home, screen.display, zone=ZONE)
        with outlook:
            yield gateway
            gateway.close()


@pytest.mark.shim
class TestOverTheShim(ChoicesSuite):
    @pytest.fixture
    def side_of(self, running):
        calendar = next(each for each in profile(running).calendars if each.default)
        return maker(running, calendar.store, calendar.folder, lambda: NOW)


def maker(gateway, store, folder, now):
    def side_of(pairing, whose):
        return OutlookSide(
            gateway,
            store=store,
            folder=folder,
            pairing=pairing,
            key_of=key_of,
            now=now,
            whose=lambda: whose,
        )

    return side_of
