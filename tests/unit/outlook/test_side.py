"""OutlookSide over the gateway in memory: what a pass reads, and what absence means."""

import gc
import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.simulation.fake_gateway import (
    ACCOUNT,
    BIN,
    CALENDAR,
    PROJECTS,
    READ_ONLY,
    STORE,
    FakeGateway,
)

from outlook_crm import errors
from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import Timed
from outlook_crm.outlook.calendars import profile
from outlook_crm.outlook.folder import BATCH
from outlook_crm.outlook.records import Record
from outlook_crm.outlook.side import OutlookSide
from outlook_crm.sync.ports import Want
from outlook_crm.sync.values import TAKEN_BACK, Absence, Fate, Role, Step, StepKind


def key_of(gid):
    return "olk-" + hashlib.sha256(gid.encode()).hexdigest()[:32]


@pytest.fixture
def gateway():
    return FakeGateway()


@pytest.fixture
def side(gateway):
    return side_of(gateway)


def side_of(gateway, folder=CALENDAR):
    return OutlookSide(
        gateway, store=STORE, folder=folder, pairing="p1", key_of=key_of, now=gateway.now
    )


def want(*items, only=None, start=datetime(2026, 2, 1, tzinfo=UTC), days=60):
    return Want(
        start=start,
        end=start + timedelta(days=days),
        known={item.id: item.version for item in items},
        keys={item.id: item.key for item in items},
        only=None if only is None else frozenset(only),
    )


def linked(side, gateway, **cells):
    """An item as the sync knows it some time after it was made."""
    id_ = gateway.make(**cells)
    gateway.wait(hours=1)
    return side.read([id_])[id_]


def reads(gateway):
    return [id_ for name, question in gateway.calls if name == "Read" for id_ in question["ids"]]


