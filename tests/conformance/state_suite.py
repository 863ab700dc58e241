"""The conformance suite of `outlook_crm.sync.ports.StatePort`.

A subclass has a fixture ``state``: an empty one.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from tests.conformance import strategies

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.errors import Defect
from outlook_crm.sync.values import Link, Rendering, Step, StepKind

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
STEP = Step(StepKind.CREATE, Side.CRM, "", "o1", "olk-1", {FieldName.SUBJECT: "Lunch"})
# The state lives through all examples of a test, on purpose: each one writes over the last;
# and one suite is run by several classes, which is what a suite is for.
ON_ONE_STATE = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)


def link(outlook_id="o1", crm_id="c1", pairing="p1", **rest) -> Link:
    base = {FieldName.SUBJECT: Rendering("Lunch", "Lunch", has_outlook=True, has_crm=True)}
    return Link(pairing, outlook_id, crm_id, f"olk-{crm_id}", rest.pop("base", base), **rest)


def plain(one: Link) -> Link:
    """With a base that compares by its content, however the state keeps it."""
    return replace(one, base=dict(one.base))


class StateSuite:
    """See the module."""

    @pytest.fixture
    def p1(self, state):
        """What is known of the pairing p1, as links by CRM id."""
        return lambda: {one.crm_id: plain(one) for one in state.links("p1")}

    def test_an_empty_state_knows_nothing(self, state):
        assert list(state.links("p1")) == []
        assert list(state.intents("p1")) == []
        assert state.value("p1", "cursor") == ""

    @pytest.mark.parametrize(
        "write",
        [
            lambda state: state.put_link(link()),
            lambda state: state.drop_link("p1", "c1"),
            lambda state: state.begin("p1", STEP, NOW),
            lambda state: state.settle(1),
            lambda state: state.put_value("p1", "cursor", "1"),
            lambda state: state.record_run("p1", "{}", NOW),
        ],
    )
    def test_nothing_is_written_outside_a_transaction(self, state, write):
        with pytest.raises(Defect):
            write(state)
        with state.atomic():
            write(state)

    def test_a_transaction_is_seen_inside_and_after(self, state, p1):
        with state.atomic():
            state.put_link(link())
            assert p1() == {"c1": link()}
        assert p1() == {"c1": link()}

    @pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, GeneratorExit])
    def test_any_exception_takes_all_of_it_back(self, state, p1, error):
        with state.atomic():
            state.put_link(link())
            intent = state.begin("p1", STEP, NOW)
            state.put_value("p1", "cursor", "old")

        def fail():
            with state.atomic():
                state.put_link(link("o2", "c2"))
                state.drop_link("p1", "c1")
                state.settle(intent)
                state.begin("p1", STEP, NOW)
                state.put_value("p1", "cursor", "new")
                assert p1() == {"c2": link("o2", "c2")}
                raise error

        with pytest.raises(error):
            fail()
        assert p1() == {"c1": link()}
        assert [one.id for one in state.intents("p1")] == [intent]
        assert state.value("p1", "cursor") == "old"

    def test_a_nested_transaction_is_refused_and_the_outer_one_lives(self, state, p1):
        with state.atomic():
            state.put_link(link())
            with pytest.raises(Defect), state.atomic():
                pass
        assert p1() == {"c1": link()}
        with state.atomic():
            state.drop_link("p1", "c1")
        assert p1() == {}

    def test_a_link_is_replaced_by_its_crm_id(self, state, p1):
        with state.atomic():
            state.put_link(link())
            state.put_link(link("o2", failures=2))
        assert p1() == {"c1": link("o2", failures=2)}

    def test_an_outlook_id_has_one_link(self, state, p1):
        with state.atomic():
            state.put_link(link("o1", "c1"))
            state.put_link(link("o2", "c2"))
            state.put_link(link("o1", "c2"))
        assert p1() == {"c2": link("o1", "c2")}

    def test_a_dropped_link_is_gone_and_dropping_again_is_nothing(self, state, p1):
        with state.atomic():
            state.put_link(link())
            state.put_link(link("o2", "c2"))
            state.drop_link("p1", "c1")
            state.drop_link("p1", "c1")
        assert p1() == {"c2": link("o2", "c2")}

    def test_pairings_do_not_see_each_other(self, state, p1):
        with state.atomic():
            for pairing in ("p1", "p2"):
                state.put_link(link(pairing=pairing))
                state.begin(pairing, STEP, NOW)
                state.put_value(pairing, "cursor", pairing)
            state.drop_link("p2", "c1")
        assert p1() == {"c1": link()}
        assert list(state.links("p2")) == []
        assert len(state.intents("p1")) == 1
        assert state.value("p2", "cursor") == "p2"

    @ON_ONE_STATE
    @given(strategies.links())
    def test_a_link_comes_back_as_it_went_in(self, state, one):
        with state.atomic():
            state.put_link(one)
        (back,) = (each for each in state.links("p1") if each.crm_id == one.crm_id)
        assert plain(back) == one
        with state.atomic():
            state.put_link(replace(back, failures=9))
        (again,) = (each for each in state.links("p1") if each.crm_id == one.crm_id)
        assert plain(again) == replace(one, failures=9)

    @ON_ONE_STATE
    @given(strategies.steps, strategies.moments)
    def test_an_intent_comes_back_as_it_went_in(self, state, step, begun):
        with state.atomic():
            number = state.begin("p1", step, begun)
        (intent,) = (each for each in state.intents("p1") if each.id == number)
        assert (intent.pairing, intent.step, intent.begun) == ("p1", step, begun)

    def test_intents_are_in_the_order_of_their_beginning(self, state):
        numbers = []
        for hour in (3, 1, 2):
            with state.atomic():
                numbers.append(state.begin("p1", STEP, NOW - timedelta(hours=hour)))
        assert [one.id for one in state.intents("p1")] == numbers

    def test_a_settled_intent_is_gone_and_its_number_never_comes_again(self, state):
        with state.atomic():
            first = state.begin("p1", STEP, NOW)
            second = state.begin("p1", STEP, NOW)
            state.settle(second)
            state.settle(second)
            third = state.begin("p1", STEP, NOW)
        assert [one.id for one in state.intents("p1")] == [first, third]
        assert len({first, second, third}) == 3

    def test_a_value_is_the_last_one_set(self, state):
        with state.atomic():
            state.put_value("p1", "cursor", "1")
            state.put_value("p1", "user", "anna")
            state.put_value("p1", "cursor", "2")
        assert (state.value("p1", "cursor"), state.value("p1", "user")) == ("2", "anna")
        with state.atomic():
            state.put_value("p1", "cursor", "")
        assert state.value("p1", "cursor") == ""

    def test_kept_reports_are_revised_each_and_those_of_the_pairing_alone(self, state):
        with state.atomic():
            for pairing in ("p1", "p1", "p2"):
                state.record_run(pairing, '{"a":1}', NOW)
        with state.atomic():
            state.revise_runs("p1", lambda text: text.replace("a", "b"))
        assert [text for _, text in state.runs("p1")] == ['{"b":1}'] * 2
        assert [text for _, text in state.runs("p2")] == ['{"a":1}']
