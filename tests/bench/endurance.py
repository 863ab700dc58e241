"""A working day: many runs, and every window opened and closed many times; what grows?

Counted once everything was used a few times, and again at the end.
"""

from collections.abc import Iterator
from itertools import pairwise

from tests.bench.figure import Figure
from tests.bench.memory import memory
from tests.bench.outlook import MeasuredWorld, paired_world
from tests.bench.progress import at
from tests.e2e.world import PATIENCE, day
from tests.simulator.client import wait_for

RUNS, OPENINGS = 200, 50
QUICK = 4
"""So many times less, where not everything is measured in full."""

WINDOWS = {
    "CrmPreferences": ("pairing", "details"),
    "CrmReport": ("report",),
    "CrmHelp": ("help",),
    "CrmAbout": ("about",),
}
"""By the ribbon's control that opens them; from one to the next leads *Save*."""

_NAMES = {
    "threads": "threads",
    "files": "open files",
    "windows": "closed windows that are kept",
    "handles": "living window handles",
}


def figures(*, whole: bool) -> Iterator[Figure]:
    """What was held more at the end than at the beginning."""
    runs, openings = (RUNS, OPENINGS) if whole else (RUNS // QUICK, OPENINGS // QUICK)
    with paired_world() as world:
        item = world.make_in_outlook("Visit", day(1))
        _day(world, item, runs // 10, 3)
        before = _held(world)
        _day(world, item, runs, openings)
        after = _held(world)
    told = f"{runs} runs and {sum(map(len, WINDOWS.values()))} windows opened {openings} times add"
    for key, name in _NAMES.items():
        yield Figure(f"{told}: {name}", after[key] - before[key], budget=0)
    yield Figure("  memory", after["whole"] - before["whole"], "MB", 10)
    yield Figure("    of which .NET's objects", after["managed"] - before["managed"], "MB")
    yield Figure("  Python's blocks", 100 * (after["blocks"] / before["blocks"] - 1), "%", 2)


def _held(world: MeasuredWorld) -> dict[str, float]:
    managed = world.shim("process", "collect")["bytes"] / 1_000_000
    whole = memory(world.outlook).whole
    return world.shim("process", "held") | {"whole": whole, "managed": managed}


def _day(world: MeasuredWorld, item: str, runs: int, openings: int) -> None:
    for number in range(runs):
        if number % 5 == 0:
            world.outlook.update(item, Subject=f"Visit {number}")
        _run(world)
    at(f"{runs} runs")
    for number in range(openings):
        for control, windows in WINDOWS.items():
            _open_and_close(world, control, *windows)
        at(f"windows opened {number + 1} times")


def _run(world: MeasuredWorld) -> None:
    world.crm.clear_requests()
    world.synchronise()
    wait_for(world.crm.requests, "a run", PATIENCE)
    world.wait_for_words("In step")


def _open_and_close(world: MeasuredWorld, control: str, *windows: str) -> None:
    world.outlook.click(control)
    world.outlook.wait_for_window(windows[0], PATIENCE)
    for before, after in pairwise(windows):
        world.outlook.window_click(before, "save")
        world.outlook.wait_for_window(after, PATIENCE)
    assert world.shim("process", "meet")["met"]
    world.outlook.window_close(windows[-1])
    world.outlook.wait_until_closed(windows[-1], PATIENCE)
