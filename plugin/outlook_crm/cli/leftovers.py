"""Takes away what an update or a removal left, in the name of the installer.

Runs as the system (``python.exe -m outlook_crm.cli.leftovers``), in the private Python
of the version that stays.  A folder is moved aside before it is deleted: the move fails
as a whole while a program uses anything in it, so that nothing is taken away beneath
a running Outlook, and what was moved is out of reach of the user whose it was.
"""

import re
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

_VERSION = re.compile(r"\d+\.\d+\.\d+")
_ASIDE = "removed-"
_LOCAL_DATA = Path("AppData") / "Local" / "OutlookCrm"

AtRestart = Callable[[Path], None]
"""Has Windows delete this file or empty folder when it starts next."""


def remove_versions(installed: Path, own: str, at_restart: AtRestart) -> Sequence[Path]:
    """Remove every version's folder but ``own``; answers those that wait for a restart.

    Such a folder stays whole until then.
    """
    for rest in installed.glob(f"{_ASIDE}*"):
        shutil.rmtree(rest, ignore_errors=True)
    waiting = []
    for folder in sorted(installed.iterdir()):
        old = folder.is_dir() and _VERSION.fullmatch(folder.name) and folder.name != own
        if old and not _remove(folder, installed):
            _schedule(folder, at_restart)
            waiting.append(folder)
    return waiting


def purge_profiles(profiles: Iterable[Path], aside: Path) -> Sequence[Path]:
    """Remove each profile's state, vault and logs; answers those that are in use.

    ``aside`` is a folder that only administrators write to, on the profiles' volume.
    """
    folders = [profile / _LOCAL_DATA for profile in profiles]
    return [folder for folder in folders if folder.is_dir() and not _remove(folder, aside)]


def _remove(folder: Path, aside: Path) -> bool:
    number = sum(1 for _ in aside.glob(f"{_ASIDE}*"))
    target = aside / f"{_ASIDE}{number}-{folder.name}"
    try:
        folder.rename(target)
    except OSError:
        return False
    # rmtree never follows a link or junction that stands in the tree or is its root.
    shutil.rmtree(target, ignore_errors=True)
    return True


def _schedule(folder: Path, at_restart: AtRestart) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder goes before it
        at_restart(path)
    at_restart(folder)


if sys.platform == "win32":
    import ctypes
    import winreg

    _DELAY_UNTIL_REBOOT = 4
    _PROFILES = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList"

    def delete_at_restart(path: Path) -> None:
        """MoveFileEx to nowhere, delayed until the restart."""
        ctypes.windll.kernel32.MoveFileExW(str(path), None, _DELAY_UNTIL_REBOOT)

    def profiles() -> Iterable[Path]:
        """The folders of the users of this PC."""
        view = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        with winreg.OpenKeyEx(winreg.HKEY_LOCAL_MACHINE, _PROFILES, 0, view) as key:
            for index in range(winreg.QueryInfoKey(key)[0]):
                with winreg.OpenKeyEx(key, winreg.EnumKey(key, index), 0, view) as one:
                    text, kind = winreg.QueryValueEx(one, "ProfileImagePath")
                expand = kind == winreg.REG_EXPAND_SZ
                yield Path(winreg.ExpandEnvironmentStrings(text) if expand else text)

    def main(arguments: Sequence[str]) -> int:
        """``versions`` or ``profiles``; 0, or 1 when something is still in use."""
        home = Path(sys.executable).parents[1]  # <installed>\<version>\python\python.exe
        if arguments == ["versions"]:
            left = remove_versions(home.parent, home.name, delete_at_restart)
        elif arguments == ["profiles"]:
            left = purge_profiles(profiles(), home.parent)
        else:
            raise SystemExit(2)
        return 1 if left else 0

    if __name__ == "__main__":
        sys.exit(main(sys.argv[1:]))
