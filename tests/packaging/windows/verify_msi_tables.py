"""What the finished packages say, held against the installer's published rules (ICEs)."""

import re
from collections import Counter

import pytest
from dotnet_shim.installer import harvest, product, tables

GUID = re.compile(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}")
FOR_64_BIT, BY_REGISTRY = 0x100, 4  # of a component
IN_SCRIPT, COMMIT, AS_SYSTEM = 0x400, 0x200, 0x800  # of a custom action


@pytest.fixture(scope="module")
def table(msi):
    there = {}

    def of(name):
        if name not in there:
            there[name] = tables.read(msi, name).dicts()
        return there[name]

    return of


@pytest.fixture(scope="module")
def properties(table):
    return {row["Property"]: row["Value"] for row in table("Property")}


@pytest.fixture(scope="module")
def order(table):
    return {row["Action"]: int(row["Sequence"]) for row in table("InstallExecuteSequence")}


def test_it_is_for_its_bitness(msi, bits, table):
    platform = {"x64": "x64", "x86": "Intel"}[bits]
    assert f"Template: {platform};1033" in tables.summary(msi)
    for row in table("Component"):
        assert bool(int(row["Attributes"]) & FOR_64_BIT) == (bits == "x64"), row


def test_it_is_for_the_machine_and_never_restarts_it(properties):
    assert properties["ALLUSERS"] == "1"
    assert properties["REBOOT"] == "ReallySuppress"
    assert properties["MSIRESTARTMANAGERCONTROL"] == "Disable"


def test_its_version_is_one_that_windows_installer_compares(properties):
    major, minor, build = map(int, properties["ProductVersion"].split("."))
    assert (major < 256, minor < 256, build < 65536) == (True, True, True)
    assert properties["ProductVersion"] == product.version()


def test_each_component_has_an_identity_and_one_key_of_its_own(table):
    components = table("Component")
    assert all(GUID.fullmatch(row["ComponentId"]) for row in components)
    twice = [k for k, n in Counter(row["ComponentId"] for row in components).items() if n > 1]
    assert twice == []
    files = {row["File"]: row["Component_"] for row in table("File")}
    values = {row["Registry"]: row["Component_"] for row in table("Registry")}
    for row in components:
        owner = values if int(row["Attributes"]) & BY_REGISTRY else files
        assert owner[row["KeyPath"]] == row["Component"]


def test_each_component_belongs_to_the_one_feature(table):
    assert {row["Component_"] for row in table("FeatureComponents")} == {
        row["Component"] for row in table("Component")
    }


def test_nothing_lies_outside_the_programs_folder(bits, table):
    parents = {row["Directory"]: row["Directory_Parent"] for row in table("Directory")}
    wanted = "ProgramFiles64Folder" if bits == "x64" else "ProgramFilesFolder"

    def line(folder):
        while folder:
            yield folder
            folder = parents[folder]

    for row in table("Component"):
        assert {"INSTALLDIR", wanted} <= set(line(row["Directory_"])), row


def test_names_are_given_short_and_long_and_once_a_folder(table):
    places = {row["Component"]: row["Directory_"] for row in table("Component")}
    seen = Counter()
    for row in table("File"):
        for name in row["FileName"].split("|"):
            seen[places[row["Component_"]], name.lower()] += 1
        assert re.fullmatch(r"[^. ]{1,8}(\.[^. ]{1,3})?", row["FileName"].split("|")[0]), row
    assert [key for key, count in seen.items() if count > 1] == []


def test_a_file_is_compared_by_its_version_or_by_its_hash(table):
    hashed = {row["File_"] for row in table("MsiFileHash")}
    for row in table("File"):
        empty = row["FileSize"] == "0"
        assert empty or bool(row["Version"]) != (row["File"] in hashed), row
    named = {row["FileName"].split("|")[-1]: row["Version"] for row in table("File")}
    assert named["OutlookCrm.Shim.dll"]
    assert named["python313.dll"].startswith("3.13.")


def test_no_text_is_longer_than_its_column(msi):
    for name in tables.table_names(msi):
        if name.startswith("_"):  # of the file format, and without columns
            continue
        found = tables.read(msi, name)
        widths = [int(kind[1:]) if kind[0] in "sSlL" else 0 for kind in found.types]
        for row in found.rows:
            for width, text in zip(widths, row, strict=True):
                assert not width or len(text) <= width, (name, text)


def test_every_module_has_its_bytecode(table):
    names = Counter(row["FileName"].split("|")[-1] for row in table("File"))
    sources = sum(n for name, n in names.items() if name.endswith(".py"))
    assert sources == sum(n for name, n in names.items() if name.endswith(".cpython-313.pyc"))


def test_the_files_are_inside(table):
    assert [row["Cabinet"][0] for row in table("Media")] == ["#"]
    assert max(int(row["Sequence"]) for row in table("File")) <= int(
        table("Media")[0]["LastSequence"]
    )


