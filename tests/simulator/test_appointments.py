"""Appointments as Outlook's object model has them: their life, their times, what is refused."""

from datetime import datetime, timedelta

import pytest
from tests.simulator.client import OutlookError, wait_for
from tests.simulator.macro import application

pytestmark = pytest.mark.shim

at = datetime.fromisoformat
NINE = at("2026-03-02T09:00")
HOUR = timedelta(hours=1)
OWN = "http://schemas.microsoft.com/mapi/string/{6F1C9E52-3B7A-4C55-9D0E-5A0B7C2E41D8}/"
TAG = "http://schemas.microsoft.com/mapi/proptag/0x"
MEETING_ID = "http://schemas.microsoft.com/mapi/id/{6ED8DA90-450B-101B-98DA-00AA003F1305}/00030102"
NOT_FOUND = 0x8004010F - 2**32


@pytest.fixture
def app(outlook):
    return application(outlook)


@pytest.fixture
def calendar(app):
    return app.Session.GetDefaultFolder(9)


@pytest.fixture
def item(calendar):
    """A new appointment on 2 March 2026 from nine to ten, not saved."""
    return calendar.Items.Add(1).with_(Start=NINE, End=NINE + HOUR)


def saved(item, **values):
    item.with_(**values).Save()
    return item


def refused(call, *arguments):
    with pytest.raises(OutlookError) as told:
        call(*arguments)
    return told.value.hresult


class TestLife:
    def test_ids_come_with_the_first_save(self, item, app):
        assert (item.EntryID, item.GlobalAppointmentID, item.Saved) == ("", "", False)
        saved(item)
        assert item.Saved
        assert item.GlobalAppointmentID.startswith("040000008200E00074C5B7101A82E008")
        assert app.Session.GetItemFromID(item.EntryID).Subject == item.Subject

    def test_a_new_one_is_busy_with_a_reminder(self, calendar):
        new = calendar.Items.Add()
        assert (new.BusyStatus, new.ReminderSet, new.ReminderMinutesBeforeStart) == (2, True, 15)
        assert (new.Importance, new.Sensitivity, new.MeetingStatus) == (1, 0, 0)
        assert new.Duration == 30
        assert new.MessageClass == "IPM.Appointment"

    def test_a_move_changes_the_entry_id_and_nothing_else(self, item, app):
        saved(item, Subject="Moving").PropertyAccessor.SetProperty(OWN + "x", "kept")
        saved(item)
        old, meeting = item.EntryID, item.GlobalAppointmentID
        moved = item.Move(app.Session.GetDefaultFolder(9).Folders.Item("Projects"))
        assert moved.EntryID != old
        assert moved.GlobalAppointmentID == meeting
        assert moved.PropertyAccessor.GetProperty(OWN + "x") == "kept"
        assert refused(app.Session.GetItemFromID, old) == "0x8004010F"
        assert refused(item.Save) == "0x8004010A"

    def test_a_deleted_one_is_in_deleted_items_and_the_next_time_gone(self, item, app):
        meeting = saved(item).GlobalAppointmentID
        item.Delete()
        bin_ = app.Session.GetDefaultFolder(3)
        (there,) = (each for each in bin_.Items if each.GlobalAppointmentID == meeting)
        there.Delete()
        assert meeting not in [each.GlobalAppointmentID for each in bin_.Items]

    def test_a_copy_has_the_named_properties_and_an_id_of_its_own(self, item):
        saved(item).PropertyAccessor.SetProperty(OWN + "x", "copied")
        copy = saved(item).Copy()
        assert copy.EntryID not in ("", item.EntryID)
        assert copy.PropertyAccessor.GetProperty(OWN + "x") == "copied"

    def test_nothing_is_saved_before_save(self, item, app):
        saved(item, Subject="Before").Subject = "After"
        other = app.Session.GetItemFromID(item.EntryID)
        assert other.Subject == "Before"
        item.Close(1)
        assert (item.Subject, item.Saved) == ("Before", True)

    def test_who_saves_an_older_state_is_told(self, item, app):
        other = app.Session.GetItemFromID(saved(item).EntryID)
        saved(other, Location="First")
        item.Location = "Second"
        assert refused(item.Save) == "0x80040109"

    def test_the_modification_time_moves_with_a_save_that_changes_something(self, item):
        before = saved(item).PropertyAccessor.GetProperty(TAG + "30080040")

        def later():
            saved(item, Location="Elsewhere" if item.Location == "" else "")
            return item.PropertyAccessor.GetProperty(TAG + "30080040") > before

        assert wait_for(later, "a later time")
        assert item.PropertyAccessor.GetProperty(TAG + "30070040") <= before


