"""What it takes to take back one entry of a report: values in, values out.

A step that was done is taken back by another step on the same side, and only where
that loses nothing: what was changed since stays, with a reason.

- an update: the fields that still show what the run wrote get back what they showed before
- a deletion: the item is made anew, with its link where the other one lives
- a create: the copy goes, and its source is put to rest so that no run makes it again;
  one in Outlook is marked before, for another PC that has its link
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from outlook_crm.domain.canonical import same
from outlook_crm.domain.fields import CALENDAR_NAMES, FieldName, Fields, takes
from outlook_crm.domain.side import Side

from .merge import alike, changes
from .report import Clash, Entry
from .steps import READ_ONLY, no_deletion, writable
from .values import TAKEN_BACK, Absence, Item, Link, Step, StepKind

UNDONE = "You took it back."
CHANGED = "It was changed since, and taking it back would lose that."
GONE = "It is not there any more."
THERE = "It is there again."
UNCLEAR = "It cannot be looked at now. Try again later."
UNKNOWN = "What it was before is not known."
APART = "It is not kept in step any more."
DECIDED_IN_OUTLOOK = "Its appointment is in Outlook: its activity type decides about the CRM."
NOT_YOURS = "Its record is not yours to see any more. Move it out of Deleted Items yourself."

_TWIN = (FieldName.SUBJECT, FieldName.WHEN)


@dataclass(frozen=True, slots=True)
class Now:
    """The two items of an entry now.

    ``written`` is the one on the side that the run wrote, ``other`` its partner.
    ``twin``: another living item on that side shows what a deleted one showed.
    """

    written: Item | Absence
    other: Item | Absence
    link: Link | None
    twin: bool = False


@dataclass(frozen=True, slots=True)
class Undo:
    """``steps`` in their order, or why there are none.

    A deletion among them takes the link with it, a create whose source is "" makes none.
    ``back`` undoes what precedes a deletion that is refused.
    """

    steps: tuple[Step, ...] = ()
    refusal: str = ""
    back: tuple[Step, ...] = ()


def given_up(clash: Clash) -> Entry | None:
    """The loss of an appointment's conflict as an entry to take back, None while it is open."""
    if clash.winner is None or clash.name not in CALENDAR_NAMES:
        return None
    return Entry(
        clash.winner.other,
        StepKind.UPDATE,
        clash.subject,
        clash.crm_id,
        clash.outlook_id,
        was={clash.name: clash.lost},
        undoable=True,
        of=clash.of,
    )


def undo(entry: Entry, now: Now) -> Undo:
    """How ``entry`` is taken back.

    A field that ``entry.wrote`` does not tell of is written whatever it shows now.
    """
    match entry.kind:
        case _ if not entry.undoable:
            return Undo(refusal=UNKNOWN)
        case StepKind.UPDATE:
            return _written_back(entry, now)
        case StepKind.DELETE:
            return _made_anew(entry, now)
        case StepKind.CREATE:
            return _copy_gone(entry, now)
    return Undo(refusal=UNKNOWN)


def deleted(entry: Entry) -> Fields:
    """What a deleted item showed; of a private one its subject is a stand-in."""
    return {FieldName.SUBJECT: entry.subject, **entry.was}


def is_twin(item: Item, fields: Fields) -> bool:
    """Whether the item shows the subject and the time of these fields."""
    return all(alike(name, item.fields.get(name), fields.get(name)) for name in _TWIN)


def _written_back(entry: Entry, now: Now) -> Undo:
    item = now.written
    if isinstance(item, Absence):
        return Undo(refusal=_why_absent(item))
    fields = {name: entry.was[name] for name in entry.was if _still(entry, item, name)}
    if not fields:
        return Undo(refusal=CHANGED)
    if item.side is Side.OUTLOOK:
        allowed, why = writable(item, fields)
        if not allowed:
            return Undo(refusal=why)
        fields = dict(allowed)
    return Undo((_step(StepKind.UPDATE, item, _id_of(entry, item.side.other), fields),))


