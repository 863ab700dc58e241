"""A field's value as JSON and back."""

import json

import pytest
from hypothesis import given
from tests.conformance import strategies

from outlook_crm.domain.codec import decode, decode_fields, encode, encode_fields
from outlook_crm.domain.fields import FieldName


def through(value):
    return json.loads(json.dumps(value))


@given(strategies.any_value)
def test_a_value_comes_back_equal_and_of_its_kind(value):
    back = decode(through(encode(value)))
    assert back == value
    assert type(back) is type(value)


@given(strategies.fields)
def test_fields_come_back_by_their_names(fields):
    assert decode_fields(through(encode_fields(fields))) == fields


def test_half_a_letter_survives():
    assert decode(through(encode("\ud83d"))) == "\ud83d"


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        {},
        {"start": "2026-03-01T08:00:00+00:00", "end": "2026-03-01T09:00:00+00:00"},
        {"first": "2026-03-01"},
        {"first": "2026-03-01", "end": "2026-03-01"},
        {"first": "yesterday", "end": "2026-03-01"},
        {"start": "8", "end": "9", "zone": None},
        {
            "start": "2026-03-01T09:00:00+00:00",
            "end": "2026-03-01T08:00:00+00:00",
            "zone": None,
        },
    ],
)
def test_what_it_never_made_is_refused(value):
    with pytest.raises(ValueError):  # noqa: PT011 - the words differ, and nobody reads them
        decode(value)


def test_a_field_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="colour"):
        decode_fields({"colour": "red"})


def test_a_time_of_another_zone_is_read_as_the_same_instant():
    record = {"start": "2026-03-01T09:00:00+01:00", "end": "2026-03-01T10:00:00+01:00"}
    when = decode(record | {"zone": "Europe/Berlin"})
    assert encode(when)["start"] == "2026-03-01T08:00:00+00:00"
    assert decode_fields({"when": record | {"zone": None}}).keys() == {FieldName.WHEN}
