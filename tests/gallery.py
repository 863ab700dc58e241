"""Every window in every language, as pictures: ``python -m tests.gallery [language ...]``.

The pictures go to build/gallery/<language>/: one a window and one a page of it, one more
of each that can complain, and Outlook's own windows with our ribbons, the pane and the
context menus.  In build/gallery/sheets/ each stands beside itself in the other languages.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.e2e.test_pane import Window as Appointment
from tests.e2e.world import CALENDAR, CONTACTS, INBOX, PATIENCE, World, day
from tests.shim import driver
from tests.shim.driver import Driver
from tests.simulator.client import Screen, wait_for
from tests.simulator.mail import arrive
from tests.unit.ui.all_windows import all_windows

from outlook_crm.errors import Unreachable, WrongAddress
from outlook_crm.ui.catalog import LANGUAGES, NAMES, Catalog
from outlook_crm.ui.window import Patch, Window

FOLDER = Path(__file__).resolve().parents[1] / "build" / "gallery"
_ADD_INS_TAB = (138, 52)  # where the simulated Outlook draws it
_CRM_BUTTON = (65, 105)
_NOWHERE = (700, 600)  # where no tip comes up
_OUTLOOK = "1202x760+10+10"  # its window's place


def main() -> int:
    """Draw them; tell where they are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("languages", nargs="*", choices=[[], *LANGUAGES], default=[])
    languages = parser.parse_args().languages or LANGUAGES
    driver.build()
    count = 0
    with Screen() as screen:
        for language in languages:
            shutil.rmtree(FOLDER / language, ignore_errors=True)
            with (
                tempfile.TemporaryDirectory(prefix="gallery-") as home,
                Driver(Path(home), screen.display) as host,
            ):
                host.start()
                count += sum(1 for _ in _pictures(host, screen, language))
            with (
                tempfile.TemporaryDirectory(prefix="gallery-") as home,
                World(Path(home), screen) as world,
            ):
                count += sum(1 for _ in _outlooks_pictures(world, screen, language))
    _lay_out(languages)
    print(f"{count} pictures in {FOLDER}")  # noqa: T201 - it is asked for
    return 0


def _lay_out(languages: Sequence[str]) -> None:
    """A sheet a picture, of all these languages: what is cut or not translated stands out."""
    sheets = FOLDER / "sheets"
    shutil.rmtree(sheets, ignore_errors=True)
    sheets.mkdir()
    for name in sorted({each.name for language in languages for each in _drawn(language)}):
        same = [each for language in languages for each in _drawn(language) if each.name == name]
        look = ("-tile", "3x", "-geometry", "+4+4", "-gravity", "NorthWest", "-background", "gray")
        subprocess.run(["montage", *same, *look, sheets / name], check=True, timeout=120)


def _drawn(language: str) -> list[Path]:
    return sorted((FOLDER / language).glob("*.png"))


def _pictures(host: Driver, screen: Screen, language: str) -> Iterator[Path]:
    folder = FOLDER / language
    folder.mkdir(parents=True, exist_ok=True)
    for number, window in enumerate(all_windows(Catalog(language).text), start=1):
        host.python(f"shell.OpenWindow({json.dumps(window.record())!r})")
        wait_for(lambda: _steady(host), window.name)
        for page in range(max(1, len(window.pages))):
            tab = f"-{page + 1}" if window.pages else ""
            if window.pages:
                host.ask("turn", window=window.name, control="pages", value=page)
            yield _picture(host, screen, window.name, folder / _name(number, window, tab))
        if told := _complaints(window, Catalog(language)):
            host.python(f"shell.UpdateWindow({json.dumps(told.record())!r})")
            yield _picture(host, screen, window.name, folder / _name(number, window, "-told"))
        host.ask("close", window=window.name)
        host.command("window.closed")
        wait_for(lambda: not host.ask("windows"), "it is gone")


