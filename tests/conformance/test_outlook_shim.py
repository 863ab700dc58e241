"""OutlookSide over the real shim in the simulated Outlook passes the side suite."""

import pytest
from tests.conformance.shim_cases import ZONE, ShimWorld
from tests.conformance.side_series import SeriesSuite
from tests.conformance.side_suite import SideSuite
from tests.shim import remote
from tests.simulator.client import Screen

pytestmark = pytest.mark.shim


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """One Outlook for all tests."""
    with Screen() as screen:
        home = tmp_path_factory.mktemp("outlook")
        outlook, gateway = remote.start(home, screen.display, zone=ZONE)
        with outlook:
            yield outlook, gateway
            gateway.close()


class TestOutlookShim(SideSuite, SeriesSuite):
    @pytest.fixture
    def world(self, running):
        return ShimWorld(*running)
