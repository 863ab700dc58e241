"""A default type over time: for what is made later, unless the user gives it to all."""

from datetime import UTC, datetime, timedelta

from tests.simulation.two_sides import fields

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import NO_TYPES, Direction, Policy, PrivateItems
from outlook_crm.domain.side import Side
from outlook_crm.domain.window import Window
from outlook_crm.sync.defaults import Defaults, concerned, from_json, to_json
from outlook_crm.sync.values import Item

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
YESTERDAY = NOW - timedelta(1)
NARROW = Direction(Window(0, 3))


def item(made=YESTERDAY, *, type_read=True, **more):
    return Item(Side.OUTLOOK, "1", "v", fields(**more), made, made, type_read=type_read)


def policy(**more):
    return Policy(default_type="Call", earlier=((NOW, None),), **more)


def test_each_change_is_remembered_with_its_moment():
    visits = Defaults("Call").changed("Visit", YESTERDAY)
    assert visits.changed("Visit", NOW) is visits
    assert visits.changed(None, NOW) == Defaults(None, ((YESTERDAY, "Call"), (NOW, "Visit")))


def test_they_survive_a_restart():
    defaults = Defaults("Call", ((YESTERDAY, None), (NOW, "Visit")))
    assert from_json(to_json(defaults)) == defaults


def test_of_a_text_that_tells_nothing_nothing_held():
    assert [from_json(text) for text in ("", "{}", "[]", '{"now": 1}')] == [None] * 4


def test_concerned_is_what_was_made_before_and_has_no_type():
    items = [item(), item(type="Call"), item(type=None), item(made=NOW)]
    assert concerned(items, policy(), NOW) == 1


def test_concerned_is_only_what_would_be_synchronised():
    assert concerned([item(day=5), item(day=3)], policy(to_crm=NARROW), NOW) == 1
    assert concerned([item()], policy(to_crm=Direction(create=NO_TYPES)), NOW) == 0
    assert concerned([item()], policy(apart=frozenset({"Call"})), NOW) == 0
    assert concerned([item(type_read=False)], policy(), NOW) == 0
    secret = [item(sensitivity="private"), item(**{FieldName.SENSITIVITY: "normal"})]
    assert concerned(secret, policy(private=PrivateItems.NONE), NOW) == 1


def test_nobody_is_concerned_where_the_default_is_for_all_already():
    assert concerned([item()], Policy(default_type="Call"), NOW) == 0
