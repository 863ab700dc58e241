"""OutlookSide over the gateway in memory passes the side suite."""

import pytest
from tests.conformance.outlook_cases import OutlookWorld
from tests.conformance.side_series import SeriesSuite
from tests.conformance.side_suite import SideSuite


class TestOutlookSide(SideSuite, SeriesSuite):
    @pytest.fixture
    def world(self):
        return OutlookWorld()


class TestOutlookSideInSmallBites(SideSuite, SeriesSuite):
    """Every answer comes in several pages, and in batches that are cut short."""

    @pytest.fixture
    def world(self):
        world = OutlookWorld()
        world.gateway.page_size = world.gateway.read_size = 1
        return world