def _still(entry: Entry, item: Item, name: FieldName) -> bool:
    if name not in entry.wrote:
        return True
    return name in item.fields and same(name, item.fields[name], entry.wrote[name])


def _made_anew(entry: Entry, now: Now) -> Undo:
    fields = deleted(entry)
    if FieldName.WHEN not in fields:
        return Undo(refusal=UNKNOWN)
    if isinstance(now.written, Item) or now.twin:
        return Undo(refusal=THERE)
    if Absence.UNKNOWN in (now.written, now.other):
        return Undo(refusal=UNCLEAR)
    if entry.side is Side.CRM:
        alone = isinstance(now.other, Absence)
        return _create(entry, fields) if alone else Undo(refusal=DECIDED_IN_OUTLOOK)
    if now.other is Absence.RELEASED:
        return Undo(refusal=NOT_YOURS)
    return _create(entry, fields, now.other if isinstance(now.other, Item) else None)


def _create(entry: Entry, fields: Fields, source: Item | None = None) -> Undo:
    source_id, key = (source.id, source.key) if source else ("", "")
    fields = {name: value for name, value in fields.items() if takes(entry.side, name)}
    step = Step(StepKind.CREATE, entry.side, "", source_id, key, fields, reason=UNDONE)
    return Undo((step,))


def _copy_gone(entry: Entry, now: Now) -> Undo:
    copy, link = now.written, now.link
    if isinstance(copy, Absence):
        return Undo(refusal=_why_absent(copy))
    if link is None:
        return Undo(refusal=APART)
    if changes(link.base, copy.side, copy.fields, link.base.keys() & copy.fields.keys()):
        return Undo(refusal=CHANGED)
    if copy.side is Side.OUTLOOK:
        why, rest = no_deletion(copy), [_step(StepKind.STAMP, copy, TAKEN_BACK + entry.crm_id, {})]
        back = [_step(StepKind.STAMP, copy, entry.crm_id, {})]
    else:
        why, rest = _unresting(now.other), list(_at_rest(now.other, entry))
        back = [replace(each, fields=_typed(now.other)) for each in rest if _typed(now.other)]
    if why:
        return Undo(refusal=why)
    gone = _step(StepKind.DELETE, copy, _id_of(entry, copy.side.other), {})
    return Undo((*rest, gone), back=tuple(back))


def _unresting(source: Item | Absence) -> str:
    """Why Outlook's item, of which the copy was made, cannot be put to rest."""
    if source is Absence.UNKNOWN:
        return UNCLEAR
    return READ_ONLY if isinstance(source, Item) and source.read_only else ""


def _at_rest(source: Item | Absence, entry: Entry) -> Iterable[Step]:
    """Its type is chosen empty, which is the user's word that it is not for the CRM."""
    if isinstance(source, Item) and source.fields.get(FieldName.TYPE, "") is not None:
        yield _step(StepKind.UPDATE, source, entry.crm_id, {FieldName.TYPE: None})


def _typed(source: Item | Absence) -> Fields:
    """Its type as it is, nothing where none was chosen yet: that cannot be written."""
    fields = source.fields if isinstance(source, Item) else {}
    return {FieldName.TYPE: fields[FieldName.TYPE]} if FieldName.TYPE in fields else {}


def _step(kind: StepKind, item: Item, source: str, fields: Fields) -> Step:
    return Step(kind, item.side, item.id, source, item.key, fields, item.version, UNDONE)


def _id_of(entry: Entry, side: Side) -> str:
    return entry.outlook_id if side is Side.OUTLOOK else entry.crm_id


def _why_absent(absence: Absence) -> str:
    return UNCLEAR if absence is Absence.UNKNOWN else GONE


def images(names: Collection[FieldName], before: Fields, after: Fields) -> tuple[Fields, Fields]:
    """What of two looks at an item an entry keeps: the fields of ``names`` that both show."""
    both = [name for name in names if name in before and name in after]
    return {name: before[name] for name in both}, {name: after[name] for name in both}
