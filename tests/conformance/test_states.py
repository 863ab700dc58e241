"""Both states pass the suite."""

import pytest
from tests.conformance.state_suite import StateSuite
from tests.simulation.memory_state import MemoryState

from outlook_crm.state.sqlite import SqliteState


class TestMemoryState(StateSuite):
    @pytest.fixture
    def state(self):
        return MemoryState()


class TestSqliteState(StateSuite):
    @pytest.fixture
    def state(self, tmp_path):
        state = SqliteState(tmp_path / "state.db")
        yield state
        state.close()