class TestAPass:
    def test_shows_the_window_and_its_edges(self, side, gateway):
        span = {"Start": "2026-01-30T00:00:00Z", "End": "2026-02-01T00:00:00Z"}
        gateway.make(**span)
        inside = gateway.make(**span | {"End": "2026-02-01T00:30:00Z"})
        gateway.make(Start="2026-04-02T00:00:00Z", End="2026-04-02T01:00:00Z")
        empty = gateway.make(Start="2026-02-01T00:00:00Z", End="2026-02-01T00:00:00Z")
        observation = side.observe(want())
        assert observation.items.keys() == {inside, empty}
        assert observation.complete

    def test_reads_nothing_when_nothing_changed(self, side, gateway):
        items = [linked(side, gateway, Subject=str(n)) for n in range(3)]
        gateway.calls.clear()
        observation = side.observe(want(*items))
        assert observation.unchanged == {item.id for item in items}
        assert not observation.items
        assert not reads(gateway)

    def test_reads_only_what_changed(self, side, gateway):
        same, changed = linked(side, gateway), linked(side, gateway)
        gateway.edit(changed.id, Subject="Now")
        gateway.calls.clear()
        observation = side.observe(want(same, changed))
        assert reads(gateway) == [changed.id]
        assert observation.items[changed.id].fields[FieldName.SUBJECT] == "Now"

    def test_a_second_change_in_the_same_second_is_seen(self, side, gateway):
        id_ = gateway.make(Subject="First")
        item = side.read([id_])[id_]
        gateway.edit(id_, Subject="Second")
        assert side.observe(want(item)).items[id_].fields[FieldName.SUBJECT] == "Second"

    def test_a_fresh_item_is_read_again_until_it_has_settled(self, side, gateway):
        id_ = gateway.make()
        fresh = side.read([id_])[id_]
        assert side.observe(want(fresh)).unchanged == {id_}
        gateway.wait(minutes=5)
        settled = side.observe(want(fresh)).items[id_]
        assert settled.version != fresh.version
        gateway.calls.clear()
        assert side.observe(want(settled)).unchanged == {id_}
        assert not reads(gateway)

    def test_a_known_item_is_judged_outside_the_window_too(self, side, gateway):
        item = linked(side, gateway)
        gateway.edit(item.id, Start="2031-01-01T08:00:00Z", End="2031-01-01T09:00:00Z")
        assert item.id in side.observe(want(item)).items

    def test_unlinked_items_are_read_once_and_shown_each_time(self, side, gateway):
        id_ = gateway.make()
        gateway.wait(hours=1)
        side.observe(want())
        gateway.calls.clear()
        assert id_ in side.observe(want()).items
        assert not reads(gateway)
        gateway.edit(id_, Subject="Now")
        assert side.observe(want()).items[id_].fields[FieldName.SUBJECT] == "Now"
        gateway.delete(id_)
        assert not side.observe(want()).items

    def test_linked_items_that_are_not_settled_are_read_once_and_shown_each_time(
        self, side, gateway
    ):
        """Held, or asleep: of a silent direction there may be many."""
        item = linked(side, gateway)
        asleep = replace(want(item), known={item.id: ""})
        for ids in ([item.id], []):
            gateway.calls.clear()
            observation = side.observe(asleep)
            assert observation.items == {item.id: item}
            assert not observation.unchanged
            assert reads(gateway) == ids
        gateway.edit(item.id, Subject="Changed")
        assert side.observe(asleep).items[item.id].fields[FieldName.SUBJECT] == "Changed"

    def test_parts_that_cannot_be_read_are_tried_again_now_and_then(self, side, gateway):
        item = linked(side, gateway)
        gateway.unreadable_cells[item.id] = ("Body",)
        gateway.edit(item.id, Subject="Changed")
        gateway.wait(minutes=5)
        side.observe(want(item))
        gateway.unreadable_cells.clear()
        gateway.calls.clear()
        assert not side.observe(want(item)).items[item.id].whole
        assert reads(gateway) == []
        gateway.wait(minutes=10)
        assert side.observe(want(item)).items[item.id].whole

    def test_takes_all_pages_and_batches(self, side, gateway):
        for n in range(450):
            gateway.make(Subject=str(n))
        observation = side.observe(want())
        assert len(observation.items) == 450
        assert [name for name, _ in gateway.calls].count("Scan") == 3

    def test_keeps_no_more_than_two_batches_of_whole_records(self, side, gateway, monkeypatch):
        for number in range(4 * BATCH):
            gateway.make(Subject=f"Visit {number}")
        held, read = [], gateway.Read

        def counted(asked):
            held.append(sum(isinstance(each, Record) for each in gc.get_objects()))
            return read(asked)

        monkeypatch.setattr(gateway, "Read", counted)
        assert len(side.observe(want()).items) == 4 * BATCH
        assert max(held) - held[0] <= 2 * BATCH  # other tests may have left some

    def test_with_rows_lost_is_not_complete_and_proves_no_deletion(self, side, gateway):
        item = linked(side, gateway)
        gateway.destroy(item.id)
        gateway.make()
        gateway.make()
        gateway.lose_rows = 1
        observation = side.observe(want(item))
        assert not observation.complete
        assert observation.absent == {item.id: Absence.UNKNOWN}

    def test_leaves_alone_what_is_no_appointment(self, side, gateway):
        for number, name in enumerate(("IPM.Schedule.Meeting.Request", "IPM.Appointment.Ours")):
            gateway.alter(gateway.make(Subject=str(number)), **{"class": name})
        items = side.observe(want()).items.values()
        assert [item.fields[FieldName.SUBJECT] for item in items] == ["1"]

    def test_an_unreadable_item_is_named_and_not_absent(self, side, gateway):
        item = linked(side, gateway)
        gateway.edit(item.id)
        gateway.unreadable[item.id] = "0x80040201"
        observation = side.observe(want(item))
        assert "0x80040201" in observation.unreadable[item.id]
        assert not observation.absent
        assert side.read([item.id]) == {item.id: Absence.UNKNOWN}

    def test_an_item_with_an_unreadable_cell_is_not_whole(self, side, gateway):
        id_ = gateway.make()
        gateway.unreadable_cells[id_] = ("Body",)
        item = side.observe(want()).items[id_]
        assert not item.whole
        assert FieldName.DESCRIPTION not in item.fields

    def test_of_a_folder_that_is_gone_is_an_error(self, side, gateway):
        gateway.folder_gone = True
        for call in (side.verify, lambda: side.observe(want())):
            with pytest.raises(errors.Missing):
                call()

    def test_ends_when_cancelled(self, side):
        side.verify()
        side.cancel()
        with pytest.raises(errors.Cancelled):
            side.observe(want())


