"""What the add-in costs Outlook where nothing is synchronised: its start and its end.

The median of several starts, the quickest of several imports.  Mono compiles each
method at its first call and so overstates what .NET's cached images take of the start.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from statistics import mean, median

from tests.bench.figure import Figure
from tests.bench.outlook import paired_world

STARTS = 3
IMPORTS = 5
MOST = 2.5
"""Imports of requests that the add-in's own may take, here and in the packages' Python.

It happens beside Outlook's thread, and nobody waits for it: the budget tells when it grows.
"""


def figures(*, whole: bool) -> Iterator[Figure]:
    """Start-up, shutdown, imports."""
    yield from _outlooks()
    yield from _imports()


def _outlooks() -> Iterator[Figure]:
    connection, complete, pictures, total, seconds = [], [], [], [], []
    with paired_world() as world:
        world.outlook.quit("slow")
        with world.bare() as outlook:
            time.sleep(1)  # as long as the other one is left alone
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
            world.outlook.quit("slow")
            seconds.append(world.outlook.seconds)
    yield Figure("UI thread: OnConnection", median(connection), "ms")
    yield Figure("UI thread: OnStartupComplete", median(complete), "ms")
    yield Figure("UI thread: all of our start-up, until Python starts", median(total), "ms", 30)
    yield Figure("UI thread: one picture of the ribbon, mean", mean(pictures), "ms")
    yield Figure(
        "Outlook's end, added by us (limit for our threads: 300 ms)",
        1000 * (median(seconds) - bare),
        "ms",
        300,
    )


def _imports() -> Iterator[Figure]:
    """Processor time of each in a fresh process, read from its own cache of compiled modules."""
    with tempfile.TemporaryDirectory() as cache:
        addin = _seconds("outlook_crm.addin", cache)
        requests = _seconds("requests", cache)
        everything = _seconds("outlook_crm.addin, outlook_crm.crm.crmservice.connect", cache)
    yield Figure("import of the add-in", 1000 * addin, "ms")
    yield Figure("import of the add-in / import of requests", addin / requests, "x", MOST)
    yield Figure("import of all that a sync needs / import of requests", everything / requests, "x")


def _seconds(names: str, cache: str) -> float:
    code = f"""
import time
began = time.process_time()
import {names}
print(time.process_time() - began)
"""
    command = [sys.executable, "-X", f"pycache_prefix={cache}", "-c", code]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def once() -> float:
        return float(subprocess.run(command, env=kept, check=True, capture_output=True).stdout)

    return min(once() for _ in range(IMPORTS))  # the first one compiles
