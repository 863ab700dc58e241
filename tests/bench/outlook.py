"""An Outlook with the add-in in it, whose shim tells the benchmarks what it measured."""

import json
import shutil
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.e2e.world import PATIENCE, ROOT, SHIM, SIMULATOR, World
from tests.simulator import macro
from tests.simulator.client import Outlook, Screen, wait_for

MODULE = "tests.bench.inside"
_CONTACTS = 10  # olFolderContacts


class MeasuredWorld(World):
    """See `World`."""

    _port = 0

    def start_outlook(self, environment: Mapping[str, str] | None = None) -> None:
        """Start Outlook; the add-in answers `shim`."""
        installed(self.folder / "shim", module=MODULE)
        with socket.create_server(("127.0.0.1", 0)) as server:
            self._port = server.getsockname()[1]
        super().start_outlook({"BENCH_PORT": str(self._port), **(environment or {})})

    def facts(self) -> dict[str, Any]:
        """What the shim tells Python: start-up, slices."""
        return self.shim("shell", "Facts")

    def shim(self, of: str, method: str, **question: Any) -> dict[str, Any]:
        """One call of the shell or the gateway, from beside the add-in."""
        connection = wait_for(self._connect, "Python inside Outlook", PATIENCE)
        text = json.dumps(question) if question else ""
        with connection, connection.makefile("rw", encoding="utf-8") as lines:
            lines.write(json.dumps({"of": of, "method": method, "text": text}) + "\n")
            lines.flush()
            return json.loads(lines.readline())

    def state(self) -> str:
        """What the add-in does, in its own word; from its file, for Outlook has enough to do."""
        file = next(self.folder.rglob("status.json"))
        return str(json.loads(file.read_text(encoding="utf-8"))["state"])

    @contextmanager
    def bare(self) -> Iterator[Outlook]:
        """The same user's Outlook without the add-in, while the add-in's is closed."""
        with Outlook(self.folder / "pc", self.screen.display, SIMULATOR) as outlook:
            yield outlook
            outlook.quit()

    def _connect(self) -> socket.socket | None:
        try:
            return socket.create_connection(("127.0.0.1", self._port), timeout=120)
        except ConnectionRefusedError:
            return None


@contextmanager
def paired_world() -> Iterator[MeasuredWorld]:
    """A user whose empty calendars are paired and in step."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Screen() as screen,
        MeasuredWorld(Path(folder), screen) as world,
    ):
        world.set_up()
        world.wait_for_words("In step")
        yield world


def look_elsewhere(outlook: Outlook) -> None:
    """Show the contacts: to draw a long calendar anew at each change is Outlook's own work."""
    app = macro.application(outlook)
    app.ActiveExplorer().CurrentFolder = app.Session.GetDefaultFolder(_CONTACTS)


def rss(pid: int) -> float:
    """Megabytes of memory that the process holds now."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    message = f"no memory of {pid} is told"
    raise RuntimeError(message)


def installed(folder: Path, **python: str) -> Path:
    """The add-in's assembly in this folder, once made; ``python`` tells it of another Python.

    ``module`` is what runs in the add-in's place, ``dll`` the interpreter.
    """
    if not folder.exists():
        shutil.copytree(SHIM, folder)
        place = folder / "python-home.json"
        settings = json.loads(place.read_text(encoding="utf-8"))
        settings["site"].append(str(ROOT))
        place.write_text(json.dumps(settings | python), encoding="utf-8")
    return folder / "OutlookCrm.Shim.dll"
