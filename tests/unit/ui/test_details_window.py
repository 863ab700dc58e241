"""Preferences, step 2: what the user changed, and only that."""

from datetime import UTC

import pytest
from tests.unit.ui.all_windows import TYPES, chosen

from outlook_crm.domain.policy import ALL_TYPES, NO_TYPES, Types
from outlook_crm.settings.effective import effective
from outlook_crm.settings.file import Chosen, SettingsFile
from outlook_crm.settings.policy import Policy
from outlook_crm.ui import details_window
from outlook_crm.ui.catalog import Catalog

ENGLISH = Catalog("en").text


def shown(known, types=TYPES):
    """What the window's fields hold, as the shim would send it back."""
    record = details_window.window(ENGLISH, known, types).record()
    return {
        field["name"]: field["value"]
        for page in record["pages"]
        for section in page["sections"]
        for field in section["fields"]
    }


def parse(known, changes, types=TYPES):
    return details_window.parse({**shown(known, types), **changes}, ENGLISH, known, types)


def test_a_window_saved_as_it_was_shown_changes_nothing():
    known = chosen({"language": "sv", "to_crm.create_types": Types(frozenset({"Call", "Gone"}))})
    assert parse(known, {}) == ({}, {})


@pytest.mark.parametrize(
    ("name", "typed", "saved"),
    [
        ("language", "fi", "fi"),
        ("auto_sync", False, False),
        ("login_at_start", False, False),
        ("private_items", "busy", "busy"),
        ("conflicts", "ask", "ask"),
        ("released", "remove", "remove"),
        ("report_days", 7, 7),
        ("pick_list_language", "fi", "fi"),
        ("log_level", "debug", "debug"),
        ("proxy", "http://proxy.example.com:8080", "http://proxy.example.com:8080"),
        ("default_type", "Meeting", "Meeting"),
        ("to_crm.history_days", 60, 60),
        ("to_crm.forward_days", 365, 365),
        ("to_outlook.history_days", 0, 0),
        ("to_crm.create_types", ["Call"], Types(frozenset({"Call"}))),
        ("to_outlook.change_types", [], NO_TYPES),
    ],
)
def test_what_the_user_changed_is_saved(tmp_path, name, typed, saved):
    known = chosen()
    changes, errors = parse(known, {name: typed})
    assert (changes, errors) == ({name: saved}, {})
    file = SettingsFile(tmp_path / "settings.yaml")
    again = effective(file.save(changes), Policy())
    assert shown(again)[name] == typed


def test_every_box_ticked_means_types_made_later_too():
    known = chosen({"to_crm.create_types": Types(frozenset({"Call"}))})
    changes, _ = parse(known, {"to_crm.create_types": ["Visit", "Call", "Meeting"]})
    assert changes == {"to_crm.create_types": ALL_TYPES}
    assert shown(chosen())["to_crm.create_types"] == ["Meeting", "Call", "Visit"]


def test_a_list_of_all_types_of_today_stays_a_list_until_it_is_touched():
    known = chosen({"to_crm.create_types": Types(frozenset({"Call", "Meeting", "Visit"}))})
    assert parse(known, {}) == ({}, {})


def test_types_that_the_crm_no_longer_has_stay_chosen():
    known = chosen(
        {"default_type": "Fair", "to_crm.change_types": Types(frozenset({"Fair", "Call"}))}
    )
    assert shown(known)["to_crm.change_types"] == ["Call", "Fair"]
    assert shown(known)["default_type"] == "Fair"
    changes, _ = parse(known, {"to_crm.change_types": ["Fair"]})
    assert changes == {"to_crm.change_types": Types(frozenset({"Fair"}))}


