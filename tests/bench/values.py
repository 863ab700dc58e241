"""What Python holds of each item of a first sync, at its last step.

What the stand-in for Outlook holds is not counted.
"""

import gc
import tracemalloc
from collections.abc import Iterator

from tests.bench.figure import Figure
from tests.bench.pair import a_pair

from outlook_crm.sync.engine import Progress, Reason

ITEMS = 500
_OTHERS = tracemalloc.Filter(inclusive=False, filename_pattern="*/tests/*")


def figures(*, whole: bool) -> Iterator[Figure]:
    """Beside what was held before."""
    held = 0.0

    def look(progress: Progress) -> None:
        nonlocal held
        if progress.done == progress.total - 1:
            held = _held()

    with a_pair() as pair:
        pair.in_outlook(1)
        pair.run(Reason.START)  # what is loaded at its first use
        pair.in_outlook(ITEMS)
        pair.looks = look
        tracemalloc.start()
        try:
            before = _held()
            pair.run()
        finally:
            tracemalloc.stop()
    yield Figure("Python's memory for each item of a first sync", (held - before) / ITEMS, "kB")


def _held() -> float:
    """Kilobytes."""
    gc.collect()
    found = tracemalloc.take_snapshot().filter_traces([_OTHERS]).statistics("filename")
    return sum(each.size for each in found) / 1000
