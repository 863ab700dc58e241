"""What a `SidePort` shows that has series; see side_suite.py for the world it needs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.conformance.cases import delete, meeting, update

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.when import AllDay
from outlook_crm.sync.values import Absence, Fate, Item

DAILY, WEEKLY, MONTHLY, MONTH_NTH, YEARLY, YEAR_NTH = 0, 1, 2, 3, 5, 6
MONDAY, TUESDAY, WEDNESDAY, WORKDAYS = 2, 4, 8, 62
LAST = 5
BERLIN = {True: timedelta(hours=2), False: timedelta(hours=1)}  # in summer, in winter
SUMMER = (date(2026, 3, 29), date(2026, 10, 25))

WEEKLY_RULE = {"type": WEEKLY, "mask": MONDAY, "first": "2026-03-02", "last": "2026-04-13"}
MONDAYS = [date(2026, 3, day) for day in (2, 9, 16, 23, 30)] + [date(2026, 4, 6), date(2026, 4, 13)]

PATTERNS = {
    "daily": (
        {"type": DAILY, "interval": 10, "first": "2026-03-25", "last": "2026-04-30"},
        ["03-25", "04-04", "04-14", "04-24"],
    ),
    "workdays": (
        {"type": WEEKLY, "mask": WORKDAYS, "first": "2026-03-26", "last": "2026-03-31"},
        ["03-26", "03-27", "03-30", "03-31"],
    ),
    "weekly": (
        {
            "type": WEEKLY,
            "mask": TUESDAY,
            "interval": 3,
            "first": "2026-03-03",
            "last": "2026-05-01",
        },
        ["03-03", "03-24", "04-14"],
    ),
    "monthly": (
        {"type": MONTHLY, "day": 31, "first": "2026-03-31", "last": "2026-06-30"},
        ["03-31", "04-30", "05-31", "06-30"],
    ),
    "monthly-nth": (
        {
            "type": MONTH_NTH,
            "mask": WEDNESDAY,
            "instance": LAST,
            "interval": 2,
            "first": "2026-02-25",
            "last": "2026-09-01",
        },
        ["02-25", "04-29", "06-24", "08-26"],
    ),
    "yearly": (
        {"type": YEARLY, "interval": 12, "day": 1, "month": 11, "first": "2026-11-01"},
        ["11-01"],
    ),
    "yearly-nth": (
        {
            "type": YEAR_NTH,
            "interval": 12,
            "mask": MONDAY,
            "instance": 2,
            "month": 10,
            "first": "2026-10-12",
        },
        ["10-12"],
    ),
}


def nine(day):
    """Nine o'clock in Berlin."""
    local = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return local - BERLIN[SUMMER[0] <= day < SUMMER[1]]


def starts(items):
    return sorted(item.fields[FieldName.WHEN].start for item in items)


def days_of(items):
    return [start.date() for start in starts(items)]


def known(*items):
    return {"known": {i.id: i.version for i in items}, "keys": {i.id: i.key for i in items}}


