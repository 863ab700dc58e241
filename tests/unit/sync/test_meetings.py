"""A meeting's time and place are its organiser's, and nobody is told anything by us."""

import pytest
from tests.simulation.two_sides import fields

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.sync.steps import (
    INVITED,
    NOT_CANCELLED,
    NOT_DELETED,
    ORGANISER,
    READ_ONLY,
)
from outlook_crm.sync.values import Role, StepKind

S = FieldName.SUBJECT
LATER = fields(day=2)[FieldName.WHEN]
RECEIVED = (Role.INVITED, Role.CANCELLED)


def of_role(pair, role):
    pair.record(Side.OUTLOOK).role = role
    pair.world.outlook.touch(pair.outlook)
    pair.world.sync()


def reasons(report):
    return [entry.reason for entry in report.held]


@pytest.mark.parametrize(
    ("role", "why"),
    [(Role.INVITED, INVITED), (Role.CANCELLED, INVITED), (Role.ORGANISER, ORGANISER)],
)
@pytest.mark.parametrize(("name", "value"), [(FieldName.WHEN, LATER), (FieldName.LOCATION, "Hall")])
def test_a_change_of_time_or_place_in_the_crm_is_held(pair, role, why, name, value):
    of_role(pair, role)
    before = pair.shown(Side.OUTLOOK)[name]
    pair.world.crm.user_changes(pair.crm, {name: value, S: "Renamed"})
    for _ in range(2):
        assert reasons(pair.world.sync()) == [why]
        assert pair.shown(Side.OUTLOOK)[name] == before
        assert pair.shown(Side.CRM)[name] == value
        pair.world.clock.wait(minutes=1)
    assert pair.shown(Side.OUTLOOK)[S] == "Renamed"


@pytest.mark.parametrize("role", RECEIVED)
def test_other_fields_of_a_received_meeting_are_written(pair, role):
    of_role(pair, role)
    pair.world.crm.user_changes(pair.crm, {FieldName.ACCOUNTS: ("a1",), S: "Renamed"})
    assert not pair.world.sync().held
    assert pair.shown(Side.OUTLOOK)[FieldName.ACCOUNTS] == ("a1",)


@pytest.mark.parametrize("role", Role)
def test_a_change_in_outlook_always_reaches_the_crm(pair, role):
    of_role(pair, role)
    pair.world.outlook.user_changes(pair.outlook, {FieldName.WHEN: LATER})
    pair.world.sync()
    assert pair.shown(Side.CRM)[FieldName.WHEN] == LATER


@pytest.mark.parametrize(
    ("role", "why"),
    [
        (Role.INVITED, NOT_DELETED),
        (Role.CANCELLED, NOT_DELETED),
        (Role.ORGANISER, NOT_CANCELLED),
    ],
)
def test_a_deletion_in_the_crm_never_deletes_a_meeting(pair, role, why):
    of_role(pair, role)
    pair.world.crm.user_deletes(pair.crm)
    report = pair.world.sync()
    assert reasons(report) == [why]
    assert report.held[0].kind is StepKind.DELETE
    assert pair.record(Side.OUTLOOK).absence is None
    pair.world.clock.wait(minutes=1)
    assert reasons(pair.world.sync()) == [why]


def test_when_the_organiser_sends_the_change_the_hold_is_over(pair):
    of_role(pair, Role.ORGANISER)
    pair.world.crm.user_changes(pair.crm, {FieldName.WHEN: LATER})
    pair.world.sync()
    pair.world.outlook.user_changes(pair.outlook, {FieldName.WHEN: LATER})
    assert not pair.world.sync().held
    pair.world.rest()
    assert pair.shown(Side.CRM)[FieldName.WHEN] == LATER


def test_a_read_only_item_is_left_alone_and_listed(pair):
    pair.record(Side.OUTLOOK).read_only = True
    pair.world.crm.user_changes(pair.crm, {S: "Renamed"})
    assert reasons(pair.world.sync()) == [READ_ONLY]
    assert pair.shown(Side.OUTLOOK)[S] == "Visit"


def test_what_the_crm_made_is_a_plain_appointment(world):
    id_ = world.crm.user_creates(fields("Theirs", type="Call"))
    world.sync()
    assert world.partner(Side.CRM, id_).role is Role.OWN
