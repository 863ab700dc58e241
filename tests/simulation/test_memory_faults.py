"""The faults that the simulations rely on really happen, and end when they should."""

from dataclasses import replace

import pytest
from tests.conformance.cases import create, delete, meeting, update
from tests.conformance.memory_cases import MemoryWorld
from tests.simulation.fuse import Crash, Fuse
from tests.simulation.memory_calendar import CRM
from tests.simulation.memory_side import MemorySide
from tests.simulation.memory_state import MemoryState

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.errors import Unreachable, WrongUser
from outlook_crm.sync.values import Absence, Fate

OURS = {FieldName.SUBJECT: "Ours"}


@pytest.fixture(params=Side)
def world(request):
    return MemoryWorld(request.param)


@pytest.fixture
def side(world):
    return world.side()


@pytest.fixture
def faults(world):
    return world.calendar.faults


@pytest.fixture
def item(world, side):
    id_ = world.user_creates(meeting())
    return side.read([id_])[id_]


def knowing(world, *items, **rest):
    return world.want(
        known={each.id: each.version for each in items},
        keys={each.id: each.key for each in items},
        **rest,
    )


@pytest.mark.parametrize(
    ("fault", "fate", "written"),
    [
        ({"lose_answers": 1}, Fate.UNKNOWN, True),
        ({"lose_requests": 1}, Fate.UNKNOWN, False),
        ({"stale": 1}, Fate.STALE, False),
        ({"not_done": 1}, Fate.NOT_DONE, False),
    ],
)
def test_a_write_fails_once_and_then_goes_through(side, item, fault, fate, written, *, faults):
    for name, count in fault.items():
        setattr(faults, name, count)
    assert side.write(update(item, OURS)).fate is fate
    now = side.read([item.id])[item.id]
    assert (now.fields[FieldName.SUBJECT] == "Ours") is written
    assert side.write(update(now, OURS)).fate is Fate.DONE


def test_a_busy_or_refused_item_is_so_until_it_is_not(side, faults, item):
    faults.busy.add(item.id)
    faults.busy_wait = 30
    assert side.write(update(item, OURS)).wait == 30
    faults.busy.clear()
    faults.refuse[item.id] = "No."
    assert side.write(delete(item)).reason == "No."
    faults.refuse = {"": "No more."}
    assert side.write(create(side.side, 1, meeting())).fate is Fate.REFUSED
    assert side.write(delete(item)).fate is Fate.DONE


def test_an_unreadable_item_is_there_and_cannot_be_seen(world, side, faults, item):
    faults.unreadable[item.id] = "It is locked."
    observation = side.observe(knowing(world, replace(item, version="old")))
    assert observation.unreadable == {item.id: "It is locked."}
    assert not observation.items
    assert not observation.absent
    assert side.read([item.id]) == {item.id: Absence.UNKNOWN}
    assert item.id not in {each.id for each in side.find(item.key)}


def test_an_unreadable_field_is_left_out(side, faults, item):
    faults.unreadable_fields[item.id] = [FieldName.SUBJECT]
    now = side.read([item.id])[item.id]
    assert not now.whole
    assert FieldName.SUBJECT not in now.fields


def test_a_partial_pass_misses_some_and_proves_nothing(world, side, faults, item):
    gone = side.read([world.user_creates(meeting())])
    (gone,) = gone.values()
    world.user_deletes(gone.id)
    faults.partial, faults.hidden = True, {item.id}
    want = knowing(world, item, gone, cursor="0")
    observation = side.observe(want)
    assert not observation.complete
    assert not observation.unchanged
    assert observation.absent == {gone.id: Absence.UNKNOWN}
    assert observation.cursor == "0"
    whole = side.observe(want)
    assert whole.complete
    assert whole.unchanged == {item.id}
    assert whole.absent == {gone.id: Absence.DELETED}


def test_an_absence_may_be_impossible_to_judge(world, side, faults, item):
    world.user_deletes(item.id)
    faults.unjudged.add(item.id)
    assert side.observe(knowing(world, item)).absent == {item.id: Absence.UNKNOWN}


def test_a_side_may_be_out_of_reach_and_somebody_elses(side, faults):
    faults.unreachable = 2
    for _ in range(2):
        with pytest.raises(Unreachable):
            side.verify()
    side.verify()
    faults.verify = WrongUser("It is another user.")
    with pytest.raises(WrongUser):
        side.verify()


def test_an_item_made_anew_is_moved_with_its_heir_in_outlook_alone(world, side, item):
    heir = world.calendar.remake(item.id)
    observation = side.observe(knowing(world, item))
    outlook = side.side is Side.OUTLOOK
    assert observation.absent == {item.id: Absence.MOVED if outlook else Absence.LOST}
    assert heir in observation.items


def test_a_crm_that_bends_what_it_is_given_shows_it_bent():
    world = MemoryWorld(Side.CRM, replace(CRM, subject_limit=5, flattens_body=True, trims=True))
    side = world.side()
    fields = meeting(" Lunch today") | {FieldName.DESCRIPTION: "One\n\nTwo "}
    shown = side.write(create(Side.CRM, 1, fields)).item.fields
    assert shown[FieldName.SUBJECT] == "Lunc"
    assert shown[FieldName.DESCRIPTION] == "One Two"
    assert shown[FieldName.WHEN].zone is None


def test_a_relation_of_the_crm_leaves_the_version_alone():
    world = MemoryWorld(Side.CRM)
    side = world.side()
    item = side.write(create(Side.CRM, 1, meeting())).item
    world.user_changes(item.id, {FieldName.ACCOUNTS: ("1",)})
    now = side.read([item.id])[item.id]
    assert now.version == item.version
    assert now.fields[FieldName.ACCOUNTS] == ("1",)
    assert side.observe(knowing(world, item)).unchanged == {item.id}


class TestAFuse:
    def test_knows_the_places_of_a_write_and_a_commit_and_crashes_at_one(self):
        fuse, world = Fuse(), MemoryWorld(Side.CRM)
        state = MemoryState(fuse)

        def act():
            with state.atomic():
                state.put_value("p1", "a", "1")
            MemorySide(world.calendar, fuse).write(create(Side.CRM, 1, meeting()))

        act()
        places = list(fuse.places)
        assert places == [
            "before commit",
            "after commit",
            "before create in crm",
            "after create in crm",
        ]
        made = []
        for place in range(len(places)):
            state.lose()
            world.calendar.records.clear()
            fuse.blow_at(place)
            with pytest.raises(Crash):
                act()
            made.append((state.value("p1", "a"), len(world.calendar.living)))
        assert made == [("", 0), ("1", 0), ("1", 0), ("1", 1)]
        act()

    def test_may_do_something_else_than_crash(self):
        fuse, done = Fuse(), []
        fuse.blow_at(1, lambda: done.append("now"))
        for place in ("one", "two", "three"):
            fuse.reach(place)
        assert done == ["now"]
        fuse.blow_at(0)
        fuse.mend()
        fuse.reach("one")
        assert fuse.places == ["one"]


def test_a_side_is_not_to_be_called_inside_a_transaction():
    world, state = MemoryWorld(Side.CRM), MemoryState()
    side = MemorySide(world.calendar, in_transaction=lambda: state.in_transaction)
    with state.atomic(), pytest.raises(AssertionError, match="transaction"):
        side.verify()
