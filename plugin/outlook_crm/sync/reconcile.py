"""What is wanted for one pair of items: values in, values out.

Reads the decision table and merges; whether a wish becomes a step is the plan's
business.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from outlook_crm.domain.fields import FieldName, Fields
from outlook_crm.domain.policy import Conflicts, Policy
from outlook_crm.domain.side import Side

from . import privacy
from .match import Pair
from .merge import CHOICES, Merged, changes, merge, renderings
from .ports import Capabilities
from .sights import Shown
from .table import Act, Case, Row, Sight, row_for
from .values import Absence, Base, Item, Link, Rendering

BETWEEN_PASSES = timedelta(seconds=2)
"""How long after the first proof of a deletion the second one counts."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a pass reconciles by.

    ``ahead`` is how far the CRM's clock goes before Outlook's.  ``whole``: both sides
    were seen whole, so this pass may prove a deletion.
    """

    policy: Policy
    capabilities: Mapping[Side, Capabilities]
    now: datetime
    whole: bool = True
    ahead: timedelta = timedelta(0)
    answers: Mapping[str, Side] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[FieldName]:
        """The fields that both sides can hold."""
        return self.capabilities[Side.OUTLOOK].fields & self.capabilities[Side.CRM].fields

    @property
    def single(self) -> frozenset[FieldName]:
        """The fields of which a side holds one id only."""
        outlook, crm = (self.capabilities[side].single_valued for side in Side)
        return outlook | crm

    def settled(self, link: Link, item: Item) -> bool:
        """Whether the item shows just what the base says, so that its version tells all."""
        changed = changes(link.base, item.side, item.fields, self.names)
        return item.whole and not changed


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted for a pair.

    ``link`` is as it is to be stored now, before any step.  The items in ``pair`` are
    as privacy lets them be seen: ``masked`` without content, ``hidden`` not at all.
    ``waits``: a deletion was proven once and wants its second pass.
    """

    row: Row
    link: Link
    pair: Pair
    merged: Merged = field(default_factory=Merged)
    masked: bool = False
    hidden: bool = False
    waits: bool = False

    def item(self, side: Side) -> Item | None:
        """What ``side`` shows, None where it was not read."""
        return self.pair.on(side).item

    def fields(self, side: Side) -> Fields:
        """What ``side`` shows now, for one that was not read what it showed before."""
        item = self.item(side)
        return item.fields if item else renderings(self.link.base, side)


def reconcile(pair: Pair, rules: Rules) -> Wish:
    """What is wanted for this pair."""
    pair, masked, hidden = _veil(pair, rules.policy)
    veiled = masked or _is_masked_elsewhere(pair, rules.policy)
    names = _comparable(pair, rules.names - (privacy.CONTENT if veiled else frozenset()))
    sights = {side: _sight(pair, side, names, rules) for side in Side}
    row = row_for(Case(sights[Side.OUTLOOK], sights[Side.CRM], linked=not pair.fresh))
    wish = Wish(row, _marked(pair, rules), pair, masked=masked, hidden=hidden)
    wish = replace(wish, waits=_waits(pair, sights))
    if row.act in (Act.SEND_CRM, Act.SEND_OUTLOOK, Act.MERGE, Act.JOIN):
        merged = _merged(wish, names, rules)
        wish = replace(wish, merged=merged, link=_agreeing(wish.link, merged))
    return wish


def _veil(pair: Pair, policy: Policy) -> tuple[Pair, bool, bool]:
    if pair.outlook.item is None:
        return pair, False, False
    seen = privacy.veiled(pair.outlook.item, policy)
    return pair.showing(Side.OUTLOOK, Shown(seen.item)), seen.masked, seen.hidden


def _is_masked_elsewhere(pair: Pair, policy: Policy) -> bool:
    """Whether another PC, which knows privacy by other settings, took the content out of the CRM.

    Its masks are nobody's word, and the content is that one's to send again.
    """
    record = pair.crm.item
    if record is None or not privacy.tells(pair.link.base):
        return False
    return privacy.is_masked(record, policy)


def _comparable(pair: Pair, names: frozenset[FieldName]) -> frozenset[FieldName]:
    """Without the fields that an item has but that could not be read."""
    for side in Side:
        item = pair.on(side).item
        if item is not None and not item.whole:
            names = names & item.fields.keys()
    return names


