"""Which days are in, for a user's own midnight, also when the clock is changed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conformance import strategies

from outlook_crm.domain.when import AllDay, Timed
from outlook_crm.domain.window import Window
from outlook_crm.errors import BadSettings

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Kiritimati",
    "America/Santiago",  # its clock is changed at midnight: one midnight a year is missing
    "America/Havana",  # and here one comes twice
    "Australia/Lord_Howe",  # by half an hour
]
days = st.builds(Window, st.integers(0, 60), st.integers(0, 365))


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


class TestAWindow:
    def test_is_counted_from_today_on_the_users_clock(self):
        late = utc(2026, 3, 1, 23, 30)  # 2 March, half past midnight in Berlin
        span = Window(1, 2).on(late, BERLIN)
        assert (span.first, span.last) == (date(2026, 3, 1), date(2026, 3, 5))
        assert (span.start, span.end) == (utc(2026, 2, 28, 23), utc(2026, 3, 4, 23))
        assert Window(1, 2).on(late, UTC).first == date(2026, 2, 28)

    @pytest.mark.parametrize(
        ("day", "hours"),
        [((2026, 3, 28), 24), ((2026, 3, 29), 23), ((2026, 10, 25), 25), ((2026, 10, 26), 24)],
    )
    def test_of_today_alone_is_as_long_as_the_day_is(self, day, hours):
        span = Window(0, 0).on(datetime(*day, 12, tzinfo=BERLIN).astimezone(UTC), BERLIN)
        assert span.end - span.start == timedelta(hours=hours)
        assert (span.first, span.last) == (date(*day), date(*day) + timedelta(days=1))

    @given(days, strategies.moments, st.sampled_from(ZONES))
    def test_holds_whole_days_and_now(self, window, now, name):
        zone = ZoneInfo(name)
        span = window.on(now, zone)
        assert span.start <= now < span.end
        assert (span.last - span.first).days == window.history_days + 1 + window.forward_days
        assert span.start.tzinfo is UTC
        before = (span.start - timedelta(microseconds=1)).astimezone(zone)
        assert before.date() == span.first - timedelta(days=1)
        assert span.start.astimezone(zone).date() == span.first

    @pytest.mark.parametrize(("history", "forward"), [(0, 0), (60, 365)])
    def test_may_be_so_long(self, history, forward):
        Window(history, forward)

    @pytest.mark.parametrize(("history", "forward"), [(-1, 0), (61, 0), (0, -1), (0, 366)])
    def test_may_not_be_longer(self, history, forward):
        with pytest.raises(BadSettings) as told:
            Window(history, forward)
        assert "choose 0 to" in told.value.text


class TestWhatIsIn:
    SPAN = Window(0, 0).on(utc(2026, 3, 9, 12), BERLIN)  # 23:00 UTC on the 8th to 23:00 on the 9th
    START, END, MINUTE = SPAN.start, SPAN.end, timedelta(minutes=1)

    @pytest.mark.parametrize(
        ("start", "end", "inside"),
        [
            (START - MINUTE, START, False),
            (START - MINUTE, START + MINUTE, True),
            (START, END, True),
            (START - MINUTE, END + MINUTE, True),
            (END - MINUTE, END + MINUTE, True),
            (END, END + MINUTE, False),
            (START, START, True),
            (END, END, False),
            (START - MINUTE, START - MINUTE, False),
        ],
    )
    def test_a_span_that_touches_it(self, start, end, inside):
        assert self.SPAN.overlaps(Timed(start, end)) is inside

    @pytest.mark.parametrize(
        ("first", "end", "inside"),
        [(8, 9, False), (8, 10, True), (9, 10, True), (10, 11, False), (1, 20, True)],
    )
    def test_whole_days_by_their_dates(self, first, end, inside):
        whole = AllDay(date(2026, 3, first), date(2026, 3, end))
        assert self.SPAN.overlaps(whole) is inside

    @given(days, days, strategies.VALUES["when"])
    def test_a_union_holds_what_either_holds(self, first, second, when):
        now = utc(2020, 1, 1)
        spans = [window.on(now, BERLIN) for window in (first, second)]
        union = spans[0].union(spans[1])
        assert union == spans[1].union(spans[0])
        if any(span.overlaps(when) for span in spans):
            assert union.overlaps(when)
