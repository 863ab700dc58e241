"""Lists: pages, order, single fields, what is included."""

import pytest


@pytest.fixture(scope="module", autouse=True)
def many(server):
    return server.seed(150, start="2026-03-02T08:00:00+00:00")


def page(anna, number=1, size=20, **parameters):
    asked = {"page[number]": str(number), "page[size]": str(size), "sort": "id"}
    return anna.call("GET", "activities", **asked | parameters).json()


def ids(document):
    return [each["id"] for each in document["data"]]


def test_pages_follow_each_other_and_tell_their_total(crm, anna, many):
    first, second = page(anna, 1, 20), page(anna, 2, 20)
    assert ids(first) + ids(second) == [str(each) for each in many[:40]]
    assert second["meta"] == {"total": 150, "page": 2, "page_size": 20}
    assert "page%5Bnumber%5D=3" in second["links"]["next"]
    assert "page%5Bnumber%5D=1" in second["links"]["prev"]
    assert "page%5Bnumber%5D=8" in second["links"]["last"]


def test_a_page_has_twenty_unless_told_otherwise_and_a_hundred_at_most(crm, anna):
    assert len(anna.call("GET", "activities").json()["data"]) == 20
    cut = page(anna, 1, 5000)
    assert (len(cut["data"]), cut["meta"]["page_size"]) == (100, 100)


def test_a_page_behind_the_last_is_empty(crm, anna):
    assert page(anna, 99)["data"] == []


def test_an_offset_skips_rows(crm, anna, many):
    assert ids(page(anna, 1, 5, offset="3")) == [str(each) for each in many[3:8]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"page[size]": "0"},
        {"page[number]": "x"},
        {"offset": "-1"},
        {"sort": "colour"},
        {"fields[activities]": "subject,colour"},
        {"filter": "{"},
        {"filter": '{"$eq":["colour","red"]}'},
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(crm, anna, wrong):
    [name] = wrong
    answer = anna.ask("GET", "activities", **wrong)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["source"] == {"parameter": name}


def test_a_wrong_include_is_told_in_the_crms_own_words(crm, anna):
    answer = anna.ask("GET", "activities", include="colours")
    assert answer.status_code == 400
    told = answer.json()["errors"][0]["detail"]
    assert told == "The requested relationship (colours) doesn't exist"


def test_sorting_goes_by_several_names_and_down(crm, anna):
    subjects = [
        each["attributes"]["subject"]
        for each in page(anna, 1, 100, sort="-activity_type,-start_date")["data"]
    ]
    assert subjects[0].endswith(" 150")
    assert subjects[1].endswith(" 149")


def test_only_the_fields_asked_for_are_shown(crm, anna):
    shown = page(anna, 1, 1, **{"fields[activities]": "id,subject"})["data"][0]
    assert shown["attributes"].keys() == {"subject"}
    assert "relationships" not in shown


def test_the_ends_of_a_link_are_told_when_included_each_once(crm, anna, many):
    for key in many[:2]:
        anna.link("activities", key, "accounts", "1001", "1002")
    asked = {"include": "accounts,project", "fields[accounts]": "name"}
    document = page(anna, 1, 2, **asked)
    linked = [each["relationships"]["accounts"]["data"] for each in document["data"]]
    assert linked == [[{"type": "accounts", "id": "1001"}, {"type": "accounts", "id": "1002"}]] * 2
    assert [(each["id"], each["attributes"]) for each in document["included"]] == [
        ("1001", {"name": "Nordic Timber Oy"}),
        ("1002", {"name": "Äppelviken Konsult AB"}),
    ]


def test_without_include_a_link_of_many_ends_is_an_address_only(crm, anna, many):
    relation = page(anna, 1, 1)["data"][0]["relationships"]["accounts"]
    assert relation.keys() == {"links"}
    assert relation["links"]["related"] == f"/api/v1/activities/{many[0]}/accounts"


def test_an_included_relation_is_told_although_fields_leave_it_out(crm, anna, many):
    asked = {"include": "accounts", "fields[activities]": "subject"}
    relationships = page(anna, 1, 1, **asked)["data"][0]["relationships"]
    assert relationships.keys() == {"accounts"}
    assert "data" in relationships["accounts"]


def test_a_list_asks_the_database_as_often_however_long_it_is(crm, anna, many):
    anna.link("activities", many[0], "contacts", "1005")
    crm.clear_requests()
    for size in (1, 100):
        page(anna, 1, size, include="accounts,contacts,project,owner")
    one, hundred = (each["queries"] for each in crm.requests())
    assert one == hundred < 8
