"""Series behave as Outlook's do: patterns, occurrences, exceptions, daylight saving."""

from datetime import datetime, timedelta

import pytest
from tests.simulator import build, macro
from tests.simulator.client import Outlook, OutlookError, Screen

pytestmark = pytest.mark.shim

CALENDAR = 9  # olFolderCalendar
DAILY, WEEKLY, MONTHLY, MONTH_NTH, YEARLY, YEAR_NTH = 0, 1, 2, 3, 5, 6
SINGLE, MASTER, OCCURRENCE, EXCEPTION = range(4)  # OlRecurrenceState
MONDAY, TUESDAY, THURSDAY, WORKDAYS = 2, 4, 16, 62
CLEAN_GLOBAL_ID = (
    "http://schemas.microsoft.com/mapi/id/{6ED8DA90-450B-101B-98DA-00AA003F1305}/00230102"
)

clock = datetime.fromisoformat
NINE = clock("2026-03-02 09:00")  # a Monday


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("outlook")


def start(home, screen):
    zone = {"TZ": "Europe/Berlin"}
    return Outlook(home, screen.display, build.simulator(), environment=zone)


@pytest.fixture(scope="module")
def screen():
    with Screen() as screen:
        yield screen


@pytest.fixture(scope="module")
def app(home, screen):
    with start(home, screen) as outlook:
        yield macro.application(outlook)


def calendar(app):
    return app.Session.GetDefaultFolder(CALENDAR)


def series(app, at=NINE, minutes=30, **pattern):
    """A saved series; the pattern's properties are set in the order given."""
    item = calendar(app).Items.Add().with_(Subject="Series", Start=at, Duration=minutes)
    item.GetRecurrencePattern().with_(**pattern)
    item.Save()
    return again(app, item)


def daily(app, days=5, **more):
    return series(app, RecurrenceType=DAILY, Occurrences=days, **more)


def again(app, item):
    """The item as it is saved now, as after releasing every reference to it."""
    return app.Session.GetItemFromID(item.EntryID)


def occurrence(item, at):
    return item.GetRecurrencePattern().GetOccurrence(at)


def starts(app, until):
    """When the calendar's occurrences start up to a day, as a view of it shows them."""
    items = calendar(app).Items
    items.Sort("[Start]")
    items.IncludeRecurrences = True
    found = items.Restrict(f"[Start] < '{until:%Y-%m-%d %H:%M}'")
    return [item.Start for item in walk(found)]


def walk(items):
    """Walks as Outlook demands where Count means nothing."""
    item = items.GetFirst()
    while item is not None:
        yield item
        item = items.GetNext()


@pytest.fixture(autouse=True)
def empty(app):
    yield
    items = calendar(app).Items
    while items.Count:
        items.Item(1).Delete()


def test_an_appointment_becomes_a_weekly_series_by_asking_for_its_pattern(app):
    item = calendar(app).Items.Add().with_(Start=NINE, Duration=45)
    assert (item.IsRecurring, item.RecurrenceState) == (False, SINGLE)
    pattern = item.GetRecurrencePattern()
    assert (item.IsRecurring, item.RecurrenceState) == (True, MASTER)
    assert (pattern.RecurrenceType, pattern.Interval, pattern.DayOfWeekMask) == (WEEKLY, 1, MONDAY)
    assert (pattern.NoEndDate, pattern.Occurrences) == (True, 0)
    assert pattern.PatternEndDate.year == 4500
    assert pattern.PatternStartDate == clock("2026-03-02")
    assert (pattern.StartTime.hour, pattern.EndTime.minute, pattern.Duration) == (9, 45, 45)


@pytest.mark.parametrize(
    ("pattern", "days"),
    [
        ({"RecurrenceType": DAILY, "Interval": 3}, ["03-02", "03-05", "03-08"]),
        (
            {"RecurrenceType": WEEKLY, "DayOfWeekMask": MONDAY | THURSDAY},
            ["03-02", "03-05", "03-09"],
        ),
        ({"RecurrenceType": WEEKLY, "Interval": 2}, ["03-02", "03-16", "03-30"]),
        ({"RecurrenceType": MONTHLY, "DayOfMonth": 31}, ["03-31", "04-30", "05-31"]),
        (
            {"RecurrenceType": MONTH_NTH, "DayOfWeekMask": WORKDAYS, "Instance": 5},
            ["03-31", "04-30", "05-29"],
        ),
        ({"RecurrenceType": MONTH_NTH, "Instance": 1}, ["03-02", "04-06", "05-04"]),
        (
            {"RecurrenceType": YEARLY, "DayOfMonth": 24, "MonthOfYear": 12},
            ["12-24", "12-24", "12-24"],
        ),
        (
            {"RecurrenceType": YEAR_NTH, "DayOfWeekMask": TUESDAY, "Instance": 2},
            ["03-10", "03-09", "03-14"],
        ),
    ],
)
def test_every_kind_of_pattern(app, pattern, days):
    item = series(app, **pattern, Occurrences=3)
    assert [f"{each:%m-%d}" for each in starts(app, clock("2030-01-01"))] == days
    assert f"{item.Start:%m-%d %H:%M}" == f"{days[0]} 09:00"
    assert f"{item.GetRecurrencePattern().PatternStartDate:%m-%d}" == days[0]


