"""What was decided about the sync, as values."""

import pytest

from outlook_crm.domain.policy import ALL_TYPES, NO_TYPES, Direction, Guard, Policy, Types
from outlook_crm.domain.side import Side
from outlook_crm.domain.window import Window


def test_a_choice_of_types_holds_its_names_and_all_holds_everything():
    assert "Call" in Types(frozenset({"Call"}))
    assert "Meeting" not in Types(frozenset({"Call"}))
    assert "a type made later" in ALL_TYPES
    assert None in ALL_TYPES
    assert None not in NO_TYPES


@pytest.mark.parametrize(
    ("deletions", "links", "held"),
    [
        (0, 0, False),
        (1, 1, False),
        (4, 4, False),
        (5, 5, True),
        (5, 49, True),
        (5, 50, False),
        (6, 50, True),
        (49, 490, False),
        (49, 489, True),
        (50, 100_000, True),
    ],
)
def test_the_guard_holds_many_deletions_or_a_large_share(deletions, links, held):
    assert Guard().holds(deletions, links) is held


def test_a_policy_says_what_may_travel_to_each_side():
    policy = Policy(to_crm=Direction(Window(1, 1)), to_outlook=Direction(Window(2, 2)))
    assert policy.towards(Side.CRM) is policy.to_crm
    assert policy.towards(Side.OUTLOOK) is policy.to_outlook


def test_each_side_is_the_others_other():
    assert {side.other for side in Side} == set(Side)
    assert all(side.other is not side for side in Side)
