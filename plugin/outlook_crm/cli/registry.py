"""The registry as doctor reads it: every kind of value, in either view."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from outlook_crm.settings.policy import Hive


class Registry(Protocol):
    """The registry of a PC."""

    def values(self, hive: Hive, key: str, bits: int = 0) -> Mapping[str, object]:
        """The values of a key by name, {} when it is missing.

        ``bits`` is 32 or 64 for one view, 0 for that of this Python.
        """
        ...

    def profiles(self) -> Iterable[Path]:
        """The profile folders of this PC's users."""
        ...


if sys.platform == "win32":
    import winreg

    _PROFILES = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList"
    _HIVES = {Hive.MACHINE: winreg.HKEY_LOCAL_MACHINE, Hive.USER: winreg.HKEY_CURRENT_USER}
    _VIEWS = {0: 0, 32: winreg.KEY_WOW64_32KEY, 64: winreg.KEY_WOW64_64KEY}

    class WindowsRegistry:
        """The registry of this PC."""

        def values(self, hive: Hive, key: str, bits: int = 0) -> Mapping[str, object]:
            """See `Registry`."""
            try:
                access = winreg.KEY_READ | _VIEWS[bits]
                handle = winreg.OpenKeyEx(_HIVES[hive], key, 0, access)
            except OSError:
                return {}
            with handle:
                count = winreg.QueryInfoKey(handle)[1]
                rows = [winreg.EnumValue(handle, index) for index in range(count)]
            return {name: value for name, value, _ in rows}

        def profiles(self) -> Iterable[Path]:
            """See `Registry`."""
            access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
            with winreg.OpenKeyEx(winreg.HKEY_LOCAL_MACHINE, _PROFILES, 0, access) as key:
                names = [winreg.EnumKey(key, i) for i in range(winreg.QueryInfoKey(key)[0])]
            for name in names:
                found = self.values(Hive.MACHINE, rf"{_PROFILES}\{name}", 64)
                if isinstance(folder := found.get("ProfileImagePath"), str):
                    yield Path(winreg.ExpandEnvironmentStrings(folder))

    def registry() -> Registry | None:
        """The registry of this PC."""
        return WindowsRegistry()

else:

    def registry() -> Registry | None:
        """None: there is no registry."""
        return None
