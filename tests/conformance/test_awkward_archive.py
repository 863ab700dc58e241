"""Two hundred awkward mails through the real connector: each filed once, or listed and why."""

from collections import Counter
from dataclasses import replace
from datetime import UTC

import pytest
from tests.conformance.crm_cases import log_in
from tests.crm_server.process import CrmServer
from tests.simulation.memory_mails import Clock, MemoryMailbox
from tests.unit.mail.awkward import mails

from outlook_crm.domain.email import Attached, Mode
from outlook_crm.mail.filing import Filing
from outlook_crm.mail.identity import keys_of
from outlook_crm.mail.rules import Rules
from outlook_crm.state.sqlite import SqliteState

RULES = Rules(Mode.HAND, Mode.HAND, largest=10_000)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The mails' keys, the report of filing all of them, of doing so again, and the records."""
    with CrmServer() as server:
        session = log_in(server)
        state = SqliteState(tmp_path_factory.mktemp("awkward") / "state.sqlite3")
        mailbox = MemoryMailbox(Clock())
        spots = [arrives(mailbox, *each) for each in mails()]
        filing = Filing(
            mailbox, session.archive(), state.mails, "p", rules=lambda: RULES, now=Clock()
        )
        before = len(server.snapshot("emails"))
        first, again = filing.by_hand(spots), filing.by_hand(spots)
        records = len(server.snapshot("emails")) - before
        keys = {keys_of(mailbox.mails[spot.id].email).primary for spot in spots}
        yield keys, first, again, records, state.mails
        state.close()
        session.close()


def arrives(mailbox, email, contents):
    """Outlook shows what it has; the awkwardness is in it."""
    attached = tuple(
        Attached(number, each.name, len(each.data), each.media_type)
        for number, each in enumerate(contents, 1)
    )
    at = email.at and email.at.astimezone(UTC)  # as the seam tells times
    spot = mailbox.arrives(replace(email, at=at, attachments=attached))
    for each, content in zip(attached, contents, strict=True):
        mailbox.files[spot.id, each.index] = content.data
    return spot


def test_each_is_filed_once_or_listed_with_a_reason(told):
    keys, first, _, records, _ = told
    listed = [each for each in first.trouble if not each.crm_id]
    assert all(each.reason for each in first.trouble)
    assert records + len({each.outlook_id for each in listed}) == len(keys)
    assert Counter(each.reason for each in listed) == {}


def test_a_second_time_makes_nothing_and_nothing_is_left_to_do(told):
    _, _, again, _, state = told
    assert not again.counts
    assert not again.trouble
    assert not state.intents("p")
    assert not state.unfinished("p")
