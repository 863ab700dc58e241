"""Links between records."""

import pytest


def linked(anna, key, relation="accounts"):
    found = anna.call("GET", f"activities/{key}/relationships/{relation}").json()
    return [each["id"] for each in found["data"]]


def ends(module, *keys):
    return {"data": [{"type": module, "id": key} for key in keys]}


def test_links_are_added_taken_away_and_replaced(crm, anna, meeting):
    key = meeting()
    path = f"activities/{key}/relationships/accounts"
    assert anna.ask("POST", path, ends("accounts", "1001", "1002")).status_code == 204
    assert anna.ask("POST", path, ends("accounts", "1002")).status_code == 204
    assert linked(anna, key) == ["1001", "1002"]
    assert anna.ask("DELETE", path, ends("accounts", "1001", "1004")).status_code == 204
    assert linked(anna, key) == ["1002"]
    assert anna.ask("PATCH", path, ends("accounts", "1003", "1001")).status_code == 204
    assert linked(anna, key) == ["1001", "1003"]
    assert anna.ask("PATCH", path, {"data": []}).status_code == 204
    assert linked(anna, key) == []


def test_the_ends_are_records_to_read_on_both_sides(crm, anna, meeting):
    key = meeting(subject="Linked")
    anna.link("activities", key, "contacts", "1005")
    [contact] = anna.call("GET", f"activities/{key}/contacts").json()["data"]
    assert contact["attributes"]["last_name"] == "Virtanen"
    asked = {"filter": '{"$eq":["subject","linked"]}', "fields[activities]": "subject"}
    back = anna.call("GET", "contacts/1005/activities", **asked).json()
    assert [each["id"] for each in back["data"]] == [key]
    assert back["meta"]["total"] == 1


def test_one_end_is_read_and_set_by_relation_or_by_attribute(crm, anna, meeting):
    key = meeting(project_id="1010")
    assert anna.call("GET", f"activities/{key}/project").json()["data"]["id"] == "1010"
    path = f"activities/{key}/relationships/project"
    assert anna.ask("PATCH", path, {"data": {"type": "projects", "id": "1011"}}).ok
    assert anna.get("activities", key)["project_id"] == "1011"
    assert anna.ask("PATCH", path, {"data": None}).ok
    assert anna.call("GET", f"activities/{key}/project").json()["data"] is None
    assert anna.call("GET", path).json()["data"] is None


def test_links_may_come_with_a_new_record(crm, anna, meeting):
    made = anna.call(
        "POST",
        "activities",
        {
            "type": "activities",
            "attributes": {
                "start_date": "2026-03-02T08:00:00Z",
                "end_date": "2026-03-02T08:00:00Z",
            },
            "relationships": {
                "accounts": {"data": [{"type": "accounts", "id": "1001"}]},
                "project": {"data": {"type": "projects", "id": "1010"}},
            },
        },
    ).json()["data"]
    assert linked(anna, made["id"]) == ["1001"]
    assert made["attributes"]["project_id"] == "1010"


@pytest.mark.parametrize(("bumps", "changes"), [(False, False), (True, True)])
def test_a_link_changes_the_version_only_where_the_installation_does_so(
    crm, anna, meeting, bumps, changes
):
    key = meeting()
    crm.turn(relations_bump_version=bumps)
    before = anna.get("activities", key)["updated_at"]
    anna.link("activities", key, "accounts", "1001")
    assert (anna.get("activities", key)["updated_at"] != before) is changes


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (("POST", "accounts", ends("contacts", "1005")), 409),
        (("POST", "accounts", ends("accounts", "999999")), 404),
        (("POST", "accounts", {"data": {"type": "accounts", "id": "1001"}}), 400),
        (("POST", "accounts", {"data": [{"type": "accounts"}]}), 400),
        (("POST", "accounts", {"data": ["1001"]}), 400),
        (("POST", "colours", ends("accounts", "1001")), 404),
        (("POST", "project", ends("projects", "1010")), 403),
        (("PATCH", "creator", {"data": {"type": "users", "id": "2"}}), 403),
        (("PATCH", "owner", {"data": None}), 422),
    ],
)
def test_links_that_cannot_be_are_refused(crm, anna, meeting, request_, status):
    method, relation, body = request_
    key = meeting()
    answer = anna.ask(method, f"activities/{key}/relationships/{relation}", body)
    assert answer.status_code == status
    assert answer.json()["errors"][0]["status"] == str(status)


def test_a_link_held_by_the_far_record_is_changed_there(crm, anna):
    answer = anna.ask("POST", "accounts/1001/relationships/contacts", ends("contacts", "1007"))
    assert answer.status_code == 403


def test_others_activities_do_not_show_through_a_company(crm, anna, bengt, meeting):
    key = meeting()
    anna.link("activities", key, "accounts", "1004")
    assert bengt.call("GET", "accounts/1004/activities").json()["data"] == []
    assert bengt.call("GET", "accounts/1004/relationships/activities").json()["data"] == []
    listed = bengt.call("GET", "accounts", include="activities").json()
    assert listed["included"] == []
    refused = bengt.ask("POST", f"activities/{key}/relationships/accounts", ends("accounts"))
    assert refused.status_code == 403


def test_a_deleted_company_leaves_its_activities(crm, anna, meeting):
    account = anna.create("accounts", name="Short-lived")
    key = meeting()
    anna.link("activities", key, "accounts", account)
    anna.delete("accounts", account)
    assert linked(anna, key) == []
