"""Crosses out what a log or a report must not hold: secrets, tokens, addresses, the user's name.

Two nets: the texts of all `Secret` values alive, in each form they travel in, and
what looks like a token or a mail address whoever wrote it.
"""

import base64
import json
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, quote_plus

from .secret import alive

_SHORTEST = 4
"""Characters; a shorter secret would cross out half of every line and so tell of itself."""

_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]+"), r"\1 ***"),
    # password=x, "access_token": "x", api-key: x; up to the end of a quoted or bare value.
    # Such a word may be crossed out itself: somebody's password is "password".
    (
        re.compile(
            r"(?i)((?:\*\*\*|password|passwd|pwd|secret|token|api[ _-]?key|client_id"
            r"|authorization|cookie)[\"']?\s*[=:]\s*)(?!(?:bearer|basic)\b)(\"[^\"]*\"|'[^']*'|[^\s,;&]+)"
        ),
        r"\1***",
    ),
    (re.compile(r"(?i)(://)[^/\s:@]+:[^/\s@]+@"), r"\1***@"),
    # Only from a word's beginning: from each of its letters, a long word takes minutes.
    (re.compile(r"(?<![\w.+%'-])[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+"), "<address>"),
)


def masked(text: str) -> str:
    """The text without secrets, tokens, mail addresses and the name of the user's folder."""
    for secret in sorted(alive(), key=len, reverse=True):
        if len(secret) >= _SHORTEST:
            for form in _forms(secret):
                text = text.replace(form, "***")
    for shape, instead in _SHAPES:
        text = shape.sub(instead, text)
    return _homeless(text)


def _forms(secret: str) -> tuple[str, ...]:
    data = secret.encode("utf-8", "replace")
    forms = {
        secret,
        quote(data, safe=""),
        quote_plus(data),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        repr(secret)[1:-1],
        base64.b64encode(data).decode(),
    }
    return tuple(sorted(forms, key=len, reverse=True))


def _homeless(text: str) -> str:
    home = _home()
    return text.replace(home, "~") if home else text


@lru_cache(maxsize=1)
def _home() -> str:
    try:
        home = str(Path.home())
    except RuntimeError:  # a service account without a profile
        return ""
    return home if len(home) > len("C:\\") else ""
