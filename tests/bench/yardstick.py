"""Side by side with vdirsyncer: first sync, nothing changed, one per cent changed.

Theirs goes from a folder of files to Radicale, ours from Outlook's gateway in memory to
the embedded CRM.  Theirs is a program that starts for each run: what an empty start
takes is taken off its wall and processor time, for the add-in lives on in Outlook.
Both figures are told; the ratio is ours over theirs.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.figure import Figure
from tests.bench.progress import at
from tests.bench.vdir import RUNS, Took, Vdirsyncer

SIZES = (1_000,)
WHOLE_SIZES = (1_000, 10_000)
KINDS = ("first sync", "nothing changed", "1 % changed")
BUDGETS = {"nothing changed": 0.1}


def figures(*, whole: bool) -> Iterator[Figure]:
    """``whole`` takes 10,000 appointments, too."""
    for size in WHOLE_SIZES if whole else SIZES:
        theirs, start = _theirs(size)
        ours = _ours(size)
        for kind, mine, other in zip(KINDS, ours["runs"], theirs, strict=True):
            yield from _compared(f"{size:,} items, {kind}", mine, other, start, BUDGETS.get(kind))
        named = f"{size:,} items, peak memory"
        yield Figure(f"{named}: ours, with the stand-in for Outlook", ours["peak"], "MB")
        yield Figure(f"{named}: vdirsyncer", max(each.peak for each in theirs), "MB")


def _compared(
    named: str, mine: dict[str, Any], other: Took, start: Took, budget: float | None
) -> Iterator[Figure]:
    wall, cpu = max(0.001, other.wall - start.wall), max(0.001, other.cpu - start.cpu)
    yield Figure(f"{named}: wall, ours", mine["wall"], "s")
    yield Figure(f"{named}: wall, vdirsyncer", wall, "s")
    yield Figure(f"{named}: wall, ours / vdirsyncer", mine["wall"] / wall, "x", budget)
    yield Figure(f"{named}: processor time, ours / vdirsyncer", mine["cpu"] / cpu, "x")
    yield Figure(f"{named}: HTTP requests, ours", mine["requests"], "")
    yield Figure(f"{named}: HTTP requests, vdirsyncer", other.requests, "")


def _theirs(size: int) -> tuple[list[Took], Took]:
    with tempfile.TemporaryDirectory() as folder, Vdirsyncer(Path(folder) / "v", size) as program:
        start = program.start()
        at(f"vdirsyncer's first sync of {size:,}")
        first = program.sync()
        at("vdirsyncer, nothing changed, then 1 %")
        quiet = min((program.sync() for _ in range(RUNS)), key=lambda took: took.wall)
        program.change(size // 100)
        return [first, quiet, program.sync()], start


def _ours(size: int) -> dict[str, Any]:
    at(f"ours, the same three runs of {size:,}")
    command = [sys.executable, "-m", "tests.bench.ours", str(size)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)
