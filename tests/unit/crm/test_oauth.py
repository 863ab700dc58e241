"""Logging in, and what a refused token leads to."""

import json
from urllib.parse import parse_qs

import pytest
from tests.unit.crm.small_server import Told, document

from outlook_crm import errors
from outlook_crm.crm.connector import Credentials, Network
from outlook_crm.crm.crmservice.client import Client
from outlook_crm.crm.message import Request
from outlook_crm.crm.oauth import Login
from outlook_crm.crm.transport import Limits, Transport
from outlook_crm.support.secret import Secret

PASSWORD = "hunter2 & more"
GET = Request("GET", "/user")


class Crm:
    """Answers of a CRM: which tokens, passwords and refresh tokens it takes."""

    def __init__(self):
        self.tokens = iter(["token-1", "token-2", "token-3"])
        self.valid = set()
        self.refresh = "refresh-1"
        self.password = PASSWORD
        self.refusal = (400, {"error": "invalid_grant"})
        self.grants = []

    def __call__(self, asked):
        if asked.path.endswith("/oauth/token"):
            return self._grant(
                {name: one for name, (one,) in parse_qs(asked.body.decode()).items()}
            )
        if asked.headers.get("authorization", "").removeprefix("Bearer ") in self.valid:
            return document({"type": "users", "id": "1"})
        return Told(401, b"{}")

    def _grant(self, form):
        self.grants.append(form)
        asks = (form.get("password"), form.get("refresh_token"))
        if self.password not in asks and self.refresh not in asks:
            status, body = self.refusal
            return Told(status, json.dumps(body).encode())
        token = next(self.tokens)
        self.valid.add(token)
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": 3600}
        if self.refresh:
            answer["refresh_token"] = self.refresh
        return Told(200, json.dumps(answer).encode())

    @property
    def kinds(self):
        return [form["grant_type"] for form in self.grants]


@pytest.fixture
def crm(server):
    server.answers = Crm()
    return server.answers


@pytest.fixture
def client(server):
    transport = Transport(server.address, Network(), Limits(pause=0.01))
    credentials = Credentials(Secret("the-key"), "anna", Secret(PASSWORD))
    yield Client(transport, Login("/oauth/token", credentials))
    transport.close()


def test_the_password_is_sent_once_and_the_token_from_then_on(crm, client):
    for _ in range(3):
        assert client.send(GET).status == 200
    assert crm.grants == [
        {
            "grant_type": "password",
            "username": "anna",
            "password": PASSWORD,
            "client_id": "the-key",
        }
    ]


def test_an_expired_token_is_renewed_once_and_the_request_repeated(crm, client):
    client.send(GET)
    crm.valid.clear()
    assert client.send(GET).status == 200
    assert crm.kinds == ["password", "refresh_token"]


def test_without_a_refresh_token_the_password_serves(crm, client):
    crm.refresh = None
    client.send(GET)
    crm.valid.clear()
    assert client.send(GET).status == 200
    assert crm.kinds == ["password", "password"]


def test_a_refused_refresh_token_leads_to_the_password(crm, client):
    client.send(GET)
    crm.valid.clear()
    crm.refresh = "another"
    assert client.send(GET).status == 200
    assert crm.kinds == ["password", "refresh_token", "password"]


def test_a_second_401_stops(crm, client):
    client.send(GET)
    crm.valid = frozenset()
    crm.valid = type("Never", (set,), {"add": lambda *_: None})()
    with pytest.raises(errors.WrongPassword):
        client.send(GET)
    with pytest.raises(errors.WrongPassword):
        client.send(GET)
    assert crm.kinds == ["password", "refresh_token"]


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "invalid_grant", errors.WrongPassword),
        (401, "invalid_client", errors.WrongKey),
        (400, "unauthorized_client", errors.WrongKey),
    ],
)
def test_a_refusal_is_told_and_never_tried_again(crm, client, status, code, kind):
    crm.password = "another"
    crm.refusal = (status, {"error": code, "error_description": PASSWORD})
    for _ in range(3):
        with pytest.raises(kind) as caught:
            client.send(GET)
        assert PASSWORD not in repr(caught.value) + caught.value.text + str(caught.value.values)
    assert len(crm.grants) == 1


def test_a_password_changed_meanwhile_is_tried_once(crm, client):
    client.send(GET)
    crm.valid.clear()
    crm.refresh, crm.password = "x", "new"
    for _ in range(3):
        with pytest.raises(errors.WrongPassword):
            client.send(GET)
    assert crm.kinds == ["password", "refresh_token", "password"]


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (Told(200, b"<html>"), errors.NotACrm),
        (Told(404, b"<html>"), errors.NotACrm),
        (Told(200, b"{}"), errors.NotACrm),
        (Told(429, headers={"Retry-After": "99"}), errors.Busy),
        (Told(500), errors.Unreachable),
        (Told(drop=True), errors.Unreachable),
    ],
)
def test_another_trouble_is_not_the_passwords_fault(server, client, told, kind):
    server.answers = [told]
    with pytest.raises(kind):
        client.send(GET)
    server.answers = Crm()
    assert client.send(GET).status == 200
