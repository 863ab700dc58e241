"""How long Outlook's thread is kept busy while a calendar is synchronised.

Two measurements of the same run: the shim's own meter, and the watchdog of the
simulated Outlook, which also counts what is no slice: clicks, events, ribbon, windows.
"""

import time
from collections.abc import Callable, Iterator

from tests.bench.figure import Figure
from tests.bench.outlook import MeasuredWorld, paired_world
from tests.e2e.world import day
from tests.simulator.client import Outlook, wait_for

APPOINTMENTS = 300
"""On each side: a first sync of twice as many."""
PATIENCE = 240


def figures(*, whole: bool) -> Iterator[Figure]:
    """Slices and shares of a first sync."""
    with paired_world() as world:
        seconds = first_sync(world)
        slices, seen = world.facts()["slices"], world.outlook.watchdog()
    yield Figure(f"first sync of {2 * APPOINTMENTS} in Outlook", seconds, "s")
    yield Figure("longest slice, by the shim", slices["longest_ms"], "ms", 50)
    yield Figure(
        "worst second's share of slices, by the shim", slices["worst_share_percent"], "%", 25
    )
    yield Figure("slices", slices["count"])
    yield Figure("longest stretch, by Outlook's watchdog", seen["longest_ms"], "ms", 50)
    yield Figure("  of which processor time", seen["longest_cpu_ms"], "ms")
    yield Figure("worst second's share, by Outlook's watchdog", 100 * seen["worst_share"], "%", 25)


def first_sync(world: MeasuredWorld, looks: Callable[[Outlook], None] = lambda _: None) -> float:
    """The seconds it takes; half of the appointments are new in Outlook, half in the CRM.

    ``looks`` is what the user does first in the Outlook that synchronises.
    """
    world.outlook.quit()
    with world.bare() as outlook:
        type_appointments(outlook, APPOINTMENTS)
    world.crm.seed(APPOINTMENTS, start=day(0).isoformat(), minutes_apart=120)
    world.start_outlook()
    looks(world.outlook)
    world.outlook.watchdog(reset=True)
    began = time.monotonic()
    wait_for(lambda: len(world.crm.activities()) == 2 * APPOINTMENTS, "the CRM", PATIENCE)
    wait_for(lambda: world.state() == "in step", "the end", PATIENCE)
    return time.monotonic() - began


def type_appointments(outlook: Outlook, count: int) -> None:
    """So many appointments in the calendar of an Outlook."""
    for number in range(count):
        start = day(number % 50, 8 + number % 600 // 50)
        outlook.create(
            Subject=f"Ours {number}",
            Start=start.replace(tzinfo=None).isoformat(),
            Body="Agenda\n" * 20,
            Location="Room 1",
        )
