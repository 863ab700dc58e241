"""One CRM a test module; every test begins without faults, quirks and requests."""

import pytest
from tests.crm_server.process import CrmServer, Person


@pytest.fixture(scope="module")
def server():
    with CrmServer() as crm:
        yield crm


@pytest.fixture
def crm(server):
    server.reset()
    before = len(server.log())
    yield server
    said = server.log()[before:]
    assert "Traceback" not in said, said


@pytest.fixture(scope="module")
def anna(server):
    return Person(server.base, "anna")


@pytest.fixture(scope="module")
def bengt(server):
    return Person(server.base, "bengt")


@pytest.fixture(scope="module")
def admin(server):
    return Person(server.base, "admin")


@pytest.fixture(scope="module")
def meeting(server, anna):
    """A maker of meetings of Anna's; attributes as wished."""

    def make(**attributes) -> str:
        usual = {
            "subject": "Meeting",
            "start_date": "2026-03-02T08:00:00Z",
            "end_date": "2026-03-02T09:00:00Z",
        }
        return anna.create("activities", **usual | attributes)

    return make