class TestAnItemOpenInAWindow:
    def test_is_not_read_while_it_is_half_typed(self, side, gateway):
        item = linked(side, gateway)
        gateway.edit(item.id, Subject="Half a sub")
        gateway.open_unsaved.add(item.id)
        observation = side.observe(want(item))
        assert item.id not in observation.items
        assert set(observation.unreadable) == {item.id}

    def test_is_read_once_it_is_closed(self, side, gateway):
        item = linked(side, gateway)
        gateway.edit(item.id, Subject="Half a subject, and the rest")
        gateway.open_unsaved.add(item.id)
        side.observe(want(item))
        gateway.open_unsaved.clear()
        shown = side.observe(want(item)).items[item.id]
        assert shown.fields[FieldName.SUBJECT] == "Half a subject, and the rest"


class TestWhatAnEventTold:
    def test_only_these_are_read(self, side, gateway):
        known, other = linked(side, gateway), linked(side, gateway)
        new = gateway.make()
        gateway.edit(known.id, Subject="Now")
        gateway.calls.clear()
        observation = side.observe(want(known, other, only=[known.id, new]))
        assert observation.items.keys() == {known.id, new}
        assert not observation.complete
        assert {name for name, _ in gateway.calls} == {"Read"}

    def test_an_echo_of_our_own_write_is_unchanged(self, side, gateway):
        item = linked(side, gateway)
        assert side.observe(want(item, only=[item.id])).unchanged == {item.id}

    def test_a_deleted_one_is_found_deleted(self, side, gateway):
        item = linked(side, gateway)
        gateway.delete(item.id)
        observation = side.observe(want(item, only=[item.id]))
        assert observation.absent == {item.id: Absence.DELETED}

    def test_one_that_never_was_linked_and_is_gone_is_nothing(self, side, gateway):
        observation = side.observe(want(only=["GONE"]))
        assert (observation.items, observation.absent) == ({}, {})


class TestAbsence:
    @pytest.mark.parametrize("new_id", [True, False])
    def test_in_deleted_items_and_nowhere_alive_is_deleted(self, side, gateway, new_id):
        item = linked(side, gateway)
        gateway.delete(item.id, new_id=new_id)
        assert side.observe(want(item)).absent == {item.id: Absence.DELETED}
        assert side.read([item.id]) == {item.id: Absence.DELETED}

    @pytest.mark.parametrize("new_id", [True, False])
    def test_in_deleted_items_by_an_undo_is_no_deletion(self, side, gateway, new_id):
        item = linked(side, gateway)
        mark = Step(StepKind.STAMP, Side.OUTLOOK, item.id, f"{TAKEN_BACK}77", item.key)
        assert side.write(mark).item.stamp == "77"
        gateway.delete(item.id, new_id=new_id)
        assert side.observe(want(item)).absent == {item.id: Absence.MOVED}
        assert side.read([item.id]) == {item.id: Absence.MOVED}

    def test_deleted_before_we_ever_ran_is_deleted(self, gateway):
        item = linked(side_of(gateway), gateway)
        gateway.delete(item.id)
        assert side_of(gateway).observe(want(item)).absent == {item.id: Absence.DELETED}

    def test_gone_from_deleted_items_too_is_no_proof(self, side, gateway):
        """It may have been emptied, or the user took the item out again into any folder."""
        item = linked(side, gateway)
        gateway.delete(item.id)
        gateway.empty_bin()
        assert side.observe(want(item)).absent == {item.id: Absence.LOST}

    @pytest.mark.parametrize(("told", "absence"), [(True, Absence.DELETED), (False, Absence.LOST)])
    def test_found_nowhere_is_deleted_only_if_outlook_told_so(self, side, gateway, told, absence):
        item = linked(side, gateway)
        gateway.destroy(item.id, told=told)
        assert side.observe(want(item)).absent == {item.id: absence}

    def test_in_another_folder_is_moved(self, side, gateway):
        item = linked(side, gateway)
        gateway.move(item.id, PROJECTS, new_id=False)
        assert side.observe(want(item)).absent == {item.id: Absence.MOVED}

    def test_an_invitation_accepted_is_the_same_meeting_as_a_new_item(self, side, gateway):
        item = linked(side, gateway, Start="2031-01-01T08:00:00Z", End="2031-01-01T09:00:00Z")
        new_id = gateway.remake(item.id)
        observation = side.observe(want(item))
        assert observation.absent == {item.id: Absence.MOVED}
        assert observation.items[new_id].key == item.key

    def test_alive_as_a_new_item_beats_the_old_one_in_deleted_items(self, side, gateway):
        item = linked(side, gateway)
        new_id = gateway.copy(item.id)
        gateway.delete(item.id)
        observation = side.observe(want(item))
        assert observation.absent == {item.id: Absence.MOVED}
        assert new_id in observation.items

    def test_a_linked_copy_does_not_stand_in_for_the_deleted_original(self, side, gateway):
        item = linked(side, gateway)
        copy_id = gateway.copy(item.id)
        copied = side.read([copy_id])[copy_id]
        gateway.delete(item.id)
        assert side.observe(want(item, copied)).absent == {item.id: Absence.DELETED}

    def test_when_a_migration_changed_every_id_nothing_is_deleted(self, side, gateway):
        items = [linked(side, gateway, Subject=str(n)) for n in range(5)]
        new_ids = {gateway.remake(item.id) for item in items}
        observation = side.observe(want(*items))
        assert set(observation.absent.values()) == {Absence.MOVED}
        assert observation.items.keys() == new_ids


