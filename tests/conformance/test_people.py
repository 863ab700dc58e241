"""The CRM's contacts in memory and in the embedded CRM pass one suite."""

import pytest
from tests.conformance.crm_cases import USER, log_in
from tests.conformance.people_suite import AINO, PeopleSuite, creation
from tests.crm_server.process import CrmServer, Rule
from tests.simulation.clock import Clock
from tests.simulation.memory_people import COMPANIES, MemoryPeople

from outlook_crm.crm.crmservice.choices import CONTACT_PLACES
from outlook_crm.domain.fields import BY_NAME, FieldName
from outlook_crm.sync.values import Fate

_NAMES = {place.role: place.name for place in CONTACT_PLACES}


class MemoryWorld:
    """See people_suite.py."""

    company = next(iter(COMPANIES))

    def __init__(self):
        self.clock = Clock()
        self._people = MemoryPeople(self.clock)

    def people(self):
        return self._people

    def colleague_creates(self, fields):
        return self._people.creates(fields)

    def colleague_changes(self, id_, fields):
        self._people.changes(id_, fields)

    def forget(self, id_):
        self._people.deletes(id_)

    def lose_next_answer(self):
        self._people.lose_answer = True

    def pass_time(self):
        self.clock.wait(minutes=5)


class CrmWorld:
    """See people_suite.py."""

    company = "Nordic Timber Oy"

    def __init__(self, server):
        self._server = server
        server.reset()
        self._colleague = server.person("bengt")
        for contact in server.snapshot("contacts"):
            if contact["email"].startswith("aino.salo"):
                self._colleague.delete("contacts", contact["id"])
        self.session = log_in(server, USER)

    def people(self):
        return self.session.people()

    def colleague_creates(self, fields):
        return self._colleague.create("contacts", **_attributes(fields))

    def colleague_changes(self, id_, fields):
        self._colleague.change("contacts", id_, **_attributes(fields))

    def forget(self, id_):
        self._colleague.delete("contacts", id_)

    def lose_next_answer(self):
        self._server.order(Rule("drop", "POST", "/api/v1/contacts", handled=True))

    def pass_time(self):
        """Not needed: a change has a time of its own."""


def _attributes(fields):
    return {_NAMES[BY_NAME[name].crm]: value for name, value in fields.items()}


class TestMemoryPeople(PeopleSuite):
    @pytest.fixture
    def world(self):
        return MemoryWorld()


@pytest.fixture(scope="module")
def server():
    with CrmServer() as server:
        yield server


class TestCrmPeople(PeopleSuite):
    @pytest.fixture
    def world(self, server):
        world = CrmWorld(server)
        yield world
        world.session.close()

    def test_a_quiet_look_is_one_request(self, world, server):
        made = [world.colleague_creates(AINO) for _ in range(3)]
        people = world.people()
        cursor = people.changed("", made).cursor
        cursor = people.changed(cursor, made).cursor
        server.clear_requests()
        people.changed(cursor, made)
        assert [each["path"] for each in server.requests()] == ["/api/v1/contacts"]

    def test_the_company_is_the_accounts_name(self, world, server):
        account = server.snapshot("accounts")[0]
        made = world.colleague_creates(AINO)
        server.person("bengt").change("contacts", made, account_id=account["id"])
        assert world.people().read([made])[made].fields[FieldName.COMPANY] == account["name"]

    def test_a_contact_made_here_belongs_to_the_user(self, world, server):
        outcome = world.people().write(creation(AINO))
        (made,) = (c for c in server.snapshot("contacts") if c["id"] == outcome.item.id)
        assert made["owner_id"] == world.session.user.id

    def test_a_crm_out_of_reach_is_not_done(self, world, server):
        people = world.people()
        assert people.names
        server.order(Rule("status", "POST", "/api/v1/contacts", status=503, times=None))
        assert people.write(creation(AINO)).fate in (Fate.NOT_DONE, Fate.UNKNOWN)
