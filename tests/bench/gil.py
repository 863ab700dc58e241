"""Python keeps its lock for long, and Outlook's thread does not notice.

Meanwhile the user saves appointments, looks at the ribbon and clicks: all of it enters
the shim, and none of it may enter Python.
"""

from collections.abc import Iterator
from threading import Thread

from tests.bench.figure import Figure
from tests.bench.outlook import MeasuredWorld, paired_world
from tests.e2e.world import day

WORK = (("parses JSON", "parse"), ("sorts", "sort"), ("commits", "commit"))
ROUNDS = 3


def figures(*, whole: bool) -> Iterator[Figure]:
    """For each kind of work: how long it takes, and the longest stretch meanwhile."""
    with paired_world() as world:
        _use_outlook(world)  # the first time of everything is slow
        for name, method in WORK:
            seconds = _while_outlook_is_used(world, method)
            seen = world.outlook.watchdog(reset=True)
            yield Figure(f"Python {name} without a pause, for", seconds, "s")
            yield Figure("  longest stretch of Outlook's thread", seen["longest_ms"], "ms", 50)
            yield Figure("    of which processor time", seen["longest_cpu_ms"], "ms")


def _while_outlook_is_used(world: MeasuredWorld, method: str) -> float:
    """The seconds that Python was at it."""
    took: list[float] = []

    def work() -> None:
        took.extend(world.shim("process", method)["seconds"] for _ in range(ROUNDS))

    thread = Thread(target=work)
    world.outlook.watchdog(reset=True)
    thread.start()
    while thread.is_alive():
        _use_outlook(world)
    thread.join()
    return sum(took)


def _use_outlook(world: MeasuredWorld) -> None:
    outlook = world.outlook
    world.make_in_outlook("Visit", day(1))
    outlook.ribbon()
    if outlook.ribbon_control("CrmSynchronise")["enabled"]:
        outlook.click("CrmSynchronise")