def test_the_registry_gets_exactly_this(table):
    addin = r"Software\Microsoft\Office\Outlook\Addins\OutlookCrm.Connect"
    presets = r"Software\OutlookCrm\Presets"
    assert {(row["Key"], row["Name"]): row["Value"] for row in table("Registry")} == {
        (r"Software\OutlookCrm", "InstallDir"): "[INSTALLDIR]",
        (r"Software\OutlookCrm", "Version"): "[ProductVersion]",
        (r"Software\OutlookCrm", "VersionDir"): "[VERSIONDIR]",
        (presets, "crm_address"): "[CRMURL]",
        (presets, "language"): "[LANGUAGE]",
        (presets, "auto_sync"): "#[AUTOSYNC]",
        (presets, "error_reports"): "#[ERRORREPORTS]",
        (addin, "LoadBehavior"): "#3",
        (addin, "CommandLineSafe"): "#0",
        (addin, "FriendlyName"): "Outlook CRM",
        (addin, "Description"): "Keeps the calendar in step with the CRM",
        **{(key, name): value for key, name, value in harvest.registration()},
    }
    assert {row["Root"] for row in table("Registry")} == {"2"}  # the machine's, never a user's


def test_a_preset_is_written_only_when_it_is_given(table):
    conditions = {row["Component"]: row["Condition"] for row in table("Component")}
    assert {k: v for k, v in conditions.items() if v} == {
        "PresetAddress": "CRMURL",
        "PresetLanguage": "LANGUAGE",
        "PresetAutoSync": "AUTOSYNC",
        "PresetErrorReports": "ERRORREPORTS",
    }


def test_properties_of_the_command_line_reach_the_part_that_runs_as_the_system(properties):
    given = {"CRMURL", "LANGUAGE", "AUTOSYNC", "ERRORREPORTS", "OUTLOOKCHECK", "PURGE"}
    found = {"OLDERFOUND", "NEWERFOUND"}
    assert set(properties["SecureCustomProperties"].split(";")) == given | found


def test_older_versions_are_replaced_and_newer_ones_stay(table, properties):
    rows = {row["ActionProperty"]: row for row in table("Upgrade")}
    assert {row["UpgradeCode"] for row in rows.values()} == {properties["UpgradeCode"]}
    only_tell, with_the_least = 2, 256
    older, newer = rows["OLDERFOUND"], rows["NEWERFOUND"]
    assert (older["VersionMax"], int(older["Attributes"])) == (product.version(), with_the_least)
    assert (newer["VersionMin"], int(newer["Attributes"])) == (product.version(), only_tell)


def test_actions_stand_in_an_order_that_works(order):
    rising = (
        *("FindRelatedProducts", "AppSearch", "KeepInstallDir", "NoteOldVersion"),
        *("LaunchConditions", "CostInitialize", "FileCost", "CostFinalize", "InstallValidate"),
        *("InstallInitialize", "RemoveExistingProducts", "ProcessComponents", "UnpublishFeatures"),
        *("RemoveRegistryValues", "PurgeProfiles", "RemoveFiles", "RemoveFolders", "InstallFiles"),
        *("WriteRegistryValues", "RegisterProduct", "PublishFeatures", "PublishProduct"),
        *("RemoveOldVersions", "InstallFinalize"),
    )
    numbers = [order[action] for action in rising]
    assert numbers == sorted(set(numbers))


def test_what_runs_as_the_system_runs_in_the_script(table, order):
    actions = {row["Action"]: int(row["Type"]) for row in table("CustomAction")}
    assert set(actions) <= set(order)
    programs = {name: kind for name, kind in actions.items() if kind & 0x3F == 18}
    assert programs["PurgeProfiles"] & (IN_SCRIPT | COMMIT | AS_SYSTEM) == IN_SCRIPT | AS_SYSTEM
    wanted = IN_SCRIPT | COMMIT | AS_SYSTEM
    assert programs["RemoveOldVersions"] & wanted == wanted
    assert len(programs) == 2


def test_an_update_leaves_the_old_tree_to_a_running_outlook(table):
    conditions = {row["Action"]: row["Condition"] for row in table("InstallExecuteSequence")}
    assert conditions["RemoveFiles"] == "NOT UPGRADINGPRODUCTCODE"
    (removal,) = [row for row in table("RemoveFile") if row["FileName"]]
    assert removal["FileName"].endswith("|OutlookCrm.Shim.dll")
    assert (removal["DirProperty"], removal["InstallMode"]) == ("OLDVERSIONDIR", "1")


def test_outlooks_bitness_is_looked_for_in_both_views(table):
    looks_in_64 = 16
    views = {row["Signature_"]: int(row["Type"]) & looks_in_64 for row in table("RegLocator")}
    assert views["OutlookIn64"] == views["OfficePlatform"] == looks_in_64
    assert views["OutlookIn32"] == 0


def test_the_refusal_names_the_other_file(bits, table):
    other = {"x64": "x86", "x86": "x64"}[bits]
    (text,) = [r["Description"] for r in table("LaunchCondition") if "bit: " in r["Description"]]
    assert product.file_name(other) in text
    assert "OUTLOOKCHECK=0" in text


def test_every_part_comes_with_its_licence(table, bits):
    wheels = (product.ROOT / f"dotnet_shim/installer/wheels-{bits}.txt").read_text()
    parts = set(re.findall(r"^([\w-]+)==", wheels, re.MULTILINE)) | {"python", "pythonnet"}
    names = {row["FileName"].split("|")[-1].lower() for row in table("File")}
    assert {f"{part.replace('-', '_')}.txt" for part in parts} | {"outlook-crm.txt"} <= names
