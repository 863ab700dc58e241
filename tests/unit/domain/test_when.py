"""What a time may be."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from outlook_crm.domain.when import AllDay, Timed

EIGHT = datetime(2026, 3, 9, 8, tzinfo=UTC)
DAY = date(2026, 3, 9)


def test_may_have_no_length_and_not_end_before_it_starts():
    Timed(EIGHT, EIGHT)
    with pytest.raises(ValueError, match="before it starts"):
        Timed(EIGHT, EIGHT - timedelta(microseconds=1))


@pytest.mark.parametrize(
    "zone", [None, timezone(timedelta(hours=1)), timezone(timedelta(0), "GMT")]
)
def test_is_in_utc(zone):
    other = EIGHT.replace(tzinfo=zone)
    for times in ((other, EIGHT), (EIGHT, other)):
        with pytest.raises((ValueError, TypeError), match="UTC"):
            Timed(*times)


def test_whole_days_are_one_at_least():
    AllDay(DAY, DAY + timedelta(days=1))
    for end in (DAY, DAY - timedelta(days=1)):
        with pytest.raises(ValueError, match="less than a day"):
            AllDay(DAY, end)
