"""Tasks take no time: they never become appointments, whatever the settings say."""

from datetime import UTC, datetime, timedelta

import pytest

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import Policy
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import Timed
from outlook_crm.sync.gates import IS_TASK, OPEN, Gates
from outlook_crm.sync.values import Item, Rendering

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
WHEN = Timed(NOW, NOW + timedelta(hours=1))
APART = frozenset({"Task"})


def gates(default_type=None):
    return Gates.at(Policy(apart=APART, default_type=default_type), NOW)


def of(kind, **more):
    return {FieldName.WHEN: WHEN, FieldName.TYPE: kind, **more}


def new(side, fields):
    return Item(side, "1", "v", fields, NOW, NOW)


def base(kind):
    return {
        name: Rendering(value, value, has_outlook=True, has_crm=True)
        for name, value in of(kind).items()
    }


@pytest.mark.parametrize("towards", Side)
def test_a_task_is_made_on_neither_side(towards):
    assert gates().create(towards, new(towards.other, of("Task"))) == IS_TASK
    assert gates().create(towards, new(towards.other, of("Call"))) == OPEN


def test_an_appointment_does_not_become_a_task_by_default():
    untyped = {FieldName.WHEN: WHEN}
    assert gates(default_type="Task").create(Side.CRM, new(Side.OUTLOOK, untyped)) == IS_TASK


def test_the_change_to_a_task_still_arrives_and_then_it_sleeps():
    assert gates().change(Side.OUTLOOK, base("Call"), of("Task")) == OPEN
    assert gates().change(Side.OUTLOOK, base("Task"), of("Task", subject="New")) == IS_TASK


def test_a_task_that_is_gone_takes_no_appointment_with_it():
    assert gates().change(Side.OUTLOOK, base("Task"), {}) == IS_TASK
