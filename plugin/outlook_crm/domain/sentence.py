"""Sentences that wait to be told: message ids with their values, as one text.

A side says why it refused before anybody knows in whose language the user will read
it, and the state keeps it for days.  So the sentence travels as a plain text in which
control characters, which no sentence holds, mark what is what.
"""

import json
from collections.abc import Iterable, Iterator

_VALUES = "\x1f"
_NEXT = "\x1e"


def sentence(message: str, /, **values: object) -> str:
    """The message with the values of its ``{named}`` places; a message without any is itself."""
    if not values:
        return message
    told = {name: str(value) for name, value in values.items()}
    return f"{message}{_VALUES}{json.dumps(told, ensure_ascii=False)}"


def in_a_row(sentences: Iterable[str]) -> str:
    """Several of them as one text."""
    return _NEXT.join(sentences)


def taken_apart(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each message with its values."""
    for part in text.split(_NEXT):
        message, mark, values = part.partition(_VALUES)
        yield message, json.loads(values) if mark else {}
