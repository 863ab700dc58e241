"""A series' dates and times: against an independent library, and on the days clocks change."""

import csv
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook_crm.domain.recurrence import Frequency, Pattern, days, has, occurrences
from outlook_crm.domain.when import AllDay
from outlook_crm.domain.window import Span

TABLE = Path(__file__).parents[2] / "tables" / "recurrence.csv"
SHOWN = 8
ENDLESS = date(9999, 1, 1)
HOUR = timedelta(hours=1)


def number(text):
    return int(text or 0)


def day(text):
    return date.fromisoformat(text) if text else None


def rules():
    with TABLE.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def pattern(row):
    return Pattern(
        Frequency(row["frequency"]),
        day(row["first"]),
        number(row["interval"]),
        frozenset(map(int, row["weekdays"].split())),
        number(row["day"]),
        number(row["month"]),
        number(row["nth"]),
        day(row["last"]),
        int(row["count"]) if row["count"] else None,
        week_start=number(row["week_start"]),
    )


def test_a_thousand_rules_have_the_dates_that_another_library_counts_out():
    table = rules()
    assert len(table) == 1000
    for row in table:
        found = list(islice(days(pattern(row), day(row["begin"]), ENDLESS), SHOWN))
        assert found == [day(text) for text in row["days"].split()], row


def a_rule(frequency=Frequency.DAILY, first=date(2026, 1, 1), **more):
    return Pattern(frequency, first, **({"start": time(9), "duration": HOUR} | more))


def named(rule, *, begin=date(2020, 1, 1), end=date(2030, 1, 1)):
    return [each.isoformat() for each in days(rule, begin, end)]


def test_a_day_that_a_month_lacks_is_its_last():
    rule = a_rule(Frequency.MONTHLY, date(2027, 12, 31), day=31, count=4)
    assert named(rule) == ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31"]
    rule = a_rule(Frequency.YEARLY, date(2027, 1, 1), day=29, month=2, count=2)
    assert named(rule) == ["2027-02-28", "2028-02-29"]


def test_weeks_that_are_left_out_begin_on_the_first_day_of_the_week():
    sunday_and_monday = frozenset({6, 0})
    first = date(2026, 3, 1)  # a Sunday
    rule = {"weekdays": sunday_and_monday, "interval": 2, "count": 3}
    by_sunday = a_rule(Frequency.WEEKLY, first, **rule, week_start=6)
    assert named(by_sunday) == ["2026-03-01", "2026-03-02", "2026-03-15"]
    by_monday = a_rule(Frequency.WEEKLY, first, **rule, week_start=0)
    assert named(by_monday) == ["2026-03-01", "2026-03-09", "2026-03-15"]


def test_a_rule_ends_with_its_last_day_or_its_count():
    assert named(a_rule(last=date(2026, 1, 3)))[-1] == "2026-01-03"
    assert len(named(a_rule(count=5))) == 5
    assert named(a_rule(count=5), begin=date(2026, 1, 6)) == []


def test_whether_a_day_is_one_of_the_rule():
    rule = a_rule(interval=3, last=date(2026, 1, 7))
    assert [has(rule, date(2026, 1, each)) for each in (1, 2, 4, 7, 10)] == [
        *(True, False, True, True, False)
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"interval": 0},
        {"frequency": Frequency.WEEKLY},
        {"frequency": Frequency.WEEKLY, "weekdays": frozenset({7})},
        {"frequency": Frequency.MONTHLY, "day": 32},
        {"frequency": Frequency.MONTHLY_NTH, "weekdays": frozenset({0}), "nth": 5},
        {"frequency": Frequency.YEARLY, "day": 1, "month": 13},
        {"duration": -HOUR},
        {"all_day": True, "duration": HOUR},
    ],
)
def test_a_rule_that_names_no_day_is_refused(wrong):
    with pytest.raises(ValueError, match="no such"):
        a_rule(**wrong)


# Each zone's days of 2026 on which its clocks go forward and back.
CLOCK_CHANGES = [
    ("Europe/Helsinki", date(2026, 3, 29), date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8), date(2026, 11, 1)),
    ("Australia/Sydney", date(2026, 10, 4), date(2026, 4, 5)),
    ("America/Santiago", date(2026, 9, 6), date(2026, 4, 5)),
    ("Pacific/Auckland", date(2026, 9, 27), date(2026, 4, 5)),
]


@pytest.mark.parametrize(("zone", "forward", "back"), CLOCK_CHANGES)
@pytest.mark.parametrize("hour", [0, 4, 9, 23])
def test_a_series_keeps_its_time_of_day_when_the_clocks_change(zone, forward, back, hour):
    rule = a_rule(start=time(hour, 30), zone=zone, first=date(2025, 12, 1))
    for change in (forward, back):
        for each in days(rule, change - timedelta(2), change + timedelta(3)):
            start = rule.when(each).start.astimezone(ZoneInfo(zone))
            if (zone, each, hour) != ("America/Santiago", forward, 0):  # there midnight is left out
                assert (start.date(), start.time()) == (each, time(hour, 30))


@pytest.mark.parametrize(("zone", "forward", "back"), CLOCK_CHANGES)
def test_the_length_on_the_clock_is_kept_across_a_change(zone, forward, back):
    rule = a_rule(start=time(20), duration=timedelta(hours=12), zone=zone)
    over_night = [rule.when(each - timedelta(1)) for each in (forward, back)]
    assert [when.end - when.start for when in over_night] == [11 * HOUR, 13 * HOUR]


def test_a_time_that_the_clock_leaves_out_is_an_hour_later():
    when = a_rule(start=time(2, 30), zone="Europe/Berlin").when(date(2026, 3, 29))
    assert when.start.astimezone(ZoneInfo("Europe/Berlin")).time() == time(3, 30)
    assert when.end == when.start  # not before it, though its clock shows 3:30 as well


def test_a_time_that_the_clock_shows_twice_is_the_second_one():
    when = a_rule(start=time(2, 30), zone="Europe/Berlin").when(date(2026, 10, 25))
    assert when.start == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_whole_days_are_dates_without_a_zone():
    rule = a_rule(all_day=True, start=time(), duration=timedelta(2))
    assert rule.when(date(2026, 3, 29)) == AllDay(date(2026, 3, 29), date(2026, 3, 31))


def span(first, last):
    midnight = [datetime.combine(each, time(), UTC) for each in (first, last)]
    return Span(first, last, *midnight)


def test_occurrences_that_reach_into_the_span_are_in():
    rule = a_rule(start=time(22), duration=timedelta(hours=4), zone="Europe/Berlin")
    found = [each for each, _ in occurrences(rule, span(date(2026, 2, 1), date(2026, 2, 3)))]
    assert found == [date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 2)]


def test_a_zone_far_ahead_names_another_date_at_the_same_moment():
    rule = a_rule(start=time(9), zone="Pacific/Auckland")
    found = [each for each, _ in occurrences(rule, span(date(2026, 2, 1), date(2026, 2, 2)))]
    assert found == [date(2026, 2, 2)]


@given(row=st.sampled_from(rules()), begin=st.dates(date(2000, 1, 1), date(2045, 1, 1)))
def test_dates_are_the_same_wherever_counting_begins(row, begin):
    rule = pattern(row)
    whole = list(islice(days(rule, rule.first, ENDLESS), 40))
    asked = list(islice(days(rule, begin, ENDLESS), 3))
    if whole and begin <= whole[-1] and asked and asked[-1] <= whole[-1]:
        assert asked == [each for each in whole if each >= begin][:3]
