"""A CRM in memory behind the connector's protocols, for tests of the add-in itself."""

from tests.simulation.memory_calendar import MemoryCalendar
from tests.simulation.memory_side import MemorySide

from outlook_crm.crm.connector import CrmUser, PickValue
from outlook_crm.domain.fields import FieldName
from outlook_crm.errors import WrongPassword, WrongUser

KEY = "key-of-type-outlook"
PASSWORD = "correct horse battery"
TYPES = (PickValue("Meeting", "Meeting"), PickValue("Call", "Phone call"))


class FakeCrm:
    """A `Connector`; ``trouble`` is raised by the next log-ins, ``log_ins`` counts them."""

    def __init__(self, calendar: MemoryCalendar):
        self.calendar = calendar
        self.trouble = None
        self.log_ins = 0
        self.user = CrmUser("7", "Anna Aalto")

    def address(self, typed):
        return f"https://{typed}/api/v1"

    def cancel(self):
        pass

    def log_in(self, address, credentials, network):
        self.log_ins += 1
        if self.trouble:
            raise self.trouble
        if credentials.password.reveal() != PASSWORD:
            raise WrongPassword("The CRM did not accept the user name and password.")
        return FakeSession(self)


class FakeSession:
    """A `CrmSession`."""

    unmapped = ()

    def __init__(self, crm):
        self._crm = crm
        self.user = crm.user
        self.closed = False

    def pick_list(self, name, language):
        return TYPES if name is FieldName.TYPE else ()

    def side(self, crm_user):
        if crm_user != self.user.id:
            raise WrongUser("The CRM's user is not the pairing's.")
        return MemorySide(self._crm.calendar)

    def cancel(self):
        pass

    def close(self):
        self.closed = True
