"""The engine with its real state and connector between Outlook in memory and a strange CRM."""

import contextlib
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tests.crash.outlook_process import OutlookProcess
from tests.crash.scenario import Book, attributes, cells, crm_lines, outlook_lines
from tests.crm_server.process import OUTLOOK_KEY, PASSWORD, CrmServer
from tests.e2e.strange_crm import StrangeCrm
from tests.simulation.fake_gateway import CALENDAR, STORE

from outlook_crm.crm.connector import Credentials, Network
from outlook_crm.crm.crmservice.connect import CrmService
from outlook_crm.crm.transport import Limits
from outlook_crm.domain.policy import Policy
from outlook_crm.errors import Busy, Theirs, Unreachable
from outlook_crm.outlook.side import OutlookSide
from outlook_crm.state.sqlite import SqliteState
from outlook_crm.support.secret import Secret
from outlook_crm.sync.engine import Ask, Engine, Reason
from outlook_crm.sync.marks import activity_key
from outlook_crm.sync.report import Report

PAIRING = "p1"
LIMITS = Limits(connect=2, read=1.5, whole=4, pause=0.01, patience=0.2)
RUNS = 12
HALF = 3


class StrangeWorld:
    """Two calendars with ``HALF`` meetings born on each, and the book of what they are to show."""

    def __init__(self, folder: Path, crm: CrmServer, strange: StrangeCrm):
        self._folder = folder
        self._strange = strange
        self.crm = crm
        self.person = crm.person("anna")
        admin = crm.person("admin")
        for each in crm.activities():
            admin.delete("activities", each["id"])
        self.outlook = OutlookProcess()
        self.outlook.time = datetime.now(UTC) - timedelta(hours=1)
        self.book = Book()
        self._days: list[str] = []
        self._ahead = timedelta()
        self._state: SqliteState | None = None
        self.session = None

    def populate(self) -> None:
        """Meetings with the characters that other programs escape, and links."""
        self._whole_days()
        account = self.crm.snapshot("accounts")[0]["id"]
        contact = self.crm.snapshot("contacts")[0]["id"]
        more = {"accounts": (account,), "contacts": (contact,)}
        for number in range(HALF):
            body = f"Ärende <{number}> & \"mer\"\nrad 'två'"
            links = more if number == 1 else {}
            meeting = self.book.add(number, body=body, **links)
            self.outlook.make(**cells(meeting))
            other = self.book.add(HALF + number, body=body, **links)
            id_ = self.person.create("activities", **attributes(other))
            for module, ends in links.items():
                self.person.link("activities", id_, module, *ends)

    def open(self, *, state: str = "state") -> None:
        """Log in, and take up the state file of that name."""
        self.close()
        service = CrmService(LIMITS)
        credentials = Credentials(Secret(OUTLOOK_KEY), "anna", Secret(PASSWORD))
        address = service.address(self._strange.address)
        self.session = service.log_in(address, credentials, Network())
        user = self.session.user.id
        self._state = SqliteState(self._folder / f"{state}.sqlite3")
        self._engine = Engine(
            OutlookSide(
                self.outlook,
                store=STORE,
                folder=CALENDAR,
                pairing=PAIRING,
                key_of=partial(activity_key, user),
                now=self.now,
            ),
            self.session.side(user, clock=lambda: self.now().timestamp()),
            self._state,
            PAIRING,
            policy=lambda: Policy(default_type="Meeting"),
            now=self.now,
        )

    def close(self) -> None:
        if self.session:
            self.session.close()
        if self._state:
            self._state.close()
        self.session = self._state = None

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def pass_time(self, **span: float) -> None:
        self._ahead += timedelta(**span)

    def run(self, reason: Reason = Reason.POLL) -> Report:
        """One run; what a side raises comes out."""
        return self._engine.run(Ask(reason))

    def run_whatever_comes(self) -> None:
        """One run, which the other side may end; the next is later."""
        with contextlib.suppress(Theirs):
            self.run()
        self.pass_time(seconds=30)

    def settle(self, reason: Reason = Reason.POLL) -> dict[tuple[Any, Any], int]:
        """Run as often as is wanted, as late as is wanted; the steps taken, counted."""
        counts: dict[Any, int] = {}
        for _ in range(RUNS):
            try:
                report = self.run(reason)
            except (Busy, Unreachable):  # the scheduler tries again later
                self.pass_time(minutes=1)
                continue
            for what, number in report.counts.items():
                counts[what] = counts.get(what, 0) + number
            assert not report.waiting, [*report.held, *report.trouble]
            if report.again_at is None:
                return counts
            self._ahead += max(timedelta(0), report.again_at - self.now())
            reason = Reason.AGAIN
        raise AssertionError("it never comes to rest")

    # ---- what users do

    def act(self) -> None:
        """A change and a deletion on each side, a new one on each."""
        self.pass_time(minutes=1)
        self.outlook.time = datetime.now(UTC) - timedelta(minutes=30)
        items = {each["Subject"]: each["id"] for each in self.outlook.calendar()}
        records = {each["subject"]: each["id"] for each in self.crm.activities()}
        mine, theirs = self.book.change(0, location="Hall"), self.book.change(HALF, location="Hof")
        self.outlook.edit(items[mine.subject], **cells(mine))
        self.person.change("activities", records[theirs.subject], **attributes(theirs))
        self.outlook.delete(items[self.book.drop(2)])
        self.person.delete("activities", records[self.book.drop(HALF + 2)])
        self.outlook.make(**cells(self.book.add(20)))
        self.person.create("activities", **attributes(self.book.add(21)))

    # ---- what came of it

    def differences(self) -> list[str]:
        """In what the calendars differ from the book; empty when all is well."""
        wanted = self.book.lines() + self._days
        found = {
            "Outlook": _outlook_lines(self.outlook.calendar()),
            "the CRM": _crm_lines(self.crm.activities()),
        }
        return [
            f"{sign} {where}: {line}"
            for where, lines in found.items()
            for sign, some in (
                ("not in", _less(wanted, lines)),
                ("too much in", _less(lines, wanted)),
            )
            for line in some
        ]

    def places(self, where: str) -> list[str]:
        """Subject and place of each, of "Outlook", "the CRM" or "the book"."""
        rows = {
            "Outlook": [(each["Subject"], each["Location"]) for each in self.outlook.calendar()],
            "the CRM": [(each["subject"], each["location"]) for each in self.crm.activities()],
            "the book": [(each.subject, each.location) for each in self.book.meetings.values()]
            + [(each.partition(",")[0], "") for each in self._days],
        }
        return sorted(f"{subject} in {place or '-'}" for subject, place in rows[where])

    def _whole_days(self) -> None:
        """One on each side."""
        first, end = (f"{self.now() + timedelta(days=days):%Y-%m-%d}" for days in (3, 5))
        self.outlook.make(Subject="Fair", AllDayEvent=True, Start=first, End=end)
        midnights = {"start_date": f"{first}T00:00:00Z", "end_date": f"{end}T00:00:00Z"}
        self.person.create(
            "activities", subject="Holiday", all_day=True, activity_type="Meeting", **midnights
        )
        self._days = [f"{each}, {first} to {end}" for each in ("Fair", "Holiday")]


def _outlook_lines(items: list[dict[str, Any]]) -> list[str]:
    days = [each for each in items if each["AllDayEvent"]]
    return outlook_lines([each for each in items if each not in days]) + sorted(
        f"{each['Subject']}, {each['Start']} to {each['End']}" for each in days
    )


def _crm_lines(activities: list[dict[str, Any]]) -> list[str]:
    days = [each for each in activities if each["all_day"]]
    return crm_lines([each for each in activities if each not in days]) + sorted(
        f"{each['subject']}, {each['start_date'][:10]} to {each['end_date'][:10]}" for each in days
    )


def _less(some: list[str], others: list[str]) -> list[str]:
    left = list(others)
    return [each for each in some if each not in left or left.remove(each)]
