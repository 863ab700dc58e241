"""A run in which nothing changed, and how it grows with the calendar.

Requests, seconds and memory of the engine, the state and the connector; the local read
of Outlook's table, which grows with it, is the gateway's in memory here.
"""

import time
from collections.abc import Iterator

from tests.bench.figure import Figure
from tests.bench.pair import Pair, a_pair
from tests.bench.progress import at

RUNS = 5
SIZES = (1_000, 10_000)
LARGEST = 100_000
BUDGET = 0.3


def figures(*, whole: bool) -> Iterator[Figure]:
    """At three sizes; ``whole`` goes on to the largest."""
    seconds = {}
    for size in (*SIZES, LARGEST) if whole else SIZES:
        with a_pair() as pair:
            at(f"filling both sides with {size:,} items")
            pair.on_both(size)
            at("coming to rest")
            pair.come_to_rest()
            at(f"{RUNS} runs in which nothing changed")
            runs = [pair.run() for _ in range(RUNS)]
            local = _local(pair)
        seconds[size] = min(run.seconds for run in runs)  # what was slower waited for others
        named = f"nothing changed, {size:,} items"
        yield Figure(f"{named}: CRM requests", max(len(run.requests) for run in runs), "", 2)
        yield Figure(f"{named}: wall", seconds[size], "s")
        yield Figure(f"{named}: wall but for the local read", seconds[size] - local, "s", BUDGET)
        yield Figure(f"{named}: of which the CRM", min(run.served for run in runs), "s")
    smallest, *larger = seconds
    for size in larger:
        growth = seconds[size] / seconds[smallest]
        times = size // smallest
        yield Figure(f"nothing changed, {times} x the items: wall grows", growth, "x", times)


def _local(pair: Pair) -> float:
    """What the stand-in for Outlook takes to show its table once."""
    began = time.perf_counter()
    pair.table()
    return time.perf_counter() - began
