"""Names and identities of the package: all that must be the same in every build of a version."""

import os
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
ADD_IN = "OutlookCrm.Connect"
"""The class that Outlook loads."""
PACKAGE = ROOT / "plugin" / "outlook_crm"
_SHIM = ROOT / "dotnet_shim"
BITS = ("x64", "x86")

# Never change it: it ties a later version's components to those installed.
_NAMESPACE = uuid.UUID("5d0f7c1e-2f0b-4f0a-9a52-7c6d1e8b3a94")
_UPGRADE_CODES = {
    "x64": "{2B9A3C71-6E0D-4C58-8F43-90D1A7E5B264}",
    "x86": "{8D47E1F2-15B8-4A0E-B6C9-3E2F0A9D7186}",
}


@dataclass(frozen=True, slots=True)
class ComClass:
    """A class of the shim that Outlook creates by its ProgId."""

    name: str
    """With its namespace."""
    prog_id: str
    clsid: str
    """With braces."""


def version() -> str:
    """The version of the Python package, which is the product's: three numbers.

    PACKAGE_VERSION in the environment goes before it: the tests of updates need two.
    """
    if other := os.environ.get("PACKAGE_VERSION"):
        return other
    text = (PACKAGE / "__init__.py").read_text(encoding="utf-8")
    return _only(r'^__version__ = "(\d+\.\d+\.\d+)"$', text)


def com_classes() -> tuple[ComClass, ...]:
    """The shim's classes with a ProgId, as their sources give them, the add-in's own first."""
    found = [
        one
        for file in sorted((_SHIM / "src").rglob("*.cs"))
        for one in _com_class(file.read_text(encoding="utf-8"))
    ]
    return tuple(sorted(found, key=lambda one: (one.name != ADD_IN, one.name)))


def assembly() -> str:
    """The display name of the shim's assembly."""
    source = (_SHIM / "src" / "Properties" / "AssemblyInfo.cs").read_text(encoding="utf-8")
    number = _only(r'AssemblyVersion\("([\d.]+)"\)', source)
    return f"OutlookCrm.Shim, Version={number}, Culture=neutral, PublicKeyToken=null"


def file_name(bits: str) -> str:
    """The MSI's name."""
    return f"outlook-crm-{version()}-{bits}.msi"


def identity(*of: str) -> str:
    """A GUID in the installer's spelling, always the same for the same words."""
    return "{" + str(uuid.uuid5(_NAMESPACE, "/".join(of))).upper() + "}"


def defines(bits: str, tree: Path) -> dict[str, str]:
    """The variables of OutlookCrm.wxs for one bitness."""
    other = BITS[1 - BITS.index(bits)]
    return {
        "Version": version(),
        "Bits": bits,
        "OtherBits": other,
        "BitsText": {"x64": "64-bit", "x86": "32-bit"}[bits],
        "OtherBitsText": {"x64": "64-bit", "x86": "32-bit"}[other],
        "OtherFile": file_name(other),
        "Win64": "yes" if bits == "x64" else "no",
        "ProgramFiles": "ProgramFiles64Folder" if bits == "x64" else "ProgramFilesFolder",
        "ProductCode": identity("product", version(), bits),
        "UpgradeCode": _UPGRADE_CODES[bits],
        "FolderId": identity(bits, "folder"),
        "RegistrationId": identity(bits, "registration"),
        "AddressId": identity(bits, "preset", "crm_address"),
        "LanguageId": identity(bits, "preset", "language"),
        "AutoSyncId": identity(bits, "preset", "auto_sync"),
        "ErrorReportsId": identity(bits, "preset", "error_reports"),
        "ProgId": com_classes()[0].prog_id,
        "Tree": str(tree),
    }


def _com_class(source: str) -> Iterator[ComClass]:
    if found := re.search(r'\[Guid\("([0-9A-F-]{36})"\), ProgId\(("?)([\w.]+)"?\)\]', source):
        clsid, is_text, prog_id = found.groups()
        if not is_text:
            prog_id = _only(rf'const string {prog_id} = "([\w.]+)"', source)
        space = _only(r"^namespace ([\w.]+)", source)
        name = _only(r"^    public sealed class (\w+)", source)
        yield ComClass(f"{space}.{name}", prog_id, "{" + clsid + "}")


def _only(pattern: str, text: str) -> str:
    found = re.findall(pattern, text, re.MULTILINE)
    if len(found) != 1:
        raise ValueError(f"{len(found)} places fit {pattern}")
    return str(found[0])
