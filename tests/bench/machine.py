"""The engine, tried by machines that do whatever users, sides, faults and time can do.

The steps are chosen by a seed, and so are the same ones each time; OUTLOOK_CRM_SEED chooses
others.  One machine's first finding ends that machine.
"""

import os
import sys
import time
import traceback
from collections.abc import Iterator

from tests.bench.figure import Figure
from tests.bench.progress import at
from tests.simulation import trial

STEPS = 100_000
SEED = int(os.environ.get("OUTLOOK_CRM_SEED", "20260301"))


def figures(*, whole: bool) -> Iterator[Figure]:
    """All machines together."""
    each = STEPS // len(trial.MACHINES)
    taken, wrong, began = 0, 0, time.perf_counter()
    for name, machine in trial.MACHINES.items():
        at(f"{name}: {each:,} steps by seed {SEED}")
        try:
            taken += trial.run(machine, each, SEED)
        except Exception:  # noqa: BLE001 - the other machines are still worth running
            wrong += 1
            traceback.print_exc(file=sys.stdout)
    yield Figure(f"the engine's machines, seed {SEED}: steps", taken, "")
    yield Figure("the engine's machines: found lost, doubled, apart or deleted", wrong, "", 0)
    yield Figure("the engine's machines: took", time.perf_counter() - began, "s")
