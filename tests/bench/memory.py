"""What the add-in adds to the memory of its host, stage by stage, up to a first sync.

Each stage is an Outlook of its own beside one without us.  The last one's holds as many
appointments, typed by its user: what they take is Outlook's.  The user looks at the contacts
meanwhile, for the garbage of a calendar that is drawn anew would be counted as ours.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import libraries
from tests.bench.figure import Figure
from tests.bench.outlook import installed, look_elsewhere, paired_world
from tests.bench.slices import APPOINTMENTS, first_sync, type_appointments
from tests.e2e.world import PATIENCE, SIMULATOR
from tests.simulator.client import Outlook, Screen, wait_for

_STAGES = (
    ("and an idle Python", ""),
    ("and the add-in's modules", "outlook_crm.addin"),
    ("and the CRM's", "outlook_crm.addin outlook_crm.crm.crmservice.connect"),
)
_REST = 2.0  # seconds in which an Outlook comes to rest
_MEGABYTE = 1024


@dataclass(frozen=True)
class Memory:
    """Megabytes that a process holds, and how many of them nobody else could share."""

    whole: float
    own: float

    def __sub__(self, other: "Memory") -> "Memory":
        return Memory(self.whole - other.whole, self.own - other.own)


def memory(outlook: Outlook) -> Memory:
    """What it holds once it is at rest."""
    time.sleep(_REST)
    lines = Path(f"/proc/{outlook.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    found = {name: int(value) for name, value, *_ in map(str.split, lines)}
    return Memory(found["Rss:"] / _MEGABYTE, found["Anonymous:"] / _MEGABYTE)


def figures(*, whole: bool) -> Iterator[Figure]:
    """The stages, then what the user's Outlook holds in step, and after a first sync."""
    with tempfile.TemporaryDirectory() as folder, Screen() as screen:
        place = Path(folder)
        empty, full = _without_us(place, screen)
        with _without_python(place / "shim", screen) as outlook:
            added = memory(outlook) - empty
        yield Figure("memory added: the shim, with what it uses of .NET's", added.whole, "MB")
        yield Figure("  of which libraries that Mono compiles anew", libraries.megabytes(), "MB")
        for name, imports in _STAGES:
            with _idle(place / f"{len(imports)}", screen, imports) as outlook:
                added = memory(outlook) - empty
            yield Figure(f"memory added: {name}", added.whole, "MB")
    with paired_world() as world:
        world.outlook.quit()  # what the windows of the pairing took
        world.start_outlook()
        look_elsewhere(world.outlook)
        world.wait_for_words("In step")
        added = memory(world.outlook) - empty
        yield Figure("memory added: paired and in step", added.whole, "MB", 80)
        first_sync(world, look_elsewhere)
        added = memory(world.outlook) - full
        world.shim("process", "collect")
        collected = memory(world.outlook) - full
    count = 2 * APPOINTMENTS
    yield Figure(f"memory added: a first sync of {count}", added.whole, "MB", 80)
    yield Figure("  of which nobody else could share", added.own, "MB")
    yield Figure("  of which Mono gives up when told to collect", (added - collected).whole, "MB")


def _without_us(folder: Path, screen: Screen) -> tuple[Memory, Memory]:
    """An Outlook without the add-in: empty, and with what a first sync leaves in it."""
    with Outlook(folder / "bare", screen.display, SIMULATOR) as outlook:
        look_elsewhere(outlook)
        empty = memory(outlook)
        type_appointments(outlook, 2 * APPOINTMENTS)
        full = memory(outlook)
        outlook.quit()
    return empty, full


@contextmanager
def _without_python(folder: Path, screen: Screen) -> Iterator[Outlook]:
    """An Outlook with the shim, which finds no Python and says so."""
    addin = installed(folder / "shim", dll="missing")
    with Outlook(folder / "pc", screen.display, SIMULATOR, addin) as outlook:
        wait_for(lambda: [*(folder / "pc").rglob("shim.log")], "the shim's word", PATIENCE)
        yield outlook
        outlook.quit()


@contextmanager
def _idle(folder: Path, screen: Screen, imports: str) -> Iterator[Outlook]:
    """An Outlook with the shim, whose Python has these modules loaded and does nothing."""
    ready = folder / "ready"
    environment = {"BENCH_IMPORTS": imports, "BENCH_READY": os.fspath(ready)}
    addin = installed(folder / "shim", module="tests.bench.idle")
    with Outlook(
        folder / "pc", screen.display, SIMULATOR, addin, environment=environment
    ) as outlook:
        wait_for(ready.exists, "Python inside Outlook", PATIENCE)
        yield outlook
        outlook.quit()
