"""The three processes of the crash proof, and the moment from which each life starts."""

import shutil
import sqlite3
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from tests.crash.channel import Process, Remote
from tests.crash.pc_process import PAIRING
from tests.crash.scenario import (
    AT_REST,
    FEW,
    SOME,
    TWINS,
    UNMARKED,
    Book,
    Meeting,
    attributes,
    cells,
    crm_lines,
    outlook_lines,
)
from tests.crm_server.process import CrmServer

from outlook_crm.state.sqlite import SqliteState

_HALF = AT_REST // 2
"""So many are born on each side: Outlook's have the lower numbers."""
_MOMENT = "the moment"
_LONG_AGO = timedelta(minutes=10)
"""Between what is done in Outlook: old enough to be marked, and no two changes at one time."""
_LATER = 60.0
"""Seconds between the end of a life and the next, as its clock goes."""


@dataclass(frozen=True)
class Ending:
    """What a killed life and the one after it came to; ``faults`` is empty when all is well."""

    killed: bool
    faults: tuple[str, ...]


class CrashWorld:
    """Outlook, the CRM and the PC; made, it stands at the moment before the last sync.

    ``keeps_key``: the CRM has a field for the activity's key.
    """

    def __init__(self, folder: Path, *, keeps_key: bool) -> None:
        self._folder = folder
        self._keeps_key = keeps_key
        self._stack = ExitStack()
        self._state = folder / "pc" / "state.sqlite3"
        self.book = Book()
        self.places: list[str] = []
        self.counts: dict[str, int] = {}

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            self._start()
            self._come_to_rest()
            self._act()
            self._keep()
            self._live_undisturbed()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def kill_at(self, place: int, again_at: int = -1) -> Ending:
        """Start over, die at the place, live again, and look at what came of it.

        ``again_at``: the second life dies as well, there, and a third one settles it.
        """
        self._put_back()
        killed = False
        try:
            killed = self._live(place)["killed"]
            if again_at >= 0:
                self._live(again_at, _LATER)
            self._live(-1, 2 * _LATER)
        except RuntimeError as broken:  # told beside what it left
            return Ending(killed, (str(broken), *self.faults()))
        return Ending(killed, tuple(self.faults()))

    def faults(self) -> list[str]:
        """In what the two calendars and the state differ from the book."""
        wanted = self.book.lines()
        found = [
            *_differences("Outlook", wanted, outlook_lines(self._outlook.calendar())),
            *_differences("the CRM", wanted, crm_lines(self._crm.activities())),
        ]
        state = SqliteState(self._state)
        links, intents = state.links(PAIRING), state.intents(PAIRING)
        state.close()
        found += [f"never settled: {intent.step}" for intent in intents]
        if len(links) != len(wanted):
            found.append(f"{len(links)} links for {len(wanted)} appointments")
        return found

    # ---- how it comes to the moment

    def _start(self) -> None:
        self._crm = self._stack.enter_context(CrmServer(self._folder / "crm.sqlite3"))
        self._crm.turn(outlook_key=self._keeps_key)
        outlook = Process("tests.crash.outlook_process", self._folder / "outlook.socket")
        self._outlook = self._connected(outlook)
        self._outlook.at(datetime.now(UTC) - 3 * _LONG_AGO)
        pc = Process(
            "tests.crash.pc_process", self._folder / "pc.socket", self._crm.address, outlook.address
        )
        self._pc = self._connected(pc)
        self._anna = self._crm.person("anna")

    def _connected(self, process: Process) -> Remote:
        remote = self._stack.enter_context(process).connect()
        self._stack.callback(remote.close)
        return remote

    def _come_to_rest(self) -> None:
        """Linked and marked on both sides, but for a few whose marks are still to come."""
        self._make(range(_HALF - UNMARKED))
        while self._live(-1)["counts"]:
            pass
        self._make(range(_HALF - UNMARKED, _HALF))
        self._live(-1)

    def _make(self, numbers: range) -> None:
        for number in numbers:
            self._make_in_outlook(self.book.add(number))
            self._make_in_crm(self.book.add(_HALF + number))

    def _act(self) -> None:
        """What the users do before the sync in which processes are killed."""
        self._outlook.at(datetime.now(UTC) - 2 * _LONG_AGO)
        outlook = {item["Subject"]: item["id"] for item in self._outlook.calendar()}
        crm = {each["subject"]: each["id"] for each in self._crm.activities()}
        accounts, contacts, projects = (
            [each["id"] for each in self._crm.snapshot(module)]
            for module in ("accounts", "contacts", "projects")
        )
        linked = {"accounts": (accounts[0],), "contacts": tuple(contacts[:2])}
        linked |= {"projects": (projects[0],)}
        for index in range(SOME):
            more = linked if index % 3 == 0 else {}
            self._make_in_outlook(self.book.add(AT_REST + 2 * index, **more))
            self._make_in_crm(self.book.add(AT_REST + 2 * index + 1, **more))
            for half, change in ((0, self._change_in_outlook), (_HALF, self._change_in_crm)):
                meeting = self.book.change(half + index, location="Elsewhere", **more)
                change(meeting, outlook, crm)
        for number in TWINS:  # nothing but the body tells them apart
            twin = self.book.add(number, subject="Twin", start=self.book.meetings[0].start)
            self._make_in_outlook(twin)
        for index in range(SOME, SOME + FEW):
            self._outlook.delete(outlook[self.book.drop(index)])
            self._anna.delete("activities", crm[self.book.drop(_HALF + index)])
        for index in range(SOME + FEW, SOME + 2 * FEW):
            meeting = self.book.change(index, location="By Outlook", body="By the CRM")
            self._outlook.edit(outlook[meeting.subject], Location=meeting.location)
            self._anna.change("activities", crm[meeting.subject], description=meeting.body)

    def _make_in_outlook(self, meeting: Meeting) -> None:
        self._outlook.make(**cells(meeting))

    def _make_in_crm(self, meeting: Meeting) -> None:
        self._link(self._anna.create("activities", **attributes(meeting)), meeting)

    def _change_in_outlook(self, meeting: Meeting, outlook: dict, crm: dict) -> None:
        self._outlook.edit(outlook[meeting.subject], **cells(meeting))

    def _change_in_crm(self, meeting: Meeting, outlook: dict, crm: dict) -> None:
        self._anna.change("activities", crm[meeting.subject], **attributes(meeting))
        self._link(crm[meeting.subject], meeting)

    def _link(self, activity: str, meeting: Meeting) -> None:
        for module in ("accounts", "contacts"):
            if ends := getattr(meeting, module):
                self._anna.link("activities", activity, module, *ends)

    # ---- the moment

    def _keep(self) -> None:
        self._outlook.at(datetime.now(UTC) - _LONG_AGO)
        self._outlook.keep(_MOMENT)
        _copy(self._crm.database, self._image("crm"))
        shutil.copytree(self._state.parent, self._image("pc"))

    def _put_back(self) -> None:
        self._outlook.put_back(_MOMENT)
        _copy(self._image("crm"), self._crm.database)
        shutil.rmtree(self._state.parent)
        shutil.copytree(self._image("pc"), self._state.parent)

    def _image(self, what: str) -> Path:
        return self._folder / f"{what}.image"

    def _live_undisturbed(self) -> None:
        life = self._live(-1)
        self.places, self.counts = life["places"], life["counts"]
        if faults := self.faults():
            message = "\n".join(["undisturbed, and yet:", *faults])
            raise RuntimeError(message)

    def _live(self, place: int, ahead: float = 0.0) -> dict[str, Any]:
        return self._pc.live(str(self._state), place, ahead)


def _copy(source: Path, target: Path) -> None:
    """Page by page through SQLite, so that a server with the file open sees it at once."""
    with sqlite3.connect(source) as one, sqlite3.connect(target) as other:
        one.backup(other)
    one.close()
    other.close()


def _differences(where: str, wanted: list[str], found: list[str]) -> list[str]:
    missing = [f"not in {where}: {each}" for each in wanted if each not in found]
    extra = [f"too much in {where}: {each}" for each in _without(found, wanted)]
    return missing + extra


def _without(found: list[str], wanted: list[str]) -> list[str]:
    left = list(found)
    for each in wanted:
        if each in left:
            left.remove(each)
    return left
