"""Links stay in memory from run to run, and never longer than they are true."""

import pytest

from outlook_crm.domain.fields import FieldName
from outlook_crm.state.sqlite import SqliteState
from outlook_crm.sync.values import Link, Rendering

BASE = {FieldName.SUBJECT: Rendering("Visit", "Visit", has_outlook=True, has_crm=True)}


@pytest.fixture
def state(tmp_path):
    state = SqliteState(tmp_path / "state.sqlite3")
    with state.atomic():
        state.put_link(Link("p1", "o1", "c1", "k1", BASE))
    yield state
    state.close()


def test_are_not_read_again_while_nothing_changes(state):
    assert state.links("p1") is state.links("p1")


def test_that_were_seen_in_a_transaction_go_with_it(state):
    def fails():
        with state.atomic():
            state.drop_link("p1", "c1")
            assert not state.links("p1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fails()
    assert [link.crm_id for link in state.links("p1")] == ["c1"]


def test_go_with_their_pairing(state):
    assert state.links("p1")
    with state.atomic():
        state.purge("p1")
    assert not state.links("p1")


def test_are_let_go_once_one_was_looked_into_for_then_they_are_large(state):
    kept = state.links("p1")
    assert kept[0].base[FieldName.SUBJECT].outlook == "Visit"
    assert state.links("p1") is not kept