def test_yearly_intervals_are_counted_in_months(app):
    pattern = series(app, RecurrenceType=YEARLY, Interval=24, Occurrences=2).GetRecurrencePattern()
    assert pattern.Interval == 24
    assert pattern.PatternEndDate == clock("2028-03-02")
    with pytest.raises(OutlookError):
        pattern.Interval = 1


def test_count_end_date_and_no_end_follow_each_other(app):
    pattern = daily(app).GetRecurrencePattern()
    assert (pattern.NoEndDate, pattern.PatternEndDate) == (False, clock("2026-03-06"))
    pattern.PatternEndDate = clock("2026-03-04")
    assert pattern.Occurrences == 3
    pattern.NoEndDate = True
    assert (pattern.Occurrences, pattern.PatternEndDate.year) == (0, 4500)


def test_a_series_without_an_end_is_walked_as_far_as_a_filter_says(app):
    series(app, RecurrenceType=DAILY)
    assert len(starts(app, clock("2026-03-12"))) == 10


def test_setting_the_type_begins_the_pattern_anew(app):
    pattern = series(app, RecurrenceType=WEEKLY, Interval=3).GetRecurrencePattern()
    pattern.RecurrenceType = MONTHLY
    assert (pattern.Interval, pattern.DayOfMonth, pattern.DayOfWeekMask) == (1, 2, 0)


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        (DAILY, "DayOfWeekMask", MONDAY),
        (DAILY, "DayOfMonth", 3),
        (WEEKLY, "Interval", 0),
        (MONTHLY, "Instance", 1),
        (MONTHLY, "DayOfMonth", 32),
        (MONTH_NTH, "MonthOfYear", 3),
        (YEAR_NTH, "Instance", 6),
        (WEEKLY, "PatternEndDate", clock("2026-03-01")),
        (WEEKLY, "RecurrenceType", 4),
    ],
)
def test_what_a_pattern_cannot_be_is_refused(app, kind, name, value):
    pattern = series(app, RecurrenceType=kind).GetRecurrencePattern()
    with pytest.raises(OutlookError) as refused:
        setattr(pattern, name, value)
    assert refused.value.hresult == "0x80070057"


def test_a_pattern_without_any_occurrence_is_not_saved(app):
    item = calendar(app).Items.Add().with_(Start=NINE)
    # A Monday in the last week of a month that ends before it.
    item.GetRecurrencePattern().with_(
        RecurrenceType=MONTH_NTH, Instance=5, PatternEndDate=clock("2026-03-20")
    )
    with pytest.raises(OutlookError):
        item.Save()


