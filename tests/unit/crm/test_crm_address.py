"""What users type as the CRM's address."""

import pytest

from outlook_crm.crm.crmservice.address import home
from outlook_crm.crm.crmservice.connect import CrmService
from outlook_crm.errors import WrongAddress


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("customer.example.com", "https://customer.example.com/api/v1"),
        ("  Customer.Example.COM/ ", "https://customer.example.com/api/v1"),
        ("HTTPS://customer.example.com", "https://customer.example.com/api/v1"),
        ("https://customer.example.com/api/v1/", "https://customer.example.com/api/v1"),
        ("https://crm.example.com:8443/index.php?a=b#c", "https://crm.example.com:8443/api/v1"),
        ("åland.example.com", "https://xn--land-poa.example.com/api/v1"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/api/v1"),
        ("http://localhost", "http://localhost/api/v1"),
        ("http://[::1]:80", "http://[::1]:80/api/v1"),
        ("https://example.com/crm/api/v1/", "https://example.com/crm/api/v1"),
        ("https://example.com/crm/api/v1/activities", "https://example.com/api/v1"),
        ("https://example.com/a//../b/api/v1", "https://example.com/api/v1"),
    ],
)
def test_means_its_base(typed, meant):
    assert CrmService().address(typed) == meant
    assert CrmService().address(meant) == meant


def test_the_crms_own_windows_stand_beside_it():
    assert home(CrmService().address("https://example.com/crm/api/v1")) == "https://example.com/crm"
    assert home(CrmService().address("example.com/x?y")) == "https://example.com"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "https://",
        "http://crm.example.com",
        "ftp://crm.example.com",
        "javascript://alert",
        "two words",
        "crm.example.com:notaport",
        "https://anna@crm.example.com",
        "https://[::1",
        "a<b>.com",
    ],
)
def test_is_refused_with_a_reason(typed):
    with pytest.raises(WrongAddress) as caught:
        CrmService().address(typed)
    assert caught.value.text


def test_a_password_in_it_is_not_repeated():
    with pytest.raises(WrongAddress) as caught:
        CrmService().address("https://anna:hunter2@crm.example.com")
    assert "hunter2" not in caught.value.text
