"""Waits, also by a clock that jumps."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from outlook_crm.pacing import is_to_come
from outlook_crm.pause import Pause
from outlook_crm.state.sqlite import SqliteState

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(None, False), (-HOUR, False), (0 * HOUR, False), (HOUR, True), (2 * HOUR, False)],
)
def test_a_time_that_is_too_far_away_was_a_wrong_clocks(moment, expected):
    assert is_to_come(None if moment is None else NOW + moment, NOW, HOUR) is expected


class TestAPause:
    @pytest.fixture
    def desk(self, tmp_path):
        state = SqliteState(tmp_path / "state.db")
        desk = SimpleNamespace(state=state, pause=Pause(state))
        yield desk
        state.close()

    @pytest.mark.parametrize(
        ("later", "over"), [(HOUR / 2, False), (HOUR, True), (9 * HOUR, True), (-5 * HOUR, True)]
    )
    def test_of_an_hour_lasts_no_longer_whatever_the_clock_does(self, desk, later, over):
        desk.pause.begin(NOW, HOUR)
        assert desk.pause.over(NOW + later) is over

    def test_without_an_end_has_none(self, desk):
        desk.pause.begin(NOW, None)
        assert not desk.pause.over(NOW + 10_000 * HOUR)

    @pytest.mark.parametrize("length", [HOUR, None])
    def test_outlives_a_killed_outlook(self, desk, length):
        desk.pause.begin(NOW, length)
        again = Pause(desk.state)
        assert again.on
        assert again.over(NOW + 2 * HOUR) is (length is not None)
        again.end()
        assert not Pause(desk.state).on
