"""Finds in C# source what only Outlook itself would check: late-bound calls, event interfaces."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.tables.read import Event

ROOT = Path(__file__).resolve().parents[3]
SHIM = ROOT / "dotnet_shim" / "src"
SIMULATOR = ROOT / "tests" / "simulator" / "Host"

_COMMENT = re.compile(r"//[^\n]*")
# One variable name may mean different things in two members of a class.
_MEMBER_END = re.compile(r"\n        \}\n|\n\n")
_DECLARED = re.compile(r"\bdynamic (\w+)(?! = new (?!Held))\b")
_LATE = re.compile(r"\bLate\.(?:Get|Call)\((\w+), \"(\w+)\"")
_CONSTANT = re.compile(r"= (\d+);\s*// (ol[A-Z]\w+)")
_INTERFACE = re.compile(
    r"Guid\(\"([0-9A-Fa-f-]{36})\"\)(?:(?!\binterface\b).)*?InterfaceIsIDispatch"
    r"(?:(?!\binterface\b).)*?\binterface (\w+)[^{]*\{(.*?)\n    \}",
    re.DOTALL,
)
_EVENT = re.compile(r"\[DispId\((\w+)\)\]\s*(?:\[[^\]]*\]\s*)*void (\w+)\((.*?)\);", re.DOTALL)
_IID = re.compile(r"\"(000630[0-9A-Fa-f]{2}-0000-0000-C000-000000000046)\"")
_DISPID = re.compile(r"const int (\w+) = (0xF[0-9A-F]{3});")
_ATTRIBUTE = re.compile(r"\[[^\]]*\]\s*")


@dataclass(frozen=True)
class Use:
    """A member called late-bound: in which file, on which variable."""

    file: str
    variable: str
    member: str


def late_bound(folder):
    """Every late-bound use in a folder's sources."""
    for file in sorted(folder.rglob("*.cs")):
        yield from late_bound_in(file.name, file.read_text(encoding="utf-8"))


def late_bound_in(name, source):
    """Every late-bound use in one source: of `dynamic` variables, and by name."""
    for member in _MEMBER_END.split(_COMMENT.sub("", source)):
        for variable in sorted({*_DECLARED.findall(member), "It"}):
            for called in sorted(set(re.findall(rf"\b{variable}\.(\w+)", member))):
                yield Use(name, variable, called)
        for variable, called in _LATE.findall(member):
            yield Use(name, variable, called)


def named_constants(folder):
    """The numbers that a comment says an enumeration's name of: ``(file, name, value)``."""
    for file in sorted(folder.rglob("*.cs")):
        for value, name in _CONSTANT.findall(file.read_text(encoding="utf-8")):
            yield file.name, name, int(value)


def event_interfaces(folder):
    """The dispinterfaces declared in a folder: ``{(name, IID): {DISPID: Event}}``."""
    found = {}
    for file in sorted(folder.rglob("*.cs")):
        for iid, name, body in _INTERFACE.findall(file.read_text(encoding="utf-8")):
            found[name, iid.upper()] = {
                int(dispid, 0): Event(event, tuple(map(_kind, _split(parameters))))
                for dispid, event, parameters in _EVENT.findall(_COMMENT.sub("", body))
            }
    return found


def raised_events(folder):
    """The events that sources raise by number: ``(file, IIDs named there, event, DISPID)``."""
    for file in sorted(folder.rglob("*.cs")):
        text = file.read_text(encoding="utf-8")
        iids = {iid.upper() for iid in _IID.findall(text)}
        for name, dispid in _DISPID.findall(text):
            yield file.name, iids, name.removesuffix("Event"), int(dispid, 16)


def _split(parameters):
    return [each for each in _ATTRIBUTE.sub("", parameters).split(",") if each.strip()]


def _kind(parameter):
    words = parameter.split()
    return words[1] + "&" if words[0] == "ref" else words[0]
