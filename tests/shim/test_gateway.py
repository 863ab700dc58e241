"""The real gateway in the simulated Outlook, seen by the side that Python builds on it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.conformance.outlook_cases import key_of
from tests.shim import remote
from tests.simulator import macro
from tests.simulator.client import Screen, wait_for

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay, Timed
from outlook_crm.outlook.calendars import profile
from outlook_crm.outlook.side import OutlookSide
from outlook_crm.sync.ports import Want
from outlook_crm.sync.values import Absence, Fate, Step, StepKind

pytestmark = pytest.mark.shim

START = datetime(2026, 3, 3, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """One Outlook for all tests of the module: each makes its own appointments."""
    with Screen() as screen:
        outlook, gateway = remote.start(tmp_path_factory.mktemp("outlook"), screen.display)
        with outlook:
            yield outlook, gateway
            gateway.close()


@pytest.fixture
def outlook(world):
    yield world[0]
    world[0].set_habits(
        call_rejected=0,
        unreadable=[],
        unreadable_properties=[],
        late_modification=0,
        short_term_ids=False,
        pump_messages=False,
        lose_events=False,
        double_events=False,
    )


@pytest.fixture
def gateway(world):
    return world[1]


@pytest.fixture(scope="module")
def calendars(world):
    return {calendar.name: calendar for calendar in profile(world[1]).calendars}


def side_of(gateway, calendar):
    return OutlookSide(
        gateway,
        store=calendar.store,
        folder=calendar.folder,
        pairing="p1",
        key_of=key_of,
        now=lambda: datetime.now(UTC),
    )


@pytest.fixture
def side(gateway, calendars):
    return side_of(gateway, calendars["Calendar"])


def want(*items, only=None):
    return Want(
        start=START - timedelta(days=60),
        end=START + timedelta(days=60),
        known={item.id: item.version for item in items},
        keys={item.id: item.key for item in items},
        only=None if only is None else frozenset(only),
    )


def step(kind, item=None, source="4711", **fields):
    return Step(
        kind,
        Side.OUTLOOK,
        target=item.id if item else "",
        source=source,
        key="",
        fields={FieldName(name): value for name, value in fields.items()},
        expect=item.version if item else "",
    )


def make(side, **fields):
    span = Timed(START, START + timedelta(hours=1), "Europe/Berlin")
    return side.write(step(StepKind.CREATE, **{"subject": "Made", "when": span} | fields)).item


def test_the_calendars_and_what_may_be_done_in_them(gateway, calendars):
    assert [account.address for account in profile(gateway).accounts] == ["anna@example.com"]
    own, team = calendars["Calendar"], calendars["Team (read only)"]
    assert (own.kind, own.writable, own.default) == ("own", True, True)
    assert not team.writable


EVERYTHING = {
    "subject": "Möte \U0001f91d",
    "description": "Rad 1\r\nRad 2 " + "x" * 1000,
    "location": "Zürich",
    "busy": "oof",
    "importance": "high",
    "reminder": 45,
    "categories": ("Kund", "Viktig"),
    "sensitivity": "private",
    "type": "Meeting",
    "status": "Planned",
    "accounts": ("12", "13"),
    "contacts": ("7",),
    "projects": (),
}


@pytest.mark.parametrize(
    "when",
    [
        Timed(START, START + timedelta(minutes=90), "America/New_York"),
        Timed(START, START, "Europe/Berlin"),
        AllDay(START.date(), START.date() + timedelta(days=2)),
    ],
)
def test_every_field_comes_back_as_it_was_written(side, when):
    made = make(side, **EVERYTHING, when=when)
    read = side.read([made.id])[made.id]
    for name, value in (EVERYTHING | {"when": when}).items():
        assert read.fields[FieldName(name)] == value, name
    assert read.whole
    assert (read.stamp, read.version) == ("4711", made.version)
    assert read.key


def test_a_timed_appointment_becomes_all_day_and_back(side):
    made = make(side)
    days = AllDay(START.date(), START.date() + timedelta(days=1))
    as_days = side.write(step(StepKind.UPDATE, made, when=days)).item
    assert as_days.fields[FieldName.WHEN] == days
    span = Timed(START, START + timedelta(hours=2))
    as_span = side.write(step(StepKind.UPDATE, as_days, when=span)).item
    when = as_span.fields[FieldName.WHEN]
    assert (when.start, when.end) == (span.start, span.end)


def test_moving_far_ahead_or_back_keeps_start_and_end(side):
    item = make(side)
    for days in (40, -40):
        start = START + timedelta(days=days)
        span = Timed(start, start + timedelta(minutes=30), "Europe/Berlin")
        item = side.write(step(StepKind.UPDATE, item, when=span)).item
        assert item.fields[FieldName.WHEN] == span


def test_what_the_user_made_is_read(outlook, side):
    id_ = outlook.create(Subject="User's", Body="x" * 500, Categories="Kund, Viktig")
    item = side.observe(want(only=[id_])).items[id_]
    assert item.fields[FieldName.SUBJECT] == "User's"
    assert len(item.fields[FieldName.DESCRIPTION].rstrip()) == 500
    assert item.stamp is None
    assert FieldName.TYPE not in item.fields


def test_a_quiet_pass_finds_all_unchanged(side):
    items = [make(side, subject=str(number)) for number in range(3)]
    observation = side.observe(want(*items))
    assert observation.complete
    assert observation.unchanged >= {item.id for item in items}
    assert not observation.absent


def test_the_row_and_the_item_tell_the_same_time_and_stamp(gateway, calendars, side):
    item = make(side, source="4799")
    place = calendars["Calendar"]
    question = {"store": place.store, "folder": place.folder, "pairing": "p1", "next": ""}
    rows = json.loads(gateway.Scan(json.dumps(question)))["rows"]
    row = next(row for row in rows if row["id"] == item.id)
    assert item.version.startswith(row["modified"] + "/")
    assert key_of(row["gid"]) == item.key
    assert row["stamp"] == "4799"
    assert [found.id for found in side.find("", "4799")] == [item.id]


def test_the_users_edit_makes_a_write_stale(outlook, side):
    item = make(side)
    outlook.update(item.id, Location="Elsewhere")
    assert side.write(step(StepKind.UPDATE, item, subject="Ours")).fate is Fate.STALE
    assert side.read([item.id])[item.id].fields[FieldName.SUBJECT] == "Made"


def test_what_is_half_typed_in_a_window_is_nobodys_to_read(outlook, side):
    item = make(side)
    window = outlook.open_inspector(item.id)
    outlook.inspector_set(window, Subject="Half a sub")
    assert set(side.observe(want(item, only=[item.id])).unreadable) == {item.id}
    outlook.inspector_close(window, save=True)
    shown = side.observe(want(item, only=[item.id])).items[item.id]
    assert shown.fields[FieldName.SUBJECT] == "Half a sub"


def test_an_unsaved_window_keeps_the_item_from_us_until_it_closes(outlook, side):
    item = make(side)
    window = outlook.open_inspector(item.id)
    outlook.inspector_set(window, Subject="Half typed")
    assert side.write(step(StepKind.UPDATE, item, location="Ours")).fate is Fate.BUSY
    outlook.inspector_close(window, save=False)
    assert side.write(step(StepKind.UPDATE, item, location="Ours")).fate is Fate.DONE


def test_a_read_only_calendar_refuses(gateway, calendars):
    outcome = side_of(gateway, calendars["Team (read only)"]).write(
        step(StepKind.CREATE, subject="No", when=Timed(START, START))
    )
    assert outcome.fate is Fate.REFUSED


def test_a_delete_goes_to_deleted_items_and_is_then_proven(outlook, side):
    item = make(side)
    assert side.write(step(StepKind.DELETE, item)).fate is Fate.DONE
    assert side.observe(want(item)).absent == {item.id: Absence.DELETED}
    assert side.write(step(StepKind.UPDATE, item, subject="Late")).fate is Fate.MISSING


def test_the_users_deletion_and_move_are_told_apart(outlook, side):
    deleted, moved = make(side), make(side)
    outlook.delete(deleted.id)
    outlook.move(moved.id, "Projects")
    observation = side.observe(want(deleted, moved))
    assert observation.absent[deleted.id] is Absence.DELETED
    assert observation.absent[moved.id] in (Absence.MOVED, Absence.LOST)


def test_an_item_without_an_id_that_ever_was_is_lost(side):
    item = make(side)
    stranger = item.id[:-8] + "0" * 8
    assert side.read([stranger]) == {stranger: Absence.LOST}


def test_outlook_being_busy_now_and_then_is_not_noticed(outlook, side):
    outlook.set_habits(call_rejected=7)
    item = make(side, **EVERYTHING)
    assert side.write(step(StepKind.UPDATE, item, location="Ours")).fate is Fate.DONE
    assert side.observe(want(item)).complete


class TestAwkwardOutlook:
    def test_one_item_that_cannot_be_opened_stops_nothing(self, outlook, side):
        bad, good = make(side), make(side)
        outlook.set_habits(unreadable=[bad.id])
        observation = side.observe(want(only=[bad.id, good.id]))
        assert list(observation.unreadable) == [bad.id]
        assert observation.items.keys() == {good.id}
        assert not observation.absent
        assert side.read([bad.id]) == {bad.id: Absence.UNKNOWN}

    def test_a_field_that_cannot_be_read_is_not_an_empty_one(self, outlook, side):
        item = make(side, description="Agenda")
        outlook.set_habits(unreadable_properties=["Body"])
        read = side.read([item.id])[item.id]
        assert FieldName.DESCRIPTION not in read.fields
        assert not read.whole

    def test_a_server_that_touches_the_time_alone_changes_nothing(self, outlook, side):
        outlook.set_habits(late_modification=1100)
        item = make(side)
        wait_for(lambda: side.read([item.id])[item.id].version != item.version, "the server")
        outcome = side.write(step(StepKind.UPDATE, item, location="Ours"))
        assert outcome.fate is Fate.DONE

    def test_ids_of_tables_are_the_lasting_ones(self, outlook, side):
        item = make(side)
        outlook.set_habits(short_term_ids=True)
        assert item.id in side.observe(want(item)).unchanged

    def test_an_accepted_invitation_is_not_a_deletion(self, outlook, side):
        id_ = outlook.create(Subject="Invited", MeetingStatus=3, Start="2026-03-03T09:00")
        item = side.observe(want(only=[id_])).items[id_]
        again = outlook.accept_invitation(id_)
        observation = side.observe(want(item))
        assert observation.absent.get(id_) in (None, Absence.MOVED)
        assert observation.items[again].key == item.key

    def test_messages_dispatched_inside_its_calls_do_no_harm(self, outlook, gateway, side):
        outlook.set_habits(pump_messages=True)
        items = [make(side, subject=str(number)) for number in range(5)]
        for item in items:
            written = side.write(step(StepKind.UPDATE, item, location="Ours"))
            assert written.fate is Fate.DONE
        assert not outlook.faults()


class TestEvents:
    @pytest.fixture(autouse=True)
    def watched(self, gateway, calendars):
        place = calendars["Calendar"]
        folders = [{"store": place.store, "folder": place.folder}]
        assert json.loads(gateway.Watch(json.dumps({"folders": folders}))) == {}
        gateway.commands()

    def test_a_change_is_told_with_its_id(self, outlook, gateway):
        id_ = outlook.create(Subject="New")
        assert id_ in told(gateway, "outlook.changed")

    def test_many_changes_are_told_together(self, outlook, gateway):
        id_ = outlook.create(Subject="New")
        for number in range(5):
            outlook.update(id_, Subject=str(number))
        wait_for(lambda: id_ in told(gateway, "outlook.changed"), "the change")
        assert not gateway.commands()

    def test_a_deletion_is_told_with_its_id(self, outlook, gateway):
        id_ = outlook.create(Subject="New")
        told(gateway, "outlook.changed")
        outlook.delete(id_)
        assert id_ in told(gateway, "outlook.removed")

    def test_a_change_told_twice_is_one_command(self, outlook, gateway):
        outlook.set_habits(double_events=True)
        id_ = outlook.create(Subject="New")
        assert told(gateway, "outlook.changed") == [id_]

    def test_a_lost_event_is_found_by_the_next_pass(self, outlook, gateway, side):
        item = make(side)
        told(gateway, "outlook.changed")
        outlook.set_habits(lose_events=True)
        outlook.update(item.id, Location="Elsewhere")
        found = side.observe(want(item)).items[item.id]
        assert found.fields[FieldName.LOCATION] == "Elsewhere"
        assert not gateway.commands()

    def test_no_folder_watched_is_no_event(self, outlook, gateway, side):
        gateway.Watch(json.dumps({"folders": []}))
        outlook.create(Subject="New")
        outlook.busy(1000)
        side.verify()
        assert not gateway.commands()


def told(gateway, name):
    """The ids that the next commands of this name tell of."""
    seen = []

    def look():
        seen.extend(gateway.commands())
        return [command for command in seen if command["command"] == name]

    return [id_ for command in wait_for(look, name, 5) for id_ in command["args"]["ids"]]


def test_pages_of_a_large_calendar_keep_outlook_responsive(outlook, gateway, calendars):
    side = side_of(gateway, calendars["Projects"])
    for number in range(300):
        make(side, subject=f"Number {number}")
    place = calendars["Projects"]
    question = {"store": place.store, "folder": place.folder, "pairing": "p1", "next": ""}
    page = gateway.Scan(json.dumps(question))
    assert len(page) < 150_000  # characters: longer texts stay in .NET's memory for long
    assert json.loads(page)["next"]
    outlook.watchdog(reset=True)
    assert len(side.observe(want()).items) >= 300
    assert outlook.watchdog()["longest_cpu_ms"] < 100


TRACK_STATUS = "http://schemas.microsoft.com/mapi/proptag/0x5FFF0003"


@pytest.fixture
def meeting(outlook):
    """A meeting of the user's own, to which two people are asked."""
    calendar = macro.application(outlook).Session.GetDefaultFolder(9)
    meeting = calendar.Items.Add().with_(Subject="Kick-off", Start=START.replace(tzinfo=None))
    meeting.MeetingStatus = 1
    for name in ("bo@example.org", "eva@example.org"):
        meeting.Recipients.Add(name)
    assert meeting.Recipients.ResolveAll()
    meeting.Save()
    return meeting


