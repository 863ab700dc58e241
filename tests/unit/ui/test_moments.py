"""Dates, times and numbers as each language writes them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from outlook_crm.domain.when import AllDay, Timed
from outlook_crm.ui import moments
from outlook_crm.ui.catalog import LANGUAGES, Catalog

MORNING = datetime(2026, 3, 1, 6, 5, tzinfo=UTC)
HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.mark.parametrize(
    ("language", "day", "time", "number"),
    [
        ("en", "2026-03-01", "08:05", "12,345.6"),
        ("da", "01.03.2026", "08.05", "12.345,6"),
        ("de", "01.03.2026", "08:05", "12.345,6"),
        ("et", "01.03.2026", "08:05", "12\u00a0345,6"),
        ("fi", "1.3.2026", "8.05", "12\u00a0345,6"),
        ("fr", "01/03/2026", "08:05", "12\u202f345,6"),
        ("nb", "01.03.2026", "08:05", "12\u00a0345,6"),
        ("sv", "2026-03-01", "08:05", "12\u00a0345,6"),
    ],
)
def test_each_language_has_its_own_way(language, day, time, number):
    text = Catalog(language).text
    assert moments.moment(text, MORNING, HELSINKI) == f"{day} {time}"
    assert moments.number(text, 12345.6, 1) == number


def test_every_language_is_told_above():
    assert len(LANGUAGES) == 8


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (Timed(MORNING, MORNING + timedelta(hours=1)), "2026-03-01 08:05 - 09:05"),
        (Timed(MORNING, MORNING + timedelta(days=1)), "2026-03-01 08:05 - 2026-03-02 08:05"),
        (AllDay(date(2026, 5, 1), date(2026, 5, 2)), "2026-05-01"),
        (AllDay(date(2026, 5, 1), date(2026, 5, 3)), "2026-05-01 - 2026-05-02"),
    ],
)
def test_a_span_says_no_day_twice(when, told):
    assert moments.span(Catalog("en").text, when, HELSINKI) == told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(5, "less than a minute"), (50, "about a minute"), (130, "about 2 minutes")],
)
def test_the_time_left_is_told_roughly(seconds, told):
    assert moments.left(Catalog("en").text, seconds) == told
