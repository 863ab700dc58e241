"""Preferences of a user with several accounts begin with the first one's own calendar."""

import pytest
from tests.simulation.two_accounts import ACCOUNT, FIRM, PcOfTwo


@pytest.fixture
def pc(tmp_path):
    pc = PcOfTwo(tmp_path)
    pc.start()
    yield pc
    pc.stop()


def test_it_is_the_first_accounts_calendar_whatever_store_comes_first(pc):
    pc.shell.click("CrmPreferences")
    window = pc.shell.wait_for_window("pairing")
    fields = {each["name"]: each for part in window["sections"] for each in part["fields"]}
    assert fields["account"]["value"] == ACCOUNT
    assert [each["value"] for each in fields["account"]["choices"]] == [ACCOUNT, FIRM]
    assert fields["calendar"]["value"] == "STORE/CALENDAR"