class TestWhatIsAway:
    """Archived or moved, it is remembered as such: to look for it means to open it."""

    @pytest.fixture
    def away(self, side, gateway):
        items = [linked(side, gateway, Subject=str(n)) for n in range(4)]
        for item in items[:2]:
            gateway.move(item.id, PROJECTS, new_id=False)
        gateway.destroy(items[2].id, told=False)
        self.expected = dict.fromkeys((each.id for each in items[:2]), Absence.MOVED)
        self.expected[items[2].id] = Absence.LOST
        assert side.observe(want(*items)).absent == self.expected
        gateway.calls.clear()
        return items

    def test_is_not_opened_again_at_the_next_pass(self, side, gateway, away):
        assert side.observe(want(*away)).absent == self.expected
        assert [name for name, _ in gateway.calls] == ["Scan"]

    def test_is_looked_for_again_after_a_while(self, side, gateway, away):
        gateway.delete(away[0].id, new_id=False)
        gateway.wait(minutes=10)
        assert side.observe(want(*away)).absent[away[0].id] is Absence.DELETED

    def test_that_comes_back_is_seen_at_once(self, side, gateway, away):
        gateway.move(away[0].id, CALENDAR, new_id=False)
        assert away[0].id not in side.observe(want(*away)).absent

    def test_that_comes_back_as_another_item_is_met_at_once(self, side, gateway, away):
        new_id = gateway.move(away[0].id, CALENDAR)
        observation = side.observe(want(*away))
        assert observation.items[new_id].key == away[0].key
        assert observation.absent[away[0].id] is Absence.MOVED


class TestAnItem:
    @pytest.mark.parametrize(
        ("status", "role"),
        [
            (0, Role.OWN),
            (1, Role.ORGANISER),
            (3, Role.INVITED),
            (5, Role.ORGANISER),
            (7, Role.CANCELLED),
        ],
    )
    def test_what_the_user_is_to_it(self, side, gateway, status, role):
        id_ = gateway.make()
        gateway.alter(id_, meeting=status)
        assert side.observe(want()).items[id_].role is role

    def test_carries_the_stamp_of_this_pairing_and_mailbox_alone(self, side, gateway):
        ours = gateway.make(stamps={"p1": f"4711 {ACCOUNT}"})
        other_pairing = gateway.make(stamps={"p2": f"4712 {ACCOUNT}"})
        other_mailbox = gateway.make(stamps={"p1": "4713 bo@example.com"})
        items = side.observe(want()).items
        assert items[ours].stamp == "4711"
        assert items[other_pairing].stamp is None
        assert items[other_mailbox].stamp is None

    def test_is_found_by_key_or_stamp_oldest_first(self, side, gateway):
        first = gateway.make(stamps={"p1": f"4711 {ACCOUNT}"})
        gateway.wait(minutes=1)
        second = gateway.copy(first)
        key = side.read([first])[first].key
        assert [item.id for item in side.find(key)] == [first, second]
        assert [item.id for item in side.find("", "4711")] == [first, second]
        assert side.find("olk-unknown", "4799") == []
        assert side.find("") == []
        gateway.delete(first)
        assert [item.id for item in side.find(key)] == [second]

    def test_in_deleted_items_is_not_one_to_read(self, side, gateway):
        id_ = gateway.make(BIN)
        assert side.read([id_]) == {id_: Absence.DELETED}


