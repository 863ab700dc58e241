"""Three-way, field by field: what each side shows against what it showed at the last agreement.

A side has changed only if it differs from its *own* rendering in the base, so what a
side cannot render (a long subject, seconds, blanks) is never sent back as a change.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from outlook_crm.domain.canonical import canonical, is_empty, same
from outlook_crm.domain.fields import (
    BY_NAME,
    SENSITIVITY_VALUES,
    Compare,
    FieldName,
    Fields,
    FieldValue,
    takes,
)
from outlook_crm.domain.side import Side

from .values import Base, Rendering

_SHORTEST_CUT = 50
"""No side is known to cut a text shorter than this: a shorter beginning is another text."""

CHOICES = (FieldName.TYPE, FieldName.STATUS)
"""The CRM's own values, of which "nobody chose" is another thing than "chosen empty"."""

_TEXTS = (Compare.LINE, Compare.TEXT)
_NOT_FOR_ALL = frozenset(SENSITIVITY_VALUES[1:])
"""A side may have one word for all of these."""

_NOTHING = Rendering()
Shows = Mapping[Side, Fields]
"""What each side shows now."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both sides changed to different values."""

    name: FieldName
    outlook: FieldValue
    crm: FieldValue
    winner: Side | None


@dataclass(frozen=True, slots=True)
class Merged:
    """``send`` are the values each side is to be given; a field goes to one side at most.

    ``agreed`` are fields that show the same already and only the base lacks.
    """

    send: Mapping[Side, Fields] = field(default_factory=lambda: {side: {} for side in Side})
    agreed: Base = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()


def differs(base: Base, side: Side, name: FieldName, value: FieldValue) -> bool:
    """Whether ``value`` is a change: other than what ``side`` showed at the last agreement.

    What a side only receives it never changes.
    """
    if not takes(side.other, name):
        return False
    rendering = base.get(name, _NOTHING)
    return not (rendering.holds(side) and same(name, rendering.of(side), value))


def changes(
    base: Base, side: Side, fields: Fields, names: Collection[FieldName]
) -> frozenset[FieldName]:
    """Those of ``names`` that ``side`` changed since the last agreement."""
    return frozenset(
        name for name in names if name in fields and differs(base, side, name, fields[name])
    )


def renderings(base: Base, side: Side) -> Fields:
    """What ``side`` showed at the last agreement."""
    return {name: each.of(side) for name, each in base.items() if each.holds(side)}


def alike(name: FieldName, first: FieldValue, second: FieldValue) -> bool:
    """Whether both may be renderings of one value: the same, or a text cut or respaced.

    For items that no base tells about.
    """
    return _as_one(name, first, second) or _is_cut(name, first, second)


def beginning(name: FieldName, text: FieldValue) -> str:
    """What texts that are `alike` share, for looking them up."""
    return _words(name, text)[:_SHORTEST_CUT]


def merge(
    base: Base,
    shows: Shows,
    names: Collection[FieldName],
    winner: Side | None,
    single: Collection[FieldName] = (),
) -> Merged:
    """Settle each of ``names`` for itself.

    ``shows`` has both sides; a field that is not in a side's mapping is unknown there.
    ``winner`` is the side whose value stays where both changed, None for neither.
    ``single`` are the fields of which one of the sides holds one id only.
    """
    send: dict[Side, dict[FieldName, FieldValue]] = {side: {} for side in Side}
    agreed: dict[FieldName, Rendering] = {}
    conflicts: list[Conflict] = []
    changed = {side: changes(base, side, shows[side], names) for side in Side}
    for name in sorted(changed[Side.OUTLOOK] | changed[Side.CRM]):
        values = {side: shows[side][name] for side in Side if name in shows[side]}
        both = all(name in changed[side] for side in Side)
        if _agree(name, values, base.get(name, _NOTHING), single, both=both):
            agreed[name] = _showing(base.get(name, _NOTHING), values)
            continue
        source = _source(values, base.get(name, _NOTHING), name, changed)
        if source is None:
            source = winner
            conflicts.append(Conflict(name, values[Side.OUTLOOK], values[Side.CRM], source))
        if source is None:
            continue
        if takes(source.other, name):
            send[source.other][name] = values[source]
        else:
            agreed[name] = _showing(base.get(name, _NOTHING), values)
    return Merged(send, agreed, tuple(conflicts))


