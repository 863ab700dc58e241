"""Makes tests/tables/recurrence.csv: the dates of random rules, counted out by ical.js.

ical.js (npm, by Mozilla) shares no code with the library that the product counts with.
Run it where Node.js is, with the folder of an `npm install ical.js`:

    .venv/bin/python scripts/recurrence_table.py FOLDER > tests/tables/recurrence.csv

Outlook's rules are said in iCalendar's words as differently from the product as they
can be: years as years, and the last day of a short month by a second rule.
"""

import csv
import json
import random
import subprocess
import sys
from datetime import date, timedelta

RULES = 1000
SHOWN = 8  # dates of each rule that are kept
WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
RULE = ("frequency", "first", "interval", "weekdays", "day", "month", "nth", "week_start")
COLUMNS = (*RULE, "last", "count", "begin", "days")
LAST, FEBRUARY = 31, 2
COUNT_OUT = """
const ICAL = require(process.argv[1] + "/node_modules/ical.js/dist/ical.es5.cjs");
const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
const answer = asked.map(({rules, start, until}) => {
  const found = new Set();
  for (const [at, rule] of rules.entries()) {
    const each = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateString(start));
    for (let day = each.next(); day && day.toString() < until; day = each.next())
      if (at === 0 || day.month === 2) found.add(day.toString());
  }
  return [...found].sort();
});
console.log(JSON.stringify(answer));
"""


def main() -> None:
    """Print the table."""
    chance = random.Random(4)  # noqa: S311  # a table, not a secret
    rules = [random_rule(chance, number) for number in range(RULES)]
    asked = [
        {"rules": said(rule), "start": start_of(rule).isoformat(), "until": until(rule).isoformat()}
        for rule in rules
    ]
    node = subprocess.run(
        ["node", "-e", COUNT_OUT, sys.argv[1]],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    out = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    out.writeheader()
    for rule, dates in zip(rules, json.loads(node.stdout), strict=True):
        out.writerow(rule | {"days": " ".join(shown(rule, dates))})


def random_rule(chance: random.Random, number: int) -> dict:
    """A rule of each kind in turn."""
    frequency = ("daily", "weekly", "monthly", "monthly-nth", "yearly", "yearly-nth")[number % 6]
    first = date(2000, 1, 1) + timedelta(chance.randrange(12000))
    yearly, nth = frequency.startswith("yearly"), frequency.endswith("nth")
    rule = dict.fromkeys(COLUMNS, "") | {
        "frequency": frequency,
        "first": first,
        "interval": chance.choice((1, 1, 2, 3, 4) if yearly else (1, 1, 2, 3, 5, 13)),
        "week_start": chance.choice((0, 5, 6)),
    }
    if nth or frequency == "weekly":
        some = [day for day in range(7) if not chance.randrange(3)] or [chance.randrange(7)]
        rule["weekdays"] = " ".join(map(str, some))
    if nth:
        rule["nth"] = chance.choice((1, 2, 3, 4, -1))
    if frequency in ("monthly", "yearly"):
        rule["day"] = chance.choice((*range(1, LAST), 29, 30, LAST, LAST))
    if yearly:
        rule["month"] = chance.choice((*range(1, 13), 2, 2))
    rule["begin"] = first + timedelta(chance.choice((0, 0, 30, 400, 2000)))
    end = chance.choice(("never", "count", "date"))
    if end == "count":
        rule["count"] = chance.randrange(1, 60)
    if end == "date":
        rule["last"] = first + timedelta(chance.randrange(3000))
    return rule


def said(rule: dict) -> list[str]:
    """The rule in iCalendar's words, and another for what it lacks in February.

    Each month but that has a 29th and a 30th.  (BYMONTH would say so, but ical.js counts
    an interval of months wrongly beside it.)
    """
    frequency = rule["frequency"].removesuffix("-nth")
    common = f"FREQ={frequency.upper()};INTERVAL={rule['interval']};WKST={WEEK[rule['week_start']]}"
    if rule["month"]:
        common += f";BYMONTH={rule['month']}"
    if rule["weekdays"]:
        common += ";BYDAY=" + ",".join(WEEK[int(day)] for day in rule["weekdays"].split())
    if rule["nth"]:
        common += f";BYSETPOS={rule['nth']}"
    if not rule["day"]:
        return [common]
    by_last = f"{common};BYMONTHDAY=-1"
    by_day = f"{common};BYMONTHDAY={rule['day']}"
    if rule["day"] == LAST or (rule["day"] in (29, 30) and rule["month"] == FEBRUARY):
        return [by_last]
    return [by_day, by_last] if rule["day"] in (29, 30) else [by_day]


def start_of(rule: dict) -> date:
    """Where counting begins.

    For months and years some intervals early: of the period it starts in ical.js gives the
    first day, whatever BYSETPOS says.
    """
    first, interval = rule["first"], rule["interval"]
    if rule["frequency"].startswith("yearly"):
        return date(first.year - interval, 1, 1)
    if rule["frequency"] in ("daily", "weekly"):
        return first
    return date(first.year - interval, first.month, 1)  # twelve of them


def until(rule: dict) -> date:
    """The day before which ``SHOWN`` dates are found, of the rarest rule, too."""
    return rule["begin"] + timedelta(366 * 6 * SHOWN)


def shown(rule: dict, dates: list[str]) -> list[str]:
    """The first dates from ``begin`` on, of those that the rule's end leaves."""
    named = [day for day in dates if day >= rule["first"].isoformat()]
    if rule["count"]:
        named = named[: rule["count"]]
    if rule["last"]:
        named = [day for day in named if day <= rule["last"].isoformat()]
    return [day for day in named if day >= rule["begin"].isoformat()][:SHOWN]


if __name__ == "__main__":
    main()
