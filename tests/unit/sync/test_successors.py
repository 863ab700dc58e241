"""Which new occurrence goes on for which that is gone, after a change of the rule."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook_crm.domain.when import AllDay, Timed
from outlook_crm.sync.series import date_of, successors

FIRST = date(2026, 3, 2)


def dates(*offsets, mark=""):
    return {f"{mark}{offset}": FIRST + timedelta(offset) for offset in offsets}


def couples(gone, new, kept=()):
    found = successors(
        dates(*gone, mark="old "),
        dates(*new, mark="new "),
        [FIRST + timedelta(each) for each in kept],
    )
    return sorted((int(old.split()[1]), int(fresh.split()[1])) for fresh, old in found.items())


@pytest.mark.parametrize(
    ("gone", "new", "kept", "expected"),
    [
        pytest.param([], [1], [], [], id="nothing is gone"),
        pytest.param([1], [], [], [], id="nothing is new"),
        pytest.param([0, 7, 14], [1, 8, 15], [], [(0, 1), (7, 8), (14, 15)], id="another weekday"),
        pytest.param([0, 7], [0, 7, 14], [], [(0, 0), (7, 7)], id="the same dates"),
        pytest.param([0, 3], [3, 5], [], [(0, 5), (3, 3)], id="the same date, then the rest"),
        pytest.param(
            [0, 7, 14, 21], [1, 15], [], [(0, 1), (14, 15)], id="rarer: the nearest go on"
        ),
        pytest.param([1, 15], [0, 7, 14, 21], [], [(1, 0), (15, 14)], id="more often"),
        pytest.param([-70, -63, 7], [8], [], [(7, 8)], id="old ones have no heirs"),
        pytest.param([0, 9], [8, 300], [7, 14], [(0, 300), (9, 8)], id="the rest go anywhere"),
        pytest.param([0, 9], [1, 8], [7], [(0, 1), (9, 8)], id="on both sides of one that stays"),
    ],
)
def test_who_goes_on(gone, new, kept, expected):
    assert couples(gone, new, kept) == expected


some_days = st.sets(st.integers(-40, 40), max_size=12)


@given(gone=some_days, new=some_days, kept=some_days)
def test_as_many_go_on_as_can_and_each_once(gone, new, kept):
    found = couples(gone, new, kept - gone - new)
    assert len({old for old, _ in found}) == len({fresh for _, fresh in found}) == len(found)
    assert {(day, day) for day in gone & new} <= set(found)
    assert len(found) == min(len(gone), len(new))


@given(gone=some_days, new=some_days)
def test_none_passes_another(gone, new):
    if not gone & new:
        found = couples(gone, new)
        assert [fresh for _, fresh in found] == sorted(fresh for _, fresh in found)


def test_the_date_is_that_of_the_zone_it_was_planned_in():
    late = datetime(2026, 3, 2, 23, tzinfo=UTC)
    assert date_of(Timed(late, late, "Europe/Helsinki")) == date(2026, 3, 3)
    assert date_of(Timed(late, late)) == date(2026, 3, 2)
    assert date_of(AllDay(FIRST, FIRST + timedelta(1))) == FIRST
    assert date_of(None) is None
