"""What no public source tells about the wire, each decided once, here.

A live server that does otherwise is imitated by changing one line.
"""

BASE = "api/v1"
TOKEN_PATH = "oauth/token"  # below the base

PAGE_SIZE = 20  # without page[size]
LARGEST_PAGE = 100  # a larger page[size] is cut to it without a word

UNITS = ("second", "minute", "hour", "day", "week", "month", "year")  # of $now, also as plurals

LINKS_NEED_INCLUDE = True  # a filter on a many-to-many relation needs the same relation included

ENTITY_WORD = "entities"  # stands for any module in the path of an upload

# The guides name extensions that are refused, not which: those that run on Windows.
REFUSED_EXTENSIONS = frozenset(
    [
        "bat",
        "cmd",
        "com",
        "dll",
        "exe",
        "hta",
        "js",
        "jse",
        "lnk",
        "msi",
        "ps1",
        "scr",
        "vbe",
        "vbs",
        "wsf",
    ]
)
