"""What tests order: faults, a clock that is off, slowness; and the log of requests."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import requests
from tests.crm_server.process import Person, Rule

TIMES = {"start_date": "2026-03-02T08:00:00Z", "end_date": "2026-03-02T09:00:00Z"}
NEW = {"data": {"type": "activities", "attributes": {"subject": "Lost answer", **TIMES}}}


@pytest.fixture(autouse=True)
def logged_in(crm, anna):
    anna.token()
    crm.clear_requests()


def made(crm):
    return [each for each in crm.activities() if each["subject"] == "Lost answer"]


def test_a_status_with_its_headers_comes_as_often_as_ordered(crm, anna):
    crm.order(Rule("status", status=429, headers={"Retry-After": "7"}, times=2))
    first, second, third = (anna.ask("GET", "accounts") for _ in range(3))
    assert [first.status_code, second.status_code, third.status_code] == [429, 429, 200]
    assert first.headers["Retry-After"] == "7"
    assert first.json()["errors"][0]["title"] == "Too Many Requests"


def test_a_fault_meets_the_requests_that_match_after_those_to_skip(crm, anna):
    crm.order(Rule("status", method="GET", path="/api/v1/acc*", skip=1, times=None))
    assert anna.ask("GET", "contacts").ok
    assert [anna.ask("GET", "accounts").status_code for _ in range(3)] == [200, 503, 503]
    crm.clear_faults()
    assert anna.ask("GET", "accounts").ok


def test_a_web_page_may_answer_in_the_crms_place(crm, anna):
    crm.order(Rule("html"))
    answer = anna.ask("GET", "accounts")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")


def test_a_document_may_be_broken(crm, anna):
    crm.order(Rule("broken"))
    answer = anna.ask("GET", "accounts")
    assert answer.status_code == 200
    with pytest.raises(requests.JSONDecodeError):
        answer.json()


@pytest.mark.parametrize(("handled", "count"), [(False, 0), (True, 1)])
def test_a_connection_drops_before_or_after_the_crm_did_the_work(crm, anna, handled, count):
    crm.order(Rule("drop", method="POST", handled=handled))
    with pytest.raises(requests.ConnectionError):
        anna.ask("POST", "activities", NEW)
    assert len(made(crm)) == count
    for each in made(crm):
        anna.delete("activities", each["id"])


def test_an_answer_may_be_lost_behind_a_status(crm, anna):
    crm.order(Rule("status", method="POST", status=502, handled=True))
    assert anna.ask("POST", "activities", NEW).status_code == 502
    [one] = made(crm)
    anna.delete("activities", one["id"])


def test_slowness_is_for_one_request_or_for_all(crm, anna):
    crm.order(Rule("latency", milliseconds=150))
    slow, quick = anna.ask("GET", "accounts"), anna.ask("GET", "accounts")
    assert slow.ok
    assert quick.ok
    assert slow.elapsed > timedelta(milliseconds=150)
    assert [each["fault"] for each in crm.requests()] == ["latency", ""]
    crm.turn(latency_ms=150)
    assert anna.ask("GET", "accounts").elapsed > timedelta(milliseconds=150)


def test_the_servers_clock_may_be_off(crm, anna, meeting):
    crm.turn(skew_seconds=3600)
    answer = anna.ask("GET", f"activities/{meeting()}")
    now = datetime.now(UTC)
    told = parsedate_to_datetime(answer.headers["Date"]) - now
    kept = datetime.fromisoformat(answer.json()["data"]["attributes"]["updated_at"]) - now
    for difference in (told, kept):
        assert abs(difference - timedelta(hours=1)) < timedelta(seconds=10)


def test_the_log_tells_every_request_in_order(crm, anna):
    crm.order(Rule("status", path="*/contacts", status=503))
    anna.ask("GET", "accounts", sort="name")
    anna.ask("GET", "contacts")
    seen = crm.requests()
    told = [(each["method"], each["path"], each["query"], each["status"]) for each in seen]
    assert told == [
        ("GET", "/api/v1/accounts", "sort=name", 200),
        ("GET", "/api/v1/contacts", "", 503),
    ]
    assert [each["number"] for each in seen] == [1, 2]
    assert [each["fault"] for each in seen] == ["", "status"]
    assert all(0 <= each["ms"] < 5000 for each in seen)


def test_a_dropped_request_is_logged_too(crm, anna):
    crm.order(Rule("drop"))
    with pytest.raises(requests.ConnectionError):
        anna.ask("GET", "accounts")
    assert [each["status"] for each in crm.requests()] == [0]


def test_no_secret_is_in_the_log(crm, anna):
    Person(crm.base, "bengt").token()
    said = str(crm.requests()) + crm.log()
    assert "password" not in said
    assert anna.token() not in said


def test_who_works_in_the_crm_meets_no_faults_and_is_not_in_the_log(crm, anna):
    crm.order(Rule("drop", times=None))
    crm.turn(latency_ms=20_000)
    began = time.monotonic()
    crm.person("anna").call("GET", "accounts")
    assert time.monotonic() - began < 10
    assert crm.requests() == []


def test_a_person_logs_in_again_after_all_tokens_ended(crm, anna):
    crm.expire_tokens(refresh=True)
    assert anna.ask("GET", "accounts").ok


def test_a_reset_forgets_faults_quirks_and_requests_but_no_data(crm, anna, meeting):
    key = meeting()
    crm.order(Rule("drop", times=None))
    crm.turn(latency_ms=20_000, outlook_key=False)
    crm.reset()
    began = time.monotonic()
    assert "cf_outlook_key" in anna.get("activities", key)
    assert time.monotonic() - began < 10
    assert len(crm.requests()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        lambda crm: crm.turn(colour="red"),
        lambda crm: crm.seed(1, owner="nobody"),
    ],
)
def test_a_wrong_order_is_told_to_the_test_that_gave_it(crm, wrong):
    with pytest.raises(ValueError, match=r"."):
        wrong(crm)


def test_an_unknown_fault_is_not_a_rule():
    with pytest.raises(ValueError, match="fault is one of"):
        Rule("fire")
