"""How a program comes in: tokens, the list of modules, the schema, the user."""

import pytest
import requests
from tests.crm_server.process import CUSTOM_KEY, OUTLOOK_KEY, PASSWORD

PERSON = {"grant_type": "password", "username": "anna", "password": PASSWORD}


def token(crm, **form):
    return requests.post(f"{crm.base}/oauth/token", form, timeout=10)


def with_token(crm, text, path="user"):
    return requests.get(f"{crm.base}/{path}", headers={"Authorization": text}, timeout=10)


def test_a_user_with_an_outlook_key_gets_a_token_that_opens_the_api(crm):
    answer = token(crm, **PERSON, client_id=OUTLOOK_KEY)
    assert answer.status_code == 200
    given = answer.json()
    assert given["token_type"] == "Bearer"
    assert given["expires_in"] == 3600
    me = with_token(crm, f"Bearer {given['access_token']}").json()["data"]
    assert (me["type"], me["attributes"]["name"]) == ("users", "Anna Ahola")


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({**PERSON, "client_id": "no-such-key"}, 401, "invalid_client"),
        ({**PERSON, "client_id": CUSTOM_KEY}, 400, "unauthorized_client"),
        ({**PERSON, "client_id": OUTLOOK_KEY, "password": "wrong"}, 400, "invalid_grant"),
        ({**PERSON, "client_id": OUTLOOK_KEY, "username": "nobody"}, 400, "invalid_grant"),
        ({"grant_type": "magic", "client_id": OUTLOOK_KEY}, 400, "unsupported_grant_type"),
    ],
)
def test_the_token_endpoint_says_what_is_wrong(crm, form, status, error):
    answer = token(crm, **form)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_a_refresh_token_gives_a_new_token_once(crm):
    first = token(crm, **PERSON, client_id=OUTLOOK_KEY).json()
    form = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = token(crm, **form, client_id=OUTLOOK_KEY)
    assert second.status_code == 200
    assert second.json()["access_token"] != first["access_token"]
    assert token(crm, **form, client_id=OUTLOOK_KEY).json()["error"] == "invalid_grant"


def test_an_expired_token_is_refused_and_its_refresh_token_still_works(crm):
    given = token(crm, **PERSON, client_id=OUTLOOK_KEY).json()
    crm.expire_tokens()
    assert with_token(crm, f"Bearer {given['access_token']}").status_code == 401
    form = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    assert token(crm, **form, client_id=OUTLOOK_KEY).status_code == 200


def test_revoked_refresh_tokens_give_nothing(crm):
    given = token(crm, **PERSON, client_id=OUTLOOK_KEY).json()
    crm.expire_tokens(refresh=True)
    form = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    assert token(crm, **form, client_id=OUTLOOK_KEY).json()["error"] == "invalid_grant"


@pytest.mark.parametrize("text", ["", "Bearer nonsense", "Basic YTpi"])
def test_without_a_valid_token_the_answer_is_401_in_the_crms_language(crm, text):
    answer = with_token(crm, text, "activities")
    assert answer.status_code == 401
    assert answer.headers["Content-Type"].startswith("application/vnd.api+json")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    [error] = answer.json()["errors"]
    assert (error["status"], error["title"]) == ("401", "Unauthorized")


@pytest.mark.parametrize("path", ["", "/"])
def test_the_root_names_every_module(crm, path):
    headers = {"Authorization": f"Bearer {crm.person().token()}"}
    answer = requests.get(f"{crm.base}{path}", headers=headers, timeout=10)
    links = answer.json()["links"]
    assert links["accounts"] == {"href": "/accounts", "type": "modules"}
    assert {"activities", "contacts", "projects", "emails", "files", "users"} <= links.keys()


def test_the_user_can_be_asked_for_single_fields(crm, anna):
    answer = anna.call("GET", "user", **{"fields[users]": "id,name,is_admin"}).json()["data"]
    assert answer["attributes"] == {"name": "Anna Ahola", "is_admin": False}


def test_the_schema_tells_types_sizes_targets_and_picklists(crm, anna):
    schema = anna.call("GET", "schema/activities").json()
    assert schema["primary-key"] == ["id"]
    attributes = schema["attributes"]
    assert attributes["subject"] | {"label": ""} == {
        "type": "string",
        "label": "",
        "nullable": False,
        "size": 255,
    }
    assert attributes["start_date"]["type"] == "datetime"
    assert attributes["project_id"]["relationType"] == "projects"
    assert attributes["campaign_id"]["relationName"] == "campaign"
    picklist = attributes["activity_type"]["picklist_id"]
    assert anna.get("picklists", picklist)["name"] == "activity_type"
    assert schema["relations"]["accounts"] == {"type": "hasMany", "class": "accounts"}
    assert schema["relations"]["project"] == {"type": "hasOne", "class": "projects"}


@pytest.mark.parametrize(
    "module", ["accounts", "contacts", "projects", "emails", "files", "users", "picklist_values"]
)
def test_every_attribute_and_relation_of_a_schema_can_be_asked_for(crm, anna, module):
    schema = anna.call("GET", f"schema/{module}").json()
    names = ",".join([*schema["attributes"], *schema["relations"]])
    include = ",".join(schema["relations"])
    anna.call("GET", module, **{f"fields[{module}]": names, "include": include})


def test_an_installation_without_the_outlook_key_does_not_know_the_name(crm, anna):
    crm.turn(outlook_key=False)
    assert "cf_outlook_key" not in anna.call("GET", "schema/activities").json()["attributes"]
    data = {"type": "activities", "attributes": {"cf_outlook_key": "k"}}
    assert anna.ask("POST", "activities", {"data": data}).status_code == 400
    wanted = '{"$eq":["cf_outlook_key","k"]}'
    assert anna.ask("GET", "activities", filter=wanted).status_code == 400


@pytest.mark.parametrize("path", ["nowhere", "schema/nowhere", "activities/1/2/3/4"])
def test_an_unknown_address_is_404_in_the_crms_language(crm, anna, path):
    answer = anna.ask("GET", path)
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["status"] == "404"


def test_picklist_values_have_translations(crm, anna):
    [picklist] = anna.call("GET", "picklists", filter='{"name":"activity_type"}').json()["data"]
    wanted = f'{{"$eq":["picklist_id","{picklist["id"]}"]}}'
    values = anna.call("GET", "picklist_values", filter=wanted, sort="sort_order").json()["data"]
    assert [each["attributes"]["value"] for each in values] == [
        "Meeting",
        "Call",
        "Visit",
        "Task",
        "Vacation",
    ]
    labels = anna.call("GET", f"picklist_values/{values[0]['id']}/translation").json()["data"]
    assert {each["attributes"]["language"]: each["attributes"]["label"] for each in labels} == {
        "en": "Meeting",
        "sv": "Möte",
        "fi": "Tapaaminen",
        "de": "Besprechung",
    }
