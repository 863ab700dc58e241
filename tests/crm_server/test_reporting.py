"""Counts."""

import pytest
import requests

COUNT = "$count.distinct(id) as count_value"


def ask(crm, anna, body):
    headers = {"Authorization": f"Bearer {anna.token()}"}
    return requests.post(f"{crm.base}/reporting", json=body, headers=headers, timeout=10)


def count(crm, anna, **body):
    usual = {"from": "activities", "select": COUNT, "format": "json", "where": []}
    answer = ask(crm, anna, usual | {"options": {"kpi": True}} | body)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture(scope="module", autouse=True)
def three(anna, meeting):
    keys = [meeting(subject="One"), meeting(subject="Two"), meeting(subject="Two")]
    anna.link("activities", keys[0], "accounts", "1001", "1002")
    return keys


def test_a_count_has_the_documented_form(crm, anna):
    assert count(crm, anna) == {
        "meta": {"results": 1, "fields": ["count_value"]},
        "data": [{"count_value": 3}],
    }


def test_a_count_takes_the_filters_of_lists(crm, anna):
    assert count(crm, anna, where={"$eq": ["subject", "two"]})["data"] == [{"count_value": 2}]


def test_a_record_with_two_links_counts_once(crm, anna):
    where = {"$in": ["accounts.id", ["1001", "1002"]]}
    assert count(crm, anna, where=where, include="accounts")["data"] == [{"count_value": 1}]


def test_a_count_sees_what_the_user_sees(crm, bengt):
    assert count(crm, bengt)["data"] == [{"count_value": 0}]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"select": COUNT}, "Missing 'from'"),
        ({"from": "colours", "select": COUNT}, "There is no module colours"),
        ({"from": "activities", "select": "$sum(id) as x"}, "'select' counts ids, nothing else"),
        (
            {"from": "activities", "select": COUNT, "where": {"$eq": ["colour", 1]}},
            "activities has no attribute colour",
        ),
    ],
)
def test_what_cannot_be_counted_is_told_in_the_form_of_reports(crm, anna, body, told):
    answer = ask(crm, anna, body)
    assert (answer.status_code, answer.json()) == (400, {"message": told})
