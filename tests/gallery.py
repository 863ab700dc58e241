"""Every window in every language, as pictures: ``python -m tests.gallery [language ...]``.

The pictures go to build/gallery/<language>/, one a window and one a page of it.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.shim import driver
from tests.shim.driver import Driver
from tests.simulator.client import Screen, wait_for
from tests.unit.ui.all_windows import all_windows

from outlook_crm.ui.catalog import LANGUAGES, Catalog
from outlook_crm.ui.window import Window

FOLDER = Path(__file__).resolve().parents[1] / "build" / "gallery"


def main() -> int:
    """Draw them; tell where they are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("languages", nargs="*", choices=[[], *LANGUAGES], default=LANGUAGES)
    languages = parser.parse_args().languages or LANGUAGES
    driver.build()
    count = 0
    with Screen() as screen:
        for language in languages:
            with (
                tempfile.TemporaryDirectory(prefix="gallery-") as home,
                Driver(Path(home), screen.display) as host,
            ):
                host.start()
                count += sum(1 for _ in _pictures(host, screen, language))
    print(f"{count} pictures in {FOLDER}")  # noqa: T201 - it is asked for
    return 0


def _pictures(host: Driver, screen: Screen, language: str) -> Iterator[Path]:
    folder = FOLDER / language
    folder.mkdir(parents=True, exist_ok=True)
    for number, window in enumerate(all_windows(Catalog(language).text), start=1):
        host.python(f"shell.OpenWindow({json.dumps(window.record())!r})")
        wait_for(lambda: _steady(host), window.name)
        for page in range(max(1, len(window.pages))):
            if window.pages:
                host.ask("turn", window=window.name, control="pages", value=page)
            yield _picture(host, screen, folder / _name(number, window, page))
        host.ask("close", window=window.name)
        host.command("window.closed")
        wait_for(lambda: not host.ask("windows"), "it is gone")


def _picture(host: Driver, screen: Screen, path: Path) -> Path:
    left, top, width, height = wait_for(lambda: _steady(host), path.name)["place"]
    part = f"{width + 4}x{height + 4}+{max(0, left)}+{max(0, top)}"

    def painted() -> bool:
        """Two pictures, one after the other, show the same."""
        before = screen.screenshot(path, part).read_bytes()
        return screen.screenshot(path, part).read_bytes() == before

    wait_for(painted, path.name)
    return path


def _steady(host: Driver):
    """The one open form once it no longer moves."""
    forms = host.ask("windows")
    return forms[0] if forms and forms == host.ask("windows") else None


def _name(number: int, window: Window, page: int) -> str:
    return f"{number:02}-{window.name}{f'-{page + 1}' if window.pages else ''}.png"


if __name__ == "__main__":
    raise SystemExit(main())