class SeriesSuite:
    """For sides whose capabilities say that they have series, beside `side_suite.SideSuite`."""

    def test_says_that_it_has_series(self, side):
        assert side.capabilities.series

    @pytest.fixture
    def weekly(self, world):
        """Seven Mondays at nine in Berlin, half an hour each; the series' own id."""
        return world.user_makes_series(meeting("Week"), **WEEKLY_RULE)

    @pytest.fixture
    def shown(self, weekly, world, side):
        """The seven occurrences as the side shows them, in order."""
        items = side.observe(world.want()).items.values()
        return sorted(items, key=lambda item: item.fields[FieldName.WHEN].start)

    @pytest.mark.parametrize("name", PATTERNS)
    def test_each_kind_of_pattern_is_its_occurrences(self, world, side, name):
        rule, expected = PATTERNS[name]
        world.user_makes_series(meeting(name), **rule)
        items = side.observe(world.want()).items.values()
        days = [date.fromisoformat(f"2026-{each}") for each in expected]
        assert starts(items) == [nine(day) for day in days]
        for item in items:
            when = item.fields[FieldName.WHEN]
            assert (item.fields[FieldName.SUBJECT], when.zone) == (name, "Europe/Berlin")
            assert when.end - when.start == timedelta(minutes=30)

    def test_whole_days_are_whole_days(self, world, side):
        rule = {"type": WEEKLY, "mask": MONDAY, "first": "2026-03-23", "last": "2026-04-01"}
        world.user_makes_series(
            meeting("Fair") | {FieldName.WHEN: AllDay(date(2026, 3, 23), date(2026, 3, 24))},
            start="00:00",
            duration=24 * 60,
            **rule,
        )
        whens = {item.fields[FieldName.WHEN] for item in side.observe(world.want()).items.values()}
        first = [date(2026, 3, 23), date(2026, 3, 30)]
        assert whens == {AllDay(day, day + timedelta(days=1)) for day in first}

    def test_only_the_window_of_an_endless_series_is_shown(self, world, side):
        world.user_makes_series(meeting(), **WEEKLY_RULE | {"last": "4500-08-31"})
        start, end = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
        items = side.observe(world.want(start=start, end=end)).items.values()
        assert days_of(items) == [date(2026, 5, day) for day in (4, 11, 18, 25)]

    def test_an_occurrence_has_a_key_of_its_own_and_no_stamp(self, shown, weekly):
        assert len({item.key for item in shown} - {""}) == len(MONDAYS)
        assert {item.stamp for item in shown} == {None}
        assert len({item.series for item in shown} - {""}) == 1

    def test_nothing_changed_is_told_after_a_restart_too(self, world, shown):
        world.pass_time()
        side = world.side()
        observation = side.observe(world.want(**known(*shown)))
        assert observation.unchanged == {item.id for item in shown}
        assert not observation.items
        assert not observation.absent
        assert not observation.series
        assert {item.id: side.read([item.id])[item.id].key for item in shown[:2]} == {
            item.id: item.key for item in shown[:2]
        }

    def test_an_occurrence_is_found_by_its_key(self, world, shown):
        assert [item.id for item in world.side().find(shown[2].key)] == [shown[2].id]

    def test_a_change_of_one_occurrence_is_its_own(self, world, side, shown, weekly):
        world.user_changes_occurrence(weekly, MONDAYS[1], meeting("Guests", day=9, hour=12))
        observation = side.observe(world.want(**known(*shown)))
        assert observation.items.keys() == {shown[1].id}
        changed = observation.items[shown[1].id].fields
        assert changed[FieldName.SUBJECT] == "Guests"
        assert changed[FieldName.WHEN].start == datetime(2026, 3, 9, 12, tzinfo=UTC)
        assert observation.unchanged == {item.id for item in shown} - {shown[1].id}

    def test_a_moved_occurrence_is_still_the_same_one(self, world, side, shown, weekly):
        world.user_changes_occurrence(weekly, MONDAYS[1], meeting("Week", day=11))
        observation = side.observe(world.want(**known(*shown)))
        assert days_of(observation.items.values()) == [date(2026, 3, 11)]
        assert observation.items.keys() == {shown[1].id}
        assert not observation.absent

    def test_an_occurrence_moved_into_the_window_is_in(self, world, side, weekly):
        world.user_changes_occurrence(weekly, MONDAYS[1], meeting("Week", day=12))
        start, end = datetime(2026, 3, 12, tzinfo=UTC), datetime(2026, 3, 13, tzinfo=UTC)
        items = side.observe(world.want(start=start, end=end)).items.values()
        assert days_of(items) == [date(2026, 3, 12)]

    def test_a_deleted_occurrence_is_proven(self, world, side, shown, weekly):
        world.user_deletes_occurrence(weekly, MONDAYS[1])
        observation = side.observe(world.want(**known(*shown)))
        assert observation.absent == {shown[1].id: Absence.DELETED}
        assert not observation.items
        assert shown[1].id not in observation.series
        assert side.read([shown[1].id]) == {shown[1].id: Absence.DELETED}

    def test_a_change_of_the_series_is_one_of_each_occurrence(self, world, side, shown, weekly):
        world.user_changes_occurrence(weekly, MONDAYS[1], {FieldName.SUBJECT: "Guests"})
        world.user_changes(weekly, {FieldName.SUBJECT: "Every week"})
        items = side.observe(world.want(**known(*shown))).items
        subjects = [items[item.id].fields[FieldName.SUBJECT] for item in shown]
        assert subjects == ["Every week", "Guests"] + ["Every week"] * 5

    def test_another_time_of_day_keeps_the_occurrences(self, world, side, shown, weekly):
        world.user_changes_series(weekly, start="14:00")
        observation = side.observe(world.want(**known(*shown)))
        assert observation.items.keys() == {item.id for item in shown}
        assert not observation.absent
        later = timedelta(hours=5)
        assert starts(observation.items.values()) == [start + later for start in starts(shown)]

    def test_another_day_of_the_week_tells_what_went_with_its_series(
        self, world, side, shown, weekly
    ):
        world.user_changes_series(weekly, mask=TUESDAY)
        observation = side.observe(world.want(**known(*shown)))
        ids = {item.id for item in shown}
        assert observation.absent == dict.fromkeys(ids, Absence.DELETED)
        series = shown[0].series
        assert {observation.series[id_] for id_ in ids} == {series}
        assert {item.series for item in observation.items.values()} == {series}
        assert days_of(observation.items.values())[:2] == [date(2026, 3, 3), date(2026, 3, 10)]

    def test_a_shortened_series_tells_what_it_has_no_more(self, world, side, shown, weekly):
        world.user_changes_series(weekly, last="2026-03-20")
        observation = side.observe(world.want(**known(*shown)))
        assert observation.absent.keys() == {item.id for item in shown[3:]}
        assert observation.series.keys() == {item.id for item in shown}

    def test_a_deleted_series_takes_all_with_it(self, world, side, shown, weekly):
        world.user_deletes(weekly)
        observation = side.observe(world.want(**known(*shown)))
        assert observation.absent == {item.id: Absence.DELETED for item in shown}
        assert len(set(observation.series.values())) == 1
        assert observation.series.keys() == observation.absent.keys()

    def test_a_series_moved_away_is_not_deleted(self, world, side, shown, weekly):
        world.user_moves_away(weekly)
        observation = side.observe(world.want(**known(*shown)))
        assert observation.absent == {item.id: Absence.MOVED for item in shown}

    def test_a_single_item_that_becomes_a_series(self, world, side):
        id_ = world.user_creates(meeting("Once", day=9))
        single = side.observe(world.want()).items[id_]
        world.user_makes_series_of(id_, **WEEKLY_RULE | {"first": "2026-03-09"})
        observation = side.observe(world.want(**known(single)))
        assert observation.absent == {id_: Absence.DELETED}
        items = observation.items.values()
        assert days_of(items)[0] == date(2026, 3, 9)
        assert {item.series for item in items} == {observation.series[id_]}

    def test_a_series_that_becomes_a_single_item(self, world, side, shown, weekly):
        world.user_makes_single(weekly)
        observation = side.observe(world.want(**known(*shown)))
        assert observation.absent == {item.id: Absence.DELETED for item in shown}
        assert observation.items.keys() == {weekly}
        assert observation.items[weekly].series == ""
        assert set(observation.series.values()) == {shown[0].series}
        assert observation.series.keys() == {weekly, *(item.id for item in shown)}

    def test_what_an_event_told_of_is_read_alone(self, world, side, shown, weekly):
        world.user_changes_occurrence(weekly, MONDAYS[1], {FieldName.SUBJECT: "Guests"})
        world.user_deletes_occurrence(weekly, MONDAYS[2])
        observation = side.observe(world.want(**known(*shown), only=frozenset({weekly})))
        assert observation.items.keys() == {shown[1].id}
        assert observation.absent == {shown[2].id: Absence.DELETED}
        assert not observation.complete

    def test_a_known_occurrence_is_judged_outside_the_window(self, world, side, shown, weekly):
        world.user_changes_occurrence(weekly, MONDAYS[0], {FieldName.SUBJECT: "Guests"})
        far = datetime(2026, 11, 1, tzinfo=UTC)
        observation = side.observe(world.want(**known(*shown), start=far))
        assert observation.items.keys() == {shown[0].id}
        assert observation.unchanged == {item.id for item in shown[1:]}

    # ---- writing

    def test_an_update_makes_a_changed_occurrence(self, world, side, shown):
        fields = {FieldName.SUBJECT: "Guests", **_at(day=10, hour=12)}
        outcome = side.write(update(shown[1], fields))
        assert outcome.fate is Fate.DONE
        assert isinstance(outcome.item, Item)
        assert outcome.item.id == shown[1].id
        assert outcome.item.fields[FieldName.SUBJECT] == "Guests"
        assert outcome.item.fields[FieldName.WHEN].start == datetime(2026, 3, 10, 12, tzinfo=UTC)
        others = [item for item in shown if item.id != shown[1].id]
        observation = side.observe(world.want(**known(outcome.item, *others)))
        assert not observation.items
        assert len(observation.unchanged) == len(shown)

    def test_a_changed_occurrence_is_changed_again(self, side, shown):
        first = side.write(update(shown[1], {FieldName.SUBJECT: "Guests"}))
        second = side.write(update(first.item, {FieldName.LOCATION: "Here"}))
        assert second.fate is Fate.DONE
        assert second.item.fields[FieldName.SUBJECT] == "Guests"
        assert second.item.fields[FieldName.LOCATION] == "Here"

    def test_two_occurrences_are_written_one_after_the_other(self, side, shown):
        fates = [side.write(update(item, {FieldName.SUBJECT: "!"})).fate for item in shown[:2]]
        assert fates == [Fate.DONE, Fate.DONE]

    def test_a_deletion_is_of_that_occurrence_alone(self, world, side, shown):
        assert side.write(delete(shown[1])).fate is Fate.DONE
        observation = side.observe(world.want(**known(*shown)))
        assert observation.absent == {shown[1].id: Absence.DELETED}
        assert len(observation.unchanged) == len(shown) - 1

    def test_an_occurrence_that_changed_meanwhile_is_stale(self, world, side, shown, weekly):
        world.user_changes_occurrence(weekly, MONDAYS[1], {FieldName.SUBJECT: "Guests"})
        assert side.write(update(shown[1], {FieldName.SUBJECT: "!"})).fate is Fate.STALE
        assert side.write(delete(shown[1])).fate is Fate.STALE

    def test_a_series_that_changed_meanwhile_makes_all_stale(self, world, side, shown, weekly):
        world.user_changes(weekly, {FieldName.SUBJECT: "Every week"})
        assert side.write(update(shown[1], {FieldName.LOCATION: "!"})).fate is Fate.STALE

    def test_an_occurrence_that_is_not_there_is_missing(self, world, side, shown, weekly):
        world.user_deletes_occurrence(weekly, MONDAYS[1])
        assert side.write(update(shown[1], {FieldName.LOCATION: "!"})).fate is Fate.MISSING
        assert side.write(delete(shown[1])).fate is Fate.MISSING


def _at(**when):
    return {FieldName.WHEN: meeting(**when)[FieldName.WHEN]}
