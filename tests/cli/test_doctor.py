"""doctor at a CRM: what it tells of the way, the key, the login, the rights and the schema."""

import io
import json
from datetime import UTC, datetime

import pytest
from tests.crm_server import self_signed
from tests.crm_server.process import CUSTOM_KEY, OUTLOOK_KEY, PASSWORD, CrmServer, Rule

from outlook_crm.cli.command_line import main
from outlook_crm.cli.console import Console
from outlook_crm.cli.places import Places
from outlook_crm.credentials.vault import Vault
from outlook_crm.settings.policy import Policy
from outlook_crm.state.pairings import PairingRecord
from outlook_crm.state.sqlite import SqliteState
from outlook_crm.support.secret import Secret

ANNA = {"api_key": OUTLOOK_KEY, "user": "anna", "password": PASSWORD}
TOKEN = "/api/v1/oauth/token"


class PlainProtector:
    def protect(self, data):
        return data

    def unprotect(self, data):
        return data


class NoProxy:
    def __init__(self, ca_file=""):
        self.ca_file = ca_file

    def policy(self):
        return Policy(locked={"proxy": "none", "ca_file": self.ca_file})


@pytest.fixture(scope="module")
def server():
    with CrmServer() as server:
        yield server


class Case:
    """One user's files, and doctor on them."""

    def __init__(self, folder, server):
        self.at = Places(folder / "local", folder / "roaming")
        self.server = server
        self.policy = NoProxy()
        self.vault = Vault(self.at.vault, PlainProtector())
        self.protector = PlainProtector()
        self.said = ""
        server.reset()

    def pair(self, user=None, id_="p1"):
        known = user or self.server.person().ask("GET", "user").json()["data"]["id"]
        base = self.server.base
        state = SqliteState(self.at.state)
        with state.atomic():
            now = datetime.now(UTC)
            state.pairings.put(PairingRecord(id_, "anna@example.com", "s", id_, base, known, now))
        state.close()

    def remember(self, **changed):
        secrets = {name: Secret(value) for name, value in (ANNA | changed).items() if value}
        self.vault.store("p1", secrets)

    def doctor(self, *options):
        self.server.clear_requests()
        out = io.StringIO()
        console = Console(
            self.at, self.policy, None, lambda: datetime.now(UTC), out, out, self.protector
        )
        code = main(("doctor", "--json", *options), console)
        self.said = out.getvalue()
        return code, {one["about"]: one for one in json.loads(self.said)}

    @property
    def log_ins(self):
        return [each for each in self.server.requests() if each["path"] == TOKEN]


@pytest.fixture
def case(tmp_path, server, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    return Case(tmp_path, server)


@pytest.fixture
def paired(case):
    case.pair()
    case.remember()
    return case


def test_all_is_well(paired):
    code, found = paired.doctor()
    assert code == 0
    asked = ("proxy", "connection", "clock", "key", "login", "rights", "schema", "writing")
    assert {name: found[name]["level"] for name in asked} == dict.fromkeys(asked, "ok")
    assert len(paired.log_ins) == 1


def test_of_several_pairings_each_is_looked_at_and_no_line_names_anybody(paired):
    paired.pair(user="8", id_="p2")
    paired.doctor()
    logins = [one for one in json.loads(paired.said) if one["about"] == "login"]
    assert [one["told"].split(":")[0] for one in logins] == ["p1", "p2"]
    assert [one["level"] for one in logins] == ["ok", "warning"]
    assert "anna" not in paired.said


def test_nothing_secret_is_told(paired):
    paired.doctor()
    assert not any(secret in paired.said for secret in (OUTLOOK_KEY, PASSWORD, "anna"))


def test_offline_asks_nobody(paired):
    _, found = paired.doctor("--offline")
    assert not found.keys() & {"connection", "login"}
    assert paired.server.requests() == []


@pytest.mark.parametrize("lost", ["api_key", "password"])
def test_without_a_stored_login_the_way_is_told_and_nobody_is_asked(case, lost):
    case.pair()
    case.remember(**{lost: ""})
    code, found = case.doctor()
    assert code == 0
    assert found["connection"]["level"] == "ok"
    assert found["login"]["level"] == "warning"
    assert "Outlook" in found["login"]["todo"]
    assert case.log_ins == []


def test_a_vault_of_another_user_is_a_warning(paired):
    paired.protector.unprotect = lambda data: None
    code, found = paired.doctor()
    assert (code, found["login"]["level"]) == (0, "warning")
    assert paired.log_ins == []


def test_a_preset_address_is_tried_before_a_calendar_is_paired(case):
    address = case.server.address

    class Preset:
        def policy(self):
            return Policy(preset={"crm_address": address, "proxy": "none"})

    case.policy = Preset()
    _, found = case.doctor()
    assert found["connection"]["level"] == "ok"
    assert "login" not in found


@pytest.mark.parametrize(
    ("key", "told"), [("no-such-key", "does not know the API key"), (CUSTOM_KEY, "type Outlook")]
)
def test_a_wrong_key_is_told_as_such(paired, key, told):
    paired.remember(api_key=key)
    code, found = paired.doctor()
    assert code == 1
    assert found["key"]["level"] == "fault"
    assert told in found["key"]["told"]
    assert "API key of type Outlook" in found["key"]["todo"]


def test_a_refused_password_is_never_tried_again(paired):
    paired.remember(password="of last year")
    code, found = paired.doctor()
    assert (code, found["login"]["level"]) == (1, "fault")
    assert len(paired.log_ins) == 1
    code, found = paired.doctor()
    assert (code, found["login"]["level"]) == (0, "warning")
    assert paired.log_ins == []


def test_another_user_than_the_pairings(case):
    case.pair(user="4711")
    case.remember()
    code, found = case.doctor()
    assert (code, found["user"]["level"]) == (1, "fault")


def test_activities_that_may_not_be_read(paired):
    paired.server.order(
        Rule("status", method="GET", path="/api/v1/activities*", status=403, times=None)
    )
    code, found = paired.doctor()
    assert (code, found["rights"]["level"]) == (1, "fault")
    assert "right" in found["rights"]["todo"]
    assert found["schema"]["level"] == "ok"


def test_fields_without_a_place_are_named(paired):
    paired.server.turn(attendees=False)
    code, found = paired.doctor()
    assert (code, found["schema"]["level"]) == (0, "warning")
    assert "Attendees" in found["schema"]["told"]


@pytest.mark.parametrize(("seconds", "level"), [(60, "ok"), (-600, "warning")])
def test_the_clocks_are_compared(paired, seconds, level):
    paired.server.turn(skew_seconds=seconds)
    _, found = paired.doctor()
    assert found["clock"]["level"] == level


def test_a_page_in_place_of_the_crm_is_told_by_the_login(paired):
    paired.server.order(Rule("html", path=TOKEN, times=None))
    code, found = paired.doctor()
    assert (code, found["login"]["level"]) == (1, "fault")


def test_the_certificate_is_judged(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    files = self_signed.make(tmp_path)
    with CrmServer(tls=files) as server:
        case = Case(tmp_path, server)
        case.pair()
        code, found = case.doctor()
        assert (code, found["certificate"]["level"]) == (1, "fault")
        assert "ca_file" in found["certificate"]["todo"]
        assert "login" not in found
        case.policy = NoProxy(str(files[0]))
        code, found = case.doctor()
        assert (code, found["certificate"]["level"]) == (0, "ok")
