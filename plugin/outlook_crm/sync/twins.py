"""Two Outlook items with one mark: made by two PCs at once of one new record, or copied.

Of two made at once the elder stays, on every PC the same, and the maker of the other
deletes its own.  A copy is younger by more, and new.  A mark that names another record
is another PC's later word: then the two items change places.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side

from .doubles import AT_ONCE
from .match import Matching
from .plan import Plan
from .steps import Planned, no_deletion
from .values import Absence, Item, Link, Step, StepKind

Items = Callable[[Collection[str]], Mapping[str, Item | Absence]]
"""Reads Outlook items now."""

WAITS = timedelta(days=1)
"""How long the other PC has to delete its own; a laptop sleeps over night."""
AWAY = timedelta(minutes=30)
"""How long an item that moved away keeps its place before one that bears its mark."""
WHY = "Another PC made an appointment for it at the same time."


class Twin(Enum):
    """What to do about an item with the mark of a link whose own item lives."""

    YIELD = "ours goes, the link takes theirs"
    SWAP = "ours belongs to another record, theirs to this one"
    WAIT = "theirs will be deleted by its maker"
    NEW = "theirs is an item of its own"


def judge(link: Link, ours: Item | Absence, theirs: Item, now: datetime) -> Twin:
    """Which of the two items stays; ``ours`` is the link's own."""
    if not isinstance(ours, Item):
        late = ours is Absence.MOVED and now - theirs.created > AWAY
        return Twin.SWAP if late else Twin.WAIT
    if ours.stamp and ours.stamp != link.crm_id:
        return Twin.SWAP
    if link.born is Side.OUTLOOK or abs(ours.created - theirs.created) > AT_ONCE:
        return Twin.NEW
    if _order(theirs) < _order(ours) and not no_deletion(ours):
        # An edit on ours would be lost with it: it travels first.
        return Twin.YIELD if ours.version == link.seen_outlook else Twin.WAIT
    return Twin.WAIT if now - theirs.created <= WAITS else Twin.NEW


def settle_twins(matching: Matching, items: Items, now: datetime) -> tuple[Matching, Plan]:
    """Decide about every twin; the plan has what is to be done beside the rest."""
    if not matching.twins:
        return matching, Plan()
    ours = items({link.outlook_id for link, _ in matching.twins})
    extra = Plan()
    settled: set[str] = set()
    for link, theirs in matching.twins:
        own = ours[link.outlook_id]
        verdict = judge(link, own, theirs, now)
        if link.crm_id in settled and verdict is not Twin.NEW:
            continue  # of three each waits for its turn
        match verdict:
            case Twin.NEW:
                matching = matching.with_new(Side.OUTLOOK, theirs)
            case Twin.YIELD if isinstance(own, Item):
                settled.add(link.crm_id)
                matching = matching.without_pair(link)
                extra = extra.beside(_yielding(link, own))
            case Twin.SWAP:
                settled.add(link.crm_id)
                matching = matching.without_pair(link)
                extra = extra.beside(Plan(links=(_swapped(link, theirs),)))
        extra = extra.beside(Plan(pending=frozenset({link.crm_id})))
    return matching, extra


def _order(item: Item) -> tuple[datetime, str]:
    return item.created, item.id


def _swapped(link: Link, theirs: Item) -> Link:
    """No base tells of their item: the next run merges it with the record."""
    return replace(
        link,
        outlook_id=theirs.id,
        key=theirs.key or link.key,
        base={},
        seen_outlook="",
        seen_crm="",
        stamped=True,
        keyed=False,
    )


def _yielding(link: Link, ours: Item) -> Plan:
    """The link goes with our item; theirs is joined to the record by its mark in the next run."""
    step = Step(StepKind.DELETE, Side.OUTLOOK, ours.id, link.crm_id, "", {}, ours.version, WHY)
    subject = str(ours.fields.get(FieldName.SUBJECT) or "")
    return Plan((Planned(step, subject, link, free=True),))
