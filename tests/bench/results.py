"""build/bench.json: a list of {name, value, unit, budget, better, note}, written row by row."""

import json
from pathlib import Path
from typing import Any

from tests.bench.figure import Figure

FILE = Path(__file__).resolve().parents[2] / "build" / "bench.json"


class Results:
    """The figures of one run, in the file as soon as each is known.

    ``keep``: what was measured before and not this time stays in the file.
    """

    def __init__(self, file: Path = FILE, *, keep: bool) -> None:
        self._file = file
        self.found: list[Figure] = []
        if not keep:
            self._write([])

    def add(self, figure: Figure) -> None:
        """One more row, or another value of it."""
        self.found.append(figure)
        self._write([*(row for row in self._rows() if row["name"] != figure.name), figure.record()])

    def _rows(self) -> list[dict[str, Any]]:
        return json.loads(self._file.read_text(encoding="utf-8")) if self._file.exists() else []

    def _write(self, rows: list[dict[str, Any]]) -> None:
        self._file.parent.mkdir(exist_ok=True)
        self._file.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
