import pytest
from tests.unit.crm import authority
from tests.unit.crm.small_server import SmallServer


@pytest.fixture
def server():
    with SmallServer().running() as server:
        yield server


@pytest.fixture(scope="session")
def certificates(tmp_path_factory):
    return authority.make(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def secure_server(certificates):
    with SmallServer(certificates.server).running() as server:
        server.ca_file = certificates.authority
        yield server
