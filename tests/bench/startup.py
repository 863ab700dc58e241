"""What the add-in costs Outlook where nothing is synchronised: start, memory, end.

The median of several starts, the quickest of several imports.  Mono compiles each
method at its first call and so overstates what .NET's cached images take of the start.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from statistics import mean, median

from tests.bench.figure import Figure
from tests.bench.outlook import paired_world, rss

STARTS = 3
IMPORTS = 5


def figures(*, whole: bool) -> Iterator[Figure]:
    """Start-up, memory, shutdown, imports."""
    yield from _outlooks()
    yield from _imports()


def _outlooks() -> Iterator[Figure]:
    connection, complete, pictures, total, seconds = [], [], [], [], []
    with paired_world() as world:
        world.outlook.quit("slow")
        with world.bare() as outlook:
            time.sleep(1)  # as long as the other one is left alone
            empty = rss(outlook.pid)
        bare = outlook.seconds
        for _ in range(STARTS):
            world.start_outlook()
            world.wait_for_words("In step")
            startup = world.facts()["startup"]
            connection += world.outlook.call_times("OnConnection")
            pictures += world.outlook.call_times("GetImage")
            complete += world.outlook.call_times("OnStartupComplete")
            total.append(startup["total_ms"])
            time.sleep(1)
            full = rss(world.outlook.pid)
            world.outlook.quit("slow")
            seconds.append(world.outlook.seconds)
    yield Figure("UI thread: OnConnection", median(connection), "ms")
    yield Figure("UI thread: OnStartupComplete", median(complete), "ms")
    yield Figure("UI thread: all of our start-up, until Python starts", median(total), "ms", 30)
    yield Figure("UI thread: one picture of the ribbon, mean", mean(pictures), "ms")
    yield Figure("memory added to the host, in step", full - empty, "MB", 80)
    yield Figure(
        "Outlook's end, added by us (limit for our threads: 300 ms)",
        1000 * (median(seconds) - bare),
        "ms",
        300,
    )


def _imports() -> Iterator[Figure]:
    """Each in a fresh process; what an empty one takes is taken off both."""
    empty = _seconds("pass")
    addin = _seconds("import outlook_crm.addin") - empty
    requests = _seconds("import requests") - empty
    connector = _seconds("import outlook_crm.addin, outlook_crm.crm.crmservice.connect") - empty
    yield Figure("import of the add-in", 1000 * addin, "ms")
    yield Figure("import of the add-in / import of requests", addin / requests, "x", 1)
    yield Figure("import of all that a sync needs / import of requests", connector / requests, "x")


def _seconds(code: str) -> float:
    def once() -> float:
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return time.perf_counter() - began

    return min(once() for _ in range(IMPORTS))  # what was slower waited for others
