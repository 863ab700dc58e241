"""What a folder of tasks must do as a side of the sync, beside what `SidePort` says.

A world offers ``side()``; ``user_creates(**cells)``, ``user_changes(id, **cells)``,
``user_deletes(id)``, what a user does in Outlook; ``want(known, keys)``.
"""

from datetime import date

import pytest
from tests.conformance.cases import create, delete, update

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay
from outlook_crm.sync.values import Absence, Fate

F = FieldName
DONE = "Held"
DUE = AllDay(date(2026, 3, 12), date(2026, 3, 13))
OFFER = {F.SUBJECT: "Write the offer", F.WHEN: DUE, F.TYPE: "Task"}


class TaskSuite:
    """Inherit, and give a fixture ``world``."""

    def only(self, world, **want):
        (item,) = world.side().observe(world.want(**want)).items.values()
        return item

    def test_a_task_shows_on_the_day_it_is_due(self, world):
        world.user_creates(Subject="Call Bo", DueDate=date(2026, 3, 12))
        item = self.only(world)
        assert item.fields[F.WHEN] == DUE
        assert item.fields[F.SUBJECT] == "Call Bo"
        assert item.whole
        assert item.key

    def test_a_task_without_a_day_has_no_time_that_could_be_read(self, world):
        world.user_creates(Subject="Some day")
        item = self.only(world)
        assert F.WHEN not in item.fields
        assert not item.whole

    def test_what_is_made_is_read_back_marked_and_due(self, world):
        outcome = world.side().write(create(Side.OUTLOOK, 1, OFFER))
        assert outcome.fate is Fate.DONE
        assert {name: outcome.item.fields[name] for name in OFFER} == OFFER
        assert outcome.item.stamp == "partner-1"
        assert self.only(world).fields == outcome.item.fields

    @pytest.mark.parametrize(
        "fields",
        [
            {F.SUBJECT: "Another"},
            {F.WHEN: AllDay(date(2026, 4, 1), date(2026, 4, 2))},
            {F.DESCRIPTION: "More"},
            {F.IMPORTANCE: "high"},
            {F.CATEGORIES: ("Blue", "Red")},
            {F.SENSITIVITY: "private"},
            {F.CONTACTS: ("7", "8")},
        ],
    )
    def test_a_change_writes_its_fields_and_no_other(self, world, fields):
        side = world.side()
        made = side.write(create(Side.OUTLOOK, 1, OFFER)).item
        outcome = side.write(update(made, fields))
        assert outcome.fate is Fate.DONE
        assert outcome.item.fields == {**made.fields, **fields}

    def test_a_task_ticked_off_has_the_crms_status_for_it(self, world):
        made = world.user_creates(Subject="Call Bo", DueDate=date(2026, 3, 12))
        assert F.STATUS not in self.only(world).fields
        world.user_changes(made, Complete=True)
        assert self.only(world).fields[F.STATUS] == DONE

    def test_the_status_of_the_crm_ticks_it_off_and_takes_it_up_again(self, world):
        side = world.side()
        made = side.write(create(Side.OUTLOOK, 1, OFFER)).item
        done = side.write(update(made, {F.STATUS: DONE})).item
        assert done.fields[F.STATUS] == DONE
        again = side.write(update(done, {F.STATUS: "Planned"})).item
        assert again.fields[F.STATUS] == "Planned"
        world.user_changes(again.id, Complete=True)
        assert self.only(world).fields[F.STATUS] == DONE

    def test_what_changed_meanwhile_is_stale(self, world):
        side = world.side()
        made = side.write(create(Side.OUTLOOK, 1, OFFER)).item
        world.user_changes(made.id, Subject="Mine")
        assert side.write(update(made, {F.SUBJECT: "Theirs"})).fate is Fate.STALE

    def test_a_deletion_is_proven_by_deleted_items(self, world):
        side = world.side()
        made = side.write(create(Side.OUTLOOK, 1, OFFER)).item
        assert side.write(delete(made)).fate is Fate.DONE
        seen = world.side().observe(
            world.want(known={made.id: made.version}, keys={made.id: made.key})
        )
        assert seen.absent == {made.id: Absence.DELETED}

    def test_it_is_found_by_key_and_by_mark(self, world):
        made = world.side().write(create(Side.OUTLOOK, 1, OFFER)).item
        assert [item.id for item in world.side().find(made.key)] == [made.id]
        assert [item.id for item in world.side().find("", "partner-1")] == [made.id]

    def test_it_holds_no_place_and_takes_no_time(self, world):
        held = world.side().capabilities.fields
        assert not held & {F.LOCATION, F.BUSY, F.REMINDER}
        assert F.WHEN in held
