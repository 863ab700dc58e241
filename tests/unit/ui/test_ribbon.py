"""The ribbon: its XML, the callbacks in the shim, and what its controls show."""

import csv
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from outlook_crm.ui import appointment_ribbon, items_menu, ribbon_state
from outlook_crm.ui.catalog import LANGUAGES, Catalog
from outlook_crm.ui.ribbon_state import RibbonState, State, snapshot

ROOT = Path(__file__).parents[3]
RIBBONS = sorted((ROOT / "plugin/outlook_crm/ui/ribbon").glob("*.xml"))
SHIM = ROOT / "dotnet_shim" / "src"
NAMESPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
ENGLISH = Catalog("en").text

# What Office calls, and what the callback must look like in the shim.
CALLBACKS = {
    "onLoad": "void {}(IRibbonUI ",
    "getPressed": "bool {}(IRibbonControl ",
    "getItemCount": "int {}(IRibbonControl ",
    "getItemLabel": "string {}(IRibbonControl control, int ",
    "getSelectedItemIndex": "int {}(IRibbonControl ",
    "getLabel": "string {}(IRibbonControl ",
    "getScreentip": "string {}(IRibbonControl ",
    "getSupertip": "string {}(IRibbonControl ",
    "getEnabled": "bool {}(IRibbonControl ",
    "getVisible": "bool {}(IRibbonControl ",
    "getImage": "object {}(IRibbonControl ",
}
ACTIONS = {
    "button": "void {}(IRibbonControl control)",
    "toggleButton": "void {}(IRibbonControl control, bool ",
    "dropDown": "void {}(IRibbonControl control, string itemId, int ",
}
# What each window answers by itself, from the cell and the choices of its own control.
OF_THE_WINDOW = {"pressed", "itemcount", "itemlabel", "selecteditemindex"}


def controls(file):
    """Every control of ours with its attributes, by id."""
    nodes = ET.parse(file).iter()
    return {node.get("id"): node for node in nodes if node.get("id")}


def callbacks(file):
    for node in ET.parse(file).iter():
        kind = node.tag.removeprefix(NAMESPACE)
        for name, value in node.attrib.items():
            if name.startswith(("get", "on")):
                yield ACTIONS[kind] if name == "onAction" else CALLBACKS[name], value


@pytest.mark.parametrize("file", RIBBONS, ids=lambda file: file.name)
def test_every_callback_is_a_public_method_of_the_shim(file):
    source = (SHIM / "Connect.cs").read_text(encoding="utf-8")
    for shape, method in callbacks(file):
        assert f"public {shape.format(method)}" in source, method


@pytest.mark.parametrize("file", RIBBONS, ids=lambda file: file.name)
def test_no_wording_stands_in_the_xml(file):
    words = {"label", "screentip", "supertip", "description", "title", "image"}
    root = ET.parse(file).getroot()
    assert root.tag == f"{NAMESPACE}customUI"
    assert all(words.isdisjoint(node.attrib) for node in root.iter())


