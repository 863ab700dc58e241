"""``python -m tests.bench [NAME ...]``: measures, prints each figure beside its budget.

All benchmarks, or those whose names begin with one of the names given.  Leaves
build/bench.json, a list of {name, value, unit, budget, better}.
"""

import argparse
import json
import sys
import time
import traceback
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from tests.bench import table
from tests.bench.figure import Figure

RESULT = Path(__file__).resolve().parents[2] / "build" / "bench.json"

BENCHMARKS = (
    "startup",
    "slices",
    "latency",
    "quiet",
    "first",
    "yardstick",
    "crash",
    "mails",
    "msi",
)
"""Modules of this package, in the order in which they run; each has ``figures(whole)``."""


def main() -> int:
    """0, or 1 where a benchmark broke; a figure over its budget is told, not punished."""
    arguments = _parser().parse_args()
    chosen = _chosen(arguments.names)
    if arguments.list:
        _say("\n".join(chosen))
        return 0
    _say(table.head())
    found: list[Figure] = []
    broken = 0
    for name in chosen:
        began = time.monotonic()
        _say(name)
        try:
            found += _shown(import_module(f"tests.bench.{name}").figures(whole=arguments.whole))
        except Exception:  # noqa: BLE001 - the others are still worth measuring
            broken += 1
            traceback.print_exc()
        _say(f"  ({time.monotonic() - began:.0f} s)")
    _store(found, keep=bool(arguments.names))
    _conclude(found, broken)
    return 1 if broken else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(BENCHMARKS)}, or their beginnings")
    parser.add_argument("--list", action="store_true", help="tell the names and measure nothing")
    parser.add_argument(
        "--whole",
        action="store_true",
        help="every size in full, an hour or so; without it the largest are taken smaller",
    )
    return parser


def _chosen(names: list[str]) -> list[str]:
    wanted = [each for each in BENCHMARKS if not names or each.startswith(tuple(names))]
    if not wanted:
        sys.exit(f"no such benchmark; there are {', '.join(BENCHMARKS)}")
    return wanted


def _shown(figures: Iterable[Figure]) -> list[Figure]:
    found = []
    for figure in figures:
        _say(table.line(figure))
        found.append(figure)
    return found


def _store(found: list[Figure], *, keep: bool) -> None:
    """``keep``: what was measured before and not this time stays in the file."""
    known = json.loads(RESULT.read_text(encoding="utf-8")) if keep and RESULT.exists() else []
    measured = {figure.name for figure in found}
    kept = [each for each in known if each["name"] not in measured]
    RESULT.parent.mkdir(exist_ok=True)
    rows = kept + [figure.record() for figure in found]
    RESULT.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def _conclude(found: list[Figure], broken: int) -> None:
    over = [figure.name for figure in found if not figure.kept]
    _say(f"\n{len(found)} figures, {len(over)} over budget, {broken} benchmarks broken")
    for name in over:
        _say(f"  over: {name}")
    _say(str(RESULT))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
