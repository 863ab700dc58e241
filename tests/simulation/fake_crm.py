"""A CRM in memory behind the connector's protocols, for tests of the add-in itself."""

import threading

from tests.simulation.memory_calendar import MemoryCalendar
from tests.simulation.memory_people import MemoryPeople
from tests.simulation.memory_side import MemorySide

from outlook_crm.crm.connector import CrmUser, Found, Near, PickValue
from outlook_crm.domain.fields import FieldName
from outlook_crm.errors import Cancelled, WrongPassword, WrongUser

KEY = "key-of-type-outlook"
PASSWORD = "correct horse battery"
TYPES = (PickValue("Meeting", "Meeting"), PickValue("Call", "Phone call"))
TASK = PickValue("Task", "Task")


class FakeCrm:
    """A `Connector`.

    ``trouble`` is raised by the next log-ins and knocks, which ``log_ins`` and ``knocks``
    count; while ``silence`` is cleared they wait.
    """

    def __init__(self, calendar: MemoryCalendar):
        self.calendar = calendar
        self.trouble = None
        self.silence = threading.Event()
        self.silence.set()
        self.log_ins = self.knocks = 0
        self.sessions = []
        self.user = CrmUser("7", "Anna Aalto")
        self.people = MemoryPeople(calendar.clock)
        self.records = Records()

    def address(self, typed):
        return f"https://{typed}/api/v1"

    def cancel(self):
        pass

    def log_in(self, address, credentials, network, field_map=None):
        self.field_map = field_map
        self.log_ins += 1
        self.silence.wait()
        if self.trouble:
            raise self.trouble
        if credentials.password.reveal() != PASSWORD:
            raise WrongPassword("The CRM did not accept the user name and password.")
        self.sessions.append(FakeSession(self))
        return self.sessions[-1]


class FakeSession:
    """A `CrmSession`."""

    unmapped = ()
    done_status = "Held"
    task_types = frozenset({TASK.value})

    def __init__(self, crm):
        self._crm = crm
        self.user = crm.user
        self.closed = False

    def pick_list(self, name, language):
        return (*TYPES, TASK) if name is FieldName.TYPE else ()

    def knock(self):
        self._crm.knocks += 1
        self._crm.silence.wait()
        if self._crm.trouble:
            raise self._crm.trouble

    def side(self, crm_user):
        if crm_user != self.user.id:
            raise WrongUser("The CRM's user is not the pairing's.")
        return MemorySide(self._crm.calendar)

    def people(self):
        return self._crm.people

    def finder(self):
        return FakeFinder(self._crm.records)

    def mail_address(self, crm_id):
        return f"https://crm.example.fi/emails/{crm_id}"

    def contact_address(self, crm_id):
        return f"https://crm.example.fi/contacts/{crm_id}"

    def web_address(self, crm_id):
        return f"https://crm.example.fi/activities/{crm_id}"

    def cancel(self):
        pass

    def close(self):
        self.closed = True


class Records:
    """What can be linked to; ``trouble`` is raised by every question, ``gate`` holds it up."""

    def __init__(self):
        self.found = {
            FieldName.ACCOUNTS: [Found("1", "Nordic Timber", "Customer"), Found("2", "Rhein")],
            FieldName.CONTACTS: [Found("5", "Aino Virtanen", "aino@timber.example")],
            FieldName.PROJECTS: [Found("8", "Sawmill"), Found("9", "Route planning")],
        }
        self.mine = {"1", "5", "8", "9"}
        self.asked = []
        self.trouble = None
        self.gate = threading.Event()
        self.gate.set()

    def near(self, relation, near: Near):
        """Everything of Nordic Timber hangs together."""
        timber = (
            "1" in near.accounts or "5" in near.contacts or "aino@timber.example" in near.addresses
        )
        return self.found[relation][:1] if timber else []


class FakeFinder:
    """A `Finder`."""

    def __init__(self, records):
        self._records = records
        self._cancelled = threading.Event()

    def search(self, relation, text, limit, *, mine=False):
        self._ask("search", relation, text)
        every = self._records.found[relation]
        fitting = [each for each in every if text.casefold() in each.label.casefold()]
        return [each for each in fitting if not mine or each.id in self._records.mine][:limit]

    def suggest(self, relation, near, limit):
        self._ask("suggest", relation, "")
        return self._records.near(relation, near)[:limit]

    def labels(self, relation, ids):
        self._ask("labels", relation, ",".join(ids))
        return {each.id: each.label for each in self._records.found[relation] if each.id in ids}

    def cancel(self):
        self._cancelled.set()

    def _ask(self, what, relation, text):
        self._records.asked.append((what, relation.value, text))
        while not self._records.gate.wait(0.01):
            if self._cancelled.is_set():
                raise Cancelled("Stopped before it was finished.")
        if self._records.trouble:
            raise self._records.trouble