class TestAttendees:
    def test_of_an_own_meeting_are_told_with_their_answers(self, side, meeting):
        told = side.read([meeting.EntryID])[meeting.EntryID]
        assert set(told.fields[FieldName.ATTENDEES]) == {
            "bo@example.org (none)",
            "eva@example.org (none)",
        }
        meeting.Recipients.Item(1).PropertyAccessor.SetProperty(TRACK_STATUS, 3)
        meeting.Save()
        again = side.read([meeting.EntryID])[meeting.EntryID]
        assert "bo@example.org (accepted)" in again.fields[FieldName.ATTENDEES]
        assert again.version != told.version
        assert again.whole

    def test_that_cannot_be_read_leave_the_item_whole(self, outlook, side, meeting):
        outlook.set_habits(unreadable_properties=["Recipients"])
        told = side.read([meeting.EntryID])[meeting.EntryID]
        assert told.whole
        assert FieldName.ATTENDEES not in told.fields

    def test_of_a_plain_appointment_are_nobody(self, side):
        made = make(side)
        assert made.fields[FieldName.ATTENDEES] == ()
        assert FieldName.RESPONSE not in made.fields

    def test_of_anothers_meeting_are_not_told_but_ones_own_answer_is(self, outlook, side):
        id_ = outlook.create(Subject="Invited", MeetingStatus=3, Start="2026-03-03T09:00")
        id_ = outlook.accept_invitation(id_)
        told = side.read([id_])[id_]
        assert told.fields[FieldName.RESPONSE] == "accepted"
        assert FieldName.ATTENDEES not in told.fields
