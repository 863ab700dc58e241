"""A run in which nothing changed, and how it grows with the calendar.

Requests and seconds of the engine, the state and the connector.  The local read of
Outlook's table, which grows with it, is the gateway's in memory here, and taken off.
What is told are processor seconds and the CRM's own, which a busy machine leaves as they are.
"""

import time
from collections.abc import Iterator

from tests.bench.figure import Figure
from tests.bench.pair import Pair, a_pair, left_to_outlook
from tests.bench.progress import at

RUNS = 5
SIZES = (1_000, 10_000)
LARGEST = 100_000
BUDGET = 0.3
"""Seconds, of `SIZES`: nobody has the largest, which shows how a run grows."""


def figures(*, whole: bool) -> Iterator[Figure]:
    """At three sizes; ``whole`` goes on to the largest."""
    ours = {}
    for size in (*SIZES, LARGEST) if whole else SIZES:
        with a_pair() as pair:
            at(f"filling both sides with {size:,} items")
            pair.on_both(size)
            at("coming to rest")
            pair.come_to_rest()
            at(f"{RUNS} runs in which nothing changed")
            with left_to_outlook():
                runs = [pair.run() for _ in range(RUNS)]
                local = min(_local(pair) for _ in range(RUNS))
        ours[size] = min(run.cpu for run in runs) - local  # what was slower was disturbed
        served = min(run.served for run in runs)
        named = f"nothing changed, {size:,} items"
        yield Figure(f"{named}: CRM requests", max(len(run.requests) for run in runs), "", 2)
        budget = BUDGET if size in SIZES else None
        yield Figure(f"{named}: but for the local read", ours[size] + served, "s", budget)
        yield Figure(f"{named}: of which the CRM", served, "s")
        yield Figure(f"{named}: wall, all in all", min(run.seconds for run in runs), "s")
    smallest, *larger = ours
    for size in larger:
        named = f"nothing changed, {size // smallest} x the items: ours grows"
        yield Figure(named, ours[size] / ours[smallest], "x")


def _local(pair: Pair) -> float:
    """Processor seconds that the stand-in for Outlook takes to show its table once."""
    began = time.process_time()
    pair.table()
    return time.process_time() - began
