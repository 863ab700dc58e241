"""What a crash or a lost answer left: steps whose end nobody recorded.

Before anything is planned each is looked up.  A create that happened is adopted.  Of an
update the base learns what is there: else our own write would count as the side's own
change, and stand against a deletion on the other one.  What did not happen is wanted again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side

from .ledger import adopted, written
from .match import Matching
from .merge import alike
from .plan import Plan
from .ports import Intent, SidePort, StatePort
from .report import Entry
from .values import Item, Link, Step, StepKind

SEVERAL = "It may have been created in the CRM already: several records look like it."
_SLACK = timedelta(minutes=5)
"""How far the clocks of two hosts may be apart without our knowing."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A create in a CRM without keys: only its content can tell whether it happened."""

    intent: Intent


def recover(sides: Mapping[Side, SidePort], state: StatePort, pairing: str) -> tuple[Doubt, ...]:
    """Settle what can be settled now; what is left needs the CRM's items to be seen."""
    doubts: list[Doubt] = []
    for intent in state.intents(pairing):
        if intent.step.kind is StepKind.UPDATE:
            _settle_update(sides, state, intent)
        elif intent.step.kind is not StepKind.CREATE or not intent.step.source:
            # An item made anew without a partner is met as a new one, if it was made.
            adopt(state, intent, None)
        elif intent.step.side is Side.CRM and not sides[Side.CRM].capabilities.keeps_key:
            doubts.append(Doubt(intent))
        else:
            adopt(state, intent, _made(sides, intent))
    return tuple(doubts)


def _settle_update(sides: Mapping[Side, SidePort], state: StatePort, intent: Intent) -> None:
    step = intent.step
    crm_id = step.target if step.side is Side.CRM else step.source
    item = sides[step.side].read([step.target])[step.target]
    link = next((each for each in state.links(intent.pairing) if each.crm_id == crm_id), None)
    single = frozenset().union(*(port.capabilities.single_valued for port in sides.values()))
    with state.atomic():
        if link is not None and isinstance(item, Item):
            state.put_link(written(link, step, item, single))
        state.settle(intent.id)


def adopt(state: StatePort, intent: Intent, item: Item | None) -> None:
    """Settle the intent; ``item`` is what it made, None where it made nothing."""
    with state.atomic():
        if item is not None and not _is_linked(state, intent, item):
            state.put_link(adopted(intent, item))
        state.settle(intent.id)


def candidates(intent: Intent, strangers: Iterable[Item], ahead: timedelta) -> list[Item]:
    """Records that the intent may have made: its subject and time, and not older.

    ``ahead`` is how far the CRM's clock goes before ours.
    """
    return [
        item
        for item in strangers
        if item.created - ahead >= intent.begun - _SLACK
        and all(_shows(item, intent, name) for name in (FieldName.SUBJECT, FieldName.WHEN))
    ]


def settle_doubts(
    state: StatePort,
    doubts: Iterable[Doubt],
    matching: Matching,
    *,
    ahead: timedelta,
    seen_whole: bool,
    lasting: bool,
) -> tuple[Matching, Plan]:
    """Decide by content about creates in a CRM without keys.

    One record that looks like it is adopted, none means that it is made anew, for
    which the CRM's window must have been ``seen_whole``; of several none is touched.
    ``ahead`` is how far the CRM's clock goes before ours.
    ``lasting``: what this pass joined stays joined, and so ends the doubt as well.
    """
    extra = Plan()
    for doubt in doubts:
        step = doubt.intent.step
        unclear = (each for each in matching.unclear if each.side is Side.CRM)
        found = candidates(doubt.intent, (*matching.new.get(Side.CRM, ()), *unclear), ahead)
        if len(found) == 1:
            adopt(state, doubt.intent, found[0])
            extra = extra.beside(Plan(pending=frozenset({found[0].id})))
            matching = _without_record(matching, found[0])
        elif not found and (seen_whole or (lasting and _is_paired(matching, step.source))):
            adopt(state, doubt.intent, None)
            continue
        elif found:
            subject = str(step.fields.get(FieldName.SUBJECT) or "")
            entry = Entry(Side.CRM, step.kind, subject, "", step.source, SEVERAL)
            extra = extra.beside(Plan(trouble=(entry,)))
        matching = _without_source(matching, step)
    return matching, extra


def _without_record(matching: Matching, record: Item) -> Matching:
    kept = tuple(item for item in matching.new.get(Side.CRM, ()) if item.id != record.id)
    unclear = tuple(each for each in matching.unclear if each != record)
    return replace(matching, new={**matching.new, Side.CRM: kept}, unclear=unclear)


def _without_source(matching: Matching, step: Step) -> Matching:
    """The item that was to be created, which may have got another id since.

    It may be linked, too: with a record that was deleted, in whose place it was to be made.
    """

    def other(outlook_id: str, key: str) -> bool:
        return outlook_id != step.source and (not step.key or key != step.key)

    items = matching.new.get(Side.OUTLOOK, ())
    kept = tuple(item for item in items if other(item.id, matching.keys[item.id]))
    pairs = tuple(each for each in matching.pairs if other(each.link.outlook_id, each.link.key))
    unclear = tuple(e for e in matching.unclear if e.side is Side.CRM or other(e.id, e.key))
    new = {**matching.new, Side.OUTLOOK: kept}
    return replace(matching, pairs=pairs, new=new, unclear=unclear)


def _is_paired(matching: Matching, outlook_id: str) -> bool:
    return any(pair.fresh and pair.link.outlook_id == outlook_id for pair in matching.pairs)


def _shows(item: Item, intent: Intent, name: FieldName) -> bool:
    return alike(name, item.fields.get(name), intent.step.fields.get(name))


def _made(sides: Mapping[Side, SidePort], intent: Intent) -> Item | None:
    step = intent.step
    if step.side is Side.CRM:
        found = sides[Side.CRM].find(step.key) if step.key else ()
        return min(found, key=record_order, default=None)
    # Outlook gives its items their keys itself: the stamp of the first save tells.  Of several
    # ours is the youngest: another PC's was there before, where this one could not read it.
    found = sides[Side.OUTLOOK].find("", step.source)
    return found[-1] if found else None


def record_order(item: Item) -> tuple[int, str]:
    """Orders records by their ids: of two the lower stays, on every PC the same."""
    return len(item.id), item.id


def _is_linked(state: StatePort, intent: Intent, item: Item) -> bool:
    """Whether a run that went on after the create linked it already."""
    side = intent.step.side
    return any(_same(link, side, item) for link in state.links(intent.pairing))


def _same(link: Link, side: Side, item: Item) -> bool:
    return link.id_on(side) == item.id