class TestTimes:
    def test_the_end_moves_along_with_the_start(self, item):
        item.Start = NINE + timedelta(days=3)
        assert item.End == NINE + timedelta(days=3) + HOUR

    def test_the_clock_is_the_users(self, item):
        assert (item.StartUTC, item.StartTimeZone.ID) == (NINE - HOUR, "W. Europe Standard Time")
        item.StartUTC = at("2026-07-01T12:00")
        assert item.Start == at("2026-07-01T14:00")

    @pytest.mark.parametrize(
        ("local", "utc"),
        [
            (at("2026-03-29T01:59"), at("2026-03-29T00:59")),
            (at("2026-03-29T02:30"), at("2026-03-29T01:30")),  # not on any clock
            (at("2026-03-29T03:00"), at("2026-03-29T01:00")),
            (at("2026-10-25T04:00"), at("2026-10-25T03:00")),
        ],
    )
    def test_days_on_which_the_clock_changes(self, item, local, utc):
        item.Start = local
        assert item.StartUTC == utc

    def test_another_zone_keeps_the_clock_there_and_so_shifts_the_start(self, item, app):
        item.StartTimeZone = item.EndTimeZone = app.TimeZones.Item("Eastern Standard Time")
        assert (item.StartInStartTimeZone, item.Start) == (NINE, NINE + timedelta(hours=6))
        assert item.Duration == 60
        item.StartInStartTimeZone = NINE - HOUR
        assert item.Start == NINE + timedelta(hours=5)

    def test_seconds_are_not_kept(self, item):
        item.StartUTC = at("2026-03-02T08:30:59")
        assert item.StartUTC == at("2026-03-02T08:30")

    def test_all_day_widens_to_midnights(self, item):
        item.AllDayEvent = True
        assert (item.Start, item.End) == (at("2026-03-02"), at("2026-03-03"))
        item.Start = at("2026-03-28")
        item.End = at("2026-03-30")
        assert item.StartUTC == at("2026-03-27T23:00")
        assert item.EndUTC == at("2026-03-29T22:00")
        item.AllDayEvent = False
        assert item.Duration == 47 * 60

    def test_a_zone_by_a_name_that_windows_lacks(self, app):
        assert refused(app.TimeZones.Item, "Middle-earth Standard Time") == "0x80070057"
        assert app.TimeZones.CurrentTimeZone.ID == "W. Europe Standard Time"


class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("BusyStatus", 5),
            ("Importance", 3),
            ("Sensitivity", -1),
            ("ReminderMinutesBeforeStart", -5),
            ("End", NINE - HOUR),
            ("Start", at("1500-01-01")),
        ],
    )
    def test_a_value_that_cannot_be(self, item, name, value):
        before = getattr(item, name)
        assert refused(setattr, item, name, value) == "0x80070057"
        assert getattr(item, name) == before

    def test_a_calendar_that_may_only_be_read(self, app):
        team = app.Session.Stores.Item("team@example.com").GetDefaultFolder(9)
        assert refused(team.Items.Add().Save) == "0x80070005"
        assert refused(team.Folders.Add, "New") == "0x80070005"
        assert team.PropertyAccessor.GetProperty(TAG + "0FF40003") & 0x10 == 0

    def test_a_move_into_it(self, item, app):
        team = app.Session.Stores.Item("team@example.com").GetDefaultFolder(9)
        assert refused(saved(item).Move, team) == "0x80070005"
        assert item.Parent.Name == "Calendar"

    @pytest.mark.parametrize(("id_", "code"), [("", "07"), ("ABC", "07"), ("ABCD", "0F")])
    def test_an_id_that_is_none(self, app, id_, code):
        assert refused(app.Session.GetItemFromID, id_) == "0x800401" + code
        assert refused(app.Session.GetFolderFromID, id_) == "0x800401" + code

    def test_an_item_asked_of_another_store(self, item, app):
        archive = app.Session.Stores.Item("Archive").StoreID
        assert refused(app.Session.GetItemFromID, saved(item).EntryID, archive) == "0x8004010F"

    def test_a_store_without_such_a_folder(self, app):
        assert refused(app.Session.Stores.Item("Archive").GetDefaultFolder, 6) == "0x8004010F"


