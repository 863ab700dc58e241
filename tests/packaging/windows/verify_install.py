"""Install, update, repair and remove, silently, as an administrator's tool does it."""

import re
import shutil

import pytest
from dotnet_shim.installer import product

from .wine import drive_z

INSTALL_FAILED = 1603
OURS = r"HKLM\Software\OutlookCrm"
OFFICE = r"HKLM\Software\Microsoft\Office\ClickToRun\Configuration"
CHOSEN = {
    ("auto_sync", "REG_DWORD", "0x0"),
    ("crm_address", "REG_SZ", "https://crm.example.com/"),
    ("language", "REG_SZ", "fi"),
}
FOLDER = "Company Apps/CRM"


def presets(windows, bits):
    values = windows.registry(rf"{OURS}\Presets", bits)
    return {(name, *value) for (_, name), value in values.items()}


def traces(windows):
    """Lines of the machine's registry that speak of us."""
    windows.settle()
    text = (windows.prefix / "system.reg").read_text(encoding="utf-8", errors="replace")
    return re.findall(r"^.*outlook[ -]?crm.*$", text, re.MULTILINE | re.IGNORECASE)


@pytest.fixture(scope="module")
def tree(bits):
    """What must lie in the installation folder."""
    root = product.ROOT / "build" / "tree" / bits
    return {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()}


@pytest.mark.parametrize("view", ["x64", "x86"])
def test_the_other_bitness_of_outlook_is_refused(windows, msi, bits, view):
    other = {"x64": "x86", "x86": "x64"}[bits]
    setup = r"HKLM\Software\Microsoft\Office\16.0\Outlook"
    windows.set_text(setup, view, "Bitness", other)
    try:
        assert windows.msi("/i", drive_z(msi)) == INSTALL_FAILED
    finally:
        windows.delete_key(setup, view)


def test_click_to_runs_word_is_the_last(windows, msi, bits):
    other = {"x64": "x86", "x86": "x64"}[bits]
    windows.set_text(OFFICE, "x64", "Platform", other)
    assert windows.msi("/i", drive_z(msi)) == INSTALL_FAILED
    assert windows.msi("/i", drive_z(msi), "OUTLOOKCHECK=0") == 0
    assert windows.msi("/x", drive_z(msi)) == 0
    windows.delete_key(OFFICE, "x64")


@pytest.mark.parametrize("given", ["AUTOSYNC=yes", "ERRORREPORTS=2", "LANGUAGE=Klingon"])
def test_a_value_that_the_add_in_would_refuse_is_refused_at_once(windows, msi, given):
    assert windows.msi("/i", drive_z(msi), given) == INSTALL_FAILED


def test_a_plain_installation_goes_to_the_programs_folder(windows, msi, program_files, bits, tree):
    assert windows.msi("/i", drive_z(msi)) == 0
    assert windows.files(program_files / "Outlook CRM") == tree
    assert presets(windows, bits) == set()
    assert windows.msi("/x", drive_z(msi)) == 0
    assert not (windows.drive / program_files / "Outlook CRM").exists()
    assert traces(windows) == []


def test_properties_say_where_and_what(windows, msi, bits, tree):
    done = windows.msi(
        *("/i", drive_z(msi), "INSTALLDIR=C:\\" + FOLDER.replace("/", "\\")),
        *("CRMURL=https://crm.example.com/", "AUTOSYNC=0", "LANGUAGE=fi"),
    )
    assert done == 0
    assert windows.files(FOLDER) == tree
    assert presets(windows, bits) == CHOSEN


def test_the_registration_names_the_installed_shim(windows, bits):
    other = {"x64": "x86", "x86": "x64"}[bits]
    shim = f"file:///C:\\Company Apps\\CRM\\{product.version()}\\OutlookCrm.Shim.dll"
    for com in product.com_classes():
        key = rf"HKLM\Software\Classes\CLSID\{com.clsid}"
        found = {name: text for (_, name), (_, text) in windows.registry(key, bits).items()}
        assert found["CodeBase"] == shim
        assert not windows.registry(key, other)


def test_nothing_is_written_into_the_installation_by_running_it(windows, tree):
    python = windows.drive / FOLDER / product.version() / "python" / "python.exe"
    code = "import outlook_crm.settings.model, requests, yaml, sqlite3, cryptography; print('ran')"
    assert "ran" in windows.run(python, "-c", code).output
    assert windows.files(FOLDER) == tree


def test_repair_brings_a_deleted_file_back(windows, msi, tree):
    (windows.drive / FOLDER / product.version() / "python" / "python313.dll").unlink()
    assert windows.msi("/i", drive_z(msi), "REINSTALL=ALL", "REINSTALLMODE=omus") == 0
    assert windows.files(FOLDER) == tree


def test_an_update_moves_everything_and_keeps_what_was_chosen(windows, newer, bits):
    kept = windows.drive / "users" / "root" / "AppData" / "Local" / "OutlookCrm" / "state.sqlite3"
    kept.parent.mkdir(parents=True)
    kept.write_text("the user's")
    assert windows.msi("/i", drive_z(newer)) == 0
    version = newer.stem.split("-")[2]
    folders = {path.split("/")[0] for path in windows.files(FOLDER)}
    assert folders == {version, "outlook-crm.cmd"}
    assert presets(windows, bits) == CHOSEN
    assert windows.registry(OURS, bits)[r"Software\OutlookCrm", "Version"][1] == version
    products = windows.registry(r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall", bits)
    names = [value for (_, name), (_, value) in products.items() if name == "DisplayVersion"]
    assert names == [version]
    assert kept.read_text() == "the user's"


def test_an_older_version_is_refused(windows, msi, newer):
    assert windows.msi("/i", drive_z(msi)) == INSTALL_FAILED
    version = newer.stem.split("-")[2]
    assert (windows.drive / FOLDER / version / "OutlookCrm.Shim.dll").exists()


def test_removing_it_leaves_the_users_data_and_nothing_else(windows, newer):
    assert windows.msi("/x", drive_z(newer)) == 0
    assert not (windows.drive / FOLDER).exists()
    assert traces(windows) == []
    local = windows.drive / "users" / "root" / "AppData" / "Local"
    assert (local / "OutlookCrm" / "state.sqlite3").exists()


def test_purge_takes_that_too(windows, msi):
    profile = r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\ProfileList\S-1-5-21-1-2-3-1001"
    windows.set_text(profile, "x64", "ProfileImagePath", r"C:\users\root")
    local = windows.drive / "users" / "root" / "AppData" / "Local" / "OutlookCrm"
    assert local.exists()
    assert windows.msi("/i", drive_z(msi)) == 0
    assert windows.msi("/x", drive_z(msi), "PURGE=1") == 0
    assert not local.exists()
    assert traces(windows) == []
    shutil.rmtree(windows.drive / FOLDER.split("/", maxsplit=1)[0], ignore_errors=True)
