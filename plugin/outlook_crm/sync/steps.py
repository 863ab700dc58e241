"""The steps that one wish asks for, as far as the settings and a meeting's rules let them through.

What is held back is said with its reason, and stays a difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from outlook_crm.domain.canonical import is_empty, same
from outlook_crm.domain.fields import FieldName, Fields, FieldValue, takes
from outlook_crm.domain.policy import Released
from outlook_crm.domain.side import Side

from . import privacy
from .gates import NO_TYPE, Gates
from .merge import CHOICES, carried
from .reconcile import Rules, Wish
from .report import Entry
from .table import Act
from .values import Absence, Base, Item, Link, Rendering, Role, Step, StepKind

READ_ONLY = "Outlook's item is read only."
INVITED = "The time and place of a received meeting are its organiser's."
ORGANISER = "The meeting has attendees: open it and send the change yourself."
NOT_DELETED = "A received meeting is never deleted by the synchronisation."
NOT_CANCELLED = "The meeting has attendees: open it and cancel it yourself."
RELEASED = "The CRM's record is no longer yours or no longer visible."
LOST = "It is not in Outlook any more, and nothing tells that it was deleted."
PRIVATE = "It is private: it stays in the CRM, and is no longer synchronised."
ASKED = "Both sides changed it: choose whose value stays."
UNREAD = "could not be read"
PRIVATE_GONE = "It is private, and private appointments are not synchronised."

_PLACE = frozenset({FieldName.WHEN, FieldName.LOCATION})
_RECEIVED = (Role.INVITED, Role.CANCELLED)


@dataclass(frozen=True, slots=True)
class Planned:
    """A step on its way.

    ``link`` is None for a create.  ``source`` is the item on the other side that the
    values come from, ``written`` the one that is written; None where it was not read
    (it shows what the base says).
    ``free``: a deletion that no guard holds.  ``series``: a deletion of one occurrence
    because the series lost it.  ``masked``: the report may not tell its content.
    """

    step: Step
    subject: str
    link: Link | None = None
    source: Item | None = None
    free: bool = False
    series: str = ""
    masked: bool = False
    written: Item | None = None

    @property
    def act(self) -> str:
        """The user's act that led to a deletion: a series is deleted by one."""
        return self.series or self.crm_id

    @property
    def crm_id(self) -> str:
        """The id in the CRM, "" for a record to be made."""
        return self.step.target if self.step.side is Side.CRM else self.step.source

    @property
    def outlook_id(self) -> str:
        """The id in Outlook, "" for an item to be made."""
        return self.step.source if self.step.side is Side.CRM else self.step.target

    def entry(self, reason: str = "") -> Entry:
        """The step as an entry of the report."""
        step = self.step
        return Entry(
            step.side,
            step.kind,
            self.subject,
            self.crm_id,
            self.outlook_id,
            reason or step.reason,
        )


@dataclass(slots=True)
class Asked:
    """What one wish or new item leads to; ``closed`` is the gate's reason, "" for none."""

    steps: list[Planned] = field(default_factory=list)
    held: list[Entry] = field(default_factory=list)
    trouble: list[Entry] = field(default_factory=list)
    closed: str = ""
    forget: bool = False
    link: Link | None = None


