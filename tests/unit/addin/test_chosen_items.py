"""Commands on what is chosen in a list."""

import json

import pytest
from tests.simulation.fake_gateway import CALENDAR, STORE
from tests.simulation.pc import Pc

MAIL = "CrmMailFile"


@pytest.fixture
def pc(tmp_path):
    pc = Pc(tmp_path)
    pc.start()
    yield pc
    pc.stop()


@pytest.mark.parametrize("control", [MAIL, "CrmItemsSynchronise"])
def test_too_many_at_once_are_told_instead_of_some_left_out(pc, control):
    pc.pair_and_go()
    click = {"control": control, "store": STORE, "folder": CALENDAR, "count": 1000, "ids": []}
    pc.shell.post("items.click", **click)
    told = json.dumps(pc.shell.wait_for_window("message"))
    assert "1000" in told
    assert "100 can go at a time" in told
