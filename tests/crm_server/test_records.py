"""Single records: made, read, changed, deleted; what is refused; whose they are."""

import concurrent.futures

import pytest
from tests.crm_server.process import Rule

TIMES = {"start_date": "2026-03-02T08:00:00Z", "end_date": "2026-03-02T09:00:00Z"}


def document(attributes, key=None, module="activities", **members):
    data = {"type": module, "attributes": attributes} | members
    return {"data": data if key is None else data | {"id": key}}


def refused(answer, status):
    assert answer.status_code == status, answer.text
    [error] = answer.json()["errors"]
    assert error["status"] == str(status)
    return error


def test_a_record_comes_back_as_it_was_sent(crm, anna):
    sent = {
        "subject": "Möte 😀",
        "description": "One\r\n\r\n  two  ",
        "location": " Room 1",
        "activity_type": "Visit",
        "status": "Planned",
        "priority": "High",
        "start_date": "2026-03-02T08:00:12Z",
        "end_date": "2026-03-02T09:30:00Z",
        "all_day": False,
        "visibility": "Private",
        "busy_status": "Out of Office",
        "reminder_minutes": 15,
        "categories": "Red; Blue",
        "cf_outlook_key": "k" * 64,
        "project_id": "1010",
    }
    answer = anna.ask("POST", "activities", document(sent))
    assert answer.status_code == 201
    made = answer.json()["data"]
    assert answer.headers["Location"].endswith(f"/api/v1/activities/{made['id']}")
    assert {name: made["attributes"][name] for name in sent} == sent
    assert anna.get("activities", made["id"]) == made["attributes"]


def test_the_crm_keeps_who_and_when(crm, anna, meeting):
    made = anna.get("activities", meeting())
    assert (made["owner_id"], made["creator_id"], made["updater_id"]) == ("1", "1", "1")
    assert made["created_at"] == made["updated_at"]
    assert made["created_at"].endswith("Z")


def test_times_of_other_zones_come_back_in_utc(crm, anna, meeting):
    key = meeting(start_date="2026-03-02T10:00:00+02:00", end_date="2026-03-02T11:00:00+02:00")
    assert anna.get("activities", key)["start_date"] == "2026-03-02T08:00:00Z"


def test_a_change_touches_what_is_sent_and_gives_a_later_version(crm, anna, meeting):
    key = meeting(location="Here")
    before = anna.get("activities", key)
    answer = anna.ask("PATCH", f"activities/{key}", document({"subject": "New"}, key))
    assert answer.status_code == 200
    after = answer.json()["data"]["attributes"]
    assert (after["subject"], after["location"]) == ("New", "Here")
    assert after["updated_at"] > before["updated_at"]
    assert after["created_at"] == before["created_at"]


def test_versions_grow_although_the_clock_goes_back(crm, anna, meeting):
    key = meeting()
    seen = [anna.get("activities", key)["updated_at"]]
    for skew in (-3600, -7200, 0):
        crm.turn(skew_seconds=skew)
        anna.change("activities", key, subject=f"Skew {skew}")
        seen.append(anna.get("activities", key)["updated_at"])
    assert seen == sorted(set(seen))


def test_changes_at_the_same_time_get_a_version_each(crm, anna, meeting):
    key = meeting()
    crm.turn(skew_seconds=-3600)  # each version builds on the one before, not on the clock

    def change(number):
        body = document({"location": f"Room {number}"}, key)
        return anna.ask("PATCH", f"activities/{key}", body).json()["data"]["attributes"]

    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        seen = {each["updated_at"] for each in threads.map(change, range(24))}
    assert len(seen) == 24


def test_a_deleted_record_is_gone(crm, anna, meeting):
    key = meeting()
    answer = anna.ask("DELETE", f"activities/{key}")
    assert (answer.status_code, answer.content) == (204, b"")
    refused(anna.ask("GET", f"activities/{key}"), 404)
    refused(anna.ask("DELETE", f"activities/{key}"), 404)
    refused(anna.ask("PATCH", f"activities/{key}", document({}, key)), 404)


def test_an_id_is_never_used_again(crm, anna, meeting):
    first = meeting()
    anna.delete("activities", first)
    assert int(meeting()) > int(first)


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"start_date": "2026-03-02T08:00:00"}, "start_date"),
        ({"start_date": "tomorrow"}, "start_date"),
        ({"start_date": None}, "start_date"),
        ({"end_date": "2026-03-02T07:00:00Z"}, "end_date"),
        ({"subject": "x" * 256}, "subject"),
        ({"cf_outlook_key": "x" * 65}, "cf_outlook_key"),
        ({"activity_type": "Party"}, "activity_type"),
        ({"priority": "high"}, "priority"),
        ({"busy_status": "busy"}, "busy_status"),
        ({"reminder_minutes": "soon"}, "reminder_minutes"),
        ({"project_id": "999999"}, "project_id"),
        ({"project_id": "1001"}, "project_id"),
        ({"owner_id": "77"}, "owner_id"),
        ({"updated_at": "2026-03-02T07:00:00Z"}, "updated_at"),
        ({"all_day": True}, "start_date"),
        ({"all_day": True, "start_date": "2026-03-02T00:00:00Z"}, "end_date"),
    ],
)
def test_a_value_that_a_field_refuses_is_told_with_its_place(crm, anna, wrong, pointer):
    error = refused(anna.ask("POST", "activities", document(TIMES | wrong)), 422)
    assert error["source"] == {"pointer": f"/data/attributes/{pointer}"}
    assert error["detail"]