class TestAWrite:
    def step(self, kind, **rest):
        start = datetime(2026, 3, 3, 8, tzinfo=UTC)
        fields = {
            FieldName.SUBJECT: "From the CRM",
            FieldName.WHEN: Timed(start, start + timedelta(hours=1)),
        }
        blank = {"target": "", "source": "4711", "key": "", "fields": fields}
        return Step(kind, Side.OUTLOOK, **blank | rest)

    def test_creates_with_the_stamp_and_shows_the_item(self, side):
        outcome = side.write(self.step(StepKind.CREATE))
        assert outcome.fate is Fate.DONE
        assert outcome.item.stamp == "4711"
        assert outcome.item.fields[FieldName.SUBJECT] == "From the CRM"
        assert outcome.item.fields[FieldName.BUSY] == "busy"
        assert outcome.item.key

    def test_updates_what_is_given_and_keeps_the_zone(self, side, gateway):
        item = linked(side, gateway, Body="Untouched", StartTimeZone="Tokyo Standard Time")
        outcome = side.write(self.step(StepKind.UPDATE, target=item.id, expect=item.version))
        fields = outcome.item.fields
        assert fields[FieldName.SUBJECT] == "From the CRM"
        assert fields[FieldName.DESCRIPTION] == "Untouched"
        assert fields[FieldName.WHEN].zone == "Asia/Tokyo"

    def test_of_an_item_changed_since_is_stale(self, side, gateway):
        item = linked(side, gateway)
        gateway.edit(item.id, Location="Elsewhere")
        step = self.step(StepKind.UPDATE, target=item.id, expect=item.version)
        assert side.write(step).fate is Fate.STALE
        assert side.read([item.id])[item.id].fields[FieldName.SUBJECT] is None

    def test_goes_through_when_the_server_only_touched_the_time(self, side, gateway):
        item = linked(side, gateway)
        gateway.edit(item.id)
        step = self.step(StepKind.UPDATE, target=item.id, expect=item.version)
        assert side.write(step).fate is Fate.DONE

    def test_of_a_fresh_item_is_not_stale(self, side):
        made = side.write(self.step(StepKind.CREATE)).item
        step = self.step(StepKind.UPDATE, target=made.id, expect=made.version)
        assert side.write(step).fate is Fate.DONE

    def test_of_an_item_open_in_a_window_is_busy(self, side, gateway):
        item = linked(side, gateway)
        gateway.open_unsaved.add(item.id)
        step = self.step(StepKind.UPDATE, target=item.id, expect=item.version)
        assert side.write(step).fate is Fate.BUSY

    def test_of_an_item_in_deleted_items_is_missing(self, side, gateway):
        item = linked(side, gateway)
        gateway.delete(item.id, new_id=False)
        step = self.step(StepKind.UPDATE, target=item.id, expect=item.version)
        assert side.write(step).fate is Fate.MISSING

    def test_into_a_read_only_calendar_is_refused_with_a_reason(self, gateway):
        outcome = side_of(gateway, READ_ONLY).write(self.step(StepKind.CREATE))
        assert outcome.fate is Fate.REFUSED
        assert "0x80070005" in outcome.reason

    def test_whose_answer_was_lost_is_unknown_and_found_by_its_stamp(self, side, gateway):
        gateway.lose_answer = True
        assert side.write(self.step(StepKind.CREATE)).fate is Fate.UNKNOWN
        assert len(side.find("", "4711")) == 1

    def test_deletes_into_deleted_items(self, side, gateway):
        item = linked(side, gateway)
        step = self.step(StepKind.DELETE, target=item.id, expect=item.version, fields={})
        assert side.write(step).fate is Fate.DONE
        assert [each["folder"] for each in gateway.items.values()] == [BIN]

    def test_stamps_and_changes_nothing_else(self, side, gateway):
        item = linked(side, gateway, Subject="Mine")
        step = self.step(StepKind.STAMP, target=item.id, expect=item.version, fields={})
        stamped = side.write(step).item
        assert stamped.stamp == "4711"
        assert stamped.fields == item.fields


def test_the_calendars_to_choose_from(gateway):
    shown = profile(gateway)
    assert [account.address for account in shown.accounts] == [ACCOUNT]
    assert [each.name for each in shown.of_account(ACCOUNT)] == ["Calendar", "Projects"]
    assert shown.of_account("bo@example.com") == []
