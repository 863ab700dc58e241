"""doctor's look from inside speaks the words of the connector: no key where there is none."""

from datetime import UTC, datetime

import pytest
from tests.simulation.clock import Clock
from tests.simulation.fake_crm import KEY, PASSWORD, FakeCrm
from tests.simulation.memory_calendar import MemoryCalendar

from outlook_crm.cli import access
from outlook_crm.crm.connector import Credentials, Network
from outlook_crm.domain.login_form import LoginForm
from outlook_crm.domain.side import Side
from outlook_crm.errors import WrongKey
from outlook_crm.state.pairings import PairingRecord
from outlook_crm.support.secret import Secret
from outlook_crm.ui.catalog import Catalog

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PAIRING = PairingRecord("p1", "anna@example.com", "S", "F", "other+https://crm", "7", NOW)
CATALOG = Catalog("en")


class Stored:
    """The vault's login information."""

    def stored(self, pairing):
        return Credentials(Secret(KEY), "anna", Secret(PASSWORD))


@pytest.fixture
def crm():
    return FakeCrm(MemoryCalendar(Side.CRM, Clock()))


def found(crm, form):
    door = access.Door(crm, form, Stored(), Network(), {})
    findings = access.access(CATALOG.text, CATALOG.tell, door, PAIRING, NOW)
    return {each.about: each for each in findings}


def test_a_key_that_was_taken_is_told_in_its_words(crm):
    form = LoginForm("Other", key_fits="The ticket is good for {one} ride.")
    assert found(crm, form)["key"].told == "The ticket is good for {one} ride."
    assert found(crm, LoginForm("Other"))["key"].told == "The CRM accepts the API key."


def test_where_there_is_none_nothing_is_told_of_one(crm):
    told = found(crm, LoginForm("Other", has_key=False))
    assert "key" not in told
    assert told["login"].level == "ok"


def test_one_that_was_refused_comes_with_which_it_should_be(crm):
    crm.trouble = WrongKey("The CRM does not know the API key. Check it in Preferences.")
    form = LoginForm("Other", which_key="Buy a ticket.")
    assert found(crm, form)["key"].todo == "Buy a ticket."
    assert "API key" in found(crm, LoginForm("Other"))["key"].todo
