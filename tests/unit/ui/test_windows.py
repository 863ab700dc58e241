"""What holds for every window, in every language."""

import json
import re
from collections import Counter

import pytest
from tests.unit.ui.all_windows import all_windows

from outlook_crm.mail.filing import Survey, Surveyed
from outlook_crm.mail.values import Spot
from outlook_crm.ui import mail_history_window
from outlook_crm.ui.catalog import LANGUAGES, Catalog
from outlook_crm.ui.window import Choice, Page, Patch

WINDOWS = [
    pytest.param(window, id=f"{language}-{number}-{window.name}")
    for language in LANGUAGES
    for number, window in enumerate(all_windows(Catalog(language).text))
]

KINDS = {
    "text": str,
    "secret": str,
    "choice": str,
    "note": str,
    "check": bool,
    "number": int,
    "list": list,
    "checklist": list,
    "progress": int,
    "passage": str,
    "picker": list,
}
READ_ONLY = {"note", "progress"}


def fields(sections):
    return [field for section in sections for field in section.fields]


def access_keys(window):
    """Those that the user meets at one time: the window's, with each of its pages'."""
    for page in window.pages or [Page("", [])]:
        shown = [e for e in fields([*window.sections, *page.sections]) if not e.hidden]
        words = [each.label for each in shown if each.kind not in READ_ONLY]
        words += [button.text for button in window.buttons]
        yield [key.lower() for each in words for key in re.findall("&(.)", each)]


@pytest.mark.parametrize("window", WINDOWS)
def test_the_record_has_the_seams_shape(window):
    record = json.loads(json.dumps(window.record()))
    assert record.keys() == {
        *("window", "title", "message", "sections", "pages", "buttons"),
        *("modeless", "copy", "focus"),
    }
    assert record["window"]
    assert record["title"]
    for page in record["pages"]:
        assert page.keys() == {"title", "sections"}
    paged = [section for page in record["pages"] for section in page["sections"]]
    for section in [*record["sections"], *paged]:
        assert section.keys() == {"title", "beside", "fields"}
        for field in section["fields"]:
            assert field.keys() == {
                *("name", "kind", "label", "value", "choices", "minimum", "maximum"),
                *("enabled", "hint", "notify", "hidden"),
                *(["picker"] if field["kind"] == "picker" else []),
            }
            assert type(field["value"]) is KINDS[field["kind"]]
            assert all(choice.keys() == {"value", "text"} for choice in field["choices"])
    for button in record["buttons"]:
        own = ["file"] if button["role"] == "file" else []
        assert button.keys() == {"name", "text", "role", "enabled", *own}
        assert button["role"] in {"default", "cancel", "copy", "file", "plain"}


@pytest.mark.parametrize("window", WINDOWS)
def test_names_are_used_once_and_escape_closes_the_window(window):
    paged = [section for page in window.pages for section in page.sections]
    names = [field.name for field in fields([*window.sections, *paged])]
    assert Counter(names + [button.name for button in window.buttons]).most_common(1)[0][1] == 1
    assert [button.role for button in window.buttons].count("cancel") == 1


@pytest.mark.parametrize("window", WINDOWS)
def test_every_choice_shown_as_chosen_is_offered(window):
    for field in window.fields.values():
        offered = {choice.value for choice in field.choices}
        if field.kind == "choice":
            assert field.value in offered
        if field.kind == "checklist":
            assert offered.issuperset(field.value)


@pytest.mark.parametrize("window", WINDOWS)
def test_an_access_key_leads_to_one_field(window):
    for keys in access_keys(window):
        assert sorted(keys) == sorted(set(keys))
        assert all(re.fullmatch("[a-z]", key) for key in keys), "a letter that every keyboard has"


@pytest.mark.parametrize("window", WINDOWS)
def test_every_field_can_be_reached_by_its_access_key(window):
    for field in window.fields.values():
        assert field.label.count("&") == (0 if field.kind in READ_ONLY else 1), field.label


def test_a_patch_says_only_what_changes():
    assert Patch("login").record() == {"window": "login"}
    patch = Patch(
        "login",
        errors={},
        message="",
        busy=False,
        close=True,
        choices={"calendar": [Choice("a", "Alpha")]},
        values={"types": ("x",), "keep": True},
        enabled={"user": False},
    )
    assert json.loads(json.dumps(patch.record())) == {
        "window": "login",
        "errors": {},
        "message": "",
        "busy": False,
        "close": True,
        "choices": {"calendar": [{"value": "a", "text": "Alpha"}]},
        "values": {"types": ["x"], "keep": True},
        "enabled": {"user": False},
    }


@pytest.mark.parametrize(
    ("mails", "language", "told"),
    [(1, "en", "One e-mail, 1.5 MB"), (1200, "de", "1.200 E-Mails, 1,5 MB")],
)
def test_what_was_found_of_older_mails_is_told_in_the_languages_numbers(mails, language, told):
    each = Surveyed(Spot("s1", "M1"), "Offer", None, 3 * 2**19 // mails)
    found = Survey((each,) * mails, {})
    assert mail_history_window.surveyed(Catalog(language).text, found).values["count"] == told
