"""The simulated Outlook's series fall on the days that Outlook's rules name.

The generator in C# walks from occurrence to occurrence; the judge here looks at every single day
and asks whether the rule names it. They share no idea but the meaning of the rule.
"""

import calendar
import random
import subprocess
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
DAILY, WEEKLY, MONTHLY, MONTH_NTH, YEARLY, YEAR_NTH = 0, 1, 2, 3, 5, 6
WANTED = 12


@dataclass(frozen=True)
class Rule:
    """RecurrencePattern's properties."""

    type: int
    interval: int = 1
    mask: int = 0
    day: int = 0
    month: int = 0
    instance: int = 0
    first: date = date(2026, 1, 1)

    def names(self, day):
        return day >= self.first and getattr(self, f"_{self.type}")(day)

    def _0(self, day):
        return (day - self.first).days % self.interval == 0

    def _1(self, day):
        return (
            self._in_mask(day) and (sunday(day) - sunday(self.first)).days // 7 % self.interval == 0
        )

    def _2(self, day):
        return self._in_month(day) and day.day == min(self.day, length(day))

    def _3(self, day):
        if not (self._in_month(day) and self._in_mask(day)):
            return False
        ahead = sum(self._in_mask(day.replace(day=d)) for d in range(1, day.day))
        behind = sum(self._in_mask(day.replace(day=d)) for d in range(day.day + 1, length(day) + 1))
        return behind == 0 if self.instance == 5 else ahead == self.instance - 1

    _5 = _2
    _6 = _3

    def _in_mask(self, day):
        return self.mask >> day.isoweekday() % 7 & 1

    def _in_month(self, day):
        begin = self.first.replace(day=1, month=self.month or self.first.month)
        return ((day.year - begin.year) * 12 + day.month - begin.month) % self.interval == 0

    def __str__(self):
        numbers = (self.type, self.interval, self.mask, self.day, self.month, self.instance)
        return " ".join(map(str, numbers)) + f" {self.first} {WANTED}"


def sunday(day):
    return day - timedelta(days=day.isoweekday() % 7)


def length(day):
    return calendar.monthrange(day.year, day.month)[1]


def judged(rule):
    """The first days that a rule names, found by looking at each."""
    found, day, end = [], rule.first, rule.first + timedelta(days=366 * 14)
    while len(found) < WANTED and day < end:
        if rule.names(day):
            found.append(day)
        day += timedelta(days=1)
    return found


def any_rule(draw):
    first = date(2026, 1, 1) + timedelta(days=draw.randrange(1500))
    kind = draw.choice([DAILY, WEEKLY, MONTHLY, MONTH_NTH, YEARLY, YEAR_NTH])
    yearly = kind in (YEARLY, YEAR_NTH)
    on_day = kind in (MONTHLY, YEARLY)
    return Rule(
        kind,
        interval=12 if yearly else draw.randint(1, 6),
        mask=0 if on_day or kind == DAILY else draw.choice([127, 62, 65, draw.randint(1, 127)]),
        day=draw.randint(1, 31) if on_day else 0,
        month=draw.randint(1, 12) if yearly else 0,
        instance=draw.randint(1, 5) if kind in (MONTH_NTH, YEAR_NTH) else 0,
        first=first,
    )


@pytest.fixture(scope="module")
def days_of(tmp_path_factory):
    program = tmp_path_factory.mktemp("probe") / "SeriesProbe.exe"
    recurrence = HERE / "Host" / "Model" / "Recurrence"
    sources = [recurrence / "SeriesRule.cs", recurrence / "SeriesDays.cs"]
    sources.append(HERE / "SeriesProbe" / "Program.cs")
    subprocess.run(
        ["mcs", "-nologo", "-langversion:7", f"-out:{program}", *sources],
        check=True,
        timeout=60,
    )

    def days(rules):
        done = subprocess.run(
            ["timeout", "-k", "2", "60", "mono", str(program)],
            input="\n".join(map(str, rules)),
            capture_output=True,
            text=True,
            check=True,
            timeout=70,
        )
        return [
            [date.fromisoformat(day) for day in line.split()] for line in done.stdout.splitlines()
        ]

    return days


def test_a_thousand_random_rules(days_of):
    draw = random.Random(3)
    rules = [any_rule(draw) for _ in range(1000)]
    for rule, days in zip(rules, days_of(rules), strict=True):
        expected = judged(rule)
        assert days[: len(expected)] == expected, rule


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule(MONTHLY, day=31), [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]),
        (
            Rule(YEARLY, interval=12, day=29, month=2),
            [date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)],
        ),
        (Rule(MONTH_NTH, mask=62, instance=5), [date(2026, 1, 30), date(2026, 2, 27)]),
        (
            Rule(WEEKLY, interval=2, mask=1 | 32, first=date(2026, 1, 2)),
            [date(2026, 1, 2), date(2026, 1, 11), date(2026, 1, 16), date(2026, 1, 25)],
        ),
    ],
    ids=["the 31st", "a leap day", "the last working day", "Sunday begins the week"],
)
def test_what_only_outlook_does(days_of, rule, expected):
    assert days_of([rule])[0][: len(expected)] == expected
