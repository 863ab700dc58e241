"""Catalogs, plural forms, dates and numbers, held against Unicode's CLDR as Babel has it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel import Locale, dates, numbers
from babel.messages import plurals, pofile

from outlook_crm.ui import catalog, moments
from outlook_crm.ui.catalog import LANGUAGES, Catalog

LOCALES = Path(catalog.__file__).parent / "locale"
TRANSLATED = LANGUAGES[1:]
ENOUGH = range(201)  # every rule of plurals up to here is known by then
MORNING = datetime(2026, 3, 1, 8, 5, tzinfo=UTC)
AFTERNOON = datetime(2026, 11, 23, 17, 40, tzinfo=UTC)


def locale(language):
    """Of English the one with a clock of 24 hours."""
    return Locale("en", "GB") if language == "en" else Locale(language)


@pytest.mark.parametrize("language", TRANSLATED)
def test_another_program_reads_the_catalog_and_finds_no_fault(language):
    file = LOCALES / language / "LC_MESSAGES" / "outlook_crm.po"
    with file.open("rb") as opened:
        read = pofile.read_po(opened, locale=language, abort_invalid=True)
    assert [(message.id, errors) for message, errors in read.check()] == []
    assert read.plural_forms.rstrip(";") == str(plurals.get_plural(language)).rstrip(";")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_for_one_is_told_of_the_numbers_that_the_language_takes_for_one(language):
    text = Catalog(language).text
    form = {n: text("One item.", many="{number} items.", count=n, number="#") for n in ENOUGH}
    for number in ENOUGH:
        is_one = locale(language).plural_form(number) == "one"
        assert (form[number] == form[1]) == is_one, number


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", [0.5, 7, 1234.5, 12345.6, 1234567.8])
def test_numbers(language, value):
    whole = float(value).is_integer()
    ours = moments.number(Catalog(language).text, value, 0 if whole else 1)
    assert ours == numbers.format_decimal(value, locale=locale(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("instant", [MORNING, AFTERNOON])
def test_times_of_day(language, instant):
    ours = moments.time(Catalog(language).text, instant)
    assert ours == dates.format_time(instant, "short", tzinfo=UTC, locale=locale(language))


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("instant", [MORNING, AFTERNOON])
def test_dates_have_the_languages_order_and_marks_and_the_whole_year(language, instant):
    short = dates.get_date_format("short", locale(language)).pattern
    whole = short.replace("yyyy", "y").replace("yy", "y")
    ours = moments.day(Catalog(language).text, instant)
    assert ours == dates.format_date(instant, whole, locale=locale(language))
