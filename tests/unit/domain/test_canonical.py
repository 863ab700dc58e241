"""When two renderings of a field mean the same."""

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conformance import strategies

from outlook_crm.domain.canonical import canonical, is_empty, same
from outlook_crm.domain.fields import BY_NAME, CALENDAR, CONTACT, Compare, FieldName
from outlook_crm.domain.when import AllDay, Timed

START = datetime(2026, 3, 9, 8, 7, tzinfo=UTC)
LINE, TEXT = FieldName.SUBJECT, FieldName.DESCRIPTION
EXACT = [field.name for field in CALENDAR if field.compare is Compare.EXACT]
SETS = [field.name for field in CALENDAR if field.compare is Compare.SET]


def timed(zone="Europe/Berlin", **later):
    start = START + timedelta(**later)
    return Timed(start, start + timedelta(minutes=30), zone)


@st.composite
def named_values(draw, count=1):
    name = draw(st.sampled_from(FieldName))
    return name, *(draw(strategies.VALUES[name]) for _ in range(count))


class TestSame:
    @given(named_values())
    def test_a_value_is_the_same_as_itself(self, case):
        name, value = case
        assert same(name, value, value)
        assert hash(canonical(name, value)) == hash(canonical(name, value))

    @given(named_values(2))
    def test_it_does_not_matter_which_comes_first(self, case):
        name, first, second = case
        assert same(name, first, second) == same(name, second, first)

    @pytest.mark.parametrize("name", [*EXACT, LINE, TEXT])
    def test_nothing_and_an_empty_text_are_the_same(self, name):
        assert same(name, None, "")
        assert not same(name, None, "x")

    @pytest.mark.parametrize("name", EXACT)
    def test_exact_values_are_not_bent(self, name):
        assert not same(name, "Call", "call")
        assert not same(name, "Call", "Call ")

    def test_a_reminder_at_the_start_is_not_none(self):
        assert not same(FieldName.REMINDER, 0, None)


class TestALine:
    def test_outer_blanks_do_not_count_inner_do(self):
        assert same(LINE, " Lunch\t", "Lunch")
        assert not same(LINE, "Lunch  today", "Lunch today")
        assert not same(LINE, "Lunch", "lunch")

    @given(strategies.texts)
    def test_one_text_in_two_spellings_of_unicode_is_the_same(self, text):
        assert same(LINE, text, unicodedata.normalize("NFD", text))

    def test_what_a_reader_sees_differ_differs(self):
        assert same(LINE, "Åland", "A\u030aland")
        assert not same(LINE, "1\u00b2", "12")
        assert not same(LINE, "\ufb01sk", "fisk")


class TestAText:
    @pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\u2028", "\u2029"])
    def test_line_ends_of_every_kind_are_one(self, end):
        assert same(TEXT, f"One{end}Two{end}", "One\nTwo")

    def test_blanks_at_a_lines_end_and_lines_at_the_end_do_not_count(self):
        assert same(TEXT, "One \t\u00a0\r\nTwo\r\n\r\n ", "One\nTwo")

    def test_blanks_before_a_line_and_empty_lines_between_count(self):
        assert not same(TEXT, " One", "One")
        assert not same(TEXT, "One\n\nTwo", "One\nTwo")


class TestATime:
    def test_counts_to_the_minute(self):
        second = timed(seconds=59)
        assert same(FieldName.WHEN, timed(), second)
        assert not same(FieldName.WHEN, timed(), timed(minutes=1))

    def test_of_another_length_is_another(self):
        longer = replace(timed(), end=timed().end + timedelta(minutes=1))
        assert not same(FieldName.WHEN, timed(), longer)

    def test_a_zone_differs_only_where_both_hold_one(self):
        assert same(FieldName.WHEN, timed(None), timed("Asia/Tokyo"))
        assert not same(FieldName.WHEN, timed("Europe/Berlin"), timed("Asia/Tokyo"))

    def test_a_whole_day_is_not_its_midnights(self):
        day = AllDay(date(2026, 3, 9), date(2026, 3, 10))
        midnights = Timed(datetime(2026, 3, 9, tzinfo=UTC), datetime(2026, 3, 10, tzinfo=UTC), None)
        assert not same(FieldName.WHEN, day, midnights)
        assert not same(FieldName.WHEN, day, AllDay(date(2026, 3, 9), date(2026, 3, 11)))


class TestASet:
    @pytest.mark.parametrize("name", SETS)
    @given(st.lists(strategies.ids, max_size=4), st.randoms())
    def test_the_order_does_not_count_nor_a_second_mention(self, name, ids, random):
        shuffled = ids * 2
        random.shuffle(shuffled)
        assert same(name, tuple(ids), tuple(shuffled))
        assert not same(name, tuple(ids), (*ids, "one more"))

    @pytest.mark.parametrize("name", SETS)
    def test_no_ids_and_nothing_are_the_same(self, name):
        assert same(name, (), None)


def test_capitals_of_a_mail_address_do_not_count():
    assert same(FieldName.MAIL, "Aino@Example.com", " aino@example.com")
    assert not same(FieldName.MAIL, "aino@example.com", "eino@example.com")
    assert not same(FieldName.LAST_NAME, "De Jong", "de Jong")


def test_empty_says_nothing():
    assert all(is_empty(value) for value in (None, "", ()))
    assert not any(is_empty(value) for value in (0, False, " ", ("",), timed()))


def test_the_table_names_each_field_once_and_each_property_once():
    assert list(BY_NAME) == list(FieldName)
    for table in (CALENDAR, CONTACT):
        assert len({field.outlook for field in table}) == len(table)
        assert len({field.crm for field in table}) == len(table)
