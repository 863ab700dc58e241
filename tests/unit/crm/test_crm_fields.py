"""A record's attributes and the fields they mean, both ways."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from tests.conformance.strategies import fields as any_fields
from tests.unit.crm.test_crm_schema import FULL, without

from outlook_crm.crm.crmservice.fields import attributes_of, fields_of, links_of
from outlook_crm.crm.crmservice.schema import field_map
from outlook_crm.crm.jsonapi import Resource
from outlook_crm.domain.canonical import same
from outlook_crm.domain.fields import CALENDAR_NAMES, FieldName
from outlook_crm.domain.when import AllDay, Timed

MAP = field_map(FULL)
PLAIN = {
    "subject": "Lunch",
    "description": None,
    "location": None,
    "activity_type": None,
    "status": None,
    "priority": "Normal",
    "start_date": "2026-03-01T08:00:00Z",
    "end_date": "2026-03-01T09:00:00Z",
    "all_day": False,
    "visibility": "Public",
    "busy_status": "Busy",
    "reminder_minutes": None,
    "categories": None,
    "project_id": None,
    "attendees": None,
    "response": None,
    "cf_outlook_key": None,
}
LINKS = {"accounts": ("1", "2"), "contacts": ()}


def read(fields=MAP, relations=LINKS, **attributes):
    return fields_of(Resource("activities", "7", PLAIN | attributes, relations), fields)


def shown(name, **attributes):
    fields, whole = read(**attributes)
    assert whole
    return fields[name]


def written(name, value, fields=MAP):
    return attributes_of({name: value}, fields)


class TestReading:
    def test_shows_every_field(self):
        fields, whole = read()
        assert whole
        assert fields == {
            FieldName.SUBJECT: "Lunch",
            FieldName.DESCRIPTION: None,
            FieldName.LOCATION: None,
            FieldName.WHEN: Timed(
                datetime(2026, 3, 1, 8, tzinfo=UTC), datetime(2026, 3, 1, 9, tzinfo=UTC)
            ),
            FieldName.BUSY: "busy",
            FieldName.IMPORTANCE: "normal",
            FieldName.REMINDER: None,
            FieldName.CATEGORIES: (),
            FieldName.SENSITIVITY: "normal",
            FieldName.TYPE: None,
            FieldName.STATUS: None,
            FieldName.ACCOUNTS: ("1", "2"),
            FieldName.CONTACTS: (),
            FieldName.PROJECTS: (),
            FieldName.ATTENDEES: (),
            FieldName.RESPONSE: None,
        }

    @pytest.mark.parametrize(
        "text",
        ["2026-03-01T10:00:00+02:00", "2026-03-01 08:00:00", "2026-03-01T08:00:00.000000Z"],
    )
    def test_understands_other_writings_of_a_time(self, text):
        assert shown(FieldName.WHEN, start_date=text).start == datetime(2026, 3, 1, 8, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("end", "last"),
        [
            ("2026-03-03T00:00:00Z", date(2026, 3, 3)),
            ("2026-03-02T23:59:59Z", date(2026, 3, 3)),
            ("2026-03-01T00:00:00Z", date(2026, 3, 2)),
        ],
    )
    def test_whole_days_are_dates(self, end, last):
        when = shown(FieldName.WHEN, all_day=True, start_date="2026-03-01T00:00:00Z", end_date=end)
        assert when == AllDay(date(2026, 3, 1), last)

    def test_without_the_attribute_midnights_tell_whole_days(self):
        fields = field_map(without("all_day"))
        days, _ = read(fields, start_date="2026-03-01T00:00:00Z", end_date="2026-03-02T00:00:00Z")
        hours, _ = read(fields)
        assert days[FieldName.WHEN] == AllDay(date(2026, 3, 1), date(2026, 3, 2))
        assert isinstance(hours[FieldName.WHEN], Timed)

    def test_the_firms_own_types_pass_as_they_are(self):
        assert shown(FieldName.TYPE, activity_type="Hausbesuch ☕") == "Hausbesuch ☕"

    def test_an_id_may_be_a_number(self):
        assert shown(FieldName.PROJECTS, project_id=12) == ("12",)

    @pytest.mark.parametrize("nothing", [None, "", 0, "0"])
    def test_no_project_is_written_in_several_ways(self, nothing):
        assert shown(FieldName.PROJECTS, project_id=nothing) == ()

    def test_an_empty_text_stands_for_nothing(self):
        attributes = dict.fromkeys(PLAIN.keys() - {"start_date", "end_date", "all_day"}, "")
        fields, whole = read(**attributes)
        assert whole
        assert {fields[name] for name in fields.keys() - {FieldName.WHEN}} == {
            None,
            (),
            ("1", "2"),  # the ends of relations are no attributes
        }

    @pytest.mark.parametrize("yes", [True, 1, "1", "true", "Yes"])
    @pytest.mark.parametrize("no", [False, 0, "0", "False", "no", None, ""])
    def test_a_flag_is_written_in_several_ways(self, yes, no):
        days = {"start_date": "2026-03-01", "end_date": "2026-03-02"}
        assert isinstance(shown(FieldName.WHEN, all_day=yes, **days), AllDay)
        assert isinstance(shown(FieldName.WHEN, all_day=no, **days), Timed)

    @pytest.mark.parametrize(
        ("attributes", "missing"),
        [
            ({"priority": "Urgent"}, FieldName.IMPORTANCE),
            ({"end_date": "2026-02-01T08:00:00Z"}, FieldName.WHEN),
            ({"start_date": None}, FieldName.WHEN),
            ({"reminder_minutes": "soon"}, FieldName.REMINDER),
            ({"relations": {"accounts": ()}}, FieldName.CONTACTS),
        ],
    )
    def test_what_cannot_be_told_is_left_out_and_the_item_not_whole(self, attributes, missing):
        fields, whole = read(**attributes)
        assert not whole
        assert fields.keys() == CALENDAR_NAMES - {missing}

    def test_what_the_installation_lacks_does_not_make_it_less_whole(self):
        fields, whole = read(field_map(without("busy_status")))
        assert whole
        assert FieldName.BUSY not in fields


class TestWriting:
    @pytest.mark.parametrize(
        ("name", "value", "attributes"),
        [
            (FieldName.SUBJECT, None, {"subject": ""}),  # takes no null
            (FieldName.LOCATION, None, {"location": None}),
            (FieldName.SUBJECT, "x" * 300, {"subject": "x" * 255}),
            (FieldName.SUBJECT, "a\0b\ud83d", {"subject": "ab\ufffd"}),
            (FieldName.TYPE, None, {"activity_type": None}),
            (FieldName.BUSY, "oof", {"busy_status": "Out of Office"}),
            (FieldName.SENSITIVITY, "confidential", {"visibility": "Private"}),
            (FieldName.IMPORTANCE, "high", {"priority": "High"}),
            (FieldName.REMINDER, 0, {"reminder_minutes": 0}),
            (FieldName.CATEGORIES, ("Blue", "Red"), {"categories": "Blue; Red"}),
            (FieldName.CATEGORIES, (), {"categories": None}),
            (FieldName.PROJECTS, ("3", "4"), {"project_id": "3"}),
            (FieldName.PROJECTS, (), {"project_id": None}),
            (
                FieldName.ATTENDEES,
                ("bo@example.org (accepted)", "eva@example.org (none)"),
                {"attendees": "bo@example.org (accepted); eva@example.org (none)"},
            ),
            (FieldName.RESPONSE, "declined", {"response": "declined"}),
            (FieldName.ACCOUNTS, ("1",), {}),
            (
                FieldName.WHEN,
                AllDay(date(2026, 3, 1), date(2026, 3, 2)),
                {
                    "start_date": "2026-03-01T00:00:00Z",
                    "end_date": "2026-03-02T00:00:00Z",
                    "all_day": True,
                },
            ),
        ],
    )
    def test_names_the_field_and_nothing_else(self, name, value, attributes):
        assert written(name, value) == attributes

    def test_what_can_neither_be_empty_nor_an_empty_text_is_left_as_it_is(self):
        """Else the CRM would refuse each appointment without a reminder, or a project."""
        number, relation = ({"type": each, "nullable": False} for each in ("integer", "relation"))
        fields = field_map(without("status", reminder_minutes=number, project_id=relation))
        written = {FieldName.REMINDER: None, FieldName.PROJECTS: (), FieldName.SUBJECT: "A"}
        assert attributes_of(written, fields) == {"subject": "A"}
        assert attributes_of({FieldName.REMINDER: 0}, fields) == {"reminder_minutes": 0}

    def test_what_the_installation_lacks_is_not_written(self):
        assert written(FieldName.BUSY, "oof", field_map(without("busy_status"))) == {}

    def test_links_go_their_own_way(self):
        fields = {FieldName.ACCOUNTS: ("1",), FieldName.CONTACTS: (), FieldName.SUBJECT: "x"}
        assert links_of(fields, MAP) == {"accounts": ("1",), "contacts": ()}

    @given(any_fields)
    def test_what_is_written_is_read_again(self, fields):
        record = Resource("activities", "7", PLAIN | attributes_of(fields, MAP), LINKS)
        again, whole = fields_of(record, MAP)
        assert whole
        for name in fields.keys() - LOSSY:
            meant = (
                fields[name].replace("\0", "") if isinstance(fields[name], str) else fields[name]
            )
            assert same(name, again[name], meant), name


LOSSY = {
    FieldName.SENSITIVITY,  # four words become two
    FieldName.CATEGORIES,  # names with a separator in them
    FieldName.ATTENDEES,
    FieldName.PROJECTS,  # one
    FieldName.ACCOUNTS,
    FieldName.CONTACTS,
}
