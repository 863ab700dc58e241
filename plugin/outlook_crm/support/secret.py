"""A text that never shows: a password, an API key, a token."""

import hmac
import threading
import weakref
from typing import NoReturn

_HIDDEN = "***"

# Every secret alive, so that the log can cross out even one that came there by mistake.
_alive: "weakref.WeakSet[Secret]" = weakref.WeakSet()
_lock = threading.Lock()


class Secret:
    """Holds a text that only `reveal` shows.

    Its str, repr and format are ``***``; it cannot be pickled.  Comparing takes
    the same time whatever differs.  An empty secret is false.
    """

    __slots__ = ("__weakref__", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        with _lock:
            _alive.add(self)

    def reveal(self) -> str:
        """The text itself: for the request, the window or the vault, nothing else."""
        return self._text

    def __repr__(self) -> str:
        return f"Secret({_HIDDEN})"

    def __str__(self) -> str:
        return _HIDDEN

    def __format__(self, spec: str) -> str:
        return _HIDDEN

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(_bytes(self._text), _bytes(other._text))

    # By identity: a hash of the text would tell of it, and the registry above holds each one.
    __hash__ = object.__hash__

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not pickled")


def alive() -> frozenset[str]:
    """The texts of all secrets that exist now, for crossing them out."""
    with _lock:
        return frozenset(secret.reveal() for secret in _alive)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
