"""HTTPS, for those who need it."""

import pytest
import requests
from tests.crm_server import self_signed
from tests.crm_server.process import CrmServer


def test_the_crm_speaks_https_with_the_certificate_it_is_given(tmp_path):
    with CrmServer(tls=self_signed.make(tmp_path)) as crm:
        assert crm.address.startswith("https://127.0.0.1:")
        listed = crm.person().call("GET", "accounts", **{"page[size]": "1"}).json()
        assert listed["links"]["next"].startswith(crm.base)
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(crm.base, timeout=10)
        assert len(crm.person().call("GET", "contacts").json()["data"]) == 5
