"""The side suite once more, over a CRM that answers in another way wherever it may."""

import pytest
from tests.conformance.crm_cases import CrmWorld
from tests.conformance.side_suite import SideSuite
from tests.crm_server.process import CrmServer
from tests.e2e.strange_crm import StrangeCrm, all_of
from tests.e2e.strange_dialects import DIALECTS


class Fronted:
    """The CRM with the translator's address."""

    def __init__(self, crm, strange):
        self._crm = crm
        self.address = strange.address

    def __getattr__(self, name):
        return getattr(self._crm, name)


@pytest.fixture(scope="module")
def server():
    every = [
        "times with fractions",
        "ids as numbers",
        "words and numbers for flags",
        "every field told",
        "a token without an end",
    ]
    with CrmServer() as crm, StrangeCrm(crm.base) as strange:
        strange.dialect = all_of(*(DIALECTS[each] for each in every))
        yield Fronted(crm, strange)


class TestCrmSide(SideSuite):
    many = 7  # on pages of three

    @pytest.fixture
    def world(self, server):
        world = CrmWorld(server)
        yield world
        world.close()
