"""The kinds of values a setting can have, and what each of them refuses."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from outlook_crm.domain.policy import ALL_TYPES, Types
from outlook_crm.errors import BadSettings

Value = str | bool | int | Types
"""A checked value."""

_ALL = "all"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_BETWEEN = ";"
_ATTRIBUTE = re.compile("[A-Za-z_][A-Za-z0-9_.-]{0,99}")
_HOST = re.compile("[a-z0-9_.-]{1,253}")
_NAME = re.compile("[a-z][a-z0-9-]{0,49}")
_LONGEST = 2000  # characters of a text: more than any path or address


class Kind(Protocol):
    """How a raw value from a file, a policy or a window is read, and written again."""

    def read(self, key: str, raw: object) -> Value:
        """The checked value; raises BadSettings that names ``key``."""
        ...

    def plain(self, value: Value) -> object:
        """The value as YAML holds it; `read` gives back an equal one."""
        ...


class _Plain:
    __slots__ = ()

    def plain(self, value: Value) -> object:
        """As it is."""
        return value


@dataclass(frozen=True, slots=True)
class Text(_Plain):
    """One line of text."""

    def read(self, key: str, raw: object) -> Value:
        """A string without line ends."""
        if not isinstance(raw, str) or not raw.isprintable() or len(raw) > _LONGEST:
            raise BadSettings("{key} must be one line of text.", key=key)
        return raw.strip()


@dataclass(frozen=True, slots=True)
class Word(_Plain):
    """A name: small letters, digits and hyphens, a letter first."""

    def read(self, key: str, raw: object) -> Value:
        """The name, in any case."""
        text = raw.strip().lower() if isinstance(raw, str) else ""
        if not _NAME.fullmatch(text):
            raise BadSettings("{key} must be one word.", key=key)
        return text


@dataclass(frozen=True, slots=True)
class Flag(_Plain):
    """Yes or no."""

    def read(self, key: str, raw: object) -> Value:
        """A boolean; a policy's REG_DWORD 0 or 1."""
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, int) and raw in (0, 1):
            return raw == 1
        raise BadSettings("{key} must be true or false.", key=key)


@dataclass(frozen=True, slots=True)
class Number(_Plain):
    """A whole number between two limits, both included."""

    minimum: int
    maximum: int

    def read(self, key: str, raw: object) -> Value:
        """A whole number; `true` is none."""
        if isinstance(raw, int) and not isinstance(raw, bool):
            number: int = raw
            if self.minimum <= number <= self.maximum:
                return number
        raise BadSettings(
            "{key} must be a whole number from {minimum} to {maximum}.",
            key=key,
            minimum=self.minimum,
            maximum=self.maximum,
        )


class Choice(_Plain):
    """One of a few words."""

    __slots__ = ("words",)

    def __init__(self, *words: str) -> None:
        self.words = tuple(str(word) for word in words)

    def read(self, key: str, raw: object) -> Value:
        """One of the words, in any case.

        YAML reads a bare ``no`` as false: that is told as any other wrong word.
        """
        if isinstance(raw, str) and raw.strip().lower() in self.words:
            return raw.strip().lower()
        raise BadSettings("{key} must be one of: {words}.", key=key, words=", ".join(self.words))


@dataclass(frozen=True, slots=True)
class TypeList:
    """``all``, or a list of the CRM's activity types; an empty list is none."""

    def read(self, key: str, raw: object) -> Value:
        """The word ``all`` or a list of names."""
        if isinstance(raw, Types):
            return raw
        if raw == _ALL:
            return ALL_TYPES
        if isinstance(raw, Sequence) and not isinstance(raw, str):
            names = [name.strip() for name in raw if isinstance(name, str)]
            if len(names) == len(raw) and all(names):
                return Types(frozenset(names))
        raise BadSettings("{key} must be the word all, or a list of activity types.", key=key)

    def plain(self, value: Value) -> object:
        """The word, or the names in alphabetical order."""
        if not isinstance(value, Types):
            return value
        return _ALL if value.everything else sorted(value.names)


