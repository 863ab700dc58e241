"""``python -m tests.bench [NAME ...]``: measures, prints each figure beside its budget.

All benchmarks, or those whose names begin with one of the names given.  Leaves
build/bench.json (see `results`), each row as soon as it is measured.
"""

import argparse
import sys
import time
import traceback
from collections.abc import Sequence
from importlib import import_module

from tests.bench import results, table
from tests.bench.figure import Figure, Unmeasured
from tests.bench.progress import say
from tests.bench.results import Results

BENCHMARKS = (
    "startup",
    "memory",
    "values",
    "slices",
    "gil",
    "endurance",
    "latency",
    "quiet",
    "first",
    "yardstick",
    "machine",
    "crash",
    "mails",
    "msi",
    "installed",
)
"""Modules of this package, in the order in which they run; each has ``figures(whole)``."""


USUAL = "about half an hour on two idle cores"
WHOLE = "about two hours on two idle cores"


def main() -> int:
    """0, or 1 where a benchmark broke; a figure over its budget is told, not punished."""
    arguments = _parser().parse_args()
    chosen = _chosen(arguments.names)
    if arguments.list:
        say("\n".join(chosen))
        return 0
    found = Results(keep=bool(arguments.names))
    say(f"{len(chosen)} benchmarks; all of them take {WHOLE if arguments.whole else USUAL}.")
    say(table.head())
    broken = [name for name in chosen if not _measured(name, found, whole=arguments.whole)]
    _conclude(found.found, broken)
    return 1 if broken else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(BENCHMARKS)}, or their beginnings")
    parser.add_argument("--list", action="store_true", help="tell the names and measure nothing")
    parser.add_argument(
        "--whole",
        action="store_true",
        help=f"every size in full, {WHOLE}; without it the largest are taken smaller",
    )
    return parser


def _chosen(names: list[str]) -> list[str]:
    wanted = [each for each in BENCHMARKS if not names or each.startswith(tuple(names))]
    if not wanted:
        sys.exit(f"no such benchmark; there are {', '.join(BENCHMARKS)}")
    return wanted


def _measured(name: str, found: Results, *, whole: bool) -> bool:
    """Whether the benchmark ran to its end; what it lacks is told by a row of its own."""
    began = time.monotonic()
    say(name)
    try:
        for figure in import_module(f"tests.bench.{name}").figures(whole=whole):
            _take(figure, found)
    except Unmeasured as why:
        _take(Figure(name, None, note=str(why)), found)
    except Exception as error:  # noqa: BLE001 - the others are still worth measuring
        traceback.print_exc()
        _take(Figure(name, None, note=f"broken: {type(error).__name__}"), found)
        return False
    finally:
        say(f"  ({time.monotonic() - began:.0f} s)")
    return True


def _take(figure: Figure, found: Results) -> None:
    say(table.line(figure))
    found.add(figure)


def _conclude(found: Sequence[Figure], broken: Sequence[str]) -> None:
    say(f"\n{table.head()}")
    for figure in found:
        say(table.line(figure))
    over = sum(not figure.kept for figure in found)
    lacking = sum(figure.value is None for figure in found)
    say(f"\n{len(found)} rows: {over} over budget, {lacking} not measured, {len(broken)} broken")
    say(str(results.FILE))


if __name__ == "__main__":
    sys.exit(main())
