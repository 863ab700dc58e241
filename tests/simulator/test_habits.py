"""What is awkward about Outlook, each habit by itself."""

import time
from datetime import timedelta

import pytest
from tests.simulator import build
from tests.simulator.client import OutlookError, wait_for
from tests.simulator.macro import application

pytestmark = pytest.mark.shim

TAG = "http://schemas.microsoft.com/mapi/proptag/0x"
OWN = "http://schemas.microsoft.com/mapi/string/{6F1C9E52-3B7A-4C55-9D0E-5A0B7C2E41D8}/"
CALENDAR, MEETING_RECEIVED, ACCEPTED = 9, 3, 3


@pytest.fixture
def app(outlook):
    return application(outlook)


@pytest.fixture
def calendar(app):
    return app.Session.GetDefaultFolder(CALENDAR)


@pytest.fixture
def item(calendar):
    made = calendar.Items.Add()
    made.Subject = "Habitual"
    made.Save()
    return made


def test_an_unknown_habit_is_an_error(outlook):
    with pytest.raises(OutlookError, match="no habit kindness"):
        outlook.set_habits(kindness=True)


def test_a_move_can_keep_the_id_but_not_into_another_store(outlook, item, app, calendar):
    outlook.set_habits(move_changes_id=False)
    id_ = item.EntryID
    moved = item.Move(calendar.Folders.Item("Projects"))
    assert moved.EntryID == id_
    archive = app.Session.Stores.Item("Archive").GetDefaultFolder(CALENDAR)
    assert moved.Move(archive).EntryID != id_


class TestInvitation:
    @pytest.fixture
    def invitation(self, item):
        item.MeetingStatus = MEETING_RECEIVED
        item.PropertyAccessor.SetProperty(OWN + "link", "ours")
        item.Save()
        return item

    def test_accepted_it_is_a_new_item_of_the_same_meeting(self, outlook, invitation, app):
        before, meeting = invitation.EntryID, invitation.GlobalAppointmentID
        after = app.Session.GetItemFromID(outlook.accept_invitation(before))
        assert after.EntryID != before
        assert (after.GlobalAppointmentID, after.ResponseStatus) == (meeting, ACCEPTED)
        with pytest.raises(OutlookError, match="0x8004010F"):
            after.PropertyAccessor.GetProperty(OWN + "link")
        with pytest.raises(OutlookError, match="0x8004010F"):
            app.Session.GetItemFromID(before)

    def test_or_the_same_one(self, outlook, invitation, app):
        outlook.set_habits(accept_remakes=False)
        id_ = invitation.EntryID
        assert outlook.accept_invitation(id_) == id_
        after = app.Session.GetItemFromID(id_)
        assert after.ResponseStatus == ACCEPTED
        assert after.PropertyAccessor.GetProperty(OWN + "link") == "ours"


def test_seconds_can_be_kept(outlook, item):
    outlook.set_habits(whole_minutes=False)
    start = item.Start + timedelta(seconds=20)
    item.Start = start
    assert item.Start == start


def test_texts_in_tables_end_after_255_characters(outlook, calendar, item):
    item.Subject = "x" * 254 + "\U0001f91d"
    item.PropertyAccessor.SetProperty(OWN + "long", "y" * 300)
    item.Save()

    def row():
        table = calendar.GetTable(f"[Subject] = '{item.Subject}'")
        table.Columns.RemoveAll()
        table.Columns.Add("Subject")
        table.Columns.Add(OWN + "long/0x0000001F")
        return [len(text) for text in table.GetNextRow().GetValues()]

    assert row() == [255, 255]
    outlook.set_habits(tables_cut=False)
    assert row() == [255, 300]  # the first one has 255 code points, 256 code units


def test_ids_of_tables_can_be_good_for_the_session_alone(outlook, calendar, item, app):
    outlook.set_habits(short_term_ids=True)
    table = calendar.GetTable()
    table.Columns.Add(TAG + "66700102")
    rows = table.GetArray(1000)
    short, long = next((row[0], row[-1]) for row in rows if row[-1].hex().upper() == item.EntryID)
    assert short != item.EntryID
    assert app.Session.GetItemFromID(short).EntryID == item.EntryID
    assert app.Session.CompareEntryIDs(short, long.hex().upper())


def test_the_server_touches_the_modification_time_later(outlook, item, app):
    outlook.set_habits(late_modification=1100)  # the macro sees whole seconds
    item.Location = "Here"
    item.Save()
    saved = item.PropertyAccessor.GetProperty(TAG + "30080040")

    def now():
        found = app.Session.GetItemFromID(item.EntryID)
        return found.PropertyAccessor.GetProperty(TAG + "30080040")

    wait_for(lambda: now() > saved, "the server")
    assert outlook.appointment(item.EntryID)["Location"] == "Here"


def test_some_items_cannot_be_opened(outlook, item, app):
    outlook.set_habits(unreadable=[item.EntryID])
    with pytest.raises(OutlookError, match="0x80004005"):
        app.Session.GetItemFromID(item.EntryID)
    outlook.set_habits(unreadable=[])
    assert app.Session.GetItemFromID(item.EntryID).Subject == "Habitual"


