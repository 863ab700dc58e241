"""The links of one run as they stand now, and what a step's outcome makes of them."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from outlook_crm.domain.canonical import is_empty
from outlook_crm.domain.fields import FieldName, Fields
from outlook_crm.domain.side import Side
from outlook_crm.errors import Defect

from . import privacy
from .merge import alike, renderings
from .ports import Intent
from .reconcile import Rules
from .steps import Planned
from .values import Base, Item, Link, Rendering, Step, StepKind


class Ledger:
    """Links by CRM id, and the last item that each side showed of them.

    A step is planned on the links at the beginning of the run; a second step for
    the same link must start from what the first one made of it.
    """

    def __init__(self, links: Iterable[Link]) -> None:
        self._links = {link.crm_id: link for link in links}
        self._items: dict[tuple[Side, str], Item] = {}

    def link(self, crm_id: str) -> Link | None:
        """The link as it is now, None when there is none (any more)."""
        return self._links.get(crm_id)

    def put(self, link: Link) -> None:
        """It is so now."""
        self._links[link.crm_id] = link

    def drop(self, crm_id: str) -> None:
        """It is no more."""
        self._links.pop(crm_id, None)

    def let_go(self, link: Link) -> None:
        """No later step of this run is the link's."""
        self.drop(link.crm_id)
        for side in Side:
            self._items.pop((side, link.id_on(side)), None)

    def show(self, item: Item) -> None:
        """What a side showed of a linked item."""
        self._items[item.side, item.id] = item

    def image(self, planned: Planned) -> Fields:
        """What the side that a step writes shows before it, as far as a report may tell it."""
        step, link = planned.step, planned.link
        item = self._items.get((step.side, step.target))
        if link is None:
            return {}
        shown = item.fields if item else renderings(link.base, step.side)
        return told(shown, masked=planned.masked)

    def folded(self, planned: Planned, item: Item, pairing: str, rules: Rules) -> Link:
        """The link after the step was done; ``item`` is the read-back."""
        step = planned.step
        link = self._begun(planned, item, pairing)
        self.show(item)
        base = _folded_base(link.base, planned, item, rules)
        link = replace(link, base=base, failures=0, trouble="")
        if step.kind is StepKind.STAMP:
            stamped = link.stamped or step.side is Side.OUTLOOK
            link = replace(link, stamped=stamped, keyed=link.keyed or step.side is Side.CRM)
        if step.rekeys:
            link = replace(link, keyed=item.key == step.key)
        for side in Side:
            shown = self._items.get((side, link.id_on(side)))
            if shown is not None:
                link = link.seeing(side, shown.version if rules.settled(link, shown) else "")
        return link

    def _begun(self, planned: Planned, item: Item, pairing: str) -> Link:
        """The link that the step belongs to; a create makes it."""
        step = planned.step
        if step.kind is not StepKind.CREATE:
            known = self.link(planned.crm_id)
            return known or _required(planned.link)
        link = made(step, item, pairing)
        if planned.source is None:
            return link
        self.show(planned.source)
        return replace(link, stamped=link.stamped or bool(planned.source.series))


def told(shown: Fields, *, masked: bool) -> Fields:
    """What a report may tell of an item: of a private one its shell alone."""
    return {n: value for n, value in shown.items() if not masked or n not in privacy.CONTENT}


def made(step: Step, item: Item, pairing: str) -> Link:
    """The link between a created item and the one it was made of, without a base yet."""
    if step.side is Side.CRM:
        keyed = bool(item.key)
        return Link(pairing, step.source, item.id, step.key, {}, keyed=keyed, born=Side.OUTLOOK)
    key = item.key or step.key
    keyed = bool(key) and key == step.key
    return Link(pairing, item.id, step.source, key, {}, stamped=True, keyed=keyed, born=Side.CRM)


def adopted(intent: Intent, item: Item) -> Link:
    """The link for an item whose creation was begun and is now found to have happened.

    Where the item shows something else than was written it counts as changed since.
    Where it shows nothing the create was cut short before that field (links are
    written after the record): the base says nothing of it, so that it is written again.
    """
    step = intent.step
    base: dict[FieldName, Rendering] = {}
    for name, value in step.fields.items():
        now = item.fields.get(name)
        if name in item.fields and is_empty(now) and not is_empty(value):
            continue
        shown = now if name in item.fields and alike(name, value, now) else value
        base[name] = Rendering().showing(step.side, shown).showing(step.side.other, value)
    return replace(made(step, item, intent.pairing), base=base)


def written(link: Link, step: Step, item: Item, single: Collection[FieldName]) -> Link:
    """The link after an update nobody saw the end of; ``item`` is what is there now.

    Where it shows what was to be written the sides agreed on that.  Of ``single`` fields
    a side holds one id only: what was written does not tell what the other one showed.
    """
    agreed = {
        name: Rendering().showing(step.side, item.fields[name]).showing(step.side.other, value)
        for name, value in step.fields.items()
        if name in item.fields and name not in single and alike(name, value, item.fields[name])
    }
    return replace(link, base={**link.base, **agreed}, seen_outlook="", seen_crm="")


def _folded_base(base: Base, planned: Planned, item: Item, rules: Rules) -> Base:
    step = planned.step
    source = planned.source.fields if planned.source else renderings(base, step.side.other)
    if step.kind is StepKind.CREATE:
        shown = rules.names & (item.fields.keys() | source.keys())
        return {name: _rendering(step.side, item.fields, source, name) for name in shown}
    # Only what this step wrote: an edit made in between stays a change.
    written = step.fields.keys() & item.fields.keys()
    return {**base, **{n: _rendering(step.side, item.fields, source, n) for n in written}}


def _rendering(side: Side, written: Fields, source: Fields, name: FieldName) -> Rendering:
    rendering = Rendering()
    if name in written:
        rendering = rendering.showing(side, written[name])
    if name in source:
        rendering = rendering.showing(side.other, source[name])
    return rendering


def _required(link: Link | None) -> Link:
    if link is None:
        raise Defect("A step that is no create has no link.")
    return link
