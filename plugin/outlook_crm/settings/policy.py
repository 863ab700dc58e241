r"""The administrator's word: locked values and presets, from the registry or a file.

Below ``Software\Policies\OutlookCrm`` of the machine and of the user, a value named
as a setting locks it; below ``Recommended`` there, it is the preset that a user may
change.  The machine's word goes before the user's.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from outlook_crm.errors import BadSettings

from .file import SettingsFile
from .kinds import Value
from .model import BY_NAME, check

KEY = "Software\\Policies\\OutlookCrm"
RECOMMENDED = KEY + "\\Recommended"
INSTALLED = "Software\\OutlookCrm\\Presets"

RegistryValue = str | int | list[str]


class Hive(StrEnum):
    """Where in the registry; the value is the name an administrator knows."""

    MACHINE = "HKEY_LOCAL_MACHINE"
    USER = "HKEY_CURRENT_USER"


@dataclass(frozen=True, slots=True)
class Policy:
    """Checked values by setting name: what is locked, and what is only preset."""

    locked: Mapping[str, Value] = field(default_factory=dict)
    preset: Mapping[str, Value] = field(default_factory=dict)


class PolicySource(Protocol):
    """Where a policy is written down."""

    def policy(self) -> Policy:
        """Read it now.

        Raises BadSettings for a value that is refused: a lock that cannot be
        understood is not guessed.  Names that are no setting are left out: they
        belong to another version.
        """
        ...


class RegistryReader(Protocol):
    """The little of winreg that a policy needs."""

    def values(self, hive: Hive, key: str) -> Mapping[str, RegistryValue]:
        """The values of a key by name: REG_SZ, REG_DWORD, REG_MULTI_SZ; {} when it is missing."""
        ...


class RegistryPolicy:
    """The policy that Group Policy or Intune wrote into the registry."""

    def __init__(self, registry: RegistryReader) -> None:
        self._registry = registry

    def policy(self) -> Policy:
        """Read it now; see `PolicySource`."""
        installed = self._one(Hive.MACHINE, INSTALLED)
        return Policy(self._both(KEY), {**installed, **self._both(RECOMMENDED)})

    def _both(self, key: str) -> Mapping[str, Value]:
        return {**self._one(Hive.USER, key), **self._one(Hive.MACHINE, key)}

    def _one(self, hive: Hive, key: str) -> Mapping[str, Value]:
        values: dict[str, Value] = {}
        for name, raw in self._registry.values(hive, key).items():
            known = name.lower()  # the registry's names have no case
            if known in BY_NAME:
                values[known] = _checked(f"{hive.value}\\{key}", known, _word_alone(raw))
        return values


def _word_alone(raw: RegistryValue) -> RegistryValue:
    """A template's list can hold the word ``all``, but a value of its kind is always a list."""
    return "all" if raw == ["all"] else raw


def _checked(place: str, name: str, raw: RegistryValue) -> Value:
    try:
        return check(name, raw)
    except BadSettings as problem:
        raise BadSettings(
            "{file}: {problem}", file=place, line=0, key=name, problem=problem
        ) from None


class FilePolicy:
    """A policy in a YAML file shaped as settings.yaml: all of it is locked."""

    def __init__(self, path: Path) -> None:
        self._file = SettingsFile(path)

    def policy(self) -> Policy:
        """Read it now; see `PolicySource`."""
        return Policy(locked=self._file.load().values)


class NoPolicy:
    """Where no administrator has a say."""

    def policy(self) -> Policy:
        """Nothing."""
        return Policy()


if sys.platform == "win32":
    import winreg

    class WindowsRegistry:
        """The registry of this PC."""

        def values(self, hive: Hive, key: str) -> Mapping[str, RegistryValue]:
            """The values of a key by name; {} when it is missing."""
            root = {
                Hive.MACHINE: winreg.HKEY_LOCAL_MACHINE,
                Hive.USER: winreg.HKEY_CURRENT_USER,
            }[hive]
            try:
                # Policies are one for both views; the installer writes into that of our bitness.
                handle = winreg.OpenKeyEx(root, key, 0, winreg.KEY_READ)
            except FileNotFoundError:
                return {}
            with handle:
                count = winreg.QueryInfoKey(handle)[1]
                rows = [winreg.EnumValue(handle, index) for index in range(count)]
            return {name: value for name, value, _ in rows if isinstance(value, str | int | list)}

    def system_policy() -> PolicySource:
        """The policy of this PC."""
        return RegistryPolicy(WindowsRegistry())

else:

    def system_policy() -> PolicySource:
        """No policy: there is no registry."""
        return NoPolicy()
