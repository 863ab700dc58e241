"""The windows that take secrets: what is typed, what is missing, and what never shows."""

import json
from dataclasses import replace

import pytest
from tests.unit.ui.all_windows import ASKED, CALENDARS, KNOWN, PAIRINGS, all_windows

from outlook_crm.ui import login, pairing_window, unpair_window
from outlook_crm.ui.catalog import LANGUAGES, Catalog
from outlook_crm.ui.pairing_window import PairingForm

ENGLISH = Catalog("en").text
TYPED = {
    "address": " crm.example.com ",
    "user": "anna ",
    "account": "anna@example.com",
    "calendar": "s1/f1",
    "api_key": " k3y ",
    "password": " pass word ",
    "remember": True,
}


def test_the_login_is_what_was_typed_and_a_password_is_kept_to_the_blank():
    typed, errors = login.parse(
        {"user": " anna ", "password": " s3cret ", "remember": True}, ENGLISH
    )
    assert errors == {}
    assert (typed.user, typed.password, typed.remember) == ("anna", " s3cret ", True)


def test_an_empty_login_is_told_beside_both_fields():
    typed, errors = login.parse({"user": "  ", "password": ""}, ENGLISH)
    assert typed is None
    assert errors.keys() == {"user", "password"}


def test_what_was_typed_in_step_1_is_read():
    typed, errors = pairing_window.parse(TYPED, ENGLISH, has_secrets=False)
    assert errors == {}
    assert typed == PairingForm(
        "crm.example.com", "anna", "anna@example.com", "s1/f1", "k3y", " pass word ", remember=True
    )


@pytest.mark.parametrize(
    "missing", ["address", "user", "account", "calendar", "api_key", "password"]
)
def test_what_is_missing_in_step_1_is_told_beside_its_field(missing):
    _, errors = pairing_window.parse({**TYPED, missing: ""}, ENGLISH, has_secrets=False)
    assert errors.keys() == {missing}


def test_stored_secrets_need_not_be_typed_again():
    values = {**TYPED, "api_key": "", "password": ""}
    typed, errors = pairing_window.parse(values, ENGLISH, has_secrets=True)
    assert errors == {}
    assert (typed.api_key, typed.password) == ("", "")


def test_secrets_show_neither_in_a_repr_nor_in_a_window():
    typed, _ = pairing_window.parse(TYPED, ENGLISH, has_secrets=False)
    logged_in, _ = login.parse({"user": "anna", "password": "s3cret"}, ENGLISH)
    assert "k3y" not in repr(typed)
    assert "pass word" not in repr(typed)
    assert "s3cret" not in repr(logged_in)
    shown = pairing_window.window(ENGLISH, typed, CALENDARS, paired=True, has_secrets=True)
    assert "k3y" not in json.dumps(shown.record())
    assert "pass word" not in json.dumps(shown.record())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_secret_field_is_never_filled_in(language):
    fields = [
        field for window in all_windows(Catalog(language).text) for field in window.fields.values()
    ]
    secrets = [field for field in fields if field.kind == "secret"]
    assert {field.name for field in secrets} == {"password", "api_key"}
    assert all(field.value == "" for field in secrets)


def test_the_calendars_of_the_chosen_account_are_offered_and_read_only_is_told():
    window = pairing_window.window(ENGLISH, KNOWN, CALENDARS, paired=False, has_secrets=False)
    assert [one.value for one in window.fields["account"].choices] == [
        "anna@example.com",
        "private@example.com",
    ]
    own, team, stray = window.fields["calendar"].choices
    assert stray.text == (
        "Holidays (from the internet, read only: goes to the CRM, takes nothing from it)"
    )
    assert (own.value, own.text) == ("s1/f1", "Calendar")
    assert "read only" in team.text
    assert "unpair" not in [button.name for button in window.buttons]


def test_a_paired_calendar_can_only_be_changed_by_removing_the_pairing():
    window = pairing_window.window(ENGLISH, KNOWN, CALENDARS, paired=True, has_secrets=True)
    assert not window.fields["account"].enabled
    assert not window.fields["calendar"].enabled
    assert "Remove the pairing first" in window.fields["calendar"].hint
    assert window.fields["api_key"].hint == window.fields["password"].hint != ""
    assert [button.name for button in window.buttons] == [
        "unpair",
        "another",
        "test",
        "save",
        "cancel",
    ]


def test_removing_a_pairing_never_happens_on_enter():
    for window in (
        unpair_window.window(ENGLISH, calendar="Calendar", user="anna"),
        unpair_window.forced_window(ENGLISH, calendar="Calendar", user="anna", trouble="No."),
    ):
        assert "default" not in [button.role for button in window.buttons]
        assert window.buttons[0].role == "cancel", "nothing before it takes the focus"


def test_a_forced_removal_tells_why_and_what_it_risks():
    window = unpair_window.forced_window(
        ENGLISH, calendar="Calendar", user="anna", trouble="crm.example.com does not answer."
    )
    assert window.message == "crm.example.com does not answer."
    assert "second time" in window.fields["risk"].value
    assert "keep the key" in window.fields["crm"].value
    assert window.name != unpair_window.NAME


def test_what_was_typed_for_one_pairing_is_never_left_for_the_next():
    asked = login.Asked("crm.firm.example", "anna.aalto", remember=True)
    for patch in (
        login.turned(asked, "anna@firm.example"),
        pairing_window.turned(ENGLISH, KNOWN, CALENDARS),
    ):
        assert patch.values["api_key"] == patch.values["password"] == ""
        assert patch.errors == {}
        assert patch.message == ""


def test_of_several_pairings_one_is_chosen_and_of_one_there_is_nothing_to_choose():
    def shown(pairings):
        return pairing_window.window(
            ENGLISH, KNOWN, CALENDARS, paired=True, has_secrets=True, pairings=pairings
        ).fields

    assert [each.value for each in shown(PAIRINGS)["pairing"].choices] == ["p1", "p2"]
    assert "pairing" not in shown(PAIRINGS[:1])


def test_a_calendar_that_is_paired_is_told_where_one_more_is_added():
    taken = replace(CALENDARS[0], taken=True)
    window = pairing_window.window(
        ENGLISH,
        KNOWN,
        [CALENDARS[1], taken],
        paired=False,
        has_secrets=False,
        name=pairing_window.ANOTHER_NAME,
    )
    assert window.title == "Add another calendar"
    assert window.fields["calendar"].choices[-1].text == "Calendar (paired already)"
    assert {button.name for button in window.buttons} == {"test", "save", "cancel"}


def test_who_is_known_types_the_password_at_once():
    assert login.window(ENGLISH, ASKED).focus == "password"
    assert login.window(ENGLISH, replace(ASKED, user="")).focus == ""