def _complaints(window: Window, catalog: Catalog) -> Patch | None:
    """What the window says when its first text is wrong, and when the CRM is."""
    texts = [n for n, e in window.fields.items() if e.kind in ("text", "secret") and not e.hidden]
    if not texts:
        return None
    host = "crm.example.com"
    wrong = WrongAddress("{address} is not the address of a CRM.", address=host)
    down = Unreachable("{host} cannot be reached: {reason}", host=host, reason="timeout")
    return Patch(window.name, errors={texts[0]: catalog.tell(wrong)}, message=catalog.tell(down))


def _outlooks_pictures(world: World, screen: Screen, language: str) -> Iterator[Path]:
    """Outlook with the button's menu, an appointment with its pane, a mail that is written."""
    folder = FOLDER / language
    world.set_up()
    world.wait_for_words("In step")
    world.prefer(**{"mail.sent": "When I say so"})
    world.open_preferences()
    world.outlook.window_click("pairing", "save")
    world.outlook.wait_for_window("details", PATIENCE)
    world.outlook.window_set("details", "language", NAMES[language])
    world.outlook.window_click("details", "save")
    world.wait_for_words(Catalog(language).text("In step"))
    for subject, hour in (("Visit Nordic Timber", 9), ("Saw trial", 13)):
        world.make_in_outlook(subject, day(2, hour))
    world.wait_for_words(Catalog(language).text("In step"))
    screen.activate("Outlook$")
    screen.click(*_ADD_INS_TAB)
    screen.click(*_CRM_BUTTON)
    yield _painted(screen, folder / "40-outlook.png", lambda: _OUTLOOK)
    screen.keys("Escape", "Escape")
    screen.click(*_NOWHERE)
    window = Appointment(world)
    window.type_subject("Saw mill visit", day(3))
    window.open_pane()
    window.focus("accounts")
    wait_for(lambda: window.results("accounts"), "what is offered", PATIENCE)
    yield _painted(screen, folder / "41-appointment.png", lambda: _OUTLOOK)
    window.close()
    mail = world.outlook.open_inspector(folder="Drafts")
    wait_for(lambda: world.outlook.ribbon_control("CrmFileAndSend", mail)["visible"], "ours")
    yield _painted(screen, folder / "42-mail.png", lambda: _OUTLOOK)
    world.outlook.inspector_close(mail, save=False)
    yield from _menus(world, screen, folder)


def _menus(world: World, screen: Screen, folder: Path) -> Iterator[Path]:
    """The context menus that have commands of ours, opened with the mouse."""
    visits = [each["EntryID"] for each in world.outlook.appointments()]
    aino = world.outlook.create("Contacts", FirstName="Aino", LastName="Salo", CompanyName="Timber")
    sender = "Aino Salo <aino@timber.example>"
    offer = arrive(world.outlook, Subject="Offer", Body="Hello", **{"from": sender})
    for name, place, chosen in (
        ("43-menu-appointment", CALENDAR, visits[:1]),
        ("44-menu-several", CALENDAR, visits),
        ("45-menu-contact", CONTACTS, [aino]),
        ("46-menu-mail", INBOX, [offer]),
    ):
        world.choose(place, *chosen)
        world.outlook.right_click(screen, chosen[0])
        yield _painted(screen, folder / f"{name}.png", lambda: _OUTLOOK)
        screen.keys("Escape")


def _picture(host: Driver, screen: Screen, window: str, path: Path) -> Path:
    def place() -> str:
        host.ask("paint", window=window)
        left, top, width, height = wait_for(lambda: _steady(host), path.name)["place"]
        return f"{width + 4}x{height + 4}+{max(0, left)}+{max(0, top)}"

    return _painted(screen, path, place)


def _painted(screen: Screen, path: Path, place: Callable[[], str] = str) -> Path:
    """The picture of that place, once two, one after the other, show the same."""

    def same() -> bool:
        before = screen.screenshot(path, place()).read_bytes()
        return screen.screenshot(path, place()).read_bytes() == before

    wait_for(same, path.name)
    return path


def _steady(host: Driver):
    """The one open form once it no longer moves."""
    forms = host.ask("windows")
    return forms[0] if forms and forms == host.ask("windows") else None


def _name(number: int, window: Window, part: str) -> str:
    return f"{number:02}-{window.name.replace(' ', '-')}{part}.png"


if __name__ == "__main__":
    raise SystemExit(main())
