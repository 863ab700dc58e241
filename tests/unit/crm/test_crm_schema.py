"""Finding each field's place in an installation's schema."""

import pytest

from outlook_crm.crm.crmservice.schema import field_map
from outlook_crm.domain.fields import CALENDAR_NAMES, FieldName
from outlook_crm.errors import NotACrm

FULL = {
    "attributes": {
        "subject": {"type": "string", "label": "Subject", "size": 255, "nullable": False},
        "description": {"type": "text"},
        "location": {"type": "string"},
        "activity_type": {"type": "string", "picklist_id": 3},
        "status": {"type": "string", "picklist_id": "4"},
        "priority": {"type": "string"},
        "start_date": {"type": "datetime"},
        "end_date": {"type": "datetime"},
        "all_day": {"type": "boolean"},
        "visibility": {"type": "string"},
        "busy_status": {"type": "string"},
        "reminder_minutes": {"type": "integer"},
        "categories": {"type": "text"},
        "project_id": {"type": "relation"},
        "attendees": {"type": "text"},
        "response": {"type": "string"},
        "cf_outlook_key": {"type": "string"},
    },
    "relations": {"accounts": {"type": "hasMany"}, "contacts": {"type": "hasMany"}},
}


def without(*names, **more):
    kept = {name: each for name, each in FULL["attributes"].items() if name not in names}
    return FULL | {"attributes": kept | more}


def test_all_have_their_place_by_name():
    fields = field_map(FULL)
    assert fields.fields == CALENDAR_NAMES
    assert fields.unmapped == ()
    assert fields.attributes["subject"].size == 255
    assert not fields.attributes["subject"].nullable
    assert fields.attributes["type"].picklist == "3"
    assert fields.name("key") == "cf_outlook_key"


def test_what_is_not_there_is_told():
    fields = field_map(without("busy_status", "cf_outlook_key") | {"relations": {}})
    assert fields.unmapped == (FieldName.BUSY, FieldName.ACCOUNTS, FieldName.CONTACTS)
    assert fields.name("key") == ""


def test_a_label_finds_what_the_name_does_not():
    fields = field_map(without("location", cf_place={"type": "string", "label": "Plats"}))
    assert fields.name("location") == "cf_place"


@pytest.mark.parametrize(
    "more",
    [
        {"cf_a": {"type": "boolean", "label": "Location"}},  # no text can lie there
        {
            "cf_a": {"type": "string", "label": "Location"},
            "cf_b": {"type": "string", "label": "Plats"},
        },  # which of the two?
    ],
)
def test_a_label_that_does_not_settle_it_finds_nothing(more):
    assert FieldName.LOCATION in field_map(without("location", **more)).unmapped


@pytest.mark.parametrize("type_", ["relation", "boolean", "datetime"])
def test_a_name_that_means_something_else_here_is_told_and_left_out(type_):
    """A place of the firm's, chosen from a list: no text can lie there."""
    schema = without("location", location={"type": type_}, cf_9={"type": type_})
    assert field_map(schema).unmapped == (FieldName.LOCATION,)
    assert field_map(schema, {"location": "cf_9"}).unmapped == (FieldName.LOCATION,)


def test_a_type_of_the_servers_own_may_hold_anything():
    schema = without("location", "status", location={"type": "varchar"}, status={"type": "integer"})
    assert field_map(schema).unmapped == ()


def test_a_label_does_not_take_what_another_role_is_called():
    schema = without("location", description={"type": "text", "label": "Location"})
    assert FieldName.LOCATION in field_map(schema).unmapped


def test_an_administrators_choice_goes_first():
    schema = without("location", cf_9={"type": "string", "label": "Somewhere"})
    assert field_map(schema, {"location": "cf_9"}).name("location") == "cf_9"


def test_a_choice_that_is_not_there_is_told_and_no_label_stands_in():
    schema = without("location", cf_9={"type": "string", "label": "Location"})
    assert field_map(schema, {"location": "cf_8"}).unmapped == (FieldName.LOCATION,)
    assert field_map(FULL, {"location": "cf_8"}).unmapped == (FieldName.LOCATION,)


def test_what_was_chosen_for_one_role_stands_for_no_other():
    found = field_map(FULL, {"location": "status"})
    assert found.name("location") == "status"
    assert found.unmapped == (FieldName.STATUS,)


@pytest.mark.parametrize("document", [None, [], {}, {"attributes": []}, without("end_date")])
def test_without_the_time_it_is_no_calendar(document):
    with pytest.raises(NotACrm):
        field_map(document)