class Steps:
    """Makes the steps of one pass."""

    def __init__(self, rules: Rules, gates_now: Gates) -> None:
        self._rules = rules
        self._gates = gates_now

    def of(self, wish: Wish) -> Asked:
        """What the wish asks for; ``link`` is the link to be stored before any of it."""
        asked = Asked(link=wish.link)
        if wish.hidden:
            self._hide(wish, asked)
        else:
            self._act(wish, asked)
        if asked.link is not None:
            asked.link = self._seen(asked.link, wish)
        return asked

    def create(
        self, towards: Side, item: Item, key: str, *, reason: str, masked: bool = False
    ) -> Asked:
        """Make the item on ``towards``, too."""
        asked = Asked()
        subject = self._subject(item.fields, masked=masked)
        fields = self._first_fields(towards, item, masked=masked)
        if not item.type_read:
            asked.closed = UNREAD
        else:
            asked.closed = self._gates.create(towards, item)
        if not asked.closed:
            step = Step(StepKind.CREATE, towards, "", item.id, key, fields, reason=reason)
            asked.steps.append(Planned(step, subject, source=item, masked=masked))
        return asked

    # ---- one act

    def _act(self, wish: Wish, asked: Asked) -> None:
        match wish.row.act:
            case Act.SEND_CRM | Act.SEND_OUTLOOK | Act.MERGE | Act.JOIN:
                self._send(wish, asked)
            case Act.DELETE_CRM:
                self._delete(wish, Side.CRM, asked)
            case Act.DELETE_OUTLOOK:
                self._delete(wish, Side.OUTLOOK, asked)
            case Act.RESTORE_CRM:
                self._restore(wish, Side.CRM, asked)
            case Act.RESTORE_OUTLOOK:
                self._restore(wish, Side.OUTLOOK, asked)
            case Act.FORGET:
                asked.forget = True
            case Act.SLEEP:
                self._sleep(wish, asked)
            case _:
                self._purge(wish, asked)

    def _send(self, wish: Wish, asked: Asked) -> None:
        for side in Side:
            fields = dict(wish.merged.send[side])
            shown = wish.fields(side.other)
            if fields and (closed := self._gates.change(side, wish.link.base, shown)):
                asked.closed, fields = closed, {}
            if side is Side.CRM:
                fields |= self._masks(wish)
            elif fields:
                fields = dict(self._allowed(wish, fields, asked))
            if fields:
                asked.steps.append(self._update(wish, side, fields))
        asked.held += [
            self._entry(wish, Side.CRM, StepKind.UPDATE, ASKED)
            for conflict in wish.merged.conflicts
            if conflict.winner is None
        ][:1]

    def _purge(self, wish: Wish, asked: Asked) -> None:
        """Turning private takes the content out of the CRM, also when nothing else changed."""
        if masks := self._masks(wish):
            asked.steps.append(self._update(wish, Side.CRM, masks))

    def _masks(self, wish: Wish) -> dict[FieldName, FieldValue]:
        if not wish.masked:
            return {}
        masks = privacy.masks(self._rules.policy)
        masks = {name: value for name, value in masks.items() if name in self._rules.names}
        sent = privacy.tells(wish.link.base) or _was_sent_before(wish, masks)
        return masks if sent else {}

    def _allowed(self, wish: Wish, fields: Fields, asked: Asked) -> Fields:
        """What a meeting's rules let be written to Outlook's item."""
        allowed, why = writable(wish.item(Side.OUTLOOK), fields)
        if why:
            asked.held.append(self._entry(wish, Side.OUTLOOK, StepKind.UPDATE, why))
        return allowed

    def _update(self, wish: Wish, side: Side, fields: Fields) -> Planned:
        there, was = wish.fields(side), wish.link.base
        single = {each: self._rules.capabilities[each].single_valued for each in Side}
        written = {
            name: carried(
                value,
                there.get(name),
                was.get(name, Rendering()).of(side.other),
                source_single=name in single[side.other],
                target_single=name in single[side],
            )
            for name, value in fields.items()
        }
        return self._planned(wish, side, StepKind.UPDATE, written)

    def _planned(
        self, wish: Wish, side: Side, kind: StepKind, fields: Fields, *, free: bool = False
    ) -> Planned:
        link, item = wish.link, wish.item(side)
        step = Step(
            kind,
            side,
            link.id_on(side),
            link.id_on(side.other),
            link.key,
            fields,
            item.version if item else link.seen_on(side),
            wish.row.sentence,
            rekeys=kind is StepKind.UPDATE and side is Side.CRM and self._rekeys(wish),
        )
        source = wish.item(side.other)
        return Planned(step, self.name(wish), link, source, free, masked=wish.masked, written=item)

    def _rekeys(self, wish: Wish) -> bool:
        """An occurrence goes on for another one: no other PC may take its record for that."""
        item, link = wish.item(Side.OUTLOOK), wish.link
        of_series = item is not None and bool(item.series)
        lacks = bool(link.key) and not link.keyed
        return of_series and lacks and self._rules.capabilities[Side.CRM].keeps_key

    def _delete(self, wish: Wish, side: Side, asked: Asked) -> None:
        asked.closed = self._gates.change(side, wish.link.base, _time(wish, side))
        if asked.closed:
            return
        item = wish.item(side)
        if side is Side.OUTLOOK and no_deletion(item):
            asked.held.append(self._entry(wish, side, StepKind.DELETE, no_deletion(item)))
            return
        deletion = self._planned(wish, side, StepKind.DELETE, {})
        asked.steps.append(replace(deletion, series=wish.pair.on(side.other).series))

    def _restore(self, wish: Wish, side: Side, asked: Asked) -> None:
        item = wish.item(side.other)
        if item is None:
            return
        # The type that it was given by default, whatever the default is by now.
        item = replace(item, fields={**first_choices(wish.link.base), **item.fields})
        created = self.create(
            side, item, wish.link.key, reason=wish.row.sentence, masked=wish.masked
        )
        asked.steps, asked.closed = created.steps, created.closed
        # Chosen empty, it is not for the CRM: a type that is chosen later makes it new there.
        asked.forget = side is Side.CRM and created.closed == NO_TYPE

    def _sleep(self, wish: Wish, asked: Asked) -> None:
        outlook, crm = (wish.pair.on(side).absence for side in Side)
        if crm is Absence.RELEASED:
            self._release(wish, asked)
        elif outlook is Absence.LOST and self._gates.concern(wish.link.base):
            asked.trouble.append(self._entry(wish, Side.OUTLOOK, StepKind.UPDATE, LOST))
        elif wish.waits:
            asked.closed = "deletion waits for its second proof"
        else:
            asked.closed = "moved away" if Absence.MOVED in (outlook, crm) else "not to be seen now"

    def _release(self, wish: Wish, asked: Asked) -> None:
        """It stays in Outlook, unless the user or the settings say otherwise."""
        removes = self._rules.policy.released is Released.REMOVE
        if removes or self._rules.answers.get(wish.link.crm_id) is Side.CRM:
            self._delete(wish, Side.OUTLOOK, asked)
            asked.steps = [_because(each, RELEASED) for each in asked.steps]
        else:
            asked.held.append(self._entry(wish, Side.OUTLOOK, StepKind.DELETE, RELEASED))

    def _hide(self, wish: Wish, asked: Asked) -> None:
        """Private appointments are not to be in the CRM at all."""
        if wish.pair.crm.absence is not None:
            asked.closed = "private"
        elif wish.link.born is Side.OUTLOOK and not wish.pair.fresh:
            deletion = self._planned(wish, Side.CRM, StepKind.DELETE, {}, free=True)
            asked.steps.append(_because(deletion, PRIVATE_GONE))
        else:
            asked.link = _without_content(wish.link)
            if wish.link.born is Side.OUTLOOK:
                self._purge(wish, asked)
            asked.held.append(self._entry(wish, Side.CRM, StepKind.DELETE, PRIVATE))

    # ---- small things

    def _first_fields(self, towards: Side, item: Item, *, masked: bool) -> Fields:
        held = self._rules.capabilities[towards].fields
        single = self._rules.capabilities[towards].single_valued
        fields = dict(item.fields)
        if masked:
            fields[FieldName.SUBJECT] = self._rules.policy.private_subject
        fields[FieldName.TYPE] = self._gates.first_type(item)
        for name in CHOICES:
            # Empty would be a choice; that nobody chose is left unsaid.
            if is_empty(fields.get(name)):
                fields.pop(name, None)
        return {
            name: value[:1] if name in single and isinstance(value, tuple) else value
            for name, value in fields.items()
            if name in held and takes(towards, name)
        }

    def _seen(self, link: Link, wish: Wish) -> Link:
        """The link with the versions that tell all there is to know."""
        if wish.pair.outlook.absence is Absence.UNKNOWN:
            # It may have turned private where it could not be read.
            link = link.seeing(Side.OUTLOOK, "")
        for side in Side:
            item = wish.item(side)
            if item is not None:
                settled = self._rules.settled(link, item)
                purging = bool(self._masks(wish))
                link = link.seeing(side, item.version if settled and not purging else "")
        return link

    def _entry(self, wish: Wish, side: Side, kind: StepKind, reason: str) -> Entry:
        link = wish.link
        return Entry(side, kind, self.name(wish), link.crm_id, link.outlook_id, reason)

    def name(self, wish: Wish) -> str:
        """The subject that the report may tell."""
        fields = wish.fields(Side.OUTLOOK) or wish.fields(Side.CRM)
        return self._subject(fields, masked=wish.masked)

    def _subject(self, fields: Fields, *, masked: bool) -> str:
        if masked:
            return self._rules.policy.private_subject
        return str(fields.get(FieldName.SUBJECT) or "")


