"""Attendees and the user's own answer travel to the CRM, and never back."""

from dataclasses import replace

import pytest
from tests.simulation.memory_calendar import CRM
from tests.simulation.two_sides import POLICY, TwoSides, fields

from outlook_crm.domain.fields import CALENDAR_NAMES, FieldName, attendee, takes
from outlook_crm.domain.policy import Conflicts, PrivateItems
from outlook_crm.domain.side import Side
from outlook_crm.sync.report import from_json, to_json

A, R = FieldName.ATTENDEES, FieldName.RESPONSE
BO, EVA = attendee("Bo@Example.org ", "none"), attendee("eva@example.org", "accepted")
ONE_WAY = {A: (BO,), R: "accepted"}


def test_they_are_the_only_fields_that_travel_one_way():
    assert {name for name in CALENDAR_NAMES if not takes(Side.OUTLOOK, name)} == {A, R}
    assert all(takes(Side.CRM, name) for name in CALENDAR_NAMES)
    assert BO == "bo@example.org (none)"


class TestOutlooks:
    def test_come_with_the_meeting(self, pair):
        pair.add(attendees=(BO, EVA))
        pair.world.sync()
        partner = pair.world.partner(Side.OUTLOOK, pair.outlook)
        assert partner.fields[A] == (BO, EVA)

    def test_change_the_record_when_somebody_answers_or_is_taken_off(self, pair):
        for people in ((BO, EVA), (attendee("bo@example.org", "accepted"), EVA), ()):
            pair.world.outlook.user_changes(pair.outlook, {A: people})
            pair.world.sync()
            assert pair.shown(Side.CRM)[A] == people

    def test_in_another_order_are_no_change(self, pair):
        pair.world.outlook.user_changes(pair.outlook, {A: (BO, EVA)})
        pair.rest()
        pair.world.outlook.user_changes(pair.outlook, {A: (EVA, BO)})
        pair.world.sync()
        assert pair.world.writes() == []

    def test_win_whatever_the_policy(self, pair):
        pair.world.policy = replace(POLICY, conflicts=Conflicts.CRM)
        pair.world.crm.user_changes(pair.crm, {A: ("x",)})
        pair.world.outlook.user_changes(pair.outlook, {A: (BO,)})
        assert pair.world.sync().conflicts == ()
        assert pair.shown(Side.CRM)[A] == (BO,)

    def test_are_content_of_a_private_meeting(self):
        world = TwoSides(policy=replace(POLICY, private=PrivateItems.BUSY))
        world.outlook.user_creates(fields(sensitivity="private", attendees=(BO,)))
        world.sync()
        (record,) = world.crm.living.values()
        assert record.fields[A] == ()

    def test_are_left_out_where_the_crm_has_no_place_for_them(self):
        held = CRM.capabilities.fields - {A, R}
        habits = replace(CRM, capabilities=replace(CRM.capabilities, fields=held))
        world = TwoSides(crm=habits)
        world.outlook.user_creates(fields(attendees=(BO,), response="accepted"))
        world.sync()
        (record,) = world.crm.living.values()
        assert record.fields[A] == ()
        assert world.reports[-1].unmapped == (A, R)
        assert from_json(to_json(world.reports[-1])) == world.reports[-1]


class TestTheCrms:
    @pytest.mark.parametrize("name", ONE_WAY)
    def test_is_never_written_to_outlook(self, pair, name):
        before = pair.shown(Side.OUTLOOK)[name]
        pair.world.crm.user_changes(pair.crm, {name: ONE_WAY[name]})
        for _ in range(3):
            pair.world.sync()
        assert pair.world.writes() == []
        assert pair.shown(Side.OUTLOOK)[name] == before

    def test_does_not_come_with_a_new_appointment(self, pair):
        new = pair.world.crm.user_creates(fields("Theirs", type="Call", **ONE_WAY))
        pair.world.sync()
        assert pair.world.partner(Side.CRM, new).fields[A] == ()
        assert pair.world.crm.records[new].fields[A] == (BO,)

    def test_does_not_come_when_two_items_are_joined(self, pair):
        pair.world.crm.user_changes(pair.crm, {A: (BO,)})
        pair.world.state.lose()
        pair.world.start()
        pair.world.rest()
        assert len(pair.world.state.links("p1")) == 1
        assert pair.shown(Side.OUTLOOK)[A] == ()
        assert pair.shown(Side.CRM)[A] == (BO,)

    def test_leaves_the_version_settled_so_that_nothing_is_read_again(self, pair):
        pair.world.crm.user_changes(pair.crm, {A: (BO,)})
        pair.rest()
        assert pair.world.linked(Side.CRM, pair.crm).seen_crm


def test_ones_own_answer_travels(pair):
    pair.world.outlook.user_changes(pair.outlook, {R: "accepted"})
    pair.world.sync()
    assert pair.shown(Side.CRM)[R] == "accepted"


def test_a_deleted_meeting_made_anew_invites_nobody(pair):
    pair.world.outlook.user_changes(pair.outlook, {A: (BO,)})
    pair.rest()
    pair.world.crm.user_deletes(pair.crm)
    entry = next(e for e in pair.world.sync().entries + pair.world.reports[-2].entries if e.was)
    assert entry.was[A] == (BO,)
    assert pair.world.engine.undo(entry).trouble == ()
    (again,) = pair.world.outlook.living.values()
    assert again.fields[A] == ()
