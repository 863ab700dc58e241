"""A folder of tasks over the gateway in memory, and over the real shim, passes one suite."""

import pytest
from tests.conformance.shim_cases import ZONE
from tests.conformance.task_cases import GatewayWorld, ShimWorld
from tests.conformance.task_suite import TaskSuite
from tests.shim import remote
from tests.simulator.client import Screen


class TestTasksInMemory(TaskSuite):
    @pytest.fixture
    def world(self):
        return GatewayWorld()


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """One Outlook for all tests."""
    with Screen() as screen:
        home = tmp_path_factory.mktemp("outlook")
        outlook, gateway = remote.start(home, screen.display, zone=ZONE)
        with outlook:
            yield outlook, gateway
            gateway.close()


@pytest.mark.shim
class TestTasksOverTheShim(TaskSuite):
    @pytest.fixture
    def world(self, running):
        return ShimWorld(*running)