def _was_sent_before(wish: Wish, masks: Fields) -> bool:
    """Whether the record shows content that an earlier state, of which nothing is left, sent.

    A record that no mark joins is anybody's: what it shows did not come from here.
    """
    item, record = wish.item(Side.OUTLOOK), wish.item(Side.CRM)
    ours = wish.link.keyed or (item is not None and item.stamp == wish.link.crm_id)
    if record is None or not ours or privacy.CONTENT & wish.link.base.keys():
        return False
    return any(not same(name, record.fields.get(name), value) for name, value in masks.items())


def stamp(wish: Wish, side: Side, subject: str, fields: Mapping[FieldName, FieldValue]) -> Planned:
    """Write the link's mark on an item that shows what was agreed."""
    link, item = wish.link, wish.item(side)
    step = Step(
        StepKind.STAMP,
        side,
        link.id_on(side),
        link.id_on(side.other),
        link.key,
        fields,
        item.version if item else link.seen_on(side),
        "The two items are marked as one.",
    )
    return Planned(step, subject, link)


def first_choices(base: Base) -> Fields:
    """Choices that were made for an item by default and that its Outlook item lacks."""
    return {
        name: base[name].crm
        for name in CHOICES
        if name in base and not base[name].has_outlook and not is_empty(base[name].crm)
    }


def writable(item: Item | None, fields: Fields) -> tuple[Fields, str]:
    """Those of ``fields`` that may be written to Outlook's item, and why not all of them."""
    if item is None or item.read_only:
        return {}, READ_ONLY
    if item.role is Role.OWN or not fields.keys() & _PLACE:
        return fields, ""
    why = INVITED if item.role in _RECEIVED else ORGANISER
    return {name: value for name, value in fields.items() if name not in _PLACE}, why


def no_deletion(item: Item | None) -> str:
    """Why Outlook's item may not be deleted, "" if it may."""
    if item is None or item.read_only:
        return READ_ONLY
    if item.role is Role.OWN:
        return ""
    return NOT_DELETED if item.role in _RECEIVED else NOT_CANCELLED


def _time(wish: Wish, side: Side) -> Fields:
    """When the item is that ``side`` shows, if the base does not tell when the other was."""
    shown = wish.fields(side)
    return {n: shown[n] for n in (FieldName.WHEN,) if n in shown and n not in wish.link.base}


def _because(planned: Planned, reason: str) -> Planned:
    return replace(planned, step=replace(planned.step, reason=reason))


def _without_content(link: Link) -> Link:
    return replace(link, base=privacy.purged(link.base), trouble=PRIVATE)
