"""A series' part of a record: what its plain values mean."""

import json
from datetime import date, time, timedelta
from pathlib import Path
from struct import pack

import pytest

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.recurrence import Frequency
from outlook_crm.domain.when import Timed
from outlook_crm.outlook import records
from outlook_crm.outlook.recurrence import pattern_of
from outlook_crm.outlook.series import Master, occurrence_cells, occurrence_id, parted
from outlook_crm.sync.values import Absence, Item

GOLDEN = Path(__file__).parents[2] / "golden"
RULE = {
    "type": 1,
    "interval": 1,
    "mask": 2,
    "day": 0,
    "month": 0,
    "instance": 0,
    "first": "2026-03-02",
    "last": "4500-08-31",
    "endless": True,
    "start": "09:15",
    "duration": 45,
    "zone": "Romance Standard Time",
}


def pattern(*, all_day=False, **more):
    return pattern_of(RULE | more, all_day=all_day)


@pytest.fixture
def master():
    text = (GOLDEN / "read_series_answer.json").read_text(encoding="utf-8")
    record = records.read_answer(records.opened(text)).items[0]
    return Master(record, lambda gid: f"key of {gid}", record.modified + timedelta(hours=1))


def test_times_are_the_wall_clocks_of_the_series_zone():
    rule = pattern()
    assert (rule.start, rule.duration) == (time(9, 15), timedelta(minutes=45))
    assert rule.zone == "Europe/Paris"


def test_whole_days_start_at_midnight_in_no_zone():
    rule = pattern(all_day=True, duration=2880, zone="Nobody's")
    assert (rule.start, rule.duration, rule.zone) == (time(), timedelta(2), "UTC")


@pytest.mark.parametrize(
    ("mask", "weekdays"), [(1, {6}), (2, {0}), (64, {5}), (62, {0, 1, 2, 3, 4})]
)
def test_outlooks_week_begins_with_sunday(mask, weekdays):
    assert pattern(mask=mask).weekdays == weekdays


@pytest.mark.parametrize(
    ("frequency", "told", "interval"),
    [
        (Frequency.WEEKLY, 3, 3),
        (Frequency.WEEKLY, 0, 1),  # every weekday
        (Frequency.YEARLY, 24, 2),  # in months
        (Frequency.YEARLY, 1, 1),  # as some versions say it
    ],
)
def test_the_interval(frequency, told, interval):
    type_ = {Frequency.WEEKLY: 1, Frequency.YEARLY: 5}[frequency]
    assert pattern(type=type_, interval=told, day=1, month=1).interval == interval


def test_the_fifth_is_the_last():
    assert pattern(type=3, instance=5).nth == -1
    assert pattern(type=3, instance=4).nth == 4


def stored(pattern_type, *, calendar=0, first_day=1, of_the_type=4):
    """The beginning of PidLidAppointmentRecur: MS-OXOCAL, structure RecurrencePattern."""
    head = pack("<HHHHH", 0x3004, 0x3004, 0x200B, pattern_type, calendar)
    times = pack("<III", 0, 10080, 0)
    end = pack("<III", 0x2023, 10, first_day)
    return (head + times + bytes(of_the_type) + end + bytes(20)).hex().upper()


@pytest.mark.parametrize(
    ("head", "week_start"),
    [
        ("", 6),  # not readable: as in the United States
        (stored(1, first_day=0), 6),
        (stored(1, first_day=1), 0),
        (stored(1, first_day=6), 5),
        (stored(0, first_day=1, of_the_type=0), 0),
        (stored(3, first_day=1, of_the_type=8), 0),
    ],
)
def test_the_week_begins_on_the_day_that_is_stored(head, week_start):
    assert pattern(head=head).week_start == week_start


def test_months_of_another_calendar_are_not_understood():
    with pytest.raises(ValueError, match="calendar 8"):
        pattern(type=2, day=1, head=stored(2, calendar=8))
    assert pattern(head=stored(1, calendar=8)).week_start == 0  # weeks are the same


def test_the_end():
    assert pattern().last is None
    assert pattern(endless=False, last="2026-04-01").last == date(2026, 4, 1)


@pytest.mark.parametrize("wrong", [{"type": 4}, {"mask": 0}, {"zone": "Nobody's"}])
def test_what_nobody_understands_is_refused(wrong):
    with pytest.raises(ValueError, match=r"."):
        pattern(**wrong)


def test_an_occurrence_is_named_by_its_series_and_date():
    id_ = occurrence_id("00AF", date(2026, 3, 2))
    assert parted(id_) == ("00AF", date(2026, 3, 2))
    assert parted("00AF") == ("00AF", None)


def number(value):
    return {"state": "value", "number": value}


UNREADABLE = {"state": "unreadable", "text": "0x8004010F"}


@pytest.mark.parametrize(
    ("series", "own", "shown"),
    [
        (number(0), number(2), "private"),
        (number(2), number(0), "private"),
        (number(3), number(2), "confidential"),
        (number(0), UNREADABLE, None),
        (UNREADABLE, number(0), None),
    ],
)
def test_a_changed_occurrence_is_as_secret_as_the_stricter_of_both(series, own, shown):
    """Outlook keeps it for the series alone; an exception may still hold an older one."""
    item = changed_occurrence({"Sensitivity": series}, {"Sensitivity": own})
    assert item.fields.get(FieldName.SENSITIVITY) == shown


def test_categories_are_the_series_own():
    text = {"state": "value", "text": "Old"}
    item = changed_occurrence({}, {"Categories": text})
    assert item.fields[FieldName.CATEGORIES] == ("Kund", "Viktig")


def test_of_one_occurrence_nothing_is_written_that_is_the_series_own():
    cells = dict.fromkeys(("Subject", "Sensitivity", "Categories", "StartTimeZone"), number(0))
    assert list(occurrence_cells(cells)) == ["Subject"]


def changed_occurrence(series, own):
    """The changed occurrence of the golden series with these cells of both."""
    answer = json.loads((GOLDEN / "read_series_answer.json").read_text(encoding="utf-8"))
    record = answer["items"][0]
    record["cells"] |= series
    record["series"]["exceptions"][0]["cells"] |= own
    read = records.record(record)
    master = Master(read, lambda gid: f"key of {gid}", read.modified + timedelta(hours=1))
    return master.occurrence(date(2026, 3, 25))


def test_a_changed_occurrence_differs_in_what_it_tells(master):
    changed = master.occurrence(date(2026, 3, 25))
    plain = master.occurrence(date(2026, 6, 24))
    assert isinstance(changed, Item)
    assert isinstance(plain, Item)
    assert changed.fields[FieldName.SUBJECT] == "Möte med gäster"
    assert plain.fields[FieldName.SUBJECT] == "Möte 🤝 med �"
    assert changed.fields[FieldName.BUSY] == plain.fields[FieldName.BUSY]
    when = changed.fields[FieldName.WHEN]
    assert isinstance(when, Timed)
    assert when.start.date() == date(2026, 3, 26)
    assert changed.version == "89ABCDEF01234567+0123456789ABCDEF"
    assert plain.version == "89ABCDEF01234567+"


def test_deleted_unreadable_and_never_there_are_told_apart(master):
    assert master.occurrence(date(2026, 4, 29)) is Absence.DELETED
    assert master.was_deleted(date(2026, 4, 29))
    assert master.occurrence(date(2026, 5, 27)) is Absence.UNKNOWN
    assert master.unreadable(date(2026, 5, 27)) == "0x80004005"
    assert master.occurrence(date(2026, 5, 28)) is Absence.DELETED
    assert not master.was_deleted(date(2026, 5, 28))