class TestNamedProperties:
    def test_they_are_kept_by_the_next_save(self, item, app):
        assert item.PropertyAccessor.SetProperties([OWN + "a", OWN + "b"], ["1", "2"]) is None
        values = app.Session.GetItemFromID(saved(item).EntryID).PropertyAccessor.GetProperties(
            [OWN + "a/0x0000001F", OWN + "b", OWN + "c"]
        )
        assert values == ["1", "2", NOT_FOUND]

    def test_a_missing_one_throws_by_itself(self, item):
        assert refused(item.PropertyAccessor.GetProperty, OWN + "none") == "0x8004010F"

    def test_what_outlook_keeps_for_itself_is_refused_alone(self, item):
        answer = item.PropertyAccessor.SetProperties([TAG + "30080040", OWN + "a"], [NINE, "1"])
        assert answer == [0x80070005 - 2**32, None]
        assert item.PropertyAccessor.GetProperty(OWN + "a") == "1"

    def test_ids_are_bytes_there_and_text_here(self, item):
        accessor = saved(item).PropertyAccessor
        entry, meeting = accessor.GetProperties([TAG + "0FFF0102", MEETING_ID])
        assert entry.hex().upper() == item.EntryID
        assert meeting.hex().upper() == item.GlobalAppointmentID

    def test_user_properties_have_types_and_are_mapis_public_ones(self, item):
        item.UserProperties.Add("Score", 20).Value = 7
        item.UserProperties.Add("Due", 5).Value = at("2026-03-02T09:30:59")
        assert item.UserProperties.Count == 2
        assert item.UserProperties.Find("Score").Value == 7
        assert item.UserProperties.Find("Due").Value == at("2026-03-02T09:30")
        assert item.UserProperties.Find("Other") is None
        public = "http://schemas.microsoft.com/mapi/string/{00020329-0000-0000-C000-000000000046}/"
        assert item.PropertyAccessor.GetProperty(public + "Score") == 7
        item.UserProperties.Find("Score").Delete()
        assert refused(item.UserProperties.Item, "Score") == "0x8002000B"

    def test_categories_are_words_apart_by_the_list_separator_alone(self, item):
        item.Categories = "Kund, Viktig,kund , A;B"
        assert saved(item).Categories == "Kund, Viktig, A;B"


class TestFolders:
    def test_the_profile(self, app):
        stores = {store.DisplayName: store for store in app.Session.Stores}
        assert list(stores) == ["anna@example.com", "team@example.com", "Archive"]
        assert [store.ExchangeStoreType for store in stores.values()] == [0, 1, 3]
        (account,) = app.Session.Accounts
        assert account.SmtpAddress == "anna@example.com"
        assert account.DeliveryStore.StoreID == stores["anna@example.com"].StoreID
        assert stores["Archive"].IsDataFileStore

    def test_paths_and_parents(self, calendar):
        projects = calendar.Folders.Item("Projects")
        assert projects.FolderPath == r"\\anna@example.com\Calendar\Projects"
        assert projects.Parent.EntryID == calendar.EntryID
        assert calendar.Parent.Parent.CurrentProfileName

    def test_a_folder_is_made_renamed_and_thrown_away(self, calendar, app):
        made = calendar.Folders.Add("Plans")
        assert made.DefaultItemType == 1
        assert refused(calendar.Folders.Add, "plans") == "0x80004005"
        made.Name = "Old plans"
        made.Delete()
        assert made.FolderPath == r"\\anna@example.com\Deleted Items\Old plans"
        assert refused(calendar.Delete) == "0x80070005"
