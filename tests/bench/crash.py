"""Every place of the crash proof: see tests/crash.  The figure is how many ended badly."""

import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.bench.figure import Figure
from tests.bench.progress import at
from tests.crash.world import CrashWorld

_TOLD_EACH = 50


def figures(*, whole: bool) -> Iterator[Figure]:
    """A CRM with and one without a field for the key, at the same time."""
    kinds = {"with": True, "without": False}
    with ThreadPoolExecutor(len(kinds)) as lanes:
        runs = {
            name: lanes.submit(_bad_endings, name, keeps_key=keeps_key)
            for name, keeps_key in kinds.items()
        }
        for name, run in runs.items():
            kills, bad = run.result()
            named = f"killed, on a CRM {name} a field for the key"
            yield Figure(f"{named}: places", kills, "")
            yield Figure(f"{named}: lost, doubled or apart after it", bad, "", 0)


def _bad_endings(name: str, *, keeps_key: bool) -> tuple[int, int]:
    bad = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        CrashWorld(Path(folder) / "crash", keeps_key=keeps_key) as world,
    ):
        for place, what in enumerate(world.places):
            if place % _TOLD_EACH == 0:
                at(f"{place} of {len(world.places)} places, {name} a field for the key")
            ending = world.kill_at(place)
            if ending.faults or not ending.killed:
                bad += 1
                told = "\n    ".join(ending.faults) or "it was not killed"
                sys.stderr.write(f"  at {place}, {what}:\n    {told}\n")
        return len(world.places), bad
