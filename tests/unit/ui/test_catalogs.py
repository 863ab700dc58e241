"""Words: every message in every language, with its places, from one source."""

import ast
import importlib.util
import re
import string
from pathlib import Path

import pytest

from outlook_crm import errors
from outlook_crm.settings.model import BY_NAME
from outlook_crm.ui import po
from outlook_crm.ui.catalog import LANGUAGES, NAMES, Catalog, supported

ROOT = Path(__file__).parents[3]


def _script(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


catalogs = _script("catalogs")
TRANSLATED = LANGUAGES[1:]


def places(message):
    return sorted(name for _, name, *_ in string.Formatter().parse(message) if name is not None)


def test_catalogs_and_first_words_are_in_step_with_the_code():
    assert list(catalogs.to_do()) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_places_the_access_key_and_the_ends_of_its_source(language):
    for message, words in catalogs.catalog(language).plain.items():
        assert places(words) == places(message), message
        assert words.count("&") == message.count("&"), message
        assert words == words.strip(), message
        assert words.endswith("...") == message.endswith("..."), message


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_language_leaves_whole_sentences_in_english(language):
    same = [
        message
        for message, words in catalogs.catalog(language).plain.items()
        if words == message and len(message.split()) > 2 and "{" not in message
    ]
    assert same == []


def test_one_thing_has_one_english_word():
    """It is an e-mail, a login and *again*; what is wrong is corrected."""
    other = re.compile(r"(?<!e-)\bmails?\b|\blog-in|\banew\b|\bmend", re.IGNORECASE)
    assert [message for message in catalogs.message_ids() if other.search(message)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_apostrophes_of_a_language_look_the_same(language):
    words = " ".join(catalogs.catalog(language).plain.values())
    assert len(set(re.findall(r"(?<=[^\W\d_])['\u2019](?=[^\W\d_])", words))) <= 1


def test_the_settings_offer_the_languages_that_there_are():
    assert set(BY_NAME["language"].kind.words) == {"auto", *LANGUAGES}
    assert tuple(NAMES) == LANGUAGES


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("sv-FI", "sv"),
        ("fi_FI", "fi"),
        ("DE-at", "de"),
        ("nb-NO", "nb"),
        ("ja-JP", "en"),
        ("", "en"),
    ],
)
def test_outlooks_language_chooses_the_nearest_catalog(tag, language):
    assert supported(tag) == language
    assert Catalog(tag).language == language


def test_norwegian_by_its_other_names_is_told_in_bokmal():
    assert [supported(tag) for tag in ("no", "nn-NO")] == ["nb", "nb"]


def test_places_are_filled_in_the_users_language():
    assert Catalog("sv").text("Synchronising: {percent} %", percent=7) == "Synkroniserar: 7 %"


def test_an_error_within_an_error_is_told_in_the_same_language():
    problem = errors.BadSettings("{key} appears here twice.", key="auto_sync")
    outer = errors.BadSettings(
        "{file}, line {line}: {problem}", file="s.yaml", line=3, problem=problem
    )
    assert Catalog("sv").tell(outer) == "s.yaml, rad 3: auto_sync står här två gånger."


def test_a_bug_is_told_by_its_kind_alone():
    told = Catalog("en").tell(ValueError("password=hunter2"))
    assert "hunter2" not in told
    assert "ValueError" in told
    assert "hunter2" not in Catalog("fi").tell(errors.Defect("hunter2"))


def test_a_sentence_of_another_program_is_told_as_it_is():
    assert Catalog("sv").text("50 % {of} }it{") == "50 % {of} }it{"


def test_a_message_that_no_catalog_has_is_told_in_english():
    assert Catalog("fi").text("Not in any catalog: {n}", n=1) == "Not in any catalog: 1"


def test_every_place_of_a_message_gets_its_value():
    missing = []
    for file in sorted(catalogs.PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id=name) | ast.Attribute(attr=name),
                    args=[ast.Constant(value=str(message)), *_],
                    keywords=keywords,
                ) if name in catalogs.CALLS and all(each.arg for each in keywords):
                    given = {each.arg for each in keywords}
                    if not given.issuperset(places(message)):
                        missing.append((file.name, node.lineno, message))
    assert missing == []


def test_po_reads_what_gettext_reads():
    text = (
        '# a comment\nmsgid ""\nmsgstr ""\n"Language: sv\\n"\n\n'
        '#: here\nmsgid "Say \\"{x}\\""\nmsgstr ""\n"Säg "\n"\\"{x}\\""\n'
        '#, fuzzy\nmsgid "Perhaps"\nmsgstr "Kanske"\n\n'
        'msgid "Not yet"\nmsgstr ""\n#~ msgid "Gone"\n#~ msgstr "Borta"\n'
    )
    assert po.read(text).plain == {'Say "{x}"': 'Säg "{x}"'}


COUNTING = """
msgid ""
msgstr "Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "One {what}."
msgid_plural "{count} {what}s."
msgstr[0] "{count} zut."
msgstr[1] ""
"{count} zuts."
"""


def test_po_reads_the_forms_of_a_message_that_counts_and_their_rule():
    words = po.read(COUNTING)
    told = [words.counted("One {what}.", "{count} {what}s.", n) for n in (0, 1, 2)]
    assert told == ["{count} zut.", "{count} zut.", "{count} zuts."]


def test_po_refuses_a_rule_of_forms_that_it_does_not_know():
    with pytest.raises(po.PoError):
        po.read(COUNTING.replace("n > 1", "n%10==1 ? 0 : 1"))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_form_of_a_message_that_counts_is_there_with_places_of_its_source(language):
    words = catalogs.catalog(language)
    assert words.forms.keys() == catalogs.plurals().keys()
    for message, forms in words.forms.items():
        known = {*places(message), *places(catalogs.plurals()[message])}
        assert len(forms) == 2
        assert all(known.issuperset(places(form)) for form in forms), message
        assert set(places(forms[1])) == set(places(catalogs.plurals()[message])), message


@pytest.mark.parametrize(
    ("language", "count", "told"),
    [
        ("en", 1, "about a minute"),
        ("en", 5, "about 5 minutes"),
        ("sv", 5, "ungefär 5 minuter"),
        ("fi", 1, "noin minuutti"),
    ],
)
def test_numbers_are_told_in_the_form_that_the_language_has_for_them(language, count, told):
    text = Catalog(language).text
    assert text("about a minute", many="about {count} minutes", count=count) == told


def test_a_message_that_counts_and_is_in_no_catalog_is_told_in_english():
    text = Catalog("fi").text
    assert text("One cat.", many="{count} cats.", count=2) == "2 cats."


@pytest.mark.parametrize(
    "line",
    [
        *("msgid Close", 'msgstr "Stäng"', 'msgid "Close', "nonsense", 'msgctxt "menu"'),
        'msgstr[0] "En"',
    ],
)
def test_po_names_the_line_it_does_not_understand(line):
    with pytest.raises(po.PoError) as told:
        po.read(f"# first\n{line}\n")
    assert told.value.line == 2
