"""One user's whole world, all of it real: Outlook with the shim in it, the CRM, and a screen."""

import json
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from tests.crm_server.process import OUTLOOK_KEY, PASSWORD, CrmServer
from tests.simulator import macro
from tests.simulator.client import Outlook, OutlookError, Screen, wait_for

ROOT = Path(__file__).resolve().parents[2]
SHIM = ROOT / "build" / "shim"
SIMULATOR = ROOT / "build" / "simulator" / "OutlookSimulator.exe"
PATIENCE = 60.0
"""Seconds for what a machine may take that has much else to do: a start of Outlook takes 1.5 s
on an idle one, and took 15 s with seven others on two cores.  No budget."""

INBOX, CALENDAR, CONTACTS = 6, 9, 10  # olFolderInbox, olFolderCalendar, olFolderContacts

__all__ = [
    "CALENDAR",
    "CONTACTS",
    "INBOX",
    "OUTLOOK_KEY",
    "PASSWORD",
    "PATIENCE",
    "World",
    "day",
]


def day(offset: int, hour: int = 9, minute: int = 0) -> datetime:
    """So many days from today at a wall clock time, in the machine's own zone."""
    today = datetime.now().astimezone().replace(hour=hour, minute=minute, second=0, microsecond=0)
    there = today.replace(tzinfo=None) + timedelta(days=offset)
    return there.astimezone()  # the clocks may change before that day


