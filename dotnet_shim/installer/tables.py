"""The tables of an MSI as values, read and written by msitools."""

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

Row = list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """One table; every value as text, "" for null.

    ``types`` and ``keys`` are the second and third line of its text form: a type for
    each column, and the name with the primary key.
    """

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    keys: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, name: str) -> int:
        """Where a column stands; raises ValueError."""
        return self.columns.index(name)

    def dicts(self) -> list[dict[str, str]]:
        """The rows by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def with_rows(self, rows: list[Row]) -> "Table":
        """The same table with these rows instead."""
        return Table(self.name, self.columns, self.types, self.keys, tuple(rows))


def table_names(msi: Path) -> list[str]:
    """The tables that are there."""
    return _run("msiinfo", "tables", str(msi)).split()


def read(msi: Path, name: str) -> Table:
    """One table; raises subprocess.CalledProcessError when it is not there."""
    text = _run("msiinfo", "export", str(msi), name)
    lines = [line.split("\t") for line in text.replace("\r\n", "\n").split("\n") if line]
    columns, types, keys, *rows = lines
    wide = [(row + [""] * len(columns))[: len(columns)] for row in rows]
    return Table(name, tuple(columns), tuple(types), tuple(keys), tuple(wide))


def write(msi: Path, table: Table) -> None:
    """Replace the table, or make it."""
    lines = (table.columns, table.types, table.keys, *table.rows)
    text = "".join("\t".join(line) + "\r\n" for line in lines)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{table.name}.idt"
        file.write_text(text, encoding="utf-8", newline="")
        if table.name in table_names(msi):
            _run("msibuild", str(msi), "-q", f"DROP TABLE `{table.name}`")
        _run("msibuild", str(msi), "-i", str(file))


def summary(msi: Path) -> str:
    """The summary information, a line a property."""
    return _run("msiinfo", "suminfo", str(msi))


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    if done.stderr.strip():
        raise RuntimeError(f"{command[0]}: {done.stderr.strip()}")
    return done.stdout
