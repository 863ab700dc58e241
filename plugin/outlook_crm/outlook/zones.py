"""Windows' names of time zones and IANA's, by CLDR's table (kept by tzlocal)."""

from tzlocal.windows_tz import tz_win, win_tz


def iana_name(windows: str) -> str | None:
    """The IANA zone that Windows means by this registry name, None when unknown.

    Windows keeps one zone for many cities: the answer is CLDR's main one.
    """
    return win_tz.get(windows)


def windows_name(iana: str) -> str | None:
    """The registry name of the Windows zone an IANA zone belongs to, None when unknown."""
    return tz_win.get(iana)