def test_before_the_first_log_in_types_cannot_be_lost():
    known = chosen({"to_outlook.create_types": Types(frozenset({"Call"})), "default_type": "Call"})
    fields = details_window.window(ENGLISH, known, ()).fields
    of_types = [name for name in fields if name.endswith(("_type", "_types"))]
    assert len(of_types) == 5
    assert not any(fields[name].enabled for name in of_types)
    assert all("login" in fields[name].hint for name in of_types if name.endswith("s"))
    emptied = {key: [] for key in of_types}
    assert parse(known, {**emptied, "default_type": "", "auto_sync": False}, ()) == (
        {"auto_sync": False},
        {},
    )


def test_a_locked_setting_is_shown_disabled_with_the_reason_and_never_saved():
    known = chosen({"auto_sync": True}, locked={"auto_sync": False, "to_crm.history_days": 7})
    fields = details_window.window(ENGLISH, known, TYPES).fields
    for name, value in (("auto_sync", False), ("to_crm.history_days", 7)):
        assert fields[name].value == value
        assert not fields[name].enabled
        assert fields[name].hint == "Set by your administrator."
    assert fields["conflicts"].enabled
    assert parse(known, {"auto_sync": True, "to_crm.history_days": 9}) == ({}, {})


def test_a_preset_that_is_not_touched_stays_the_administrators():
    known = effective(Chosen(), Policy(preset={"conflicts": "crm"}))
    assert shown(known)["conflicts"] == "crm"
    assert parse(known, {}) == ({}, {})
    assert parse(known, {"conflicts": "outlook"}) == ({"conflicts": "outlook"}, {})


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("to_crm.history_days", 61, "Type a whole number from 0 to 60."),
        ("to_outlook.forward_days", 366, "Type a whole number from 0 to 365."),
        ("to_outlook.forward_days", "many", "Type a whole number from 0 to 365."),
        ("language", "xx", "Choose one of those offered."),
        ("report_days", 31, "Type a whole number from 1 to 30."),
        (
            "proxy",
            "anna:secret@proxy",
            (
                "proxy must be system, none, or an address such as"
                " http://proxy.example.com:8080, without user name and password."
            ),
        ),
        ("conflicts", "", "Choose one of those offered."),
        ("auto_sync", "perhaps", "Choose one of those offered."),
    ],
)
def test_a_refused_value_is_told_beside_its_field(name, typed, told):
    changes, errors = parse(chosen(), {name: typed, "private_items": "none"})
    assert errors == {name: told}
    assert changes == {"private_items": "none"}


@pytest.mark.parametrize(
    ("silent", "told"),
    [
        ((), ""),
        (("to_crm",), "Nothing goes from Outlook to the CRM: no type is ticked there."),
        (("to_outlook",), "Nothing goes from the CRM to Outlook: no type is ticked there."),
        (
            ("to_crm", "to_outlook"),
            "Nothing is synchronised: no type is ticked in either direction.",
        ),
    ],
)
def test_a_silent_direction_is_said_at_once_and_when_the_window_opens(silent, told):
    names = [f"{side}.{what}_types" for side in silent for what in ("create", "change")]
    known = chosen(dict.fromkeys(names, NO_TYPES))
    assert details_window.window(ENGLISH, known, TYPES).message == told
    values = {**shown(chosen()), **{key: [] for key in names}}
    patch = details_window.changed(values, ENGLISH)
    assert patch.record() == {"window": "details", "message": told}


def test_one_ticked_type_of_two_lists_is_enough_for_a_direction_to_move():
    values = {**shown(chosen()), "to_crm.create_types": []}
    assert details_window.changed(values, ENGLISH).message == ""


def test_the_words_are_saved_as_the_policy_reads_them(tmp_path):
    changes, _ = parse(chosen(), {"private_items": "none", "to_outlook.create_types": ["Call"]})
    settings = effective(SettingsFile(tmp_path / "s.yaml").save(changes), Policy()).settings
    policy = settings.policy(UTC, "Private")
    assert "Call" in policy.to_outlook.create
    assert "Visit" not in policy.to_outlook.create
    assert policy.private == "none"
