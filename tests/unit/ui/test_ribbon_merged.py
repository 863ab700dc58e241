"""Several pairings as the ribbon's one state: the worst is told, what waits is counted together."""

import pytest

from outlook_crm.ui.catalog import Catalog
from outlook_crm.ui.ribbon_merged import merged
from outlook_crm.ui.ribbon_state import RibbonState, State, snapshot, words

ENGLISH = Catalog("en").text
ANNA, WORK = "anna@example.com", "anna@firm.example"
OFFLINE = RibbonState(State.OFFLINE, reason="No answer.", advice="Check the network.")


def shown(anna, work):
    return merged([(ANNA, anna), (WORK, work)])


def controls(state):
    return snapshot(state, ENGLISH)["controls"]


def test_nobody_shows_nothing_and_one_shows_itself():
    assert merged([]) is None
    assert merged([(ANNA, OFFLINE)]) is OFFLINE


@pytest.mark.parametrize("state", [each for each in State if each is not State.NOT_PAIRED])
def test_whatever_one_shows_is_no_better_than_in_step(state):
    assert shown(RibbonState(State.IN_STEP), RibbonState(state)).state is state


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (State.ATTENTION, State.OFFLINE),
        (State.OFFLINE, State.LOGGED_OUT),
        (State.LOGGED_OUT, State.FAULT),
        (State.OFFLINE, State.SYNCING),  # it ends soon; then the other is told again
    ],
)
def test_the_worst_is_told_whoever_it_is(better, worse):
    assert shown(RibbonState(better), RibbonState(worse)).state is worse
    assert shown(RibbonState(worse), RibbonState(better)).state is worse


def test_what_waits_for_the_user_is_counted_over_all():
    both = shown(RibbonState(State.ATTENTION, waiting=2), RibbonState(State.ATTENTION, waiting=3))
    assert words(both, ENGLISH) == "Needs attention: 5"


def test_a_reason_says_whose_it_is_and_the_same_advice_comes_once():
    both = shown(OFFLINE, OFFLINE)
    assert both.reason.splitlines() == [f"{ANNA}: No answer.", f"{WORK}: No answer."]
    assert both.advice == "Check the network."


def test_with_one_logged_out_both_log_in_and_log_out_are_offered():
    some = controls(shown(RibbonState(State.IN_STEP), RibbonState(State.LOGGED_OUT)))
    assert some["CrmLogIn"]["visible"]
    assert some["CrmLogIn"]["enabled"]
    assert some["CrmLogOut"]["enabled"]
    assert some["CrmSynchronise"]["enabled"]
    none = controls(shown(RibbonState(State.IN_STEP), RibbonState(State.IN_STEP)))
    assert not none["CrmLogIn"]["visible"]
