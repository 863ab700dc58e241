"""Writes into an MSI what wixl leaves out, so that it says what OutlookCrm.wxs says.

wixl knows no RemoveFile, no Condition of a component, no Secure property and no commit
action; it gives no file its version and none a short name.  The rows are made from the
same source that WiX reads on Windows.
"""

import itertools
import re
import struct
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from .tables import Row, Table, read, write

_WIX = "{http://schemas.microsoft.com/wix/2006/wi}"
_SOURCE = Path(__file__).with_name("OutlookCrm.wxs")
_MODES = {"install": "1", "uninstall": "2", "both": "3"}
_EIGHT_THREE = re.compile(r"[A-Z0-9_~-]{1,8}(\.[A-Z0-9_~-]{1,3})?", re.IGNORECASE)

_IN_SCRIPT, _COMMIT = 0x400, 0x200  # of a custom action's type

# The signature and structure version that begin a VS_FIXEDFILEINFO.
_FIXED_INFO = struct.pack("<II", 0xFEEF04BD, 0x00010000)


def finish(msi: Path, tree: Path) -> None:
    """Complete the MSI that wixl made of the tree; once, before it is signed."""
    source = ET.parse(_SOURCE).getroot()  # noqa: S314 - our own file
    _set_conditions(msi, source)
    _add_removals(msi, source)
    _secure_properties(msi, source)
    _set_commits(msi, source)
    _set_versions(msi, tree)
    _shorten(msi, "File", "FileName", _folders_of_files(msi))
    _shorten(msi, "Directory", "DefaultDir", _parents(msi))


def file_version(data: bytes) -> str:
    """A program's version as its resource tells it, "" for a file without one."""
    at = data.find(_FIXED_INFO)
    if at < 0 or not data.startswith(b"MZ"):
        return ""
    high, low = struct.unpack_from("<II", data, at + 8)
    return f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}"


def short_name(long: str, taken: set[str]) -> str:
    """A name of 8.3 characters that is not in ``taken``, to which it is added."""
    stem, dot, extension = long.rpartition(".")
    stem, extension = (stem, extension) if dot and stem else (long, "")
    plain = re.sub(r"[^A-Z0-9_]", "", stem.upper()) or "_"
    end = re.sub(r"[^A-Z0-9_]", "", extension.upper())[:3]
    for number in itertools.count(1):
        tail = f"~{number}"
        name = plain[: 8 - len(tail)] + tail + (f".{end}" if end else "")
        if name not in taken:
            taken.add(name)
            return name
    raise AssertionError


def _set_conditions(msi: Path, source: ET.Element) -> None:
    conditions = {
        component.get("Id"): (condition.text or "").strip()
        for component in source.iter(f"{_WIX}Component")
        for condition in component.findall(f"{_WIX}Condition")
    }
    table = read(msi, "Component")
    at = table.column("Condition")
    rows = [list(row) for row in table.rows]
    for row in rows:
        row[at] = conditions.get(row[0], row[at])
    write(msi, table.with_rows(rows))


def _add_removals(msi: Path, source: ET.Element) -> None:
    rows = [
        [
            str(removal.get("Id")),
            str(component.get("Id")),
            _filename(str(removal.get("Name"))),
            str(removal.get("Property")),
            _MODES[str(removal.get("On"))],
        ]
        for component in source.iter(f"{_WIX}Component")
        for removal in component.findall(f"{_WIX}RemoveFile")
    ]
    table = read(msi, "RemoveFile")
    write(msi, table.with_rows([*table.rows, *rows]))


def _secure_properties(msi: Path, source: ET.Element) -> None:
    secure = {
        str(one.get("Id")) for one in source.iter(f"{_WIX}Property") if one.get("Secure") == "yes"
    }
    secure |= {str(one.get("Property")) for one in source.iter(f"{_WIX}UpgradeVersion")}
    table = read(msi, "Property")
    rows = {row[0]: row[1] for row in table.rows}
    secure |= set(filter(None, rows.get("SecureCustomProperties", "").split(";")))
    rows["SecureCustomProperties"] = ";".join(sorted(secure))
    write(msi, table.with_rows([[name, value] for name, value in sorted(rows.items())]))


def _set_commits(msi: Path, source: ET.Element) -> None:
    commits = {
        one.get("Id")
        for one in source.iter(f"{_WIX}CustomAction")
        if one.get("Execute") == "commit"
    }
    table = read(msi, "CustomAction")
    at = table.column("Type")
    rows = [list(row) for row in table.rows]
    for row in rows:
        if row[0] in commits:
            row[at] = str(int(row[at]) | _IN_SCRIPT | _COMMIT)
    write(msi, table.with_rows(rows))


def _set_versions(msi: Path, tree: Path) -> None:
    """Files with a version are replaced by version, the others by their hash: never both."""
    table = read(msi, "File")
    at, language = table.column("Version"), table.column("Language")
    sources = {key: tree / path for key, path in _paths(msi, table)}
    rows = [list(row) for row in table.rows]
    for row in rows:
        row[at] = file_version(sources[row[0]].read_bytes())
        row[language] = "0" if row[at] else ""  # neutral
    write(msi, table.with_rows(rows))
    versioned = {row[0] for row in rows if row[at]}
    hashes = read(msi, "MsiFileHash")
    write(msi, hashes.with_rows([row for row in hashes.rows if row[0] not in versioned]))


def _paths(msi: Path, files: Table) -> Iterator[tuple[str, Path]]:
    """Each file's key with its path below INSTALLDIR."""
    folders = {row[0]: (row[1], row[2].split("|")[-1]) for row in read(msi, "Directory").rows}
    places = {row["Component"]: row["Directory_"] for row in read(msi, "Component").dicts()}
    for row in files.dicts():
        parts = [row["FileName"].split("|")[-1]]
        folder = places[row["Component_"]]
        while folder != "INSTALLDIR":
            folder, name = folders[folder]
            parts.append(name)
        yield row["File"], Path(*reversed(parts))


def _shorten(msi: Path, name: str, column: str, folder_of: dict[str, str]) -> None:
    table = read(msi, name)
    at = table.column(column)
    taken: dict[str, set[str]] = defaultdict(set)
    for row in table.rows:
        if _EIGHT_THREE.fullmatch(row[at]):
            taken[folder_of[row[0]]].add(row[at].upper())
    rows: list[Row] = []
    for row in table.rows:
        long = row[at]
        if not _plain(long):
            long = f"{short_name(long, taken[folder_of[row[0]]])}|{long}"
        rows.append([*row[:at], long, *row[at + 1 :]])
    write(msi, table.with_rows(rows))


def _plain(name: str) -> bool:
    """Whether a name is its own short one, or no name at all (``.`` and ``SourceDir``)."""
    return "|" in name or name in {".", "SourceDir"} or bool(_EIGHT_THREE.fullmatch(name))


def _filename(long: str) -> str:
    return long if _plain(long) else f"{short_name(long, set())}|{long}"


def _folders_of_files(msi: Path) -> dict[str, str]:
    places = {row["Component"]: row["Directory_"] for row in read(msi, "Component").dicts()}
    return {row["File"]: places[row["Component_"]] for row in read(msi, "File").dicts()}


def _parents(msi: Path) -> dict[str, str]:
    return {row["Directory"]: row["Directory_Parent"] for row in read(msi, "Directory").dicts()}
