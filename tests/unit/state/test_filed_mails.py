"""What the state remembers of filed mails: the suite of `FiledMails`."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from outlook_crm.errors import Defect
from outlook_crm.mail.identity import Keys
from outlook_crm.mail.relations import Relations
from outlook_crm.mail.values import Deed, Filed, MailIntent, Spot
from outlook_crm.state.sqlite import SqliteState

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
FILED = Filed(
    "p",
    "7",
    Keys("<a@b>", "<d1@digest.invalid>"),
    Spot("store", "mail1"),
    "conv",
    Relations("a1", "c1", "p1"),
    ("file:1", "original", "mark"),
    made=False,
    at=AT,
)
INTENT = MailIntent("p", Deed.FILE, FILED.keys, FILED.spot, "", Relations("a1", "", "p1"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state.sqlite3"


@pytest.fixture
def state(path):
    state = SqliteState(path)
    yield state
    state.close()


@pytest.fixture
def mails(state):
    return state.mails


def put(mails, *filed):
    with mails.atomic():
        for each in filed:
            mails.put(each)


def test_what_was_put_is_there_after_a_restart(mails, path):
    put(mails, FILED)
    again = SqliteState(path)
    assert again.mails.by_crm_id("p", "7") == FILED
    again.close()


def test_it_is_found_by_both_keys(mails):
    put(mails, FILED)
    assert mails.by_keys("p", Keys("<a@b>", "<other@digest.invalid>")) == FILED
    assert mails.by_keys("p", Keys("", "<d1@digest.invalid>")) == FILED
    assert mails.by_keys("p", Keys("<c@d>", "<d1@digest.invalid>")) is None
    assert mails.by_keys("other", FILED.keys) is None


def test_one_without_message_id_is_found_by_a_copy_that_has_one(mails):
    put(mails, replace(FILED, keys=Keys("", "<d1@digest.invalid>")))
    assert mails.by_keys("p", Keys("<late@b>", "<d1@digest.invalid>")) is not None


def test_a_conversation_tells_its_newest_first(mails):
    later = replace(FILED, crm_id="8", at=datetime(2026, 3, 2, tzinfo=UTC))
    put(mails, FILED, later, replace(FILED, crm_id="9", conversation=""))
    assert [each.crm_id for each in mails.in_conversation("p", "conv")] == ["8", "7"]
    assert mails.in_conversation("p", "") == []


def test_what_has_parts_left_is_unfinished(mails):
    put(mails, FILED, replace(FILED, crm_id="8", left=()))
    assert [each.crm_id for each in mails.unfinished("p")] == ["7"]


def test_a_dropped_one_is_forgotten(mails):
    put(mails, FILED)
    with mails.atomic():
        mails.drop("p", "7")
        mails.drop("p", "7")
    assert mails.by_crm_id("p", "7") is None


def test_an_intent_lives_until_it_is_settled(mails, path):
    with mails.atomic():
        number = mails.begin(INTENT, AT)
    again = SqliteState(path)
    assert again.mails.intents("p") == [replace(INTENT, id=number)]
    with again.mails.atomic():
        again.mails.settle(number)
    assert again.mails.intents("p") == []
    again.close()


def test_a_write_outside_a_transaction_is_a_bug(mails):
    with pytest.raises(Defect):
        mails.put(FILED)


def test_a_pairing_that_is_purged_leaves_nothing(state, mails):
    put(mails, FILED)
    with state.atomic():
        mails.begin(INTENT, AT)
    with state.atomic():
        state.purge("p")
    assert mails.by_crm_id("p", "7") is None
    assert mails.intents("p") == []
