"""What every `SidePort` does when it is told to write; see side_suite.py."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.conformance.cases import EMPTY, create, delete, meeting, timed, update, writable

from outlook_crm.domain.canonical import same
from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay, Timed
from outlook_crm.errors import Cancelled
from outlook_crm.sync.values import Absence, Fate, StepKind

LONG = "Blåbärssoppa och knäckebröd, tack.\n" * 600  # 20,000 characters
WHENS = [
    pytest.param(AllDay(date(2026, 3, 11), date(2026, 3, 12)), id="one day"),
    pytest.param(AllDay(date(2026, 3, 28), date(2026, 3, 31)), id="over the clock's change"),
    pytest.param(timed(9, 8, minutes=0), id="no length"),
    pytest.param(timed(28, 22, minutes=600), id="over the night of the clock's change"),
    pytest.param(timed(9, 8, minutes=3 * 1440), id="three days by the clock"),
]


class WritingSuite:
    """The other half of `side_suite.SideSuite`."""

    def test_creates_with_its_mark_and_shows_the_item(self, side):
        step = create(side.side, 1, meeting("Made"))
        outcome = side.write(step)
        assert outcome.fate is Fate.DONE
        assert outcome.item.fields[FieldName.SUBJECT] == "Made"
        if side.side is Side.OUTLOOK:
            assert outcome.item.stamp == step.source
            assert outcome.item.key
        elif side.capabilities.keeps_key:
            assert outcome.item.key == step.key
            assert outcome.item.stamp is None

    def test_what_it_made_is_found_by_its_mark_alone(self, world, side):
        steps = [create(side.side, number, meeting()) for number in (1, 2)]
        first, second = (side.write(step).item.id for step in steps)
        for step, id_ in zip(steps, (first, second), strict=True):
            if side.side is Side.OUTLOOK or side.capabilities.keeps_key:
                found = world.side().find(step.key, step.source)
                assert [item.id for item in found] == [id_]

    def test_what_it_made_is_in_the_window_and_elsewhere_the_same(self, world, side):
        made = side.write(create(side.side, 1, meeting())).item
        assert side.observe(world.want()).items.keys() == {made.id}
        assert world.side().read([made.id])[made.id].fields == made.fields

    def test_does_not_hear_its_own_echo(self, world, side):
        made = side.write(create(side.side, 1, self.everything(world, side))).item
        self.assert_quiet(world, side, made)
        step = update(made, {FieldName.SUBJECT: "Changed", FieldName.WHEN: timed(12)})
        self.assert_quiet(world, side, side.write(step).item)

    def test_each_field_goes_in_and_comes_out(self, world, side):
        for number, name in enumerate(writable(side.side, side.capabilities.fields)):
            first, second = world.values[name]
            made = side.write(create(side.side, number, meeting() | {name: first})).item
            assert same(name, made.fields[name], first), name
            changed = side.write(update(made, {name: second})).item
            assert same(name, changed.fields[name], second), name
            assert side.read([made.id])[made.id].fields == changed.fields, name

    def test_a_field_is_emptied(self, world, side):
        for number, name in enumerate(sorted(EMPTY.keys() & side.capabilities.fields)):
            fields = meeting() | {name: world.values[name][0]}
            made = side.write(create(side.side, number, fields)).item
            emptied = side.write(update(made, {name: EMPTY[name]})).item
            assert same(name, emptied.fields[name], EMPTY[name]), name

    def test_a_type_may_be_chosen_empty(self, world, side):
        fields = meeting() | {FieldName.TYPE: world.values[FieldName.TYPE][0]}
        made = side.write(create(side.side, 1, fields)).item
        emptied = side.write(update(made, {FieldName.TYPE: None})).item
        assert emptied.fields[FieldName.TYPE] is None

    def test_writes_the_named_fields_and_no_other(self, world, side):
        made = side.write(create(side.side, 1, self.everything(world, side))).item
        other = side.write(create(side.side, 2, meeting("Other"))).item
        changed = side.write(update(made, {FieldName.LOCATION: "Only this"})).item
        rest = {name: value for name, value in made.fields.items() if name != FieldName.LOCATION}
        assert changed.fields == rest | {FieldName.LOCATION: "Only this"}
        assert side.read([other.id])[other.id].fields == other.fields

    @pytest.mark.parametrize("when", WHENS)
    def test_keeps_the_time_exactly(self, side, when):
        made = side.write(create(side.side, 1, meeting() | {FieldName.WHEN: when})).item
        assert same(FieldName.WHEN, made.fields[FieldName.WHEN], when)

    def test_turns_to_whole_days_and_back(self, side):
        hours, days = timed(9), AllDay(date(2026, 3, 9), date(2026, 3, 10))
        item = side.write(create(side.side, 1, meeting() | {FieldName.WHEN: hours})).item
        for when in (days, hours, days):
            item = side.write(update(item, {FieldName.WHEN: when})).item
            assert same(FieldName.WHEN, item.fields[FieldName.WHEN], when)

    def test_keeps_the_zone_where_it_can(self, side):
        when = timed(9, zone="Asia/Tokyo")
        made = side.write(create(side.side, 1, meeting() | {FieldName.WHEN: when})).item
        later = Timed(when.start + timedelta(hours=1), when.end + timedelta(hours=1), None)
        moved = side.write(update(made, {FieldName.WHEN: later})).item
        zone = "Asia/Tokyo" if side.capabilities.keeps_zone else None
        assert made.fields[FieldName.WHEN] == when.__class__(when.start, when.end, zone)
        assert moved.fields[FieldName.WHEN] == Timed(later.start, later.end, zone)

    def test_keeps_the_minutes(self, side):
        start = datetime(2026, 3, 9, 8, 7, 42, tzinfo=UTC)
        when = Timed(start, start + timedelta(minutes=13), "Europe/Berlin")
        made = side.write(create(side.side, 1, meeting() | {FieldName.WHEN: when})).item
        assert same(FieldName.WHEN, made.fields[FieldName.WHEN], when)

    @pytest.mark.parametrize(
        "text", ["Fika ☕ 🧁 på Åland", "日本語の件名", 'He said: "<b>&amp;</b>" \\ %s {x}']
    )
    def test_keeps_every_letter(self, side, text):
        fields = meeting(text) | {FieldName.DESCRIPTION: text}
        made = side.write(create(side.side, 1, fields)).item
        assert made.fields[FieldName.SUBJECT] == text
        assert same(FieldName.DESCRIPTION, made.fields[FieldName.DESCRIPTION], text)

    def test_keeps_a_long_text(self, side):
        made = side.write(create(side.side, 1, meeting() | {FieldName.DESCRIPTION: LONG})).item
        assert same(FieldName.DESCRIPTION, made.fields[FieldName.DESCRIPTION], LONG)

    def test_what_changed_since_is_stale_and_left_alone(self, world, side):
        (item,) = self.linked(world, side, "Lunch")
        world.user_changes(item.id, {FieldName.LOCATION: "Elsewhere"})
        assert side.write(update(item, {FieldName.SUBJECT: "Ours"})).fate is Fate.STALE
        assert side.write(delete(item)).fate is Fate.STALE
        now = side.read([item.id])[item.id]
        assert now.fields[FieldName.SUBJECT] == "Lunch"
        assert now.fields[FieldName.LOCATION] == "Elsewhere"

    def test_a_write_may_follow_a_write(self, side):
        item = side.write(create(side.side, 1, meeting("1"))).item
        for subject in ("2", "3"):
            outcome = side.write(update(item, {FieldName.SUBJECT: subject}))
            assert outcome.fate is Fate.DONE
            item = outcome.item
        assert side.read([item.id])[item.id].fields[FieldName.SUBJECT] == "3"

    def test_what_is_gone_is_missing(self, world, side):
        (item,) = self.linked(world, side, "Lunch")
        world.user_deletes(item.id)
        assert side.write(update(item, {FieldName.SUBJECT: "Ours"})).fate is Fate.MISSING
        assert side.write(delete(item)).fate is Fate.MISSING

    def test_deletes(self, world, side):
        deleted, other = self.linked(world, side, "Deleted", "Other")
        assert side.write(delete(deleted)).fate is Fate.DONE
        observation = side.observe(self.knowing(world, deleted, other))
        assert observation.absent == {deleted.id: Absence.DELETED}
        assert observation.unchanged == {other.id}
        assert side.read([deleted.id]) == {deleted.id: Absence.DELETED}

    def test_marks_what_the_user_made(self, world, side):
        (item,) = self.linked(world, side, "Lunch")
        step = create(side.side, 7, {})
        mark = update(item, {}, StepKind.STAMP)
        mark = type(mark)(mark.kind, mark.side, mark.target, step.source, step.key, {}, mark.expect)
        outcome = side.write(mark)
        assert outcome.fate is Fate.DONE
        assert outcome.item.fields == item.fields
        if side.side is Side.OUTLOOK or side.capabilities.keeps_key:
            assert [each.id for each in side.find(step.key, step.source)] == [item.id]
        self.assert_quiet(world, side, outcome.item)

    def test_what_was_deleted_is_not_found_by_its_mark(self, world, side):
        step = create(side.side, 1, meeting())
        made = side.write(step).item
        world.user_deletes(made.id)
        assert not side.find(step.key, step.source)

    def test_a_create_without_an_answer_is_found_by_its_mark(self, world, side):
        step = create(side.side, 1, meeting("Made"))
        world.lose_next_answer()
        assert side.write(step).fate is Fate.UNKNOWN
        if side.side is Side.OUTLOOK or side.capabilities.keeps_key:
            (found,) = world.side().find(step.key, step.source)
            assert found.fields[FieldName.SUBJECT] == "Made"

    def test_an_update_without_an_answer_shows_when_read(self, world, side):
        (item,) = self.linked(world, side, "Lunch")
        world.lose_next_answer()
        assert side.write(update(item, {FieldName.SUBJECT: "Ours"})).fate is Fate.UNKNOWN
        assert side.read([item.id])[item.id].fields[FieldName.SUBJECT] == "Ours"

    def test_a_deletion_without_an_answer_shows_when_read(self, world, side):
        (item,) = self.linked(world, side, "Lunch")
        world.lose_next_answer()
        assert side.write(delete(item)).fate is Fate.UNKNOWN
        # Without its key an item that was given a new id in Deleted Items is not found there.
        assert side.read([item.id])[item.id] in (Absence.DELETED, Absence.LOST)
        assert side.observe(self.knowing(world, item)).absent == {item.id: Absence.DELETED}

    def test_after_cancel_nothing_is_written(self, world, side):
        (item,) = self.linked(world, side, "Lunch")
        side.cancel()
        try:
            fate = side.write(update(item, {FieldName.SUBJECT: "Ours"})).fate
        except Cancelled:
            fate = Fate.NOT_DONE
        assert fate is Fate.NOT_DONE
        assert world.side().read([item.id])[item.id].fields == item.fields

    @staticmethod
    def everything(world, side):
        """A value for each field the side can hold."""
        held = writable(side.side, side.capabilities.fields)
        return {name: first for name, (first, _) in world.values.items() if name in held}

    def assert_quiet(self, world, side, written):
        """Nothing of our own write looks like somebody's change, now or later."""
        now = side.observe(self.knowing(world, written))
        world.pass_time()
        later = side.observe(self.knowing(world, written))
        for observation in (now, later):
            assert observation.items.keys() | observation.unchanged == {written.id}
            for item in observation.items.values():
                assert item.fields == written.fields
