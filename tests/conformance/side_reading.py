"""What every `SidePort` shows; see side_suite.py for the world it needs."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.conformance.cases import meeting, timed, writable

from outlook_crm.domain.canonical import same
from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import Timed
from outlook_crm.errors import Cancelled
from outlook_crm.sync.values import Absence, Item

RELATIONS = {FieldName.ACCOUNTS, FieldName.CONTACTS, FieldName.PROJECTS}
FAR = timed(month=11)
OUTSIDE = meeting(month=12, day=24)


class ReadingSuite:
    """Half of `side_suite.SideSuite`."""

    @pytest.fixture
    def side(self, world):
        return world.side()

    def test_says_who_it_is_and_what_it_can_do(self, side):
        side.verify()
        capabilities = side.capabilities
        assert side.side in Side
        assert {FieldName.SUBJECT, FieldName.WHEN} <= capabilities.fields
        assert capabilities.single_valued <= capabilities.fields

    def test_an_empty_calendar_is_seen_whole(self, world, side):
        observation = side.observe(world.want())
        assert observation.side is side.side
        assert not observation.items
        assert not observation.unchanged
        assert observation.complete

    def test_shows_what_the_user_made(self, world, side):
        id_ = world.user_creates(meeting("Lunch"))
        item = side.observe(world.want()).items[id_]
        assert (item.side, item.id) == (side.side, id_)
        assert item.fields[FieldName.SUBJECT] == "Lunch"
        assert same(FieldName.WHEN, item.fields[FieldName.WHEN], meeting()[FieldName.WHEN])
        assert item.version
        assert item.whole
        assert item.stamp is None
        assert item.created.tzinfo is UTC
        assert item.modified.tzinfo is UTC
        assert item.fields.keys() <= side.capabilities.fields

    def test_a_second_time_all_is_shown_again(self, world, side):
        id_ = world.user_creates(meeting())
        side.observe(world.want())
        assert side.observe(world.want()).items.keys() == {id_}

    def test_the_window_holds_what_overlaps_it(self, world, side):
        start, end = (datetime(2026, 3, day, tzinfo=UTC) for day in (10, 12))
        hour = timedelta(hours=1)

        def creates(first, last):
            fields = meeting() | {FieldName.WHEN: Timed(first, last, "Europe/Berlin")}
            return world.user_creates(fields)

        creates(start - hour, start)
        creates(end, end + hour)
        inside = {
            creates(start - hour, start + hour),
            creates(end - hour, end + hour),
            creates(start - hour, end + hour),
            creates(start, start + hour),
        }
        observation = side.observe(world.want(start=start, end=end))
        assert observation.items.keys() == inside
        assert observation.complete

    def test_takes_in_more_items_than_a_page_holds(self, world, side):
        ids = {world.user_creates(meeting(str(n))) for n in range(self.many)}
        observation = side.observe(world.want())
        assert observation.items.keys() == ids
        assert observation.complete

    many = 230
    """More than two of a side's pages; a slow world may lower it, not below one page."""

    def test_what_is_known_is_not_read_again(self, world, side):
        items = self.linked(world, side, "One", "Two")
        observation = side.observe(self.knowing(world, *items))
        assert observation.unchanged == {item.id for item in items}
        assert not observation.items
        assert observation.complete

    def test_of_what_is_known_the_changed_is_shown(self, world, side):
        same_one, changed = self.linked(world, side, "Same", "Changed")
        world.user_changes(changed.id, {FieldName.SUBJECT: "Now"})
        observation = side.observe(self.knowing(world, same_one, changed))
        assert observation.unchanged == {same_one.id}
        assert observation.items.keys() == {changed.id}
        assert observation.items[changed.id].fields[FieldName.SUBJECT] == "Now"

    def test_what_is_known_is_judged_outside_the_window_too(self, world, side):
        stays, leaves = self.linked(world, side, "Stays", "Leaves")
        world.user_creates(OUTSIDE)
        world.user_changes(leaves.id, {FieldName.WHEN: FAR})
        want = self.knowing(world, stays, leaves, end=FAR.start - timedelta(days=1))
        observation = side.observe(want)
        assert observation.items.keys() == {leaves.id}
        assert not observation.absent

    def test_what_is_known_and_sleeps_outside_the_window_is_unchanged(self, world, side):
        (item,) = self.linked(world, side, "Sleeps")
        want = self.knowing(world, item, start=FAR.start, end=FAR.end)
        observation = side.observe(want)
        assert observation.unchanged == {item.id}
        assert not observation.absent

    def test_a_delta_shows_what_happened_since(self, world, side):
        same_one, changed, deleted = self.linked(world, side, "Same", "Changed", "Deleted")
        want = self.knowing(world, same_one, changed, deleted)
        cursor = side.observe(want).cursor
        world.user_changes(changed.id, {FieldName.LOCATION: "Moved"})
        world.user_deletes(deleted.id)
        new = world.user_creates(meeting("New"))
        observation = side.observe(self.knowing(world, same_one, changed, deleted, cursor=cursor))
        assert observation.items.keys() == {changed.id, new}
        assert observation.unchanged == {same_one.id}
        assert observation.absent == {deleted.id: Absence.DELETED}

    def test_a_delta_in_which_nothing_happened_is_empty(self, world, side):
        items = self.linked(world, side, "One", "Two")
        cursor = side.observe(self.knowing(world, *items)).cursor
        observation = side.observe(self.knowing(world, *items, cursor=cursor))
        assert not observation.items
        assert not observation.absent
        assert observation.unchanged == {item.id for item in items}
        assert observation.complete

    def test_of_only_some_it_says_nothing_about_the_others(self, world, side):
        told, other = self.linked(world, side, "Told", "Other")
        for item in (told, other):
            world.user_changes(item.id, {FieldName.SUBJECT: "Now"})
        new = world.user_creates(meeting("New"))
        only = frozenset({told.id, new})
        observation = side.observe(self.knowing(world, told, other, only=only))
        assert observation.items.keys() == only
        assert not observation.unchanged
        assert not observation.absent
        assert not observation.complete

    def test_of_only_some_the_deleted_is_absent(self, world, side):
        deleted, other = self.linked(world, side, "Deleted", "Other")
        world.user_deletes(deleted.id)
        only = frozenset({deleted.id})
        observation = side.observe(self.knowing(world, deleted, other, only=only))
        assert observation.absent == {deleted.id: Absence.DELETED}

    def test_a_deleted_item_is_proven_so(self, world, side):
        deleted, stays = self.linked(world, side, "Deleted", "Stays")
        world.user_deletes(deleted.id)
        want = self.knowing(world, deleted, stays)
        assert side.observe(want).absent == {deleted.id: Absence.DELETED}
        assert world.side().observe(want).absent == {deleted.id: Absence.DELETED}

    def test_an_unknown_item_that_was_deleted_is_nothing(self, world, side):
        deleted = world.user_creates(meeting())
        side.observe(world.want())
        world.user_deletes(deleted)
        observation = side.observe(world.want())
        assert not observation.items
        assert not observation.absent

    def test_moved_away_is_not_deleted(self, world, side):
        moved, stays = self.linked(world, side, "Moved", "Stays")
        world.user_moves_away(moved.id)
        observation = side.observe(self.knowing(world, moved, stays))
        assert observation.absent.keys() == {moved.id}
        assert observation.absent[moved.id] in (Absence.MOVED, Absence.RELEASED)
        assert observation.unchanged == {stays.id}

    def test_a_copy_is_an_item_of_its_own(self, world, side):
        (original,) = self.linked(world, side, "Original")
        copy = world.user_copies(original.id)
        observation = side.observe(self.knowing(world, original))
        assert observation.items.keys() == {copy}
        assert observation.unchanged == {original.id}

    def test_the_version_stays_while_nothing_changes(self, world, side):
        (item,) = self.linked(world, side, "Lunch")
        world.pass_time()
        assert side.read([item.id])[item.id].version == item.version
        assert world.side().read([item.id])[item.id].version == item.version

    def test_a_users_change_shows_and_makes_a_new_version(self, world, side):
        for name in writable(side.side, side.capabilities.fields):
            first, second = world.values[name]
            id_ = world.user_creates(meeting() | {name: first})
            world.pass_time()
            before = side.read([id_])[id_]
            assert same(name, before.fields[name], first), name
            world.user_changes(id_, {name: second})
            after = side.read([id_])[id_]
            assert same(name, after.fields[name], second), name
            if name not in RELATIONS or side.capabilities.relations_bump_version:
                assert after.version != before.version, name

    def test_reading_gives_one_answer_an_id(self, world, side):
        alive, deleted, moved = self.linked(world, side, "Alive", "Deleted", "Moved")
        world.user_deletes(deleted.id)
        world.user_moves_away(moved.id)
        side.observe(self.knowing(world, alive, deleted, moved))  # tells of the keys
        answer = side.read([alive.id, deleted.id, moved.id])
        assert answer.keys() == {alive.id, deleted.id, moved.id}
        assert answer[alive.id] == alive
        assert answer[deleted.id] is Absence.DELETED
        assert answer[moved.id] in (Absence.MOVED, Absence.RELEASED)
        assert side.read([]) == {}

    def test_nothing_carries_a_mark_that_nobody_wrote(self, world, side):
        world.user_creates(meeting())
        assert not side.find("olk-" + "0" * 32, "no-such-partner")
        assert not side.find("", "")

    def test_a_type_that_nobody_chose_is_none(self, world, side):
        id_ = world.user_creates(meeting())
        assert side.read([id_])[id_].fields.get(FieldName.TYPE) is None

    def test_after_cancel_no_call_begins(self, world, side):
        id_ = world.user_creates(meeting())
        side.cancel()
        for call in (
            side.verify,
            lambda: side.observe(world.want()),
            lambda: side.read([id_]),
            lambda: side.find("olk-" + "0" * 32),
        ):
            with pytest.raises(Cancelled):
                call()

    @staticmethod
    def linked(world, side, *subjects) -> list[Item]:
        """Items as the sync knows them some time after they were made."""
        ids = [world.user_creates(meeting(subject)) for subject in subjects]
        world.pass_time()
        items = side.read(ids)
        return [items[id_] for id_ in ids]

    @staticmethod
    def knowing(world, *items, **rest):
        """What an engine asks for that knows these items."""
        known = {item.id: item.version for item in items}
        return world.want(known=known, keys={item.id: item.key for item in items}, **rest)