@pytest.mark.parametrize("file", RIBBONS, ids=lambda file: file.name)
def test_ids_are_used_once_and_are_ours(file):
    ids = [node.get("id") for node in ET.parse(file).iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert all(each.startswith("Crm") for each in ids)


@pytest.mark.parametrize("state", State)
def test_the_snapshot_describes_every_control_for_every_callback(state):
    shown = snapshot(RibbonState(state), ENGLISH)["controls"]
    for file in RIBBONS:
        for name, node in controls(file).items():
            asked = {key[3:].lower() for key in node.attrib if key.startswith("get")}
            assert asked - OF_THE_WINDOW <= shown.get(name, {}).keys(), name
    assert shown.keys() == {
        name for file in RIBBONS for name, node in controls(file).items() if node.get("getLabel")
    }


@pytest.mark.parametrize("state", State)
def test_every_picture_is_one_that_the_shim_draws(state):
    drawn = set(re.findall(r'\{ "([a-z-]+)", ', (SHIM / "Ribbon/Icons.cs").read_text()))
    shown = snapshot(RibbonState(state), ENGLISH)["controls"].values()
    assert {control["image"] for control in shown if "image" in control} <= drawn


ALWAYS = {"CrmPreferences", "CrmHelp", "CrmAbout"}
PAUSE = {"CrmPause", "CrmPauseHour", "CrmPauseEndless"}
ON_ITEMS = {
    each
    for command in ("CrmItemsSynchronise", "CrmItemsOpen", "CrmContactsAdd")
    for each in items_menu.ids(command)
}


@pytest.mark.parametrize(
    ("state", "usable"),
    [
        (State.STARTING, set()),
        (State.NOT_PAIRED, {*ALWAYS}),
        (State.LOGGED_OUT, {"CrmLogIn", *ALWAYS}),
        (State.LOGGING_IN, {*ALWAYS}),
        (State.SYNCING, {"CrmLogOut", "CrmReport", *ALWAYS, *PAUSE, *ON_ITEMS}),
        (
            State.IN_STEP,
            {"CrmLogOut", "CrmSynchronise", "CrmReport", *ALWAYS, *PAUSE, *ON_ITEMS},
        ),
        (
            State.OFFLINE,
            {"CrmLogOut", "CrmSynchronise", "CrmReport", *ALWAYS, *PAUSE, *ON_ITEMS},
        ),
        (
            State.ATTENTION,
            {"CrmLogOut", "CrmSynchronise", "CrmReport", *ALWAYS, *PAUSE, *ON_ITEMS},
        ),
        (
            State.PAUSED,
            {"CrmLogOut", "CrmSynchronise", "CrmReport", "CrmPauseHour", "CrmPauseEndless"}
            | {*ALWAYS, *ON_ITEMS},
        ),
        (State.WAITING, {"CrmLogOut", "CrmSynchronise", "CrmReport", *ALWAYS, *ON_ITEMS}),
        (State.FAULT, {"CrmLogIn", *ALWAYS}),
    ],
)
def test_only_what_makes_sense_now_can_be_clicked(state, usable):
    shown = snapshot(RibbonState(state), ENGLISH)["controls"]
    assert {
        name for name, each in shown.items() if each.get("enabled") and each.get("visible", True)
    } == usable


def test_the_states_words():
    def words(*state, **more):
        return ribbon_state.words(RibbonState(*state, **more), ENGLISH)

    assert words(State.SYNCING) == "Synchronising"
    assert words(State.SYNCING, 40) == "Synchronising: 40 %"
    assert words(State.ATTENTION, waiting=3) == "Needs attention: 3"
    assert words(State.OFFLINE) == "CRM out of reach"
    assert words(State.PAUSED) == "Paused"
    assert words(State.PAUSED, until="14:30") == "Paused until 14:30"


def test_what_has_no_use_now_is_not_shown():
    def seen(**state):
        controls = snapshot(RibbonState(**state), ENGLISH)["controls"]
        return {name for name, each in controls.items() if each.get("visible", True)}

    quiet = seen(state=State.IN_STEP)
    assert quiet.isdisjoint({"CrmProgress", "CrmResume", "CrmAttention", "CrmReason", "CrmLogIn"})
    assert seen(state=State.SYNCING, percent=3) - quiet == {"CrmProgress"}
    assert seen(state=State.ATTENTION, waiting=2) - quiet == {"CrmAttention"}
    assert seen(state=State.PAUSED) ^ quiet == {"CrmPause", "CrmResume"}
    assert seen(state=State.OFFLINE, reason="No answer.") - quiet == {"CrmReason"}


def test_the_reason_is_the_long_help():
    shown = snapshot(RibbonState(State.OFFLINE, reason="No answer."), ENGLISH)["controls"]
    assert shown["CrmMenu"]["supertip"] == "No answer."


def test_the_long_help_says_what_to_do_first():
    def help_of(state):
        return snapshot(RibbonState(state), ENGLISH)["controls"]["CrmMenu"]["supertip"]

    assert "Preferences" in help_of(State.NOT_PAIRED)
    assert "Synchronise now" in help_of(State.WAITING)
    assert "Keeps this calendar in step" in help_of(State.IN_STEP)


def test_the_first_words_are_built_in_for_every_language():
    words = json.loads((RIBBONS[0].parent / "words.json").read_text(encoding="utf-8"))
    assert words.keys() == set(LANGUAGES)
    for language, first in words.items():
        text = Catalog(language).text
        assert first["controls"] == snapshot(RibbonState(State.STARTING), text)["controls"]
        assert first["controls"].keys() == first["fault"]["controls"].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_python_nothing_can_be_clicked_and_the_log_is_named(language):
    fault = ribbon_state.first_words(Catalog(language).text)["fault"]["controls"]
    assert not any(control.get("enabled") for control in fault.values())
    assert "{log}" in fault["CrmMenu"]["supertip"]


def test_every_built_in_id_is_one_that_the_window_has():
    with (ROOT / "tests/tables/outlook-ribbon-ids.csv").open(newline="", encoding="utf-8") as file:
        listed = {(row["file"], row["id"]): row["element"] for row in csv.DictReader(file)}
    used = {
        (file.name, node.get("idMso")): node.tag.removeprefix(NAMESPACE)
        for file in RIBBONS
        for node in ET.parse(file).iter()
        if node.get("idMso")
    }
    assert used == listed


def test_a_window_that_python_did_not_look_at_offers_nothing():
    group = appointment_ribbon.group(ENGLISH)
    assert not [name for name, control in group.items() if control.get("enabled")]
    assert [len(group[name]["choices"]) for name in ("CrmType", "CrmStatus")] == [0, 0]


def test_each_command_of_a_menu_is_for_one_kind_of_items_be_it_one_or_several():
    def commands(menu):
        node = ET.parse(RIBBONS[0].parent / "Explorer.xml").find(f".//*[@idMso='{menu}']")
        return {each.get("id") for each in node}

    shown = snapshot(RibbonState(State.IN_STEP), ENGLISH, mails=True)["controls"]
    menus = {
        "appointment": "ContextMenuCalendarItem",
        "contact": "ContextMenuContactItem",
        "mail": "ContextMenuMailItem",
    }
    several = commands("ContextMenuMultipleItems")
    for of, menu in menus.items():
        assert {shown[each]["of"] for each in commands(menu)} == {of}
        assert {items_menu.ids(each)[1] for each in commands(menu)} == {
            each for each in several if shown[each]["of"] == of
        }
