"""Looking for records to link to, in the embedded CRM: over its real wire."""

import threading
import time

import pytest
from tests.conformance.crm_cases import log_in
from tests.crm_server.process import CrmServer

from outlook_crm.crm.connector import Near
from outlook_crm.domain.fields import FieldName
from outlook_crm.errors import Cancelled

ACCOUNTS, CONTACTS, PROJECTS = FieldName.ACCOUNTS, FieldName.CONTACTS, FieldName.PROJECTS


@pytest.fixture(scope="module")
def server():
    with CrmServer() as server:
        yield server


@pytest.fixture(scope="module")
def session(server):
    session = log_in(server)
    yield session
    session.close()


@pytest.fixture
def finder(session):
    return session.finder()


@pytest.fixture(scope="module")
def ids(server):
    """The seeded records' ids by their names."""
    return {
        each["name"] if "name" in each else each["last_name"]: str(each["id"])
        for module in ("accounts", "contacts", "projects")
        for each in server.snapshot(module)
    }


def labels(found):
    return [each.label for each in found]


@pytest.mark.parametrize(
    ("relation", "text", "found"),
    [
        (ACCOUNTS, "timber", ["Nordic Timber Oy"]),
        (ACCOUNTS, "TIMBER nordic", ["Nordic Timber Oy"]),
        (ACCOUNTS, "äppel", ["Äppelviken Konsult AB"]),
        (ACCOUNTS, "nobody", []),
        (CONTACTS, "virtanen aino", ["Aino Virtanen"]),
        (CONTACTS, "contact3@", ["Jürgen Groß"]),
        (PROJECTS, "route", ["Route planning"]),
        (ACCOUNTS, "50%", []),
    ],
)
def test_a_search_finds_what_holds_every_word(finder, relation, text, found):
    assert labels(finder.search(relation, text, 10)) == found


def test_without_a_word_there_is_something_to_choose_from(finder):
    assert labels(finder.search(ACCOUNTS, " ", 2)) == ["Nordic Timber Oy", "Rhein Logistik GmbH"]


def test_what_is_found_says_what_tells_it_from_its_namesakes(finder):
    (found,) = finder.search(ACCOUNTS, "rhein", 5)
    assert found.detail == "Prospect"


def test_the_users_own_records_are_those_they_own(server, finder):
    bengts = server.person("bengt").create("accounts", name="Berg & Co")
    try:
        assert "Berg & Co" in labels(finder.search(ACCOUNTS, "", 50))
        assert "Berg & Co" not in labels(finder.search(ACCOUNTS, "", 50, mine=True))
        assert labels(finder.search(ACCOUNTS, "timber", 50, mine=True)) == ["Nordic Timber Oy"]
    finally:
        server.person("admin").delete("accounts", bengts)


def test_an_account_suggests_its_people_and_projects(finder, ids):
    near = Near(accounts=[ids["Nordic Timber Oy"]])
    assert set(labels(finder.suggest(CONTACTS, near, 5))) == {"Aino Virtanen", "Eino Korhonen"}
    assert labels(finder.suggest(PROJECTS, near, 5)) == ["Sawmill renewal"]


def test_people_and_attendees_suggest_their_accounts(finder, ids):
    assert labels(finder.suggest(ACCOUNTS, Near(contacts=[ids["Smith"]]), 5)) == [
        "Smith & Daughters Ltd"
    ]
    attending = Near(addresses=["Contact2@example.com", "stranger@example.com"])
    assert labels(finder.suggest(ACCOUNTS, attending, 5)) == ["Äppelviken Konsult AB"]
    assert labels(finder.suggest(CONTACTS, attending, 5)) == ["Åsa Öberg"]


def test_a_project_suggests_its_account(finder, ids):
    near = Near(projects=[ids["Route planning"]])
    assert labels(finder.suggest(ACCOUNTS, near, 5)) == ["Rhein Logistik GmbH"]


def test_nothing_near_suggests_nothing_and_asks_nobody(server, finder):
    server.clear_requests()
    assert [list(finder.suggest(each, Near(), 5)) for each in (ACCOUNTS, CONTACTS, PROJECTS)] == [
        [],
        [],
        [],
    ]
    assert server.requests() == []


def test_ids_are_told_by_name_and_unknown_ones_left_out(finder, ids):
    timber = ids["Nordic Timber Oy"]
    assert finder.labels(ACCOUNTS, [timber, "999999"]) == {timber: "Nordic Timber Oy"}
    assert finder.labels(ACCOUNTS, []) == {}


def test_a_finder_is_cancelled_at_once_and_the_session_lives_on(server, session):
    slow = session.finder()
    server.turn(latency_ms=5000)
    try:
        threading.Timer(0.2, slow.cancel).start()
        began = time.monotonic()
        with pytest.raises(Cancelled):
            slow.search(ACCOUNTS, "timber", 5)
        assert time.monotonic() - began < 4.5
    finally:
        server.turn(latency_ms=0)
    assert labels(session.finder().search(ACCOUNTS, "timber", 5)) == ["Nordic Timber Oy"]


def test_an_activity_has_a_page_below_the_crms_own_host(server, session):
    page = session.web_address("12/../x")
    assert page == server.address.partition("/api/")[0] + "/activities/12%2F..%2Fx"