Values = Mapping[Side, FieldValue]


def _agree(
    name: FieldName, values: Values, was: Rendering, single: Collection[FieldName], *, both: bool
) -> bool:
    """Whether nothing is to be sent: they show the same, or as like as can be.

    What ``both`` sides changed alike was carried across already, by another PC or before
    an older state file was put back.
    """
    if len(values) < len(Side):
        # Nobody chose it there, and nothing was chosen here either.
        return all(is_empty(value) for value in values.values())
    outlook, crm = values[Side.OUTLOOK], values[Side.CRM]
    if same(name, outlook, crm):
        return True
    if is_empty(outlook) or is_empty(crm):
        return False
    level, like = (both, _as_one) if _known(was) else (was.has_outlook == was.has_crm, alike)
    return level and (like(name, outlook, crm) or (name in single and _overlap(outlook, crm)))


def _source(
    values: Values, was: Rendering, name: FieldName, changed: Mapping[Side, Collection[FieldName]]
) -> Side | None:
    """The side whose value travels, None for a conflict."""
    if len(values) < len(Side):
        return next(iter(values))
    if not _known(was):
        # Without a base an empty value says nothing.
        for side in Side:
            if is_empty(values[side]):
                return side.other
    both = [side for side in Side if name in changed[side]]
    if len(both) == 1:
        return both[0]
    # A side that cuts is not to cut the other one's, too.
    cut = _known(was) and _is_cut(name, *values.values())
    return max(Side, key=lambda side: len(_words(name, values[side]))) if cut else None


def carried(
    value: FieldValue,
    there: FieldValue,
    was: FieldValue,
    *,
    source_single: bool,
    target_single: bool,
) -> FieldValue:
    """The value as it is written to a side that shows ``there`` now.

    What only the other side can hold is not wiped: a target of one id keeps its own if
    that is still among them; of a target's several ids only ``was``, what the source
    of one id showed before, is replaced.
    """
    if not isinstance(value, tuple):
        return value
    if target_single:
        return tuple(each for each in _ids(there) if each in value)[:1] or value[:1]
    if source_single:
        kept = (each for each in _ids(there) if each not in _ids(was) and each not in value)
        return (*value, *kept)
    return value


def _as_one(name: FieldName, first: FieldValue, second: FieldValue) -> bool:
    """Whether they mean the same, as far as the poorer of two sides can show it."""
    if name is FieldName.SENSITIVITY:
        return first == second or {first, second} <= _NOT_FOR_ALL
    if BY_NAME[name].compare in _TEXTS:
        return _words(name, first) == _words(name, second)
    return same(name, first, second)


def _is_cut(name: FieldName, first: FieldValue, second: FieldValue) -> bool:
    """Whether one text is the beginning of the other."""
    if BY_NAME[name].compare not in _TEXTS:
        return False
    short, long = sorted((_words(name, first), _words(name, second)), key=len)
    return len(short) >= _SHORTEST_CUT and long.startswith(short)


def _known(was: Rendering) -> bool:
    return was.has_outlook and was.has_crm


def _showing(was: Rendering, values: Values) -> Rendering:
    for side, value in values.items():
        was = was.showing(side, value)
    return was


def _overlap(first: FieldValue, second: FieldValue) -> bool:
    return bool(set(_ids(first)) & set(_ids(second)))


def _ids(value: FieldValue) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _words(name: FieldName, value: FieldValue) -> str:
    return " ".join(str(canonical(name, value) or "").split())
