"""vdirsyncer between a folder of files and a CalDAV server, both from PyPI.

They live in an environment of their own under build/, at fixed versions, and are no
dependency of anything.
"""

import json
import socket
import subprocess
import sys
import time
import venv
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import requests
from tests.bench.figure import Unmeasured
from tests.simulator.client import wait_for

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "build" / "vdirsyncer"
WANTED = ("vdirsyncer==0.21.0", "radicale==3.9.0")
RUNS = 5
"""So many in which nothing changed: the quickest was disturbed least."""
_PATIENCE = 30
_LOGIN = ("anna", "anna")
# A process of its own, and a small one: a child's peak begins with what its parent held.
_MEASURE = """
import json, os, subprocess, sys
program = subprocess.Popen(sys.argv[1:], stdout=2)
_, status, used = os.wait4(program.pid, 0)
cpu = used.ru_utime + used.ru_stime
json.dump([os.waitstatus_to_exitcode(status), cpu, used.ru_maxrss], sys.stdout)
"""


@dataclass(frozen=True)
class Took:
    """One run of the program: wall and processor seconds, peak megabytes, HTTP requests."""

    wall: float
    cpu: float
    peak: float
    requests: int


class Vdirsyncer:
    """A folder of ``count`` appointments and an empty server; ends with the block."""

    def __init__(self, folder: Path, count: int) -> None:
        _install()
        self._folder = folder
        self._files = folder / "files"
        self._log = folder / "radicale.log"
        with socket.create_server(("127.0.0.1", 0)) as server:
            self._address = f"127.0.0.1:{server.getsockname()[1]}"
        self._server: subprocess.Popen[bytes] | None = None
        self._files.mkdir(parents=True)
        for number in range(count):
            self._write(number, f"Appointment {number}")

    def __enter__(self) -> Self:
        (self._folder / "radicale.ini").write_text(
            f"[server]\nhosts = {self._address}\n[auth]\ntype = none\n"
            f"[storage]\nfilesystem_folder = {self._folder / 'server'}\n[logging]\nlevel = info\n"
        )
        with self._log.open("wb") as log:
            self._server = subprocess.Popen(
                [HOME / "bin" / "python", "-m", "radicale", "-C", self._folder / "radicale.ini"],
                stdout=log,
                stderr=log,
            )
        wait_for(self._calendar_is_made, "Radicale", _PATIENCE)
        self._configure()
        self._run("discover")
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait(_PATIENCE)

    def sync(self) -> Took:
        """One synchronisation."""
        before = self._requests()
        took = self._run("sync")
        return Took(took.wall, took.cpu, took.peak, self._requests() - before)

    def start(self) -> Took:
        """What starting the program takes when there is nothing to do at all."""
        return self._run("--version")

    def change(self, count: int) -> None:
        """Another subject for so many."""
        for number in range(count):
            self._write(number, "Changed")

    def _write(self, number: int, subject: str) -> None:
        start = datetime(2026, 1, 1, 8, tzinfo=UTC) + timedelta(minutes=30 * number)
        (self._files / f"{number}.ics").write_text(
            _ICS.format(
                number=number,
                subject=subject,
                start=f"{start:%Y%m%dT%H%M%SZ}",
                end=f"{start + timedelta(minutes=30):%Y%m%dT%H%M%SZ}",
            ),
            newline="",
        )

    def _configure(self) -> None:
        (self._folder / "config").write_text(
            f'[general]\nstatus_path = "{self._folder / "status"}"\n'
            '[pair calendars]\na = "here"\nb = "there"\ncollections = null\n'
            f'[storage here]\ntype = "filesystem"\npath = "{self._files}"\nfileext = ".ics"\n'
            f'[storage there]\ntype = "caldav"\nurl = "http://{self._address}/anna/calendar/"\n'
            f'username = "{_LOGIN[0]}"\npassword = "{_LOGIN[1]}"\n'
        )

    def _calendar_is_made(self) -> bool:
        try:
            url = f"http://{self._address}/anna/calendar/"
            with requests.Session() as session:
                session.trust_env = False
                return session.request("MKCALENDAR", url, auth=_LOGIN, timeout=5).ok
        except requests.ConnectionError:
            return False

    def _requests(self) -> int:
        return self._log.read_text(errors="replace").count(" request for ")

    def _run(self, *arguments: str) -> Took:
        command = [HOME / "bin" / "vdirsyncer", "-c", self._folder / "config", *arguments]
        began = time.perf_counter()
        with (self._folder / "vdirsyncer.log").open("ab") as log:
            done = subprocess.run(
                [sys.executable, "-S", "-c", _MEASURE, *map(str, command)],
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        code, cpu, peak = json.loads(done.stdout)
        if code:
            said = (self._folder / "vdirsyncer.log").read_text(errors="replace")[-2000:]
            message = f"vdirsyncer {arguments}: {said}"
            raise RuntimeError(message)
        wall = time.perf_counter() - began
        return Took(wall, cpu, peak / 1024, 0)


def _install() -> None:
    """Raises Unmeasured where it cannot be had."""
    mark = HOME / "installed"
    if mark.exists() and mark.read_text() == " ".join(WANTED):
        return
    pip = [HOME / "bin" / "pip", "install", "--disable-pip-version-check", *WANTED]
    try:
        venv.create(HOME, clear=True, with_pip=True)
        subprocess.run(pip, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        said = str(getattr(error, "stderr", None) or error).strip().splitlines()[-1]
        message = f"vdirsyncer could not be installed: {said}"
        raise Unmeasured(message) from error
    mark.write_text(" ".join(WANTED))


_ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\nBEGIN:VEVENT\r\n"
    "UID:{number}@bench\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:{start}\r\nDTEND:{end}\r\n"
    "SUMMARY:{subject}\r\nDESCRIPTION:Agenda of {number}\r\nLOCATION:Room 1\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