@dataclass(frozen=True, slots=True)
class FieldMap:
    """Which attribute of the CRM stands for each of these ``roles``; no entry: found by itself.

    The value is a text, ``location=cf_place; status=cf_state``, as a policy holds it too.
    ``crm.example.com/location=cf_place`` is for the CRM at that host alone.
    """

    roles: frozenset[str]

    def read(self, key: str, raw: object) -> Value:
        """The text, or a mapping of roles to attributes."""
        pairs = list(raw.items()) if isinstance(raw, Mapping) else _pairs(raw)
        named = {role: name for role, name in pairs if self._fits(role, name)}
        if len(named) < len(pairs) or not _is_clear(named):
            raise BadSettings(
                "{key} must give each field one attribute of its own, such as location: cf_place."
                " There are: {roles}.",
                key=key,
                roles=", ".join(sorted(self.roles)),
            )
        return f"{_BETWEEN} ".join(f"{role}={name}" for role, name in sorted(named.items()))

    def plain(self, value: Value) -> object:
        """The mapping."""
        return dict(_pairs(value))

    def _fits(self, field: object, name: object) -> bool:
        if not isinstance(field, str) or not isinstance(name, str):
            return False
        host, slash, role = field.rpartition("/")
        at_one = bool(_HOST.fullmatch(host)) if slash else True
        return at_one and role in self.roles and bool(_ATTRIBUTE.fullmatch(name))


def at_host(named: Mapping[str, str], host: str) -> Mapping[str, str]:
    """What a field map says of the CRM there: its own word before that for all."""
    own = f"{host}/"
    common = {field: name for field, name in named.items() if "/" not in field}
    return common | {f.removeprefix(own): name for f, name in named.items() if f.startswith(own)}


def _is_clear(named: Mapping[str, str]) -> bool:
    """Whether no CRM is told to keep two fields in one attribute."""
    hosts = {field.rpartition("/")[0] for field in named} | {""}
    return all(len(set(of.values())) == len(of) for of in (at_host(named, host) for host in hosts))


def _pairs(raw: object) -> list[tuple[str, str]]:
    """The parts of a map's text; one that is none has a role that nothing fits."""
    if not isinstance(raw, str):
        return [("", "")]
    parts = [part.partition("=") for part in raw.split(_BETWEEN) if part.strip()]
    return [(role.strip(), name.strip()) for role, _, name in parts]


@dataclass(frozen=True, slots=True)
class Proxy(_Plain):
    """``system``, ``none``, or the proxy's address without a user or password."""

    def read(self, key: str, raw: object) -> Value:
        """One of the two words, or ``http://host:port``."""
        text = raw.strip() if isinstance(raw, str) else ""
        if text.lower() in ("system", "none"):
            return text.lower()
        if not _is_proxy(text):
            # The value itself is not told: someone may have put a password into it.
            raise BadSettings(
                "{key} must be system, none, or an address such as http://proxy.example.com:8080,"
                " without user name and password.",
                key=key,
            )
        return text


@dataclass(frozen=True, slots=True)
class WebAddress(_Plain):
    """An https address, or nothing; on this machine http, too."""

    def read(self, key: str, raw: object) -> Value:
        """``""``, or an address without a user or password."""
        text = raw.strip() if isinstance(raw, str) else None
        if text is None or (text and not is_web_address(text)):
            # The value itself is not told, as a proxy's is not.
            raise BadSettings(
                "{key} must be an address that begins with https://, without user name and"
                " password.",
                key=key,
            )
        return text


def is_web_address(text: str) -> bool:
    """Whether it is an https address without user and password; to this machine http, too."""
    try:
        parts = urlsplit(text)
        _ = parts.port  # is checked when it is read
    except ValueError:
        return False
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    plain = parts.username is None and parts.password is None
    return bool(safe and plain and parts.hostname and text.isprintable() and " " not in text)


def _is_proxy(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    plain = parts.username is None and parts.password is None
    nothing_more = parts.path in ("", "/") and not parts.query and not parts.fragment
    return bool(
        parts.scheme in ("http", "https") and parts.hostname and port and plain and nothing_more
    )
