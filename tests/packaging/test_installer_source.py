"""The WiX source and what goes with it, before any tool has read them."""

import re
from xml.etree import ElementTree as ET

import pytest
from dotnet_shim.installer import finish, harvest, product

from outlook_crm.settings.model import BY_NAME

WIX = "{http://schemas.microsoft.com/wix/2006/wi}"
SOURCE = product.ROOT / "dotnet_shim" / "installer" / "OutlookCrm.wxs"
BOTH = pytest.mark.parametrize("bits", product.BITS)


@pytest.fixture(scope="module")
def source():
    return ET.parse(SOURCE).getroot()


@BOTH
def test_every_variable_has_a_value(bits, tmp_path):
    used = set(re.findall(r"\$\(var\.(\w+)\)", SOURCE.read_text(encoding="utf-8")))
    defines = product.defines(bits, tmp_path)
    assert used | {"Tree"} == set(defines)
    assert all(defines.values())


def test_the_bitnesses_share_no_identity(tmp_path):
    x64, x86 = (product.defines(bits, tmp_path) for bits in product.BITS)
    ids = [k for k in x64 if k.endswith(("Id", "Code")) and k != "ProgId"]
    assert len({d[k] for d in (x64, x86) for k in ids}) == 2 * len(ids)


def test_identities_stay(tmp_path):
    """What is installed at customers is known by these: a change here is a new product."""
    assert product.identity("x64", "registration") == "{3AC60442-C5EE-5B5C-86B6-6EEAFDE5C5C5}"
    assert product.defines("x86", tmp_path)["UpgradeCode"] == (
        "{8D47E1F2-15B8-4A0E-B6C9-3E2F0A9D7186}"
    )


def test_each_class_with_a_prog_id_is_registered_as_its_source_says():
    sources = "".join(f.read_text() for f in (product.ROOT / "dotnet_shim/src").rglob("*.cs"))
    classes = product.com_classes()
    assert len(classes) == len(re.findall(r"\bProgId\(", sources))
    assert classes[0].name == classes[0].prog_id == "OutlookCrm.Connect"
    rows = {(key, name): value for key, name, value in harvest.registration()}
    for one in classes:
        assert f'Guid("{one.clsid[1:-1]}")' in sources
        assert rows[rf"Software\Classes\{one.prog_id}\CLSID", ""] == one.clsid
        server = rf"Software\Classes\CLSID\{one.clsid}\InprocServer32"
        assert rows[server, "Class"] == one.name
        assert rows[server, "CodeBase"] == "file:///[#ShimDll]"
    assert len({one.clsid for one in classes}) == len({one.prog_id for one in classes})


def test_the_assembly_has_the_products_version():
    assert product.assembly().startswith(f"OutlookCrm.Shim, Version={product.version()}.0,")


def test_each_preset_is_a_setting(source):
    presets = {
        value.get("Name")
        for value in source.iter(f"{WIX}RegistryValue")
        if value.get("Key").endswith("Presets")
    }
    assert presets <= set(BY_NAME)
    assert presets == {"crm_address", "language", "auto_sync", "error_reports"}


def test_a_language_that_the_add_in_would_refuse_is_refused_at_once(source):
    (words,) = [one.text for one in source.iter(f"{WIX}Condition") if "LANGUAGE ~=" in one.text]
    assert set(re.findall(r'LANGUAGE ~= "(\w+)"', words)) == set(BY_NAME["language"].kind.words)


def test_what_wixl_does_not_know_stands_where_it_does_not_look():
    """Everything that finish.py writes is between ifndef and endif, and nothing else is."""
    text = SOURCE.read_text(encoding="utf-8")
    hidden = re.findall(r"<\?ifndef var\.Wixl\?>(.*?)<\?endif\?>", text, re.DOTALL)
    open_text = re.sub(r"<\?ifndef var\.Wixl\?>.*?<\?endif\?>", "", text, flags=re.DOTALL)
    elements = set(re.findall(r"<(\w+)", "".join(hidden)))
    assert elements == {"Property", "RemoveFile", "Condition"}
    assert "<RemoveFile " not in open_text
    assert 'Secure="yes"' not in open_text


def test_no_component_is_left_to_chance(source):
    for component in source.iter(f"{WIX}Component"):
        assert component.get("Guid").startswith("$(var."), component.get("Id")
        assert component.get("Win64") == "$(var.Win64)", component.get("Id")
        keys = [one for one in component if one.get("KeyPath") == "yes"]
        assert len(keys) == 1, component.get("Id")


@pytest.fixture
def tree(tmp_path):
    for path in (
        "outlook-crm.cmd",
        f"{product.version()}/OutlookCrm.Shim.dll",
        f"{product.version()}/python/python.exe",
        f"{product.version()}/python/Lib/a.py",
    ):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")
    return tmp_path


def listed(bits, tree):
    root = ET.fromstring(harvest.harvest(bits, tree))
    return {
        file.get("Source"): (component.get("Guid"), file.get("Id"))
        for component in root.iter(f"{WIX}Component")
        for file in component.iter(f"{WIX}File")
    }


@BOTH
def test_each_file_is_a_component_that_keeps_its_identity(bits, tree):
    first = listed(bits, tree)
    assert len(first) == len({guid for guid, _ in first.values()}) == 4
    (tree / "new.txt").write_text("")
    second = listed(bits, tree)
    assert {source: second[source] for source in first} == first


def test_the_source_finds_the_files_that_it_names(source, tree):
    ids = {key for _, key in listed("x64", tree).values()}
    named = {action.get("FileKey") for action in source.iter(f"{WIX}CustomAction")} - {None}
    for _, _, value in harvest.registration():
        named |= set(re.findall(r"\[#(\w+)\]", value))
    assert named == {"PythonExe", "ShimDll"}
    assert named <= ids


def test_two_versions_share_the_command_alone(tree, monkeypatch):
    old, old_home = listed("x64", tree), tree / product.version()
    monkeypatch.setenv("PACKAGE_VERSION", "7.0.0")
    old_home.rename(tree / "7.0.0")
    new = listed("x64", tree)
    shared = {guid for guid, _ in old.values()} & {guid for guid, _ in new.values()}
    assert shared == {old["$(var.Tree)/outlook-crm.cmd"][0]}


@pytest.mark.parametrize(
    ("long", "taken", "short"),
    [
        ("OutlookCrm.Shim.dll", set(), "OUTLOO~1.DLL"),
        ("OutlookCrm.Shim.pdb", {"OUTLOO~1.PDB"}, "OUTLOO~2.PDB"),
        ("__pycache__", set(), "__PYCA~1"),
        ("a.cpython-313.pyc", set(), "ACPYTH~1.PYC"),
        ("Ö.py", set(), "_~1.PY"),
        ("N" * 40, {f"NNNNNN~{n}" for n in range(1, 10)}, "NNNNN~10"),
    ],
)
def test_short_names(long, taken, short):
    assert finish.short_name(long, taken) == short
    assert short in taken


def test_a_version_is_read_from_the_resource():
    resource = bytes.fromhex("bd04effe 00000100 0d000300 f5036608 0d000300 00000000")
    assert finish.file_version(b"MZ" + bytes(100) + resource) == "3.13.2150.1013"
    assert finish.file_version(b"MZ" + bytes(100)) == ""
    assert finish.file_version(b"text" + resource) == ""
