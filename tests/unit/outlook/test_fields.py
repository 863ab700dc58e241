"""What an item's cells mean, and what is written for a field."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.simulation import fake_gateway

from outlook_crm.domain.fields import (
    BUSY_VALUES,
    CALENDAR,
    IMPORTANCE_VALUES,
    SENSITIVITY_VALUES,
    FieldName,
)
from outlook_crm.domain.when import AllDay, Timed
from outlook_crm.outlook import zones
from outlook_crm.outlook.fields import cells_of, fields_of
from outlook_crm.outlook.records import Cell, CellState


def cells(**changed):
    """A new appointment's cells, some of them changed."""
    json = fake_gateway.blank() | changed
    return {
        name: Cell(CellState(cell["state"]), fake_gateway.content(cell))
        for name, cell in json.items()
    }


def value(content):
    return fake_gateway.value(content)


def read(**changed):
    return fields_of(cells(**changed))[0]


def test_every_field_of_the_table_is_read_but_the_never_chosen_ones():
    fields, whole = fields_of(cells())
    assert whole
    assert fields.keys() == {row.name for row in CALENDAR} - {FieldName.TYPE, FieldName.STATUS}


def test_a_type_never_chosen_is_not_a_type_chosen_empty():
    assert FieldName.TYPE not in read()
    assert read(**{"@type": value("")})[FieldName.TYPE] is None
    assert read(**{"@type": value("Call")})[FieldName.TYPE] == "Call"


def test_an_unreadable_cell_leaves_its_field_out_and_nothing_else():
    fields, whole = fields_of(cells(Start={"state": "unreadable", "text": "0x80040201"}))
    assert not whole
    assert FieldName.WHEN not in fields
    assert FieldName.SUBJECT in fields


def test_a_text_that_was_cut_is_no_value():
    fields, whole = fields_of(cells(Body={"state": "cut", "text": "The first 255"}))
    assert not whole
    assert FieldName.DESCRIPTION not in fields


@pytest.mark.parametrize("number", [-1, 5, 99])
def test_a_number_no_table_lists_is_not_guessed(number):
    fields, whole = fields_of(cells(BusyStatus=value(number)))
    assert not whole
    assert FieldName.BUSY not in fields


def test_an_end_before_the_start_is_not_repaired():
    fields, whole = fields_of(cells(End=value("2026-03-02T07:00:00Z")))
    assert not whole
    assert FieldName.WHEN not in fields


@pytest.mark.parametrize("text", ["Kund, Viktig", "Kund; Viktig", "Kund;Viktig;", " Kund ,Viktig"])
def test_categories_come_apart_at_either_separator(text):
    assert read(Categories=value(text))[FieldName.CATEGORIES] == ("Kund", "Viktig")


def test_no_reminder_and_a_reminder_at_the_start_differ():
    assert read(ReminderSet=value(content=False))[FieldName.REMINDER] is None
    assert read(ReminderMinutesBeforeStart=value(0))[FieldName.REMINDER] == 0


PEOPLE = (
    '[{"address": "Bo@Example.org", "response": 3}, {"address": "eva@example.org", "response": 0}]'
)


def test_attendees_are_told_with_their_answers():
    assert read(Recipients=value(PEOPLE))[FieldName.ATTENDEES] == (
        "bo@example.org (accepted)",
        "eva@example.org (none)",
    )
    assert read(ResponseStatus=value(4))[FieldName.RESPONSE] == "declined"


@pytest.mark.parametrize(
    "cell",
    [
        {"state": "unreadable", "text": "0x80004004"},  # policy blocks the address book
        {"state": "cut", "text": "[]"},  # too many to be read in a slice
        value('[{"address": "bo@example.org", "response": 77}]'),
    ],
)
def test_attendees_that_cannot_be_read_leave_the_rest_of_the_item_whole(cell):
    fields, whole = fields_of(cells(Recipients=cell))
    assert whole
    assert FieldName.ATTENDEES not in fields


def test_attendees_and_ones_own_answer_are_never_written():
    for name, content in ((FieldName.ATTENDEES, ()), (FieldName.RESPONSE, "accepted")):
        with pytest.raises(ValueError, match="written by nobody"):
            cells_of({name: content})


def test_relations_are_ids():
    fields = read(**{"@accounts": value('["12", "13"]')})
    assert fields[FieldName.ACCOUNTS] == ("12", "13")
    assert fields[FieldName.CONTACTS] == ()


