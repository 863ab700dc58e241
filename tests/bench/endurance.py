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
        _synchronise(world, runs // 10)
        _look_around(world, 3)
        before = _held(world)
        _synchronise(world, runs)
        between = _held(world)
        _look_around(world, openings)
        after = _held(world)
    opened = f"{len(WINDOWS)} windows opened {openings} times"
    for key, name in _NAMES.items():
        yield Figure(f"{runs} runs and {opened} add: {name}", after[key] - before[key], budget=0)
    growth = 100 * (after["blocks"] / before["blocks"] - 1)
    yield Figure("  Python's blocks of memory", growth, "%", 2)
    yield Figure(f"{runs} runs add: memory", between["memory"] - before["memory"], "MB", 5)
    # Mono keeps its record of each handle for ever: no budget of ours.
    yield Figure(f"{opened} add: memory", after["memory"] - between["memory"], "MB")


def _held(world: MeasuredWorld) -> dict[str, float]:
    world.shim("process", "collect")
    megabytes = memory(world.outlook).whole
    return world.shim("process", "held") | {"memory": megabytes}


def _synchronise(world: MeasuredWorld, runs: int) -> None:
    item = world.make_in_outlook("Visit", day(1))
    for number in range(runs):
        if number % 5 == 0:
            world.outlook.update(item, Subject=f"Visit {number}")
        _run(world)
    at(f"{runs} runs")


def _look_around(world: MeasuredWorld, openings: int) -> None:
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
