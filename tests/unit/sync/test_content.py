"""What nothing but subject and time can join: a CRM without keys, and a pairing's first pass."""

import pytest
from tests.simulation.machine import KEYLESS
from tests.simulation.two_sides import TwoSides, fields

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.sync.content import Likeness, couples_of
from outlook_crm.sync.plan import ALIKE
from outlook_crm.sync.values import Item

S, D, L = FieldName.SUBJECT, FieldName.DESCRIPTION, FieldName.LOCATION
LIKENESS = Likeness(frozenset({S, D, L, FieldName.WHEN}), frozenset(), lambda item: item.fields)


def items(side, *shown):
    clock = TwoSides().clock
    return [
        Item(side, f"{side}-{n}", "v", each, clock.now(), clock.now())
        for n, each in enumerate(shown)
    ]


def couple(outlook, crm):
    """The couples by their numbers, and the numbers of what is unclear by side."""
    found = couples_of(items(Side.OUTLOOK, *outlook), items(Side.CRM, *crm), LIKENESS)
    couples = {(int(one.id[-1]), int(other.id[-1])) for one, other in found.couples}
    return couples, [sum(each.side is side for each in found.unclear) for side in Side]


def lunch(location=None, **more):
    return fields("Lunch", **{L: location, **more})


class TestCouples:
    def test_one_and_one_belong_together_whatever_else_they_show(self):
        assert couple([lunch("Here")], [lunch("There")]) == ({(0, 0)}, [0, 0])

    def test_neither_another_time_nor_another_subject_is_alike(self):
        assert couple([lunch(), fields("A", day=1)], [lunch(day=1), fields("A")]) == (set(), [0, 0])

    def test_a_subject_that_the_crm_cut_is_the_same(self):
        long = "A meeting about everything that was left over from the last one, and more"
        assert couple([fields(long)], [fields(long[:60])]) == ({(0, 0)}, [0, 0])

    def test_identical_ones_are_coupled_oldest_first_and_one_too_many_is_new(self):
        assert couple([lunch()] * 2, [lunch()] * 2) == ({(0, 0), (1, 1)}, [0, 0])
        assert couple([lunch()] * 3, [lunch()] * 2) == ({(0, 0), (1, 1)}, [0, 0])

    def test_of_several_the_rest_of_what_they_show_decides(self):
        both = [lunch("Here"), lunch("There")]
        assert couple(both, both[::-1]) == ({(0, 1), (1, 0)}, [0, 0])

    def test_what_is_left_of_one_and_one_belongs_together(self):
        found = couple([lunch("Here"), lunch("There")], [lunch("Here"), lunch("Elsewhere")])
        assert found == ({(0, 0), (1, 1)}, [0, 0])

    def test_nobody_guesses_between_two(self):
        assert couple([lunch("Here"), lunch("There")], [lunch("Elsewhere")]) == (set(), [2, 1])
        assert couple([lunch("Here"), lunch("There")], [lunch()]) == (set(), [2, 1])

    def test_what_says_nothing_is_like_nothing(self):
        assert couple([fields("")], [fields("")]) == (set(), [0, 0])


@pytest.fixture(params=[True, False], ids=["without keys", "first pass"])
def world(request):
    """Nothing is linked; either the CRM never knows keys, or these were made by hand."""
    return TwoSides(crm=KEYLESS) if request.param else TwoSides()


class TestWhatIsUnclear:
    @pytest.fixture
    def unclear(self, world):
        """Two lunches in Outlook, one in the CRM that may be either."""
        self.here, self.there = (
            world.outlook.user_creates(fields("Lunch", **{L: place, "type": "Meeting"}))
            for place in ("Here", "There")
        )
        self.record = world.crm.user_creates(fields("Lunch", type="Meeting"))
        return world

    def test_is_told_and_left_alone(self, unclear):
        for _ in range(3):
            report = unclear.sync()
            told = {(each.outlook_id, each.crm_id, each.reason) for each in report.trouble}
            assert told == {
                (self.here, "", ALIKE),
                (self.there, "", ALIKE),
                ("", self.record, ALIKE),
            }
            unclear.clock.wait(minutes=5)
        assert unclear.writes() == []
        assert unclear.state.links("p1") == []

    def test_survives_a_restart(self, unclear):
        unclear.sync()
        unclear.start()
        assert len(unclear.sync().trouble) == 3
        assert unclear.writes() == []

    def test_goes_on_once_the_user_says_which_by_a_change(self, unclear):
        unclear.sync()
        unclear.crm.user_changes(self.record, {L: "There"})
        unclear.sync()
        assert unclear.linked(Side.OUTLOOK, self.there).crm_id == self.record
        assert unclear.partner(Side.OUTLOOK, self.here).fields[L] == "Here"
        assert len(unclear.crm.living) == len(unclear.outlook.living) == 2
        assert unclear.sync().trouble == ()

    def test_goes_on_once_the_user_deletes_what_is_too_many(self, unclear):
        unclear.sync()
        unclear.outlook.user_deletes(self.here)
        unclear.sync()
        assert unclear.linked(Side.OUTLOOK, self.there).crm_id == self.record
        assert unclear.crm.records[self.record].fields[L] == "There"

    def test_and_outside_of_what_is_synchronised_is_no_trouble(self, world):
        for place in ("Here", "There"):
            world.outlook.user_creates(fields("Lunch", day=900, **{L: place, "type": "Meeting"}))
        world.crm.user_creates(fields("Lunch", day=900, type="Meeting"))
        assert world.sync().trouble == ()
