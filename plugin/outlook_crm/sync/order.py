"""In which order a plan's steps are taken.

Creates come first and deletions last, so that an item that comes back under another
id is never deleted before it is made.  No occurrence of a series may pass another one,
or share its day: of those that move later the last goes first, of those that move
earlier the first one.  So each finds its new place free, if the series allows it at all.
"""

from datetime import UTC, datetime, time

from outlook_crm.domain.fields import FieldName, FieldValue
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay, Timed

from .steps import Planned
from .values import StepKind

_KINDS = (StepKind.CREATE, StepKind.UPDATE, StepKind.STAMP, StepKind.DELETE)
_Place = tuple[int, float]
_ANYWHERE: _Place = (0, 0.0)


def place(planned: Planned) -> tuple[int, _Place]:
    """What steps are sorted by."""
    return _KINDS.index(planned.step.kind), _among_moves(planned)


def _among_moves(planned: Planned) -> _Place:
    step, item = planned.step, planned.written
    if step.side is not Side.OUTLOOK or item is None or not item.series:
        return _ANYWHERE
    now = _begins(item.fields.get(FieldName.WHEN))
    then = _begins(step.fields.get(FieldName.WHEN))
    if now is None or then is None or now == then:
        return _ANYWHERE
    return (1, -now) if then > now else (2, now)


def _begins(when: FieldValue) -> float | None:
    if isinstance(when, AllDay):
        return datetime.combine(when.first, time(), UTC).timestamp()
    return when.start.timestamp() if isinstance(when, Timed) else None
