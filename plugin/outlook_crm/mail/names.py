"""Names that files may have on the user's disk."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 100
"""Characters: with the folder before it a path stays below what every Windows takes."""
_LONGEST_ENDING = 20

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in "0123456789"))
)


def safe(name: str) -> str:
    """The name of a file that anybody may have chosen, fit for a disk, its ending kept.

    Nothing in it leads out of the folder, hides its ending or names a device of Windows.
    """
    visible = "".join(each for each in name if not unicodedata.category(each).startswith("C"))
    plain = _FORBIDDEN.sub("_", visible).strip(" .") or "attachment"
    stem, ending = _parted(plain)
    if stem.split(".")[0].rstrip().casefold() in _DEVICES:
        stem = f"_{stem}"
    whole = cut(stem + ending, LONGEST)
    return whole if ending else whole.rstrip(" .")


def cut(name: str, most: int) -> str:
    """The name with at most so many characters, its ending kept."""
    stem, ending = _parted(name)
    return stem[: most - len(ending)] + ending


def _parted(name: str) -> tuple[str, str]:
    ending = PurePosixPath(name).suffix
    if len(ending) > _LONGEST_ENDING:
        ending = ""
    return name.removesuffix(ending), ending