class TestOccurrence:
    def test_is_found_by_its_start_alone(self, app):
        item = daily(app)
        assert occurrence(item, NINE + timedelta(days=1)).Start == NINE + timedelta(days=1)
        for wrong in (timedelta(minutes=1), timedelta(hours=-9), timedelta(days=5)):
            with pytest.raises(OutlookError) as refused:
                occurrence(item, NINE + wrong)
            assert refused.value.hresult == "0x8004010F"

    def test_of_an_unsaved_series_is_not_found(self, app):
        item = calendar(app).Items.Add().with_(Start=NINE)
        with pytest.raises(OutlookError):
            occurrence(item, NINE)

    def test_is_part_of_its_series(self, app):
        item = daily(app)
        one = occurrence(item, NINE)
        assert (one.RecurrenceState, one.IsRecurring) == (OCCURRENCE, True)
        assert one.EntryID == item.EntryID
        assert one.Parent.EntryID == item.EntryID
        assert one.GetRecurrencePattern().Occurrences == 5
        assert one.Subject == "Series"

    def test_changed_is_an_exception_and_the_rest_follows_the_series(self, app):
        item = daily(app)
        one = occurrence(item, NINE)
        one.with_(Subject="Other", BusyStatus=3).Save()
        assert one.RecurrenceState == EXCEPTION
        item = again(app, item)
        item.with_(Subject="Renamed", Location="Room 1").Save()
        one = occurrence(again(app, item), NINE)
        assert (one.Subject, one.BusyStatus, one.Location) == ("Other", 3, "Room 1")
        exceptions = again(app, item).GetRecurrencePattern().Exceptions
        assert exceptions.Count == 1
        assert exceptions.Item(1).OriginalDate == NINE
        assert not exceptions.Item(1).Deleted
        assert exceptions.Item(1).AppointmentItem.Subject == "Other"

    def test_moved_is_still_known_by_where_it_was(self, app):
        item = series(app, RecurrenceType=WEEKLY, Occurrences=3)
        second = NINE + timedelta(days=7)
        moved = second + timedelta(days=1, hours=3)
        occurrence(item, second).with_(Start=moved).Save()
        item = again(app, item)
        one = occurrence(item, second)
        assert (one.Start, one.Duration) == (moved, 30)
        assert item.GetRecurrencePattern().Exceptions.Item(1).OriginalDate == second
        assert starts(app, clock("2027-01-01")) == [NINE, moved, NINE + timedelta(days=14)]
        with pytest.raises(OutlookError):
            occurrence(item, moved)

    def test_deleted_leaves_the_series_and_a_date(self, app):
        item = daily(app, days=3)
        occurrence(item, NINE).Delete()
        item = again(app, item)
        exception = item.GetRecurrencePattern().Exceptions.Item(1)
        assert exception.Deleted
        assert exception.OriginalDate == clock("2026-03-02")
        with pytest.raises(OutlookError):
            _ = exception.AppointmentItem
        with pytest.raises(OutlookError):
            occurrence(item, NINE)
        assert starts(app, clock("2027-01-01")) == [NINE + timedelta(days=d) for d in (1, 2)]

    @pytest.mark.parametrize("hours", [24, 25, -24, 72])
    def test_does_not_move_to_its_neighbours_day_or_past_it(self, app, hours):
        item = daily(app)
        one = occurrence(item, NINE + timedelta(days=2))
        one.Start = NINE + timedelta(days=2, hours=hours)
        with pytest.raises(OutlookError):
            one.Save()
        assert again(app, item).GetRecurrencePattern().Exceptions.Count == 0

    def test_moves_where_a_deleted_neighbour_was(self, app):
        item = daily(app)
        occurrence(item, NINE + timedelta(days=1)).Delete()
        moved = NINE + timedelta(days=1, hours=2)
        occurrence(again(app, item), NINE + timedelta(days=2)).with_(Start=moved).Save()
        assert starts(app, clock("2026-03-04")) == [NINE, moved]

    def test_keeps_named_properties_of_its_own(self, app):
        item = daily(app)
        name = (
            "http://schemas.microsoft.com/mapi/string/{0006F09F-1111-0000-C000-000000000046}/mark"
        )
        one = occurrence(item, NINE)
        one.PropertyAccessor.SetProperty(name, "ours")
        one.Save()
        item = again(app, item)
        assert occurrence(item, NINE).PropertyAccessor.GetProperty(name) == "ours"
        with pytest.raises(OutlookError):
            item.PropertyAccessor.GetProperty(name)

    def test_has_its_date_in_its_global_id_once_it_is_an_exception(self, app):
        item = daily(app)
        one = occurrence(item, NINE)
        assert one.GlobalAppointmentID == item.GlobalAppointmentID
        one.with_(Subject="Other").Save()
        assert one.GlobalAppointmentID[32:40] == "07EA0302"
        assert one.PropertyAccessor.GetProperty(CLEAN_GLOBAL_ID).hex().upper() == (
            again(app, item).GlobalAppointmentID
        )

    def test_cannot_leave_for_another_folder(self, app):
        one = occurrence(daily(app), NINE)
        with pytest.raises(OutlookError):
            one.Move(calendar(app).Folders.Item("Projects"))

    def test_is_shown_in_a_window_without_standing_for_its_series(self, app):
        item = daily(app)
        one = occurrence(item, NINE)
        one.Display()
        assert again(app, item).RecurrenceState == MASTER
        one.Close(1)

    def test_held_across_another_save_of_the_series_is_stale(self, app):
        item = daily(app)
        one = occurrence(item, NINE)
        item.with_(Subject="Renamed").Save()
        with pytest.raises(OutlookError) as refused:
            one.with_(Subject="Other").Save()
        assert refused.value.hresult == "0x80040109"


