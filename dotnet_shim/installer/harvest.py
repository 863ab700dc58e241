"""Lists the tree and the COM classes for the installer: components with identities that stay.

One component a file, and one for the registration of all classes.

A component's GUID comes from the bitness and the path in the installation folder; the
version is part of most paths, so that two versions never share a component, and each
can be removed while the other stays.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

from . import product
from .product import identity, version

_WIX = "http://schemas.microsoft.com/wix/2006/wi"
_CLASSES = r"Software\Classes"
_ROOT = PurePosixPath()


def names() -> dict[str, str]:
    """The files and folders that OutlookCrm.wxs names, by path."""
    return {
        ".": "INSTALLDIR",
        version(): "VERSIONDIR",
        f"{version()}/OutlookCrm.Shim.dll": "ShimDll",
        f"{version()}/python/python.exe": "PythonExe",
    }


def harvest(bits: str, tree: Path) -> str:
    """The fragment of WiX source: folders below INSTALLDIR, and the component group Tree."""
    ET.register_namespace("", _WIX)
    wix = ET.Element(f"{{{_WIX}}}Wix")
    fragment = ET.SubElement(wix, f"{{{_WIX}}}Fragment")
    files = sorted(_files(tree))
    places = _folders(fragment, files)
    group = ET.SubElement(fragment, f"{{{_WIX}}}ComponentGroup", Id="Tree")
    for path in files:
        key = _key("c", path)
        component = ET.SubElement(
            places[path.parent],
            f"{{{_WIX}}}Component",
            Id=key,
            Guid=identity(bits, "file", str(path)),
            Win64="$(var.Win64)",
        )
        source = "$(var.Tree)/" + str(path)
        ET.SubElement(
            component, f"{{{_WIX}}}File", Id=_key("f", path), Source=source, KeyPath="yes"
        )
        ET.SubElement(group, f"{{{_WIX}}}ComponentRef", Id=key)
    _register(places[_ROOT], bits)
    ET.SubElement(group, f"{{{_WIX}}}ComponentRef", Id="Classes")
    ET.indent(wix)
    return ET.tostring(wix, encoding="unicode") + "\n"


def registration() -> Iterator[tuple[str, str, str]]:
    """Key below HKLM, name and value of all that COM must find, as regasm writes it."""
    for one in product.com_classes():
        clsid = rf"{_CLASSES}\CLSID\{one.clsid}"
        yield rf"{_CLASSES}\{one.prog_id}", "", one.name
        yield rf"{_CLASSES}\{one.prog_id}\CLSID", "", one.clsid
        yield clsid, "", one.name
        yield rf"{clsid}\ProgId", "", one.prog_id
        server = rf"{clsid}\InprocServer32"
        yield server, "", "mscoree.dll"
        yield server, "ThreadingModel", "Both"
        yield server, "Class", one.name
        yield server, "Assembly", product.assembly()
        yield server, "RuntimeVersion", "v4.0.30319"
        yield server, "CodeBase", "file:///[#ShimDll]"


def _register(folder: ET.Element, bits: str) -> None:
    component = ET.SubElement(
        folder,
        f"{{{_WIX}}}Component",
        Id="Classes",
        Guid=identity(bits, "classes"),
        Win64="$(var.Win64)",
    )
    for number, (key, name, value) in enumerate(registration()):
        row = {"Root": "HKLM", "Key": key, "Type": "string", "Value": value}
        row |= {"Name": name} if name else {}
        row |= {} if number else {"KeyPath": "yes"}
        ET.SubElement(component, f"{{{_WIX}}}RegistryValue", row)


def _files(tree: Path) -> Iterator[PurePosixPath]:
    for file in tree.rglob("*"):
        if file.is_file():
            yield PurePosixPath(file.relative_to(tree).as_posix())


def _folders(fragment: ET.Element, files: list[PurePosixPath]) -> dict[PurePosixPath, ET.Element]:
    root = ET.SubElement(fragment, f"{{{_WIX}}}DirectoryRef", Id="INSTALLDIR")
    places = {_ROOT: root}
    for folder in sorted({parent for file in files for parent in file.parents} - {_ROOT}):
        places[folder] = ET.SubElement(
            places[folder.parent],
            f"{{{_WIX}}}Directory",
            Id=_key("d", folder),
            Name=folder.name,
        )
    return places


def _key(kind: str, path: PurePosixPath) -> str:
    """An identifier: letters and digits, 72 at most."""
    named = names().get(str(path))
    if named and kind != "c":
        return named
    return kind + hashlib.sha256(str(path).encode()).hexdigest()[:30]
