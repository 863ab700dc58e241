"""What the packages do on a PC, here Wine: the silent installation, and imports in their Python."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dotnet_shim.installer import product
from tests.bench.figure import Figure, Unmeasured
from tests.bench.msi import MSI
from tests.bench.startup import IMPORTS, MOST
from tests.packaging.windows.wine import Windows, drive_z

FRAMEWORK = r"HKLM\Software\Microsoft\NET Framework Setup\NDP\v4\Full"
RELEASE = 528040  # .NET Framework 4.8
PYTHON = f"C:\\Program Files\\Outlook CRM\\{product.version()}\\python\\python.exe"


def figures(*, whole: bool) -> Iterator[Figure]:
    """Of the packages that ``make msi`` left, in a Windows of their own.  Raises Unmeasured."""
    if shutil.which("wine") is None:
        raise Unmeasured("there is no Wine here")
    packages = {bits: MSI / product.file_name(bits) for bits in product.BITS}
    if not all(package.exists() for package in packages.values()):
        raise Unmeasured("make msi did not build the packages")
    with tempfile.TemporaryDirectory(prefix="bench-wine-") as folder:
        windows = Windows(Path(folder) / "prefix")
        windows.create()
        try:
            for bits, package in packages.items():
                yield _installation(windows, bits, package)
            yield from _imports(windows)
        finally:
            windows.end()


def _installation(windows: Windows, bits: str, package: Path) -> Figure:
    windows.set_number(FRAMEWORK, bits, RELEASE)
    began = time.monotonic()
    code = windows.msi("/i", drive_z(package))
    took = time.monotonic() - began
    if code:
        raise RuntimeError(f"{package.name} was not installed: {code}")
    return Figure(f"{bits} package: installed under Wine in", took, "s")


def _imports(windows: Windows) -> Iterator[Figure]:
    """Each in a fresh process, by turns; what was slower than the quickest waited for others."""
    modules = ("outlook_crm.addin", "requests")
    rounds = [[_seconds(windows, module) for module in modules] for _ in range(IMPORTS)]
    addin, requests = (min(each) for each in zip(*rounds, strict=True))
    yield Figure("x64 package under Wine: import of the add-in", 1000 * addin, "ms")
    yield Figure("the same / import of requests", addin / requests, "x", MOST)


def _seconds(windows: Windows, module: str) -> float:
    clock = "time.perf_counter()"
    code = f"import time; began = {clock}; import {module}; print({clock} - began)"
    return float(windows.run(PYTHON, "-c", code).output)
