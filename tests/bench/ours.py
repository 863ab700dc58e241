"""``python -m tests.bench.ours N``: our three runs over N appointments in a process of their own.

Prints JSON: a list of {wall, cpu, requests} for the first sync, nothing changed and one
per cent changed, and the process's peak memory, the stand-in for Outlook included.  Of several
runs in which nothing changed the quickest is told, as of vdirsyncer's.
"""

import json
import sys
from datetime import timedelta
from pathlib import Path

from tests.bench.pair import Pair, Ran, a_pair, left_to_outlook
from tests.bench.vdir import RUNS

from outlook_crm.sync.engine import Reason


def main(count: int) -> None:
    """Measure and print."""
    with a_pair() as pair:
        ids = pair.in_outlook(count)
        first = pair.run(Reason.START)
        pair.come_to_rest()
        with left_to_outlook():
            quiet = min((pair.run() for _ in range(RUNS)), key=lambda ran: ran.seconds)
        runs = [first, quiet, _changed(pair, ids)]
    json.dump({"runs": [_told(each) for each in runs], "peak": _peak()}, sys.stdout)


def _peak() -> float:
    """Megabytes; a count of resources would begin with what the starting process held."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))


def _changed(pair: Pair, ids: list[str]) -> Ran:
    pair.gateway.time += timedelta(minutes=1)
    for id_ in ids[: len(ids) // 100]:
        pair.gateway.edit(id_, Subject="Changed")
    return pair.run()


def _told(ran: Ran) -> dict[str, float]:
    return {"wall": ran.seconds, "cpu": ran.cpu, "requests": len(ran.requests)}


if __name__ == "__main__":
    main(int(sys.argv[1]))
