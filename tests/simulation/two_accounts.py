"""A PC whose user has two mail accounts, each with a calendar, and two CRMs to pair them with."""

import json

from tests.simulation.fake_crm import KEY, PASSWORD, FakeCrm
from tests.simulation.fake_gateway import ACCOUNT
from tests.simulation.memory_calendar import MemoryCalendar
from tests.simulation.pc import LiveGateway, Pc, RealTime
from tests.simulator.client import wait_for

from outlook_crm.crm.connector import CrmUser
from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side

FIRM = "anna@firm.example"
FIRM_STORE, FIRM_CALENDAR, FIRM_TASKS = "FIRM", "FIRM CALENDAR", "FIRM TASKS"
FIRM_PLACE = f"{FIRM_STORE}/{FIRM_CALENDAR}"
FIRM_LOGIN = {
    "api_key": KEY,
    "address": "crm.firm.example",
    "user": "anna.aalto",
    "password": PASSWORD,
    "account": FIRM,
    "calendar": FIRM_PLACE,
}


class TwoAccounts(LiveGateway):
    """The mailboxes of both."""

    def make(self, folder="CALENDAR", **facts):
        id_ = super().make(folder, **facts)
        if folder.startswith(FIRM_STORE):
            self.items[id_]["store"] = FIRM_STORE
        return id_

    def subjects_in(self, folder):
        return {
            each["cells"]["Subject"]["text"]
            for each in self.items.values()
            if each["folder"] == folder
        }

    def Calendars(self):  # noqa: N802 - the name of the C# interface
        answer = json.loads(super().Calendars())
        answer["accounts"].append({"name": "Firm", "address": FIRM, "store": FIRM_STORE})
        answer["calendars"].insert(0, _folder(FIRM_CALENDAR, "Calendar"))  # the last store first
        answer["tasks"].append(_folder(FIRM_TASKS, "Tasks"))
        return json.dumps(answer)


class Crms:
    """A `Connector` to several CRMs, by their hosts."""

    def __init__(self, **hosts):
        self.hosts = hosts

    def address(self, typed):
        return f"https://{typed}/api/v1"

    def log_in(self, address, *rest):
        return self.hosts[address.split("/")[2]].log_in(address, *rest)

    def cancel(self):
        pass


class PcOfTwo(Pc):
    """``crm`` is that of the first account, ``firm_crm`` the firm's."""

    def __init__(self, folder):
        super().__init__(folder)
        self.gateway = TwoAccounts()
        self.firm_crm = FakeCrm(MemoryCalendar(Side.CRM, RealTime()))
        self.firm_crm.user = CrmUser("12", "Anna Aalto")
        self.connector = Crms(**{"crm.example.fi": self.crm, "crm.firm.example": self.firm_crm})

    def pair_firm(self, **changes):
        """Preferences, *Add another calendar*."""
        self.shell.click("CrmPreferences")
        self.shell.wait_for_window("pairing")
        self.shell.submit("pairing", "another")
        window = self.shell.wait_for_window("another pairing")
        self.shell.submit("another pairing", "save", **(FIRM_LOGIN | changes))
        return window

    def pair_both(self, **changes):
        """Both paired and in step."""
        self.pair_and_go(**changes)
        self.pair_firm(**changes)
        self.shell.wait_for_window("details")
        before = len(self.shell.ribbons)
        self.shell.submit("details", "save")
        self.let_first_run_go()
        self._wait_for_runs_of_both(before)

    def synchronise_on_clicks_alone(self, **settings):
        """From the run of each that follows these settings on."""
        before = len(self.shell.ribbons)
        self.set(auto_sync=False, **settings)
        self._wait_for_runs_of_both(before)

    def _wait_for_runs_of_both(self, before):
        runs = lambda: self.shell.said_since(before).count("Synchronising")  # noqa: E731
        at_rest = lambda: self.shell.words == "In step"  # noqa: E731
        wait_for(lambda: runs() >= 2 and at_rest(), "the runs that follow settings")

    def subjects_in_firm(self):
        return {each.fields[FieldName.SUBJECT] for each in self.firm_crm.calendar.living.values()}

    def wait_for_both(self, mine, firms):
        """Wait until each CRM has these and no others."""
        wait_for(
            lambda: (self.subjects_in_crm(), self.subjects_in_firm()) == (mine, firms),
            f"{mine} in the one CRM and {firms} in the other",
        )


def _folder(folder, name):
    return {
        "store": FIRM_STORE,
        "folder": folder,
        "path": f"\\\\{FIRM}\\{name}",
        "name": name,
        "account": FIRM,
        "kind": "own",
        "writable": True,
        "default": True,
    }


__all__ = ["ACCOUNT", "FIRM", "FIRM_CALENDAR", "FIRM_LOGIN", "FIRM_PLACE", "FIRM_STORE", "PcOfTwo"]