class World:
    """Outlook and the CRM, kept in ``folder``; a context manager that ends what it started.

    ``outlook`` can be ended and started again with `start_outlook`: same mailbox, same
    user, same PC.
    """

    def __init__(self, folder: Path, screen: Screen, *, stay: bool = False) -> None:
        self.folder = folder
        self.screen = screen
        self.crm = CrmServer(folder / "crm.sqlite3")
        self._stay = stay
        self._outlook: Outlook | None = None
        self._anna = None

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.crm.__enter__()
        self.start_outlook()
        return self

    def __exit__(self, *_: object) -> None:
        if self._outlook is not None:
            self._outlook.kill()
        self.crm.__exit__()

    @property
    def outlook(self) -> Outlook:
        """The running Outlook."""
        assert self._outlook is not None
        return self._outlook

    @property
    def anna(self):
        """The user, working in the CRM itself."""
        if self._anna is None:
            self._anna = self.crm.person("anna")
        return self._anna

    def start_outlook(self, environment: Mapping[str, str] | None = None) -> None:
        """Start Outlook, for the first time or again."""
        addin = self.folder / "shim"
        if not addin.exists():
            shutil.copytree(SHIM, addin)
        self._outlook = Outlook(
            self.folder / "pc",
            self.screen.display,
            SIMULATOR,
            addin / "OutlookCrm.Shim.dll",
            environment=environment,
            stay=self._stay,
        )

    # ---- the user's steps, on the windows

    def set_up(self, *, remember: bool = True, default_type: str = "Meeting") -> None:
        """Pair by Preferences; in step 2, appointments without a type become meetings."""
        self.open_preferences()
        self.fill_pairing(remember=remember)
        self.outlook.window_click("pairing", "save")
        self.outlook.wait_for_window("details", PATIENCE)
        self.outlook.window_set("details", "default_type", default_type)
        self.outlook.window_click("details", "save")
        self.outlook.wait_until_closed("details", PATIENCE)
        self.let_first_run_go()

    def let_first_run_go(self) -> None:
        """The first run shows what it would do, if there is something to do."""
        outlook = self.outlook
        wait_for(
            lambda: outlook.window("preview") or self.words() == "In step",
            f"the preview; it says {self.words()}",
            PATIENCE,
        )
        if outlook.window("preview"):
            outlook.window_click("preview", "go")

    def open_preferences(self) -> None:
        """CRM, Preferences."""
        wait_for(
            lambda: self.outlook.ribbon_control("CrmPreferences")["enabled"],
            "Python inside Outlook",
            PATIENCE,
        )
        self.outlook.click("CrmPreferences")
        self.outlook.wait_for_window("pairing", PATIENCE)

    def fill_pairing(self, *, password: str = PASSWORD, remember: bool = True) -> None:
        """Type what step 1 asks for."""
        values = {"api_key": OUTLOOK_KEY, "address": self.crm.address, "user": "anna"}
        for field, value in {**values, "password": password, "remember": remember}.items():
            self.outlook.window_set("pairing", field, value)

    def prefer(self, **settings) -> None:
        """CRM, Preferences, step 2: choose these and save."""
        self.open_preferences()
        self.outlook.window_click("pairing", "save")
        self.outlook.wait_for_window("details", PATIENCE)
        for name, value in settings.items():
            self.outlook.window_set("details", name, value)
        self.outlook.window_click("details", "save")
        self.outlook.wait_until_closed("details", PATIENCE)
        self.wait_for_words("In step")

    def choose(self, folder: int, *entry_ids: str) -> None:
        """Show the folder of an OlDefaultFolders and choose these items in it."""
        app = macro.application(self.outlook)
        explorer = app.ActiveExplorer()
        explorer.CurrentFolder = app.Session.GetDefaultFolder(folder)

        def chosen() -> bool:
            explorer.ClearSelection()
            for each in entry_ids:
                explorer.AddToSelection(app.Session.GetItemFromID(each))
            return explorer.Selection.Count == len(entry_ids)

        wait_for(chosen, "the items in the list", PATIENCE)

    def log_in(self, password: str = PASSWORD, *, remember: bool = True) -> None:
        """CRM, Log in, and the window."""
        self.outlook.click("CrmLogIn")
        self.outlook.wait_for_window("login", PATIENCE)
        self.outlook.window_set("login", "password", password)
        self.outlook.window_set("login", "remember", value=remember)
        self.outlook.window_click("login", "login")
        self.outlook.wait_until_closed("login", PATIENCE)

    def synchronise(self) -> None:
        """CRM, Synchronise now, as soon as the button is there.

        Raises:
            OutlookError: when Outlook is gone, by a run of its own before the click.
        """

        def clicked() -> bool:
            try:
                self.outlook.click("CrmSynchronise")
            except OutlookError:  # a run that is going on takes the button away
                if not self.outlook.alive:
                    raise
                return False
            return True

        wait_for(clicked, "the button", PATIENCE)

    def run(self) -> None:
        """CRM, Synchronise now, and wait until a run has ended: status.json tells of both."""
        status = next(self.folder.rglob("status.json"))
        before = status.stat().st_mtime_ns

        def ended() -> bool:
            state = json.loads(status.read_text("utf-8"))["state"]
            return status.stat().st_mtime_ns != before and state != "syncing"

        self.synchronise()
        wait_for(ended, "the end of a run", PATIENCE)

    def words(self) -> str:
        """What the ribbon says of the state."""
        return self.outlook.ribbon_control("CrmState")["label"]

    def wait_for_words(self, *words: str) -> None:
        """Wait until the ribbon says one of these."""
        wait_for(lambda: self.words() in words, f"{words}, not {self.words()}", PATIENCE)

    # ---- what is in the calendars

    def make_in_outlook(self, subject: str, start: datetime, minutes: int = 60, **fields) -> str:
        """An appointment as the user makes it; its EntryID."""
        return self.outlook.create(
            Subject=subject,
            Start=_wall(start),
            End=_wall(start + timedelta(minutes=minutes)),
            **fields,
        )

    def make_in_crm(self, subject: str, start: datetime, minutes: int = 60, **attributes) -> str:
        """An activity as the user makes it in the CRM; its id."""
        return self.anna.create(
            "activities",
            subject=subject,
            start_date=_instant(start),
            end_date=_instant(start + timedelta(minutes=minutes)),
            **({"activity_type": "Meeting"} | attributes),
        )

    def meet(self, subject: str, start: datetime, *people: str) -> str:
        """An activity as the user makes it in the CRM, linked to these contacts; its id."""
        made = self.make_in_crm(subject, start)
        data = [{"type": "contacts", "id": each} for each in people]
        self.anna.call("PATCH", f"activities/{made}/relationships/contacts", data)
        return made

    def people(self) -> dict[str, dict]:
        """The CRM's contacts, by last name."""
        return {each["last_name"]: each for each in self.crm.snapshot("contacts")}

    def address_book(self) -> dict[str, dict]:
        """Outlook's contacts, by last name."""
        return {each["LastName"]: each for each in self.outlook.appointments("Contacts")}

    def crm_activities(self) -> dict[str, dict]:
        """What the CRM has, by subject."""
        return {each["subject"]: each for each in self.crm.activities()}

    def outlook_appointments(self) -> dict[str, dict]:
        """What Outlook's calendar has, by subject."""
        return {each["Subject"]: each for each in self.outlook.appointments()}

    def wait_for_crm(self, *subjects: str, gone: bool = False) -> None:
        """Wait until the CRM has (or no longer has) these activities."""
        self._wait_for(self.crm_activities, subjects, "the CRM", gone=gone)

    def wait_for_outlook(self, *subjects: str, gone: bool = False) -> None:
        """Wait until Outlook has (or no longer has) these appointments."""
        self._wait_for(self.outlook_appointments, subjects, "Outlook", gone=gone)

    def _wait_for(self, look, subjects, where, *, gone):
        verb = "no longer in" if gone else "in"
        wanted = set(subjects)

        def there() -> bool:
            found = wanted & look().keys()
            return not found if gone else found == wanted

        wait_for(there, f"{', '.join(subjects)} {verb} {where}", PATIENCE + 10 * gone)


def _wall(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
