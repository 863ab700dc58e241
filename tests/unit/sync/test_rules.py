"""The rules of the sync as their users tell them, each in one small story on two calendars."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.simulation.memory_calendar import CRM
from tests.simulation.two_sides import POLICY, TwoSides
from tests.unit.sync.conftest import Pair

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import Direction, Policy, Types
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay, Timed
from outlook_crm.domain.window import Window
from outlook_crm.sync.values import Absence

F = FieldName
BERLIN = ZoneInfo("Europe/Berlin")
CALLS = Direction(create=Types(frozenset({"Call"})), change=Types(frozenset({"Call"})))


def written(world, side):
    """The fields of the steps that one side was given, one by one."""
    port = world.outlook_side if side is Side.OUTLOOK else world.crm_side
    return [set(step.fields) for step in port.writes]


class TestTheWindow:
    def narrow(self, **more):
        days = Direction(Window(0, 1))
        return replace(POLICY, to_crm=days, to_outlook=days, zone=BERLIN, **more)

    @pytest.mark.parametrize("changes_on", [date(2026, 3, 29), date(2026, 10, 25)])
    def test_days_enter_at_the_users_midnight_across_a_change_of_the_clocks(self, changes_on):
        world = TwoSides(policy=self.narrow())
        days = [changes_on + timedelta(n) for n in range(-2, 4)]
        world.clock.time = datetime(days[0].year, days[0].month, days[0].day, 12, tzinfo=UTC)
        for day in days:
            first, last = (local(day, hour) for hour in (0, 23))
            world.outlook.user_creates({F.SUBJECT: f"{day} first", F.WHEN: minutes(first)})
            world.crm.user_creates(
                {F.SUBJECT: f"{day} last", F.WHEN: minutes(last + timedelta(minutes=45))}
                | {F.TYPE: "Call"}
            )
        for today in days[1:4]:
            for moment, seen in ((local(today, 0), today), (local(today, 23), today)):
                world.clock.time = moment + timedelta(minutes=1)
                world.sync()
                latest = max(r.fields[F.SUBJECT][:10] for r in world.crm.living.values() if r.key)
                assert latest == (seen + timedelta(1)).isoformat()
                came = max(
                    r.fields[F.SUBJECT][:10] for r in world.outlook.living.values() if r.stamp
                )
                assert came == latest

    @pytest.mark.parametrize("side", Side)
    def test_an_item_that_spans_its_edge_is_in(self, side):
        world = TwoSides(policy=self.narrow())
        week = AllDay(date(2026, 2, 24), date(2026, 3, 2))  # today is 1 March
        over = AllDay(date(2026, 2, 20), date(2026, 3, 1))
        for subject, when in (("Now", week), ("Over", over)):
            world.calendar(side).user_creates({F.SUBJECT: subject, F.WHEN: when, F.TYPE: "Call"})
        world.sync()
        assert [r.fields[F.SUBJECT] for r in world.calendar(side.other).living.values()] == ["Now"]


class TestAType:
    def test_that_is_not_chosen_sends_the_change_and_then_nothing_until_it_is_again(self):
        pair = Pair(policy=Policy(to_crm=CALLS, to_outlook=CALLS, default_type="Call"))
        pair.world.outlook.user_changes(pair.outlook, {F.TYPE: "Visit", F.SUBJECT: "One"})
        pair.world.sync()
        assert (pair.shown(Side.CRM)[F.TYPE], pair.shown(Side.CRM)[F.SUBJECT]) == ("Visit", "One")
        pair.world.outlook.user_changes(pair.outlook, {F.SUBJECT: "Two"})
        pair.world.crm.user_changes(pair.crm, {F.LOCATION: "Hall"})
        pair.world.sync()
        assert pair.shown(Side.CRM)[F.SUBJECT] == "One"
        assert pair.shown(Side.OUTLOOK)[F.LOCATION] is None
        pair.world.outlook.user_changes(pair.outlook, {F.TYPE: "Call"})
        pair.world.sync()
        pair.world.sync()  # the CRM's own change, now that its record is of the type again
        for side in Side:
            assert (pair.shown(side)[F.SUBJECT], pair.shown(side)[F.LOCATION]) == ("Two", "Hall")

    def test_emptied_by_the_user_sleeps_and_nothing_is_deleted(self, pair):
        pair.world.outlook.user_changes(pair.outlook, {F.TYPE: None})
        pair.world.sync()
        pair.world.outlook.user_changes(pair.outlook, {F.SUBJECT: "Mine"})
        pair.world.crm.user_changes(pair.crm, {F.LOCATION: "Hall"})
        pair.world.sync()
        assert pair.shown(Side.CRM)[F.SUBJECT] == "Visit"
        assert pair.shown(Side.OUTLOOK)[F.LOCATION] is None
        pair.world.outlook.user_deletes(pair.outlook)
        pair.world.sync()
        assert pair.record(Side.CRM).absence is None

    def test_emptied_in_the_crm_sleeps_too(self, pair):
        pair.world.crm.user_changes(pair.crm, {F.TYPE: None})
        pair.world.sync()
        pair.world.crm.user_deletes(pair.crm)
        for _ in range(3):
            pair.world.sync()
            pair.world.clock.wait(minutes=5)
        assert pair.record(Side.OUTLOOK).absence is None


class TestABody:
    @pytest.mark.parametrize(
        "respaced", ["Text\n\nMore", "Text \r\n\r\nMore\n", "Text\xa0\n\nMore  "]
    )
    def test_is_not_written_where_only_blanks_differ(self, pair, respaced):
        """Writing it would take the formatting away."""
        pair.world.outlook.user_changes(pair.outlook, {F.DESCRIPTION: "Text\r\n\r\nMore"})
        pair.world.sync()
        pair.world.forget_writes()
        pair.world.crm.user_changes(pair.crm, {F.DESCRIPTION: respaced, F.SUBJECT: "Other"})
        pair.world.sync()
        assert written(pair.world, Side.OUTLOOK) == [{F.SUBJECT}]

    def test_that_a_crm_flattened_stays_as_it_is_whatever_else_changes_there(self):
        pair = Pair(crm=replace(CRM, flattens_body=True))
        rich = "One\r\n\r\n\tTwo  \r\n"
        pair.world.outlook.user_changes(pair.outlook, {F.DESCRIPTION: rich})
        pair.world.sync()
        pair.world.forget_writes()
        pair.world.crm.user_changes(pair.crm, {F.LOCATION: "Hall"})
        pair.world.sync()
        assert written(pair.world, Side.OUTLOOK) == [{F.LOCATION}]
        assert pair.shown(Side.OUTLOOK)[F.DESCRIPTION] == rich


class TestSmallFields:
    @pytest.mark.parametrize("side", Side)
    def test_a_reminder_goes_off_and_on(self, pair, side):
        for minutes_before in (None, 0, 30):
            pair.world.calendar(side).user_changes(pair.id_on(side), {F.REMINDER: minutes_before})
            pair.world.sync()
            assert pair.shown(side.other)[F.REMINDER] == minutes_before

    def test_categories_in_another_order_are_no_change(self, pair):
        pair.world.outlook.user_changes(pair.outlook, {F.CATEGORIES: ("Red", "Blue")})
        pair.world.sync()
        pair.world.forget_writes()
        pair.world.crm.user_changes(pair.crm, {F.CATEGORIES: ("Blue", "Red")})
        pair.world.sync()
        assert pair.world.writes() == []

    @pytest.mark.parametrize("name", [F.CONTACTS, F.ACCOUNTS])
    def test_a_crm_that_holds_only_one_leaves_outlook_its_others(self, name):
        one = replace(CRM, capabilities=replace(CRM.capabilities, single_valued=frozenset({name})))
        pair = Pair(crm=one)
        pair.world.outlook.user_changes(pair.outlook, {name: ("1", "2")})
        pair.world.sync()
        assert pair.shown(Side.CRM)[name] == ("1",)
        pair.world.crm.user_changes(pair.crm, {name: ("3",), F.SUBJECT: "Other"})
        pair.world.sync()
        assert set(pair.shown(Side.OUTLOOK)[name]) == {"3", "2"}
        assert pair.shown(Side.CRM)[name] == ("3",)
        pair.world.outlook.user_changes(pair.outlook, {name: ("2",)})
        pair.world.sync()
        assert pair.shown(Side.CRM)[name] == ("2",)
        assert pair.shown(Side.OUTLOOK)[name] == ("2",)


@pytest.mark.parametrize("side", Side)
def test_an_edit_that_comes_with_a_read_back_stays_a_change(pair, side):
    """Somebody edited another field just before the write: the side shows both afterwards."""
    port = pair.world.outlook_side if side is Side.OUTLOOK else pair.world.crm_side
    write = port.write

    def edited(step):
        pair.shown(side)[F.LOCATION] = "Hall"  # too late for the version that was compared
        return write(step)

    port.write = edited
    pair.world.calendar(side.other).user_changes(pair.id_on(side.other), {F.SUBJECT: "New"})
    pair.world.sync()
    port.write = write
    pair.world.calendar(side).touch(pair.id_on(side))
    pair.world.sync()
    for each in Side:
        assert (pair.shown(each)[F.SUBJECT], pair.shown(each)[F.LOCATION]) == ("New", "Hall")


class TestARecord:
    def test_given_to_a_colleague_and_back_goes_on(self, pair):
        pair.world.crm.vanish(pair.crm, Absence.RELEASED)
        pair.world.outlook.user_changes(pair.outlook, {F.SUBJECT: "Meanwhile"})
        pair.world.sync()
        assert pair.shown(Side.CRM)[F.SUBJECT] == "Visit"
        pair.world.crm.user_brings_back(pair.crm)
        pair.world.sync()
        assert pair.shown(Side.CRM)[F.SUBJECT] == "Meanwhile"

    def test_that_may_not_be_read_for_a_while_is_not_deleted(self, pair):
        pair.world.crm.faults.unreadable[pair.crm] = "403"
        pair.world.crm.touch(pair.crm)
        for _ in range(3):
            pair.world.sync()
            pair.world.clock.wait(minutes=5)
        assert pair.record(Side.OUTLOOK).absence is None


def local(day, hour):
    return datetime(day.year, day.month, day.day, hour, tzinfo=BERLIN).astimezone(UTC)


def minutes(start, count=10):
    return Timed(start, start + timedelta(minutes=count))
