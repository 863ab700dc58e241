"""CrmServiceSide over the embedded CRM passes the side suite."""

import pytest
from tests.conformance.crm_cases import CrmWorld
from tests.conformance.side_suite import SideSuite
from tests.crm_server.process import CrmServer


@pytest.fixture(scope="module")
def server():
    with CrmServer() as server:
        yield server


class TestCrmSide(SideSuite):
    many = 105

    @pytest.fixture
    def world(self, server):
        world = CrmWorld(server)
        yield world
        world.close()
