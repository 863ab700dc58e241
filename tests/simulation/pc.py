"""One user's PC with the whole add-in on it; Outlook, the shim and the CRM are in memory."""

import threading
from datetime import UTC, datetime, timedelta

from tests.simulation.clock import Clock
from tests.simulation.fake_crm import KEY, PASSWORD, FakeCrm
from tests.simulation.fake_gateway import CALENDAR, STORE, FakeGateway, content
from tests.simulation.fake_shell import FakeShell
from tests.simulation.memory_calendar import MemoryCalendar
from tests.simulator.client import wait_for

from outlook_crm import addin
from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side

SOON = 10  # seconds; how quick it is on an idle machine, the benches tell
LOGIN = {"api_key": KEY, "address": "crm.example.fi", "user": "anna", "password": PASSWORD}


class RealTime(Clock):
    """The add-in runs on the real clock, so its calendars must, too."""

    def now(self):
        return datetime.now(UTC)


class LiveGateway(FakeGateway):
    """The mailbox, whose clock is the PC's."""

    @property
    def time(self):
        return datetime.now(UTC)

    @time.setter
    def time(self, _):
        pass

    def subjects(self):
        return [content(each["cells"]["Subject"]) for each in self.items.values()]


class Pc:
    """One user's PC: what survives a restart of Outlook is in ``folder`` and in the calendars."""

    def __init__(self, folder):
        self.folder = folder
        self.gateway = LiveGateway()
        self.crm = self.connector = FakeCrm(MemoryCalendar(Side.CRM, RealTime()))
        self.shell = None

    def start(self):
        self.shell = FakeShell(self.folder)
        self._thread = threading.Thread(
            target=addin.main, args=(self.shell, self.gateway, self.connector), daemon=True
        )
        self._thread.start()

    def stop(self):
        """Outlook closes, and the add-in ends with it: nothing that is slow or silent keeps it."""
        self.shell.post("stop")
        self._thread.join(SOON)
        assert not self._thread.is_alive()

    def pair(self, **changes):
        self.shell.click("CrmPreferences")
        self.shell.wait_for_window("pairing")
        self.shell.submit("pairing", "save", **(LOGIN | changes))

    def pair_and_go(self, **changes):
        self.pair(**changes)
        self.shell.wait_for_window("details")
        self.shell.submit("details", "save")
        self.let_first_run_go()

    def let_first_run_go(self):
        """The first run shows what it would do, if there is something to do."""
        shell = self.shell
        wait_for(lambda: "preview" in shell.windows or shell.words == "In step", "the first run")
        if "preview" in shell.windows:
            shell.submit("preview", "go")
        shell.wait_for_words("In step")

    def set(self, **settings):
        """Preferences, step 2, once the pairing is made."""
        self.shell.click("CrmPreferences")
        self.shell.wait_for_window("pairing")
        self.shell.submit("pairing", "save")
        self.shell.wait_for_window("details")
        self.shell.submit("details", "save", **settings)

    def outlook_changed(self, *ids):
        self.shell.post("outlook.changed", store=STORE, folder=CALENDAR, ids=ids, lost=False)

    def items_click(self, control, ids, store=STORE, folder=CALENDAR):
        """A command of the context menu."""
        self.shell.post("items.click", control=control, store=store, folder=folder, ids=ids)

    def subjects_in_crm(self):
        return {each.fields[FieldName.SUBJECT] for each in self.crm.calendar.living.values()}


def tomorrow(hour=9):
    start = (datetime.now(UTC) + timedelta(days=1)).replace(
        hour=hour, minute=0, second=0, microsecond=0
    )
    return {
        "Start": start.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "End": (start + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
