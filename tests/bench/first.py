"""A first sync out of Outlook, the CRM answering after 50 ms.

The yardstick is what the requests alone need: the sum of the times in which the CRM was
at one of them, as it tells itself.  1 x: nothing but waiting for the CRM.
"""

from collections.abc import Iterator

from tests.bench.figure import Figure
from tests.bench.pair import a_pair
from tests.bench.progress import at

from outlook_crm.sync.engine import Reason

SIZE, WHOLE_SIZE = 1_000, 10_000
LATENCY = 50


def figures(*, whole: bool) -> Iterator[Figure]:
    """``whole`` takes 10,000 appointments, which is ten minutes of waiting."""
    size = WHOLE_SIZE if whole else SIZE
    with a_pair() as pair:
        at(f"{size:,} appointments, each a request that takes {LATENCY} ms")
        pair.in_outlook(size)
        pair.crm.turn(latency_ms=LATENCY)
        ran = pair.run(Reason.START)
    named = f"first sync of {size:,}, server answering after {LATENCY} ms"
    yield Figure(f"{named}: wall", ran.seconds, "s")
    yield Figure(f"{named}: our processor time", ran.cpu, "s")
    yield Figure(f"{named}: requests for each", len(ran.requests) / size, "")
    yield Figure(f"{named}: wall / requests alone", ran.seconds / ran.served, "x", 1.5)
