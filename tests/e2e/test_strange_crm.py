"""Live servers answer as they like: what public sources leave open, the other way round."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.crm_server.process import CrmServer
from tests.e2e.strange_crm import StrangeCrm, attributes, plain
from tests.e2e.strange_dialects import ANSWERS, DIALECTS, POOR, Weather, bad_lists, bad_writes
from tests.e2e.strange_world import HALF, StrangeWorld

from outlook_crm.domain.fields import FieldName
from outlook_crm.errors import Error, Theirs, Users

_TOMORROW = datetime.now(UTC) + timedelta(days=1)
WHEN = {
    "start_date": f"{_TOMORROW:%Y-%m-%dT08:00:00Z}",
    "end_date": f"{_TOMORROW:%Y-%m-%dT09:00:00Z}",
}

TO_WRITES = [
    "a page in place of data",
    "cut by a reset",
    "no JSON",
    "errors called good",
    "nothing",
    "a failure",
    "no right",
]


@pytest.fixture(scope="module")
def crm():
    with CrmServer() as crm:
        yield crm


@pytest.fixture
def strange(crm):
    crm.reset()
    with StrangeCrm(crm.base) as strange:
        yield strange


@pytest.fixture
def world(tmp_path, crm, strange):
    world = StrangeWorld(tmp_path, crm, strange)
    world.populate()
    yield world
    world.close()


@pytest.mark.parametrize("name", DIALECTS)
def test_comes_into_step_with_a_crm_of(world, strange, name):
    strange.dialect = DIALECTS[name]
    world.open()
    world.settle()
    assert world.differences() == []
    world.act()
    world.settle()
    assert world.differences() == []
    before = len(strange.writes)
    assert not world.settle()
    assert len(strange.writes) == before
    world.open(state="another")  # the state is lost
    world.settle()
    assert world.differences() == []


@pytest.mark.parametrize("name", POOR)
def test_all_else_comes_into_step_with_a_crm_of(world, strange, name):
    strange.dialect = POOR[name]
    world.open()
    world.settle()
    world.act()
    world.settle()
    before = len(strange.writes)
    assert not world.settle()
    assert len(strange.writes) == before
    world.open(state="another")
    world.settle()
    assert world.places("Outlook") == world.places("the CRM") == world.places("the book")


@pytest.mark.parametrize("language", ["en", "sv", "fi", "de-DE"])
def test_a_task_is_known_by_its_word_where_values_are_codes(world, strange, language):
    strange.dialect = attributes(lambda name, value: f"code {value}", "picklist_values")
    world.open()
    types = world.session.pick_list(FieldName.TYPE, language)
    assert "code Call" in {each.value for each in types}
    assert world.session.task_types == {"Task", "code Task"}


def test_what_is_not_told_is_counted_and_not_guessed(world, strange):
    world.person.create("activities", subject="Untyped", **WHEN)
    strange.dialect = DIALECTS["nothing for null"]
    world.open()
    assert world.run().skipped == {"could not be read": 1}
    assert not {"Untyped"} & {each["Subject"] for each in world.outlook.calendar()}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_list_answered_by_it_is_told_and_nothing_is_written(world, strange, name):
    world.open()
    strange.dialect = bad = bad_lists(name)
    with pytest.raises(Error) as told:
        world.run()
    assert bad.met
    assert isinstance(told.value, Theirs | Users)
    assert "{" not in told.value.text
    assert strange.writes == []
    assert len(world.outlook.calendar()) == HALF + 1
    strange.dialect = plain
    world.settle()
    assert world.differences() == []


@pytest.mark.parametrize("name", TO_WRITES)
def test_a_write_answered_by_it_is_found_out_and_never_doubled(world, strange, name):
    world.open()
    with strange.speaking(bad_writes(name)):
        world.run_whatever_comes()
        world.run_whatever_comes()
    world.pass_time(minutes=5)
    world.settle()
    assert world.differences() == []


@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_weather_all_is_well_in_the_end(world, crm, strange, seed):
    crm.turn(outlook_key=seed % 2 == 0)  # every second one has no place for the key
    world.open()
    with strange.speaking(Weather(seed)):
        for _ in range(6):
            world.run_whatever_comes()
        world.act()
        for _ in range(6):
            world.run_whatever_comes()
    world.settle()
    assert world.differences() == []
