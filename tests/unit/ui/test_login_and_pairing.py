"""The windows that take secrets: what is typed, what is missing, and what never shows."""

import json
from dataclasses import replace

import pytest
from tests.unit.ui.all_windows import (
    ASKED,
    CALENDARS,
    FOLDER,
    FORM,
    IN_FOLDER,
    KINDS,
    KNOWN,
    PAIRINGS,
    TWO_KINDS,
    all_windows,
)

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


def shown(known, kinds=KINDS, *, paired=False, pairings=()):
    return pairing_window.window(
        ENGLISH, known, CALENDARS, kinds, paired=paired, has_secrets=paired, pairings=pairings
    )


def test_the_login_is_what_was_typed_and_a_password_is_kept_to_the_blank():
    typed, errors = login.parse(
        {"user": " anna ", "password": " s3cret ", "remember": True}, ENGLISH, FORM
    )
    assert errors == {}
    assert (typed.user, typed.password, typed.remember) == ("anna", " s3cret ", True)


def test_an_empty_login_is_told_beside_both_fields():
    typed, errors = login.parse({"user": "  ", "password": ""}, ENGLISH, FORM)
    assert typed is None
    assert errors.keys() == {"user", "password"}


def test_what_was_typed_in_step_1_is_read():
    typed, errors = pairing_window.parse(TYPED, ENGLISH, FORM, has_secrets=False)
    assert errors == {}
    assert typed == PairingForm(
        "crm.example.com", "anna", "anna@example.com", "s1/f1", "k3y", " pass word ", remember=True
    )


@pytest.mark.parametrize(
    "missing", ["address", "user", "account", "calendar", "api_key", "password"]
)
def test_what_is_missing_in_step_1_is_told_beside_its_field(missing):
    _, errors = pairing_window.parse({**TYPED, missing: ""}, ENGLISH, FORM, has_secrets=False)
    assert errors.keys() == {missing}


def test_stored_secrets_need_not_be_typed_again():
    values = {**TYPED, "api_key": "", "password": ""}
    typed, errors = pairing_window.parse(values, ENGLISH, FORM, has_secrets=True)
    assert errors == {}
    assert (typed.api_key, typed.password) == ("", "")


def test_secrets_show_neither_in_a_repr_nor_in_a_window():
    typed, _ = pairing_window.parse(TYPED, ENGLISH, FORM, has_secrets=False)
    logged_in, _ = login.parse({"user": "anna", "password": "s3cret"}, ENGLISH, FORM)
    assert "k3y" not in repr(typed)
    assert "pass word" not in repr(typed)
    assert "s3cret" not in repr(logged_in)
    typed = replace(typed, connector="crmservice")
    shown = pairing_window.window(ENGLISH, typed, CALENDARS, KINDS, paired=True, has_secrets=True)
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
    window = shown(KNOWN)
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
    window = shown(KNOWN, paired=True)
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
    for patch in (
        login.turned(ENGLISH, replace(ASKED, calendar="anna@firm.example")),
        pairing_window.turned(ENGLISH, KNOWN, CALENDARS, FORM, has_secrets=True),
        pairing_window.of_kind(ENGLISH, pairing_window.NAME, FOLDER, ""),
    ):
        assert patch.values["api_key"] == patch.values["password"] == ""
        assert patch.errors == {}
        assert patch.message == ""


def test_of_several_pairings_one_is_chosen_and_of_one_there_is_nothing_to_choose():
    chosen = shown(KNOWN, paired=True, pairings=PAIRINGS).fields["pairing"]
    assert [each.value for each in chosen.choices] == ["p1", "p2"]
    assert "pairing" not in shown(KNOWN, paired=True, pairings=PAIRINGS[:1]).fields


def test_a_calendar_that_is_paired_is_told_where_one_more_is_added():
    taken = replace(CALENDARS[0], taken=True)
    window = pairing_window.window(
        ENGLISH,
        KNOWN,
        [CALENDARS[1], taken],
        KINDS,
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


class TestKinds:
    """Which CRM, where there are several."""

    def test_of_one_there_is_nothing_to_choose(self):
        assert "connector" not in shown(KNOWN).fields

    def test_of_several_one_is_chosen_by_what_users_call_it(self):
        kind = shown(IN_FOLDER, TWO_KINDS).fields["connector"]
        assert [each.text for each in kind.choices] == ["CRM-service", "Shared folder"]
        assert (kind.value, kind.enabled, kind.notify) == ("folder", True, True)

    @pytest.mark.parametrize(
        ("kinds", "paired", "why"),
        [
            (replace(TWO_KINDS, locked=True), False, "Set by your administrator."),
            (TWO_KINDS, True, "Remove the pairing first to choose another CRM."),
        ],
    )
    def test_it_cannot_be_chosen_where_that_is_decided(self, kinds, paired, why):
        kind = shown(KNOWN, kinds, paired=paired).fields["connector"]
        assert (kind.enabled, kind.hint) == (False, why)

    def test_only_what_its_log_in_asks_for_is_shown_in_its_words(self):
        fields = shown(IN_FOLDER, TWO_KINDS).fields
        assert {name for name, each in fields.items() if each.hidden} == {"api_key", "password"}
        address = fields["address"]
        assert (address.label, address.hint) == ("Folder (&X)", "For example S:\\Meetings")
        assert fields["user"].label == "&User name"
        assert not any(each.hidden for each in shown(KNOWN, TWO_KINDS).fields.values())

    def test_another_one_asks_for_its_own(self):
        patch = pairing_window.of_kind(ENGLISH, "pairing", FOLDER, "S:\\").record()
        assert patch["fields"]["api_key"]["hidden"]
        assert patch["fields"]["address"]["label"] == "Folder (&X)"
        assert patch["values"]["address"] == "S:\\"

    def test_nothing_is_missing_that_is_not_asked_for(self):
        values = {**TYPED, "api_key": "", "password": ""}
        assert pairing_window.parse(values, ENGLISH, FOLDER, has_secrets=False)[1] == {}
        assert login.parse({"user": "anna"}, ENGLISH, FOLDER)[1] == {}

    def test_which_key_is_told_in_the_words_of_its_crm(self):
        def told(form):
            values = {**TYPED, "api_key": ""}
            return pairing_window.parse(values, ENGLISH, form, has_secrets=False)[1]["api_key"]

        assert "of type Outlook" in told(FORM)
        assert told(replace(FORM, which_key="")) == (
            "Type the API key that your CRM administrator made."
        )
        assert told(replace(FORM, which_key="Any {key} does")) == "Any {key} does"
