"""How long a change in Outlook takes to the CRM, all by itself."""

import time
from collections.abc import Iterator

from tests.bench.figure import Figure
from tests.bench.outlook import MeasuredWorld, paired_world
from tests.bench.percentiles import percentile
from tests.e2e.world import day
from tests.simulator.client import wait_for

CHANGES = 50


def figures(*, whole: bool) -> Iterator[Figure]:
    """From the save of a change to the moment in which the CRM shows it."""
    with paired_world() as world:
        item = world.make_in_outlook("Change 0", day(1))
        world.wait_for_crm("Change 0")
        took = [_change(world, item, number) for number in range(1, CHANGES + 1)]
    named = f"Outlook to the CRM, {CHANGES} changes"
    yield Figure(f"{named}: p50", percentile(took, 50), "s")
    yield Figure(f"{named}: p95", percentile(took, 95), "s", 1.5)
    yield Figure(f"{named}: p99", percentile(took, 99), "s", 5)


def _change(world: MeasuredWorld, item: str, number: int) -> float:
    subject = f"Change {number}"
    world.outlook.update(item, Subject=subject)
    began = time.monotonic()
    wait_for(lambda: subject in world.crm_activities(), subject)
    took = time.monotonic() - began
    wait_for(lambda: world.words() == "In step", "the end of the run")
    return took