def test_a_spoilt_relation_list_is_unknown_not_empty():
    for spoilt in ("[", '{"12": 1}'):
        fields, whole = fields_of(cells(**{"@accounts": value(spoilt)}))
        assert not whole
        assert FieldName.ACCOUNTS not in fields


def test_an_item_of_a_zone_only_windows_knows_keeps_its_instants():
    when = read(StartTimeZone=value("Customized Time Zone"))[FieldName.WHEN]
    assert when == Timed(
        datetime(2026, 3, 2, 8, tzinfo=UTC), datetime(2026, 3, 2, 8, 30, tzinfo=UTC), None
    )


def test_all_day_is_dates_whatever_the_zone():
    when = read(
        AllDayEvent=value(content=True),
        Start=value("2026-03-29"),  # the day the clocks change in Europe
        End=value("2026-03-30"),
        StartTimeZone=value("Tonga Standard Time"),
    )[FieldName.WHEN]
    assert when == AllDay(date(2026, 3, 29), date(2026, 3, 30))


def test_a_time_without_a_zone_leaves_outlooks_zone_alone():
    start = datetime(2026, 3, 29, 1, tzinfo=UTC)
    for zone in (None, "Antarctica/Nowhere"):
        written = cells_of({FieldName.WHEN: Timed(start, start, zone)})
        assert written.keys() == {"AllDayEvent", "Start", "End"}


def test_a_field_not_given_touches_no_cell():
    assert cells_of({}) == {}
    assert cells_of({FieldName.SUBJECT: "x"}) == {"Subject": value("x")}


def test_empty_values_empty_their_cells():
    written = cells_of(
        {
            FieldName.SUBJECT: None,
            FieldName.TYPE: None,
            FieldName.REMINDER: None,
            FieldName.CATEGORIES: (),
            FieldName.ACCOUNTS: (),
        }
    )
    assert written == {
        "Subject": value(""),
        "@type": value(""),
        "ReminderSet": value(content=False),
        "Categories": value(""),
        "@accounts": value("[]"),
    }


def test_what_must_have_a_value_is_left_alone_without_one():
    assert cells_of(dict.fromkeys((FieldName.BUSY, FieldName.WHEN, FieldName.SENSITIVITY))) == {}


minutes = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC)
)
# Zones that are the main one of their Windows zone: the others come back as that one.
main_zones = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Sydney", "Etc/UTC"]
)
timed = st.builds(
    lambda start, length, zone: Timed(start, start + timedelta(minutes=length), zone),
    minutes,
    st.integers(0, 100_000),
    main_zones | st.none(),
)
all_day = st.builds(
    lambda first, days: AllDay(first, first + timedelta(days=days)),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(1, 60),
)
names = st.lists(
    st.text(
        st.characters(exclude_characters=",;", exclude_categories=("Cs", "Cc", "Z")), min_size=1
    ),
    max_size=3,
).map(tuple)
texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1) | st.none()
FIELDS = st.fixed_dictionaries(
    {
        FieldName.SUBJECT: texts,
        FieldName.DESCRIPTION: texts,
        FieldName.LOCATION: texts,
        FieldName.WHEN: timed | all_day,
        FieldName.BUSY: st.sampled_from(BUSY_VALUES),
        FieldName.IMPORTANCE: st.sampled_from(IMPORTANCE_VALUES),
        FieldName.REMINDER: st.integers(0, 20_160) | st.none(),
        FieldName.CATEGORIES: names,
        FieldName.SENSITIVITY: st.sampled_from(SENSITIVITY_VALUES),
        FieldName.TYPE: texts,
        FieldName.STATUS: texts,
        FieldName.ACCOUNTS: names,
        FieldName.CONTACTS: names,
        FieldName.PROJECTS: names,
    }
)


@given(FIELDS)
def test_what_was_written_is_read_back(fields):
    written = fake_gateway.blank() | {"StartTimeZone": fake_gateway.ABSENT} | dict(cells_of(fields))
    own = {"Recipients": fake_gateway.ABSENT, "ResponseStatus": fake_gateway.ABSENT}
    written |= own  # what nobody writes
    read_back = fields_of(
        {
            name: Cell(CellState(cell["state"]), fake_gateway.content(cell))
            for name, cell in written.items()
        }
    )
    assert read_back == (fields, True)


def test_a_city_comes_back_as_its_windows_zones_main_one():
    windows = zones.windows_name("Europe/Stockholm")
    assert windows == "W. Europe Standard Time"
    assert zones.iana_name(windows) == "Europe/Berlin"
