"""An item whose creation nobody saw the end of: what its link then takes for agreed."""

from datetime import UTC, datetime

import pytest

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.sync.ledger import adopted
from outlook_crm.sync.merge import merge
from outlook_crm.sync.ports import Intent
from outlook_crm.sync.values import Item, Step, StepKind

NOW = datetime(2026, 3, 1, tzinfo=UTC)
WRITTEN = {
    FieldName.SUBJECT: "Visit",
    FieldName.LOCATION: "Helsinki",
    FieldName.ACCOUNTS: ("7",),
    FieldName.CONTACTS: ("8", "9"),
}


def sent(shown):
    """What the next run sends, by side, when the CRM shows this of what was written."""
    step = Step(StepKind.CREATE, Side.CRM, "", "outlook-1", "key-1", WRITTEN)
    item = Item(Side.CRM, "crm-1", "v1", shown, NOW, NOW, key="key-1")
    link = adopted(Intent(1, "p1", step, NOW), item)
    shows = {Side.OUTLOOK: WRITTEN, Side.CRM: shown}
    return merge(link.base, shows, WRITTEN.keys(), Side.CRM).send


def test_all_that_was_written_is_agreed():
    assert sent(WRITTEN) == {Side.OUTLOOK: {}, Side.CRM: {}}


@pytest.mark.parametrize("name", [FieldName.ACCOUNTS, FieldName.CONTACTS])
def test_links_that_were_not_written_any_more_are_written_now(name):
    assert sent({**WRITTEN, name: ()}) == {Side.OUTLOOK: {}, Side.CRM: {name: WRITTEN[name]}}


def test_what_was_changed_there_since_travels_back():
    shown = {**WRITTEN, FieldName.LOCATION: "Espoo"}
    assert sent(shown) == {Side.OUTLOOK: {FieldName.LOCATION: "Espoo"}, Side.CRM: {}}
