"""Asks the CRM about one mail, and tells a mail that it fails on from a CRM that fails on all."""

from collections.abc import Callable
from typing import TypeVar

from outlook_crm.domain.sentence import sentence
from outlook_crm.errors import Busy, Error, NotACrm, NotAllowed, Refused, Unreachable
from outlook_crm.sync.values import Fate

from .identity import Keys
from .ports import Archive
from .values import Written

T = TypeVar("T")

_NOBODY = Keys("<nobody@digest.invalid>", "<nobody@digest.invalid>")


def ask(archive: Archive, question: Callable[[], T]) -> T | Written:
    """The answer; what became of the question where the CRM fails on it and on no other.

    Raises what the question raised where another one is not answered either, and Missing.
    """
    try:
        return question()
    except Busy:
        raise
    except (Unreachable, NotACrm) as failure:
        _probe(archive, failure)
        return Written(Fate.UNKNOWN)
    except (Refused, NotAllowed) as refusal:
        _probe(archive, refusal)
        return Written(Fate.REFUSED, reason=sentence(refusal.message, **refusal.values))


def _probe(archive: Archive, failure: Error) -> None:
    """Raises the failure where a question that any CRM can answer fails, too."""
    try:
        archive.find(_NOBODY)
    except (Unreachable, NotACrm, Refused, NotAllowed, Busy):
        raise failure from None
