"""Errors as the log may tell of them: kinds, codes and places, and no words of anybody else.

The text of an error that is not ours may quote a subject, a name, a server's whole
answer.  Of ours the sentence is told; what fills its places only where we filled
them with what we know ourselves.
"""

import re
import traceback
from collections.abc import Iterable, Iterator

from outlook_crm import errors

_HIDDEN = "***"
_OWN_WORDS = (
    errors.Unreachable,
    errors.Busy,
    errors.Untrusted,
    errors.NotACrm,
    errors.WrongAddress,
    errors.BadSettings,
)
"""Their places hold hosts, the system's reasons, and where a file is wrong."""
_TELL_OF_CODE = (AttributeError, ImportError, NameError)
"""Python's own, whose texts name what stands in a program."""
_CODE = re.compile(r"(0x[0-9A-Fa-f]+|[\d.]+)\Z")
_LONGEST_CHAIN = 8


def told(error: BaseException) -> str:
    """One line: the sentence of an error of ours, the kind and code of another."""
    if isinstance(error, errors.Error):
        return _sentence(error)
    return ": ".join(filter(None, (_kind(error), _known(error))))


def whole(error: BaseException) -> str:
    """The traceback, what led to it first, as Python prints it but for the errors' texts."""
    return "\n".join(_lines(error)).rstrip()


def _sentence(error: errors.Error) -> str:
    if isinstance(error, _OWN_WORDS):
        return error.text
    shown = {name: _shown(value) for name, value in error.values.items()}
    return error.message.format_map(shown)


def _shown(value: object) -> object:
    plain = isinstance(value, bool | int | float) or (isinstance(value, str) and _CODE.match(value))
    return value if plain else _HIDDEN


def _known(error: BaseException) -> str:
    """What of its text is the system's, or Python's about a program."""
    if isinstance(error, _TELL_OF_CODE):
        return str(error)
    if isinstance(error, OSError):
        return str(error.strerror or "")
    code = getattr(error, "HResult", None)  # of .NET's
    if isinstance(code, int):
        return f"0x{code & 0xFFFFFFFF:08X}"
    return str(getattr(error, "sqlite_errorname", ""))


def _kind(error: BaseException) -> str:
    kind = type(error)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _lines(error: BaseException) -> Iterator[str]:
    chain = list(_chain(error))
    for number, each in enumerate(reversed(chain), 1):
        yield "Traceback (most recent call last):"
        yield from (line.rstrip() for line in traceback.format_tb(each.__traceback__))
        yield told(each) if not isinstance(each, errors.Error) else f"{_kind(each)}: {told(each)}"
        yield from _inside(each)
        if number < len(chain):
            yield "\nand then:\n"


def _chain(error: BaseException) -> Iterator[BaseException]:
    following: BaseException | None = error
    for _ in range(_LONGEST_CHAIN):
        if following is None:
            return
        yield following
        hidden = following.__suppress_context__
        following = following.__cause__ or (None if hidden else following.__context__)


def _inside(error: BaseException) -> Iterable[str]:
    """The errors of a group, further in."""
    if not isinstance(error, BaseExceptionGroup):
        return ()
    return [f"  {line}" for each in error.exceptions for line in whole(each).splitlines()]
