"""Which kind of CRM an address means."""

import sys
from importlib.metadata import EntryPoint

import pytest

from outlook_crm.crm import connectors
from outlook_crm.crm.connector import Credentials, Network
from outlook_crm.crm.connectors import Connectors, host, on_the_web
from outlook_crm.domain.login_form import LoginForm
from outlook_crm.errors import WrongAddress
from outlook_crm.support.secret import Secret

LOGIN = Credentials(Secret("a-key-1"), "anna", Secret("hemligt-1")), Network()


class Asked:
    """A `Connector` that tells what it was asked."""

    def __init__(self, name):
        self.name = name
        self.cancelled = False

    def address(self, typed):
        return f"https://{typed}"

    def log_in(self, address, credentials, network, field_map=None):
        return self.name, address, field_map

    def cancel(self):
        self.cancelled = True


def broken():
    raise ImportError("no module named ics")


def made(chosen="crmservice", *, locked=False):
    return Connectors(
        lambda: chosen,
        lambda: locked,
        crm_service=lambda: Asked("crmservice"),
        others=lambda: {"ics": lambda: Asked("ics"), "broken": broken},
    )


@pytest.mark.parametrize(
    ("chosen", "typed", "meant"),
    [
        ("crmservice", "crm.example.com", "https://crm.example.com"),
        ("crmservice", "ics+crm.example.com", "ics+https://crm.example.com"),
        ("ics", "crm.example.com", "ics+https://crm.example.com"),
        ("ics", " crmservice+crm.example.com", "https://crm.example.com"),
    ],
)
def test_an_address_names_its_connector_but_for_the_usual_one(chosen, typed, meant):
    assert made(chosen).address(typed) == meant


def test_a_pairing_stays_with_its_connector_whatever_is_chosen_now():
    now = made("ics")
    assert now.log_in("https://crm.example.com", *LOGIN)[0] == "crmservice"
    told = made().log_in("ics+https://crm.example.com", *LOGIN, {"a": "b"})
    assert told == ("ics", "https://crm.example.com", {"a": "b"})


def test_what_the_administrator_locked_is_the_only_one_for_new_pairings():
    locked = made("ics", locked=True)
    assert locked.address("x") == "ics+https://x"
    assert locked.address("ics+x") == "ics+https://x"
    with pytest.raises(WrongAddress, match="chose the connector ics"):
        locked.address("crmservice+x")
    assert locked.log_in("https://x", *LOGIN)[0] == "crmservice"


def test_one_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(WrongAddress, match="There are: broken, crmservice, ics"):
        made().address("other+x")
    with pytest.raises(WrongAddress, match="other"):
        made("other").address("x")


def test_one_that_cannot_be_loaded_is_told():
    with pytest.raises(WrongAddress, match=r"broken cannot be loaded \(ImportError\)"):
        made().address("broken+x")


class InItsWords(Asked):
    def login_form(self, language):
        return LoginForm(f"{self.name} ({language})", has_key=False)


def test_each_is_told_with_what_its_log_in_asks_for_first_the_proposed_one():
    every = Connectors(
        lambda: "ics",
        crm_service=lambda: Asked("crmservice"),
        others=lambda: {"broken": broken, "ics": lambda: InItsWords("ics")},
    )
    forms = every.forms("sv")
    assert list(forms) == ["ics", "crmservice", "broken"]
    assert forms["ics"] == LoginForm("ics (sv)", has_key=False)
    assert forms["crmservice"] == LoginForm("crmservice")  # what it does not say is asked for
    assert forms["broken"] == LoginForm("broken")
    assert every.form("ics+https://x", "sv") == forms["ics"]
    assert every.form("https://x", "sv") == forms["crmservice"]


def test_a_plus_within_an_address_names_no_connector():
    assert made().address("crm.example.com/?q=a+b") == "https://crm.example.com/?q=a+b"


def test_what_is_on_the_web_is_told():
    assert on_the_web("https://crm.example.com/api/v1") == "https://crm.example.com/api/v1"
    assert on_the_web("ics+https://crm.example.com") == "https://crm.example.com"
    assert on_the_web("folder+C:\\Meetings") == ""


def test_so_is_its_host():
    assert host("https://crm.Example.com:8443/api/v1") == "crm.example.com"
    assert host("ics+https://crm.example.com") == "crm.example.com"
    assert host("folder+C:\\Meetings") == ""


def test_cancel_ends_those_in_use_and_those_to_come():
    used = []

    def make(name):
        used.append(Asked(name))
        return used[-1]

    every = Connectors(
        crm_service=lambda: make("crmservice"), others=lambda: {"ics": lambda: make("ics")}
    )
    every.address("x")
    every.cancel()
    every.address("ics+x")
    assert [each.cancelled for each in used] == [True, True]


def test_packages_name_theirs_in_an_entry_point(monkeypatch):
    entry = EntryPoint("asked", f"{__name__}:asked", connectors.GROUP)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [entry])
    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])
    assert Connectors().address("asked+x") == "asked+https://x"


def asked():
    return Asked("asked")
