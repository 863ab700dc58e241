"""A recurring appointment, end to end: real windows, shim, Python and CRM."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from tests.e2e.world import PATIENCE, World, day
from tests.simulator.client import Screen, wait_for
from tests.simulator.macro import application

pytestmark = pytest.mark.shim

DAILY, WEEKLY = 0, 1
NINE = timedelta(hours=9)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A user who has set everything up."""
    with Screen() as screen, World(tmp_path_factory.mktemp("world"), screen) as world:
        world.set_up()
        world.wait_for_words("In step")
        yield world
        assert world.outlook.faults() == []


def make_series(world, subject, first, days=4, **pattern):
    """A series as the user makes it; its EntryID."""
    id_ = world.make_in_outlook(subject, first)
    change_series(world, id_, **{"RecurrenceType": DAILY, "Occurrences": days} | pattern)
    return id_


def change_series(world, id_, **pattern):
    series = item(world, id_)
    series.GetRecurrencePattern().with_(**pattern)
    series.Save()


def item(world, id_):
    return application(world.outlook).Session.GetItemFromID(id_)


def occurrence(world, id_, on):
    return item(world, id_).GetRecurrencePattern().GetOccurrence(wall(on))


def instant(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def wall(moment):
    return moment.replace(tzinfo=None)


def records(world, subject):
    """The CRM's records with this subject: ids by the offset of their day from today."""
    return {
        offset(each["start_date"]): each["id"]
        for each in world.crm.activities()
        if each["subject"] == subject
    }


def offset(text):
    return (datetime.fromisoformat(text).astimezone().date() - day(0).date()).days


def wait_for_days(world, subject, *days):
    wait_for(
        lambda: sorted(records(world, subject)) == list(days),
        f"{subject} on {days}, not {sorted(records(world, subject))}",
        PATIENCE + 10,
    )


def test_a_series_arrives_by_itself_as_its_occurrences(world):
    make_series(world, "Stand-up", day(1))
    wait_for_days(world, "Stand-up", 1, 2, 3, 4)


def test_a_deleted_series_takes_its_records_with_it(world):
    series = make_series(world, "Course", day(1, 16), days=20)
    wait_for_days(world, "Course", *range(1, 21))
    world.outlook.delete(series)
    wait_for_days(world, "Course")


def test_a_changed_and_a_deleted_occurrence_arrive_by_themselves(world):
    series = make_series(world, "Review", day(1, 10))
    wait_for_days(world, "Review", 1, 2, 3, 4)
    changed = occurrence(world, series, day(2, 10))
    changed.with_(Subject="Review with guests", Start=wall(day(2, 15))).Save()
    occurrence(world, series, day(3, 10)).Delete()
    wait_for_days(world, "Review", 1, 4)
    wait_for_days(world, "Review with guests", 2)


def test_a_change_in_the_crm_becomes_a_changed_occurrence(world):
    series = make_series(world, "Visits", day(1, 11))
    wait_for_days(world, "Visits", 1, 2, 3, 4)
    world.anna.change("activities", records(world, "Visits")[2], subject="Visit Nordic Timber")
    world.synchronise()
    wait_for(
        lambda: item(world, series).GetRecurrencePattern().Exceptions.Count,
        "the changed occurrence",
        PATIENCE,
    )
    assert occurrence(world, series, day(2, 11)).Subject == "Visit Nordic Timber"
    assert occurrence(world, series, day(1, 11)).Subject == "Visits"
    assert item(world, series).Subject == "Visits"


def test_occurrences_that_the_crm_moves_by_a_day_all_follow(world):
    """Outlook lets none share a day with the next: the last has to go first."""
    series = make_series(world, "Shifts", day(1, 15))
    wait_for_days(world, "Shifts", 1, 2, 3, 4)
    for on, record in records(world, "Shifts").items():
        times = {"start_date": instant(day(on + 1, 15)), "end_date": instant(day(on + 1, 16))}
        world.anna.change("activities", record, **times)
    world.synchronise()
    wait_for(
        lambda: item(world, series).GetRecurrencePattern().Exceptions.Count == 4,
        "the moved occurrences",
        PATIENCE,
    )
    world.wait_for_words("In step")
    wait_for_days(world, "Shifts", 2, 3, 4, 5)


def test_a_deletion_in_the_crm_takes_one_occurrence(world):
    series = make_series(world, "Calls", day(1, 12))
    wait_for_days(world, "Calls", 1, 2, 3, 4)
    world.anna.delete("activities", records(world, "Calls")[2])
    world.synchronise()
    wait_for(
        lambda: item(world, series).GetRecurrencePattern().Exceptions.Count,
        "the deleted occurrence",
        PATIENCE + 10,
    )
    assert item(world, series).GetRecurrencePattern().Exceptions.Item(1).Deleted
    wait_for_days(world, "Calls", 1, 3, 4)


def test_another_rule_moves_the_records(world):
    series = make_series(world, "Rounds", day(1, 13), days=3)
    wait_for_days(world, "Rounds", 1, 2, 3)
    before = records(world, "Rounds")
    change_series(world, series, Interval=2, Occurrences=3)
    wait_for_days(world, "Rounds", 1, 3, 5)
    after = records(world, "Rounds")
    assert (after[1], after[3], after[5]) == (before[1], before[3], before[2])


def test_a_single_appointment_becomes_a_series_and_single_again(world):
    single = world.make_in_outlook("Lunch", day(2, 14))
    wait_for_days(world, "Lunch", 2)
    record = records(world, "Lunch")[2]
    change_series(world, single, RecurrenceType=DAILY, Occurrences=3)
    wait_for_days(world, "Lunch", 2, 3, 4)
    assert records(world, "Lunch")[2] == record
    series = item(world, single)
    series.ClearRecurrencePattern()
    series.Save()
    wait_for_days(world, "Lunch", 2)
    assert records(world, "Lunch")[2] == record


def test_after_a_restart_nothing_is_made_twice(world):
    world.synchronise()
    world.wait_for_words("In step")
    before = Counter(each["subject"] for each in world.crm.activities())
    world.outlook.quit()
    world.start_outlook()
    world.wait_for_words("In step")
    world.synchronise()
    wait_for(lambda: world.words() == "In step", "the end of the run", PATIENCE)
    assert Counter(each["subject"] for each in world.crm.activities()) == before
