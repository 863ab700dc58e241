"""doctor's look at the installation: the private Python, and what Outlook is told of us."""

import struct
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from outlook_crm.settings.policy import Hive

from .finding import Finding, Level, Text
from .registry import Registry

PARTS = (
    "requests",
    "truststore",
    "cryptography",
    "pyyaml",
    "tzdata",
    "tzlocal",
    "python-dateutil",
    "nh3",
)
"""What the add-in is built on, by the names of the distributions."""

PROG_ID = "OutlookCrm.Connect"
PANE = "OutlookCrm.ActivityPane"
_CLASSES = r"Software\Classes"
_NAMES = (PROG_ID, "OutlookCrm.Shim.dll", "Outlook CRM")  # the last is its FriendlyName
_OUTLOOK = r"Software\Microsoft\Office\16.0\Outlook"
_CLICK_TO_RUN = r"Software\Microsoft\Office\ClickToRun\Configuration"
_ADDIN = rf"Software\Microsoft\Office\Outlook\Addins\{PROG_ID}"
_DISABLED = rf"{_OUTLOOK}\Resiliency\DisabledItems"
_MANAGED = r"Software\Policies\Microsoft\Office\16.0\Outlook\Resiliency\AddinList"
_FORBIDDEN = "0"  # a text there: 1 forces it on, 2 leaves it to the user
_LOADED = 3  # LoadBehavior: at start, and it is loaded
_BITS_OF = {"x64": 64, "x86": 32}


def python(text: Text) -> Iterator[Finding]:
    """The interpreter that runs this, and the parts beside it."""
    version = ".".join(map(str, sys.version_info[:3]))
    told = text(
        "Python {version}, {bits}-bit, in {folder}.",
        version=version,
        bits=own_bits(),
        folder=sys.prefix,
    )
    yield Finding("python", Level.OK, told)
    missing = [name for name in PARTS if not _there(name)]
    if missing:
        told = text("These parts are missing: {parts}.", parts=", ".join(missing))
        yield Finding("parts", Level.FAULT, told, _repair(text))
    else:
        yield Finding("parts", Level.OK, text("All parts are there."))


def outlook(text: Text, registry: Registry) -> Iterator[Finding]:
    """Classic Outlook and its bitness."""
    bits = outlook_bits(registry)
    if not bits:
        told = text("Classic Outlook was not found. The new Outlook takes no COM add-ins.")
        yield Finding("outlook", Level.FAULT, told, text("Install classic Outlook for Windows."))
    elif bits != own_bits():
        told = text(
            "Outlook is {outlook}-bit, the add-in {addin}-bit.", outlook=bits, addin=own_bits()
        )
        todo = text("Install the {bits}-bit package of the add-in.", bits=bits)
        yield Finding("outlook", Level.FAULT, told, todo)
    else:
        version = registry.values(Hive.MACHINE, _CLICK_TO_RUN, 64).get("VersionToReport", "16.0")
        told = text("Classic Outlook {version}, {bits}-bit.", version=version, bits=bits)
        yield Finding("outlook", Level.OK, told)


def registration(text: Text, registry: Registry) -> Iterator[Finding]:
    """Whether Outlook's ways to the shim lead anywhere: to the add-in and to its pane."""
    shims = [_shim(registry, prog_id) for prog_id in (PROG_ID, PANE)]
    if all(shim and shim.is_file() for shim in shims):
        told = text("The add-in is registered: {file}", file=shims[0])
        yield Finding("registration", Level.OK, told)
    else:
        told = text("The add-in is not registered for Outlook.")
        yield Finding("registration", Level.FAULT, told, _repair(text))


def loading(text: Text, registry: Registry) -> Iterator[Finding]:
    """Whether Outlook loads it: by Office's policy, its own list, the user's and our word."""
    machine = registry.values(Hive.MACHINE, _ADDIN)
    user = registry.values(Hive.USER, _ADDIN)
    behaviour = user.get("LoadBehavior", machine.get("LoadBehavior"))
    enable = text("In Outlook: File, Options, Add-ins, COM Add-ins: tick the CRM add-in.")
    if _managed(registry) == _FORBIDDEN:
        told = text("A policy of Office keeps Outlook from loading the add-in.")
        todo = text('Set {prog_id} = 1 in its "List of managed add-ins".', prog_id=PROG_ID)
        yield Finding("loading", Level.FAULT, told, todo)
    elif _names_us(registry.values(Hive.USER, _DISABLED)):
        told = text("Outlook has disabled the add-in.")
        todo = text("In Outlook: File, Manage COM Add-ins: enable the CRM add-in always.")
        yield Finding("loading", Level.FAULT, told, todo)
    elif behaviour != _LOADED:
        told = text("Outlook does not load the add-in (LoadBehavior {value}).", value=behaviour)
        yield Finding("loading", Level.FAULT, told, enable)
    else:
        yield Finding("loading", Level.OK, text("Outlook loads the add-in when it starts."))


def own_bits() -> int:
    """The bitness of this Python, which is that of the package."""
    return struct.calcsize("P") * 8


def outlook_bits(registry: Registry) -> int:
    """Outlook's bitness, 0 where no classic Outlook is installed; as the installer asks."""
    told = [registry.values(Hive.MACHINE, _CLICK_TO_RUN, 64).get("Platform")]
    told += [registry.values(Hive.MACHINE, _OUTLOOK, view).get("Bitness") for view in (64, 32)]
    return next((_BITS_OF[str(one)] for one in told if one in _BITS_OF), 0)


def _shim(registry: Registry, prog_id: str) -> Path | None:
    clsid = registry.values(Hive.MACHINE, rf"{_CLASSES}\{prog_id}\CLSID").get("")
    server = registry.values(Hive.MACHINE, rf"{_CLASSES}\CLSID\{clsid}\InprocServer32")
    return Path(str(server.get("CodeBase", "")).removeprefix("file:///")) if clsid else None


def _managed(registry: Registry) -> str:
    """What Office's policy says of the add-in, the user's before the machine's; "" for nothing."""
    words = (registry.values(hive, _MANAGED).get(PROG_ID) for hive in (Hive.USER, Hive.MACHINE))
    return next((str(word) for word in words if word is not None), "")


def _there(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _names_us(values: Mapping[str, object]) -> bool:
    """Outlook's list holds binary values with a file and a friendly name in UTF-16.

    The file of a .NET add-in may be the framework's own.
    """
    found = [one.lower() for one in values.values() if isinstance(one, bytes)]
    return any(name.lower().encode("utf-16-le") in one for one in found for name in _NAMES)


def _repair(text: Text) -> str:
    return text("Repair the installation: msiexec /fomus with the package, or install it again.")
