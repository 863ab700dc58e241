"""OutlookSide over the gateway in memory passes the side suite."""

import pytest
from tests.conformance.outlook_cases import OutlookWorld
from tests.conformance.side_suite import SideSuite


class TestOutlookSide(SideSuite):
    @pytest.fixture
    def world(self):
        return OutlookWorld()
