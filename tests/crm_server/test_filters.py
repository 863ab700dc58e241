"""The filter language, operator by operator, on five activities."""

import json

import pytest

A = "Äppel Budget"
B = "budget review"
C = "100% sure"
D = "Site_visit"
E = "Call"


@pytest.fixture(scope="module", autouse=True)
def five(anna, meeting, bengt):
    rows = (
        (A, "2026-03-01", {"location": "Helsinki", "activity_type": "Meeting"}),
        (B, "2026-03-02", {"location": "helsinki", "reminder_minutes": 15}),
        (C, "2026-03-03", {"location": None, "all_day": False, "reminder_minutes": 0}),
        (D, "2026-03-04", {"location": "Åbo", "activity_type": "Visit"}),
        (E, "2026-03-05", {"location": "", "project_id": "1010"}),
    )
    made = {}
    for subject, day, others in rows:
        times = {"start_date": f"{day}T08:00:00Z", "end_date": f"{day}T09:00:00Z"}
        made[subject] = meeting(subject=subject, **times, **others)
    anna.link("activities", made[A], "accounts", "1001", "1002")
    anna.link("activities", made[B], "accounts", "1002")
    return made


def subjects(anna, expression, **parameters):
    asked = {"filter": json.dumps(expression), "sort": "start_date"} | parameters
    found = anna.call("GET", "activities", **asked).json()
    assert found["meta"]["total"] == len(found["data"])
    return [each["attributes"]["subject"] for each in found["data"]]


MARCH_2, MARCH_4 = "2026-03-02T08:00:00Z", "2026-03-04T08:00:00Z"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ({"$eq": ["subject", "CALL"]}, [E]),
        ({"$eq": ["subject", "äppel budget"]}, [A]),
        ({"subject": "Call"}, [E]),
        ({"subject": "Call", "location": "Helsinki"}, []),
        ({"$ne": ["location", "HELSINKI"]}, [C, D, E]),
        ({"$gt": ["start_date", MARCH_2]}, [C, D, E]),
        ({"$gte": ["start_date", MARCH_4]}, [D, E]),
        ({"$gte": ["start_date", "2026-03-04"]}, [D, E]),
        ({"$gte": ["start_date", "2026-03-04T10:00:00+02:00"]}, [D, E]),
        ({"$lt": ["start_date", MARCH_2]}, [A]),
        ({"$lte": ["start_date", MARCH_2]}, [A, B]),
        ({"$gt": ["reminder_minutes", 0]}, [B]),
        ({"$eq": ["reminder_minutes", "15"]}, [B]),
        ({"$eq": ["all_day", True]}, []),
        ({"$in": ["subject", ["call", "SITE_VISIT"]]}, [D, E]),
        ({"$in": ["subject", ["ÄPPEL BUDGET"]]}, [A]),
        ({"$in": ["subject", []]}, []),
        ({"$nin": ["subject", ["call", "Site_visit"]]}, [A, B, C]),
        ({"$between": ["start_date", MARCH_2, MARCH_4]}, [B, C, D]),
        ({"$not.between": ["start_date", MARCH_2, MARCH_4]}, [A, E]),
        ({"$is.null": ["location"]}, [C]),
        ({"$eq": ["location", None]}, [C]),
        ({"$not.null": ["location"]}, [A, B, D, E]),
        ({"$beg": ["subject", "ä"]}, [A]),
        ({"$end": ["subject", "BUDGET"]}, [A]),
        ({"$cts": ["subject", "budget"]}, [A, B]),
        ({"$cts": ["subject", "100%"]}, [C]),
        ({"$cts": ["subject", "e_v"]}, [D]),
        ({"$not.cts": ["subject", "budget"]}, [C, D, E]),
        ({"$like": ["subject", "%budget%"]}, [A, B]),
        ({"$like": ["location", "å__"]}, [D]),
        ({"$regex": ["subject", "^(call|site)"]}, [D, E]),
        ({"$and": [{"$cts": ["subject", "b"]}, {"$cts": ["location", "hel"]}]}, [A, B]),
        ({"$or": [{"$eq": ["subject", "call"]}, {"$is.null": ["location"]}]}, [C, E]),
        ({"$nor": [{"$eq": ["subject", "call"]}, {"$is.null": ["location"]}]}, [A, B, D]),
        ({"$not": {"$cts": ["subject", "l"]}}, [B, C, D]),
        ({"$not": [{"$cts": ["subject", "l"]}]}, [B, C, D]),
        ({"$eq": ["project_id", "1010"]}, [E]),
        ({"$eq": ["project.name", "sawmill renewal"]}, [E]),
        ({"$eq": ["owner.email", "anna@example.com"]}, [A, B, C, D, E]),
        ({"$lte": ["start_date", "$now -1 day"]}, [A, B, C, D, E]),
        ({"$gte": ["start_date", "$now.date -7 days"]}, []),
        ({"$gte": ["start_date", "$now.date -50 YEARS"]}, [A, B, C, D, E]),
    ],
)
def test_the_operator_finds(crm, anna, expression, expected):
    assert subjects(anna, expression) == expected


def test_a_relation_of_many_ends_is_searched_with_it_included_each_record_once(crm, anna):
    wanted = {"$in": ["accounts.id", ["1001", "1002"]]}
    assert subjects(anna, wanted, include="accounts") == [A, B]
    assert subjects(anna, {"$cts": ["accounts.name", "TIMBER"]}, include="accounts") == [A]
    refused = anna.ask("GET", "activities", filter=json.dumps(wanted))
    assert refused.status_code == 400
    assert "include" in refused.json()["errors"][0]["detail"]


def test_ids_find_records_and_those_of_others_stay_hidden(crm, anna, bengt, five):
    wanted = json.dumps({"$in": ["id", list(five.values())]})
    assert bengt.call("GET", "activities", filter=wanted).json()["data"] == []
    assert subjects(anna, {"$in": ["id", [five[D], five[E], "999999"]]}) == [D, E]


@pytest.mark.parametrize(
    "expression",
    [
        {},
        [],
        "subject",
        {"$and": []},
        {"$magic": ["subject", "x"]},
        {"$eq": ["subject"]},
        {"$eq": "subject"},
        {"$eq": [7, "x"]},
        {"$in": ["subject", "x"]},
        {"$gte": ["start_date", "yesterday"]},
        {"$gte": ["start_date", "$now + 1 fortnight"]},
        {"$gte": ["start_date", "$now +900000000 days"]},
        {"$eq": ["id", "x"]},
        {"$eq": ["all_day", "perhaps"]},
        {"$cts": ["start_date", "2026"]},
        {"$regex": ["subject", "("]},
        {"$eq": ["accounts.name.first", "x"]},
        {"$eq": ["colours.name", "x"]},
        {"$eq": ["project.colour", "x"]},
        {"$eq": ["subject", {"a": 1}]},
    ],
)
def test_an_expression_that_means_nothing_is_refused(crm, anna, expression):
    answer = anna.ask("GET", "activities", filter=json.dumps(expression))
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["source"] == {"parameter": "filter"}


def test_hundreds_of_ids_fit_into_one_address(crm, anna):
    ids = [str(100000 + number) for number in range(800)]
    assert subjects(anna, {"$in": ["id", ids]}) == []
