"""Direction, window and type: what may be made, changed and deleted where."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import NO_TYPES, Direction, Policy, Types
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay, Timed
from outlook_crm.domain.window import Window
from outlook_crm.sync.gates import NO_TIME, NO_TYPE, OPEN, OUTSIDE, WRONG_TYPE, Gates
from outlook_crm.sync.values import Item, Rendering

NOW = datetime(2026, 3, 10, 22, 30, tzinfo=UTC)
CALLS = Types(frozenset({"Call"}))


def at(day, hour=9, hours=1):
    start = datetime(2026, 3, day, hour, tzinfo=UTC)
    return Timed(start, start + timedelta(hours=hours))


def item(day=11, **more):
    return {FieldName.WHEN: at(day), **{FieldName(name): value for name, value in more.items()}}


def new(side, fields, made=NOW):
    """An item of ``side`` that no link knows."""
    return Item(side, "1", "v", fields, made, made)


def base(day=11, *, outlook="Call", crm="Call", chosen=True):
    kind = Rendering(outlook, crm, has_outlook=chosen, has_crm=True)
    when = Rendering(at(day), at(day), has_outlook=True, has_crm=True)
    return {FieldName.WHEN: when, FieldName.TYPE: kind}


def gates(to_crm=None, to_outlook=None, **policy):
    one = Direction(Window(2, 3))
    return Gates.at(Policy(to_crm or one, to_outlook or one, **policy), NOW)


class TestTheWindow:
    @pytest.mark.parametrize(
        ("when", "reason"),
        [
            (at(8), OPEN),
            (at(7), OUTSIDE),
            (at(13), OPEN),
            (at(14), OUTSIDE),
            (at(7, 23, 2), OPEN),
            (AllDay(date(2026, 3, 1), date(2026, 3, 9)), OPEN),
            (AllDay(date(2026, 3, 1), date(2026, 3, 8)), OUTSIDE),
            (None, NO_TIME),
        ],
    )
    def test_takes_in_what_overlaps_its_days(self, when, reason):
        shown = new(Side.OUTLOOK, {FieldName.WHEN: when, FieldName.TYPE: "Call"})
        found = gates().create(Side.CRM, shown)
        assert found == reason

    def test_counts_days_in_the_users_zone(self):
        """At 22:30 UTC it is the 11th in Helsinki already."""
        there = gates(zone=ZoneInfo("Europe/Helsinki"))
        assert there.create(Side.CRM, new(Side.OUTLOOK, item(8, type="Call"))) == OUTSIDE
        assert there.create(Side.CRM, new(Side.OUTLOOK, item(14, type="Call"))) == OPEN

    def test_is_each_directions_own(self):
        wide = gates(to_crm=Direction(Window(0, 30)))
        assert wide.create(Side.CRM, new(Side.OUTLOOK, item(30, type="Call"))) == OPEN
        assert wide.create(Side.OUTLOOK, new(Side.CRM, item(30, type="Call"))) == OUTSIDE

    def test_lets_out_the_change_that_leaves_it_and_then_no_more(self):
        assert gates().change(Side.CRM, base(11), item(30, type="Call")) == OPEN
        assert gates().change(Side.CRM, base(30), item(31, type="Call")) == OUTSIDE
        assert gates().change(Side.CRM, base(30), item(11, type="Call")) == OPEN

    def test_keeps_a_deletion_outside_to_itself(self):
        assert gates().change(Side.CRM, base(11), {}) == OPEN
        assert gates().change(Side.CRM, base(30), {}) == OUTSIDE


class TestTypes:
    def test_a_silent_direction_lets_nothing_through(self):
        silent = gates(to_crm=Direction(create=NO_TYPES, change=NO_TYPES))
        assert silent.create(Side.CRM, new(Side.OUTLOOK, item(type="Call"))) == WRONG_TYPE
        assert silent.change(Side.CRM, base(), item(type="Call")) == WRONG_TYPE
        assert silent.create(Side.OUTLOOK, new(Side.CRM, item(type="Call"))) == OPEN

    def test_to_create_and_to_change_are_chosen_apart(self):
        only_new = gates(to_crm=Direction(create=CALLS, change=NO_TYPES))
        assert only_new.create(Side.CRM, new(Side.OUTLOOK, item(type="Call"))) == OPEN
        assert only_new.create(Side.CRM, new(Side.OUTLOOK, item(type="Visit"))) == WRONG_TYPE
        assert only_new.change(Side.CRM, base(), item(type="Call")) == WRONG_TYPE

    def test_the_change_out_of_the_types_is_sent_and_then_it_sleeps(self):
        calls = gates(to_crm=Direction(change=CALLS))
        assert calls.change(Side.CRM, base(), item(type="Visit")) == OPEN
        visit = base(outlook="Visit", crm="Visit")
        assert calls.change(Side.CRM, visit, item(type="Visit")) == WRONG_TYPE
        assert calls.change(Side.CRM, visit, item(type="Call")) == OPEN

    def test_one_never_chosen_is_the_default(self):
        assert gates(default_type="Call").create(Side.CRM, new(Side.OUTLOOK, item())) == OPEN
        assert gates().create(Side.CRM, new(Side.OUTLOOK, item())) == NO_TYPE
        visits = gates(to_crm=Direction(create=CALLS), default_type="Visit")
        assert visits.create(Side.CRM, new(Side.OUTLOOK, item())) == WRONG_TYPE

    def test_a_new_default_is_for_what_is_made_later(self):
        """Each appointment has the default of the day that it was made on."""
        first, second = NOW - timedelta(9), NOW - timedelta(5)
        there = gates(
            to_crm=Direction(create=CALLS),
            default_type="Call",
            earlier=((first, None), (second, "Visit")),
        )
        reasons = [
            there.create(Side.CRM, new(Side.OUTLOOK, item(), NOW - timedelta(days)))
            for days in (10, 7, 3)
        ]
        assert reasons == [NO_TYPE, WRONG_TYPE, OPEN]

    def test_without_a_default_an_earlier_one_gives_no_type_either(self):
        there = gates(earlier=((NOW, "Call"),))
        old = new(Side.OUTLOOK, item(), NOW - timedelta(1))
        assert there.create(Side.CRM, old) == NO_TYPE

    def test_chosen_empty_is_the_users_word(self):
        assert (
            gates(default_type="Call").create(Side.CRM, new(Side.OUTLOOK, item(type=None)))
            == NO_TYPE
        )
        none = base(outlook=None, crm=None)
        assert gates().change(Side.CRM, none, item(type=None)) == NO_TYPE
        assert gates().change(Side.OUTLOOK, none, item(type=None)) == NO_TYPE
        assert gates().change(Side.CRM, base(), item(type=None)) == OPEN

    def test_a_record_without_a_type_comes_where_all_types_do(self):
        assert gates().create(Side.OUTLOOK, new(Side.CRM, item())) == OPEN
        assert (
            gates(to_outlook=Direction(create=CALLS)).create(Side.OUTLOOK, new(Side.CRM, item()))
            == WRONG_TYPE
        )

    def test_the_default_that_was_given_stays_when_another_is_chosen(self):
        """The Outlook item never got a type of its own: the record's is the item's."""
        calls = gates(to_crm=Direction(change=CALLS), default_type="Visit")
        assert calls.change(Side.CRM, base(chosen=False), item()) == OPEN
