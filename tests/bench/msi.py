"""What a PC downloads: the size of each package, and how long it took to pack it."""

from collections.abc import Iterator

from dotnet_shim.installer import product
from tests.bench.figure import Figure

MSI = product.ROOT / "build" / "msi"
MEGABYTE = 1024 * 1024
LARGEST = 40  # MB


def figures(*, whole: bool) -> Iterator[Figure]:
    """Of the packages that ``make msi`` left."""
    for bits in ("x64", "x86"):
        package = MSI / product.file_name(bits)
        if not package.exists():
            yield Figure(f"{bits} package: size", None, note="make msi did not build it")
            continue
        yield Figure(f"{bits} package: size", package.stat().st_size / MEGABYTE, "MB", LARGEST)
        took = package.with_suffix(".seconds")
        if took.exists():
            yield Figure(f"{bits} package: packed in", int(took.read_text()), "s")