def test_a_whole_day_is_two_midnights(crm, anna, meeting):
    day = {"start_date": "2026-03-02T00:00:00Z", "end_date": "2026-03-03T00:00:00Z"}
    assert anna.get("activities", meeting(all_day=True, **day))["end_date"] == day["end_date"]
    none = {"start_date": day["start_date"], "end_date": day["start_date"]}
    refused(anna.ask("POST", "activities", document(none | {"all_day": True})), 422)


def test_an_empty_choice_is_no_value(crm, anna, meeting):
    assert anna.get("activities", meeting(activity_type="", status=None))["activity_type"] is None


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (("POST", "activities", document(TIMES | {"colour": "red"})), 400),
        (("POST", "activities", {"activity": {}}), 400),
        (("POST", "activities", document(TIMES, module="accounts")), 409),
        (("POST", "activities", document(TIMES, key="5")), 403),
        (("PATCH", "accounts/1001", document({}, key="1002", module="accounts")), 409),
        (("PATCH", "accounts/1001", document({}, module="accounts")), 400),
        (("POST", "users", document({"first_name": "New"}, module="users")), 403),
        (("PATCH", "picklists/1", document({"name": "x"}, "1", "picklists")), 403),
        (("POST", "files", document({"file_name": "x"}, module="files")), 405),
        (("GET", "accounts/x", None), 404),
        (("PUT", "accounts/1001", document({}, "1001", "accounts")), 405),
    ],
)
def test_a_request_that_is_wrong_in_itself_is_refused(crm, anna, request_, status):
    refused(anna.ask(*request_), status)


def test_several_wrong_values_are_all_told(crm, anna):
    wrong = {"subject": "x" * 256, "activity_type": "Party", "end_date": "x"}
    errors = anna.ask("POST", "activities", document(wrong)).json()["errors"]
    assert [each["source"]["pointer"].rpartition("/")[2] for each in errors] == [
        "end_date",
        "start_date",
        "subject",
    ]


def test_an_administrator_adds_a_type_and_it_can_be_used(crm, admin, meeting, anna):
    admin.create("picklist_values", picklist_id="1", value="Fair", sort_order=9)
    assert anna.get("activities", meeting(activity_type="Fair"))["activity_type"] == "Fair"


def test_activities_belong_to_their_owner_and_administrators_see_all(
    crm, anna, bengt, admin, meeting
):
    key = meeting()
    refused(bengt.ask("GET", f"activities/{key}"), 403)
    refused(bengt.ask("PATCH", f"activities/{key}", document({}, key)), 403)
    refused(bengt.ask("DELETE", f"activities/{key}"), 403)
    assert bengt.call("GET", "activities").json()["meta"]["total"] == 0
    assert admin.get("activities", key)["owner_id"] == "1"


def test_an_installation_may_hide_that_others_records_exist(crm, bengt, meeting):
    crm.turn(foreign_status=404)
    refused(bengt.ask("GET", f"activities/{meeting()}"), 404)


def test_a_reassigned_activity_leaves_its_old_owner(crm, anna, bengt, meeting):
    key = meeting()
    anna.change("activities", key, owner_id="2")
    refused(anna.ask("GET", f"activities/{key}"), 403)
    assert bengt.get("activities", key)["updater_id"] == "1"
    bengt.delete("activities", key)


def test_other_modules_are_written_alike(crm, anna):
    account = anna.create("accounts", name="New Oy", parent_id="1001")
    contact = anna.create("contacts", last_name="New", account_id=account)
    project = anna.create("projects", name="Work", account_id=account, contact_id=contact)
    mail = anna.create("emails", subject="Hello", direction="Outgoing", project_id=project)
    assert anna.get("emails", mail)["project_id"] == project
    anna.delete("accounts", account)
    assert anna.get("contacts", contact)["account_id"] is None


@pytest.mark.parametrize(
    ("quirk", "sent", "kept"),
    [
        ({"subject_cut": 10}, {"subject": "x" * 300}, "x" * 10),
        ({"drop_seconds": True}, {"start_date": "2026-03-02T08:00:59Z"}, "2026-03-02T08:00:00Z"),
        ({"flatten_body": True}, {"description": "a\r\n b"}, "a b"),
        ({"trim_text": True}, {"location": " x "}, "x"),
    ],
)
def test_an_installation_changes_what_it_keeps(crm, meeting, quirk, sent, kept):
    crm.turn(**quirk)
    key = meeting(**sent)
    [made] = [each for each in crm.activities() if each["id"] == key]
    assert [made[name] for name in sent] == [kept]


def test_a_refused_write_leaves_nothing_behind(crm, anna):
    count = len(crm.activities())
    crm.order(Rule("status", method="POST", status=500))
    assert anna.ask("POST", "activities", document(TIMES)).status_code == 500
    refused(anna.ask("POST", "activities", document(TIMES | {"project_id": "1"})), 422)
    assert len(crm.activities()) == count