def _sight(pair: Pair, side: Side, names: frozenset[FieldName], rules: Rules) -> Sight:
    shown = pair.on(side)
    if shown.absence is Absence.DELETED:
        return Sight.GONE if _proven(pair, side, rules) else Sight.ABSENT
    if shown.absence is not None:
        return Sight.ABSENT
    if pair.fresh:
        return Sight.NEW
    if pair.on(side.other).absence is Absence.DELETED:
        names = _known(pair.link.base, side, names)
    if shown.item and changes(pair.link.base, side, shown.item.fields, names):
        return Sight.CHANGED
    return Sight.SAME


def _known(base: Base, side: Side, names: frozenset[FieldName]) -> frozenset[FieldName]:
    """Against a deletion stands only a change that is known to be one.

    Of a base that tells nothing at all everything may be.
    """
    return frozenset(n for n in names if n in base and base[n].holds(side)) if base else names


def _proven(pair: Pair, side: Side, rules: Rules) -> bool:
    if pair.on(side.other).absence is Absence.DELETED:
        return True  # nothing is left that could be deleted wrongly
    link = pair.link
    if not rules.whole or link.missing_side is not side or link.missing_since is None:
        return False
    return rules.now - link.missing_since >= BETWEEN_PASSES


def _waits(pair: Pair, sights: Mapping[Side, Sight]) -> bool:
    return any(
        pair.on(side).absence is Absence.DELETED and sights[side] is Sight.ABSENT for side in Side
    )


def _marked(pair: Pair, rules: Rules) -> Link:
    """The link with the first proof of a deletion noted, or taken back.

    One of a time that is still to come was noted by a clock that was wrong.
    """
    link = pair.link
    if pair.outlook.item and pair.outlook.item.series:
        link = replace(link, stamped=True)  # as far as it ever will be
    elif pair.outlook.item and pair.outlook.item.put_away:
        link = replace(link, stamped=False)  # it lives: its mark must not say that it may go
    deleted = [side for side in Side if pair.on(side).absence is Absence.DELETED]
    noted = link.missing_side if (link.missing_since or rules.now) <= rules.now else None
    if len(deleted) == 1 and rules.whole and noted is not deleted[0]:
        return replace(link, missing_side=deleted[0], missing_since=rules.now)
    if link.missing_side and pair.on(link.missing_side).absence is None and rules.whole:
        return replace(link, missing_side=None, missing_since=None)
    return link


def _merged(wish: Wish, names: frozenset[FieldName], rules: Rules) -> Merged:
    shows = {side: wish.fields(side) for side in Side}
    merged = merge(wish.link.base, shows, names, _winner(wish, rules), rules.single)
    item = wish.item(Side.OUTLOOK)
    return _spared(merged, wish.link.base, item) if item and item.series else merged


def _spared(merged: Merged, base: Base, occurrence: Item) -> Merged:
    """Without the CRM's choice where nobody chose: it would make this a changed occurrence.

    Only of a choice that no base tells of: another one made there since is a change.
    """
    fields = merged.send[Side.OUTLOOK]
    given = {n for n in CHOICES if n in fields and n not in base and n not in occurrence.fields}
    agreed = {name: Rendering().showing(Side.CRM, fields[name]) for name in given}
    kept = {name: value for name, value in fields.items() if name not in given}
    send = {**merged.send, Side.OUTLOOK: kept}
    return replace(merged, send=send, agreed={**merged.agreed, **agreed})


def _winner(wish: Wish, rules: Rules) -> Side | None:
    match rules.policy.conflicts:
        case Conflicts.OUTLOOK:
            return Side.OUTLOOK
        case Conflicts.CRM:
            return Side.CRM
        case Conflicts.ASK:
            return rules.answers.get(wish.link.crm_id)
    return _newest(wish, rules)


def _newest(wish: Wish, rules: Rules) -> Side:
    outlook, crm = (wish.item(side) for side in Side)
    if outlook is None or crm is None:
        return Side.CRM if crm else Side.OUTLOOK
    return Side.CRM if crm.modified - rules.ahead > outlook.modified else Side.OUTLOOK


def _agreeing(link: Link, merged: Merged) -> Link:
    return replace(link, base={**link.base, **merged.agreed}) if merged.agreed else link
