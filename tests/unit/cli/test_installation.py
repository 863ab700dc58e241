"""doctor on a PC: what Outlook is told of the add-in, in a registry in memory."""

import tomllib
from pathlib import Path

import pytest
from dotnet_shim.installer import product

from outlook_crm.cli import installation
from outlook_crm.cli.finding import Level
from outlook_crm.settings.policy import Hive

MACHINE, USER = Hive.MACHINE, Hive.USER
PLATFORM = r"Software\Microsoft\Office\ClickToRun\Configuration"
SETUP = r"Software\Microsoft\Office\16.0\Outlook"
ADDIN = r"Software\Microsoft\Office\Outlook\Addins\OutlookCrm.Connect"
MANAGED = r"Software\Policies\Microsoft\Office\16.0\Outlook\Resiliency\AddinList"
DISABLED = r"Software\Microsoft\Office\16.0\Outlook\Resiliency\DisabledItems"
CLSID = "{B3A6E0C4-8D52-4C1B-9E37-2F5D7A60C918}"
CLSID_OF_PANE = "{7E2D41B6-93C5-4F0A-8B1D-64A9C30E57F2}"
OWN = "x64" if installation.own_bits() == 64 else "x86"
OTHER = {"x64": "x86", "x86": "x64"}[OWN]


def test_the_parts_are_those_that_the_project_is_built_on():
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())
    wanted = {pin.split("==")[0] for pin in project["project"]["dependencies"]}
    assert set(installation.PARTS) == wanted


def text(message, **values):
    return message.format(**values)


class Registry:
    def __init__(self, *entries):
        self.entries = entries

    def values(self, hive, key, bits=0):
        return {
            name: value
            for (at, where, view, name, value) in self.entries
            if (at, where) == (hive, key) and (not view or not bits or view == bits)
        }


def only(findings):
    (one,) = findings
    return one


@pytest.mark.parametrize(
    "entries",
    [
        [(MACHINE, PLATFORM, 64, "Platform", OWN)],
        [(MACHINE, SETUP, 64, "Bitness", OWN)],
        [(MACHINE, SETUP, 32, "Bitness", OWN)],
        # Click-to-Run's word is the last: the other is left from an older Office.
        [(MACHINE, SETUP, 64, "Bitness", OTHER), (MACHINE, PLATFORM, 64, "Platform", OWN)],
    ],
)
def test_outlook_of_our_bitness_is_well(entries):
    assert only(installation.outlook(text, Registry(*entries))).level is Level.OK


def test_outlook_of_the_other_bitness_needs_the_other_package():
    found = only(installation.outlook(text, Registry((MACHINE, PLATFORM, 64, "Platform", OTHER))))
    assert found.level is Level.FAULT
    assert {"x64": "64-bit", "x86": "32-bit"}[OTHER] in found.todo


def test_the_new_outlook_alone_is_told_as_what_it_is():
    found = only(installation.outlook(text, Registry()))
    assert found.level is Level.FAULT
    assert "new Outlook takes no COM add-ins" in found.told


def registered(prog_id, clsid, shim):
    classes = r"Software\Classes"
    return (
        (MACHINE, rf"{classes}\{prog_id}\CLSID", 0, "", clsid),
        (MACHINE, rf"{classes}\CLSID\{clsid}\InprocServer32", 0, "CodeBase", f"file:///{shim}"),
    )


@pytest.mark.parametrize(
    ("addin", "pane", "level"),
    [
        ("shim.dll", "shim.dll", Level.OK),
        ("gone.dll", "shim.dll", Level.FAULT),
        ("shim.dll", "gone.dll", Level.FAULT),
    ],
)
def test_each_registration_must_lead_to_a_file(tmp_path, addin, pane, level):
    (tmp_path / "shim.dll").write_bytes(b"")
    registry = Registry(
        *registered(installation.PROG_ID, CLSID, tmp_path / addin),
        *registered(installation.PANE, CLSID_OF_PANE, tmp_path / pane),
    )
    assert only(installation.registration(text, registry)).level is level


def test_what_is_looked_for_is_what_the_installer_registers():
    wanted = {installation.PROG_ID: CLSID, installation.PANE: CLSID_OF_PANE}
    assert {one.prog_id: one.clsid for one in product.com_classes()} == wanted


def test_without_a_registration_it_is_to_be_repaired():
    assert "msiexec" in only(installation.registration(text, Registry())).todo


@pytest.mark.parametrize(
    ("entries", "level"),
    [
        ([(MACHINE, ADDIN, 0, "LoadBehavior", 3)], Level.OK),
        (
            [(MACHINE, ADDIN, 0, "LoadBehavior", 3), (USER, ADDIN, 0, "LoadBehavior", 2)],
            Level.FAULT,
        ),
        ([(MACHINE, ADDIN, 0, "LoadBehavior", 2), (USER, ADDIN, 0, "LoadBehavior", 3)], Level.OK),
        ([], Level.FAULT),
    ],
)
def test_the_users_load_behaviour_goes_before_the_machines(entries, level):
    assert only(installation.loading(text, Registry(*entries))).level is level


@pytest.mark.parametrize(
    "name",
    [
        "OutlookCrm.Connect",
        "c:\\program files\\outlook crm\\0.1.0\\outlookcrm.shim.dll",
        "mscoree.dll\0outlook crm",
    ],
)
def test_outlooks_own_list_of_disabled_add_ins_is_read(name):
    blob = b"\x01\x00\x00\x00" + name.encode("utf-16-le") + b"\x00\x00"
    registry = Registry((MACHINE, ADDIN, 0, "LoadBehavior", 3), (USER, DISABLED, 0, "3A5F", blob))
    found = only(installation.loading(text, registry))
    assert (found.level, found.told) == (Level.FAULT, "Outlook has disabled the add-in.")
    other = Registry((MACHINE, ADDIN, 0, "LoadBehavior", 3), (USER, DISABLED, 0, "3A5F", b"other"))
    assert only(installation.loading(text, other)).level is Level.OK


@pytest.mark.parametrize(
    ("entries", "level"),
    [
        ([(MACHINE, MANAGED, 0, "OutlookCrm.Connect", "0")], Level.FAULT),
        ([(USER, MANAGED, 0, "OutlookCrm.Connect", "0")], Level.FAULT),
        ([(USER, MANAGED, 0, "OutlookCrm.Connect", "1")], Level.OK),
        (
            [
                (USER, MANAGED, 0, "OutlookCrm.Connect", "1"),
                (MACHINE, MANAGED, 0, "OutlookCrm.Connect", "0"),
            ],
            Level.OK,
        ),
        ([(USER, MANAGED, 0, "Other.Connect", "0")], Level.OK),
    ],
)
def test_a_policy_of_offices_that_forbids_it_is_told(entries, level):
    registry = Registry((MACHINE, ADDIN, 0, "LoadBehavior", 3), *entries)
    found = only(installation.loading(text, registry))
    assert found.level is level
    assert ("List of managed add-ins" in found.todo) is (level is Level.FAULT)


def test_outlooks_version_is_told():
    told = (MACHINE, PLATFORM, 64, "VersionToReport", "16.0.17328.20162")
    found = only(
        installation.outlook(text, Registry((MACHINE, PLATFORM, 64, "Platform", OWN), told))
    )
    assert "16.0.17328.20162" in found.told