def test_some_properties_cannot_be_read(outlook, item):
    outlook.set_habits(unreadable_properties=["Body", "LastModificationTime"])
    with pytest.raises(OutlookError, match="0x80004005"):
        _ = item.Body
    names = [TAG + "30080040", TAG + "0037001F"]
    assert item.PropertyAccessor.GetProperties(names) == [0x80004005 - 2**32, "Habitual"]
    assert item.Subject == "Habitual"


def test_calls_of_programs_are_turned_away_more_and_more_seldom(outlook, app):
    outlook.set_habits(call_rejected=3)

    def answered():
        try:
            return bool(app.Version)
        except OutlookError as refusal:
            assert refusal.hresult == "0x80010001"  # noqa: PT017 - it is one answer of several
            return False

    pattern = [answered() for _ in range(12)]
    assert [at for at, whether in enumerate(pattern) if not whether] == [0, 4, 11]
    assert outlook.create(Subject="The user is never turned away")


def test_outlooks_own_work_keeps_its_thread(outlook):
    outlook.set_habits(busy=400)
    outlook.watchdog(reset=True)
    longest = 0.0
    for _ in range(20):
        asked = time.monotonic()
        outlook.ask("ping")
        longest = max(longest, time.monotonic() - asked)
        if longest > 0.1:
            break
        time.sleep(0.03)
    assert longest > 0.1
    assert outlook.watchdog()["longest_ms"] < 390


@pytest.fixture(scope="module")
def listening(start, tmp_path_factory):
    """An Outlook whose add-in listens to the calendar."""
    with start(tmp_path_factory.mktemp("listening"), build.sample_addin()) as outlook:
        wait_for(lambda: outlook.call_times("OnStartupComplete"), "the add-in")
        yield outlook


class TestEvents:
    @pytest.fixture
    def told(self, listening):
        """Answers how often the add-in was told of an event since the test began."""
        listening.set_habits(lose_events=False, double_events=False, echo_events=0)
        before = {}

        def count(name):
            return len(listening.call_times(name)) - before.get(name, 0)

        before = {name: count(name) for name in ("ItemAdd", "ItemChange", "ItemRemove")}
        before["BeforeItemMove"] = count("BeforeItemMove")
        yield count
        listening.set_habits(lose_events=False, double_events=False, echo_events=0)

    def test_each_happening_is_told_once(self, listening, told):
        id_ = listening.create(Subject="Told")
        listening.update(id_, Location="There")
        listening.delete(id_)
        wait_for(lambda: told("ItemRemove"), "the last event")
        names = ("ItemAdd", "ItemChange", "BeforeItemMove", "ItemRemove")
        assert [told(name) for name in names] == [1, 1, 1, 1]

    def test_another_folder_is_not_told_of(self, listening, told):
        listening.delete(listening.create(folder="Projects", Subject="Elsewhere"))
        listening.create(Subject="Here")
        wait_for(lambda: told("ItemAdd"), "the event")
        assert (told("ItemAdd"), told("BeforeItemMove")) == (1, 0)

    def test_events_are_lost(self, listening, told):
        listening.set_habits(lose_events=True)
        listening.create(Subject="Silent")
        listening.set_habits(lose_events=False)
        listening.create(Subject="Loud")
        wait_for(lambda: told("ItemAdd"), "the second one's event")
        assert told("ItemAdd") == 1

    def test_events_are_doubled(self, listening, told):
        listening.set_habits(double_events=True)
        listening.create(Subject="Twice")
        wait_for(lambda: told("ItemAdd") == 2, "two events")

    def test_events_are_echoed_later(self, listening, told):
        listening.set_habits(echo_events=300)
        listening.create(Subject="Echo")
        wait_for(lambda: told("ItemAdd") == 1, "the event")
        wait_for(lambda: told("ItemAdd") == 2, "its echo")

    def test_a_listener_can_forbid_a_move(self, listening, told):
        id_ = listening.create(Subject="Stay")
        with pytest.raises(OutlookError, match="0x80004004"):
            listening.delete(id_)
        assert listening.appointment(id_)["Folder"] == "Calendar"
        assert told("BeforeItemMove") == 1

    def test_a_listeners_fault_is_kept_from_outlook_and_shown_to_the_test(self, listening, told):
        listening.update(listening.create(Subject="Calm"), Subject="Fault")
        fault = "ItemChange: System.InvalidOperationException: a fault of the listener's"
        wait_for(lambda: fault in listening.faults(), "the fault")


def test_who_does_not_hold_what_he_listens_to_is_told_no_more(start, tmp_path):
    with start(tmp_path, build.sample_addin()) as outlook:
        wait_for(lambda: outlook.call_times("OnStartupComplete"), "the add-in")
        outlook.create(Subject="Heard")
        wait_for(lambda: outlook.call_times("ItemAdd"), "the event")

        def deaf():
            outlook.click("Deaf")
            heard = len(outlook.call_times("ItemAdd"))
            outlook.create(Subject="Not heard")
            outlook.ask("ping")
            return len(outlook.call_times("ItemAdd")) == heard

        wait_for(deaf, "the listener to be collected")


@pytest.mark.parametrize(("pumps", "when"), [(True, "Inside Save"), (False, "Later")])
def test_messages_are_dispatched_inside_longer_calls(listening, pumps, when):
    listening.set_habits(pump_messages=pumps)
    listening.click("Pump")
    wait_for(lambda: listening.ribbon_control("State")["label"] == when, when)
    listening.set_habits(pump_messages=False)