class TestExceptions:
    @pytest.fixture
    def item(self, app):
        item = daily(app)
        occurrence(item, NINE).with_(Subject="Other").Save()
        occurrence(again(app, item), NINE + timedelta(days=1)).Delete()
        return again(app, item)

    def test_are_wiped_by_another_rule(self, app, item):
        item.GetRecurrencePattern().Interval = 2
        item.Save()
        item = again(app, item)
        assert item.GetRecurrencePattern().Exceptions.Count == 0
        assert occurrence(item, NINE).Subject == "Series"

    def test_are_wiped_by_the_same_type_again(self, item):
        item.GetRecurrencePattern().RecurrenceType = DAILY
        assert item.GetRecurrencePattern().Exceptions.Count == 0

    def test_stay_when_a_property_gets_the_value_it_has(self, item):
        item.GetRecurrencePattern().with_(Interval=1, Occurrences=5, Duration=30)
        assert item.GetRecurrencePattern().Exceptions.Count == 2

    def test_stay_until_the_changed_rule_is_saved(self, app, item):
        item.GetRecurrencePattern().Interval = 2
        assert again(app, item).GetRecurrencePattern().Exceptions.Count == 2

    def test_go_with_the_pattern(self, app, item):
        item.ClearRecurrencePattern()
        assert (item.IsRecurring, item.RecurrenceState) == (False, SINGLE)
        item.Save()
        assert starts(app, clock("2027-01-01")) == [NINE]


class TestTimes:
    def test_stay_on_the_clock_over_daylight_saving(self, app):
        before = clock("2026-03-27 09:00")
        item = series(app, at=before, RecurrenceType=DAILY, Occurrences=4)
        assert [occurrence(item, before + timedelta(days=d)).StartUTC.hour for d in range(4)] == [
            8,
            8,
            7,
            7,
        ]

    def test_of_another_zone_follow_its_clock(self, app):
        item = calendar(app).Items.Add()
        item.StartTimeZone = app.TimeZones.Item("Eastern Standard Time")
        item.EndTimeZone = app.TimeZones.Item("Eastern Standard Time")
        item.StartInStartTimeZone = clock("2026-03-06 09:00")
        item.Duration = 60
        item.GetRecurrencePattern().with_(RecurrenceType=WEEKLY, Occurrences=5)
        item.Save()
        item = again(app, item)
        assert item.GetRecurrencePattern().StartTime.hour == 9
        # New York changes on 8 March, Berlin on 29 March.
        assert [each.hour for each in starts(app, clock("2027-01-01"))] == [15, 14, 14, 14, 15]
        assert occurrence(item, clock("2026-03-13 14:00")).StartInStartTimeZone.hour == 9

    def test_of_whole_days_are_midnights(self, app):
        item = calendar(app).Items.Add().with_(Start=clock("2026-03-28"), AllDayEvent=True)
        item.GetRecurrencePattern().with_(RecurrenceType=DAILY, Occurrences=3)
        item.Save()
        one = occurrence(again(app, item), clock("2026-03-29"))
        assert (one.Start, one.End) == (clock("2026-03-29"), clock("2026-03-30"))
        assert one.EndUTC - one.StartUTC == timedelta(hours=23)

    def test_of_a_series_are_set_on_its_pattern_alone(self, app):
        item = daily(app)
        with pytest.raises(OutlookError):
            item.Start = NINE + timedelta(hours=1)
        item.GetRecurrencePattern().StartTime = NINE + timedelta(hours=1)
        item.Save()
        assert again(app, item).Start == NINE + timedelta(hours=1)
        assert again(app, item).Duration == 30


def test_a_table_has_one_row_for_a_series(app):
    item = daily(app)
    rows = calendar(app).GetTable()
    assert rows.GetRowCount() == 1
    row = rows.GetNextRow()
    assert row.Item("EntryID") == item.EntryID
    assert row.Item("IsRecurring") is True


def test_an_occurrences_save_and_deletion_are_changes_of_the_series(app):
    item = daily(app)
    changed = item.LastModificationTime
    occurrence(item, NINE).Delete()
    assert again(app, item).LastModificationTime >= changed
    assert calendar(app).Items.Count == 1


def test_series_and_exceptions_outlive_outlook(tmp_path, screen):
    with start(tmp_path, screen) as outlook:
        app = macro.application(outlook)
        item = daily(app)
        occurrence(item, NINE).with_(Subject="Other").Save()
        occurrence(again(app, item), NINE + timedelta(days=4)).Delete()
        outlook.kill()
    with start(tmp_path, screen) as outlook:
        app = macro.application(outlook)
        items = calendar(app).Items
        kept = next(each for each in items if each.Subject == "Series")
        assert occurrence(kept, NINE).Subject == "Other"
        exceptions = kept.GetRecurrencePattern().Exceptions
        assert [each.Deleted for each in exceptions] == [False, True]
