"""Two CRM records with one key: made by two PCs at once, or copied in the CRM.

Of two made at once the lower id stays, on every PC the same, and the maker of the
other deletes its own.  What is older or younger by more is a copy, and new.  A key that
names another item is another PC's later word: then the two records change places.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side

from .match import Matching
from .plan import Plan
from .recover import record_order
from .steps import Planned
from .values import Absence, Item, Link, Step, StepKind

Records = Callable[[Collection[str]], Mapping[str, Item | Absence]]
"""Reads items of one side now."""

AT_ONCE = timedelta(minutes=10)
WAITS = timedelta(minutes=30)
"""How long the other PC has to delete its own: an idle one looks every ten minutes or so."""


class Double(Enum):
    """What to do about a record with the key of a link whose own record lives."""

    YIELD = "ours goes, the link takes theirs"
    SWAP = "ours belongs to another item, theirs to this one"
    WAIT = "theirs will be deleted by its maker"
    NEW = "theirs is an item of its own"


def judge(
    link: Link, ours: Item, theirs: Item, now: datetime, *, of_series: bool = False
) -> Double:
    """Which of the two records stays; ``ours`` is the link's own.

    An occurrence ``of_series`` carries no mark to tell two of its records apart, and its
    record may be older than it is: both are always taken for made at once.
    """
    if link.keyed and ours.key and ours.key != link.key:
        return Double.SWAP
    marked = theirs.key not in ("", link.key)  # by its mark alone the item says that it is theirs
    at_once = marked or of_series or abs(ours.created - theirs.created) <= AT_ONCE
    new = Double.WAIT if of_series else _new(link)
    if not at_once or link.born is not Side.OUTLOOK:
        return new
    if record_order(theirs) < record_order(ours):
        # An edit on ours would be lost with it: it travels first.
        return Double.YIELD if ours.version == link.seen_crm else Double.WAIT
    return Double.WAIT if now - theirs.created <= WAITS else new


def _new(link: Link) -> Double:
    """Only when the item says which record is its own, can another PC tell the two apart."""
    return Double.NEW if link.stamped else Double.WAIT


def settle_doubles(
    matching: Matching, records: Records, items: Records, now: datetime
) -> tuple[Matching, Plan]:
    """Decide about every double; the plan has what is to be done beside the rest.

    ``items`` reads Outlook's.
    """
    if not matching.doubles:
        return matching, Plan()
    ours = records({link.crm_id for link, _ in matching.doubles})
    shown = items({link.outlook_id for link, _ in matching.doubles})
    extra = Plan()
    for link, theirs in matching.doubles:
        own = ours[link.crm_id]
        item = shown[link.outlook_id]
        of_series = isinstance(item, Item) and bool(item.series)
        verdict = Double.WAIT
        if isinstance(own, Item):
            verdict = judge(link, own, theirs, now, of_series=of_series)
        if verdict is Double.NEW:
            matching = matching.with_new(Side.CRM, theirs)
        elif verdict is Double.WAIT or not isinstance(own, Item):
            extra = extra.beside(Plan(pending=frozenset({theirs.id})))
        elif verdict is Double.SWAP:
            matching = matching.without_pair(link)
            extra = extra.beside(_swapping(link, theirs))
        else:
            matching = matching.without_pair(link)
            extra = extra.beside(_yielding(link, own, theirs))
    return matching, extra


def _heir(link: Link, theirs: Item) -> Link:
    """The link to their record, of which no base tells: the next run merges it."""
    return replace(
        link, crm_id=theirs.id, base={}, seen_outlook="", seen_crm="", stamped=False, keyed=True
    )


def _swapping(link: Link, theirs: Item) -> Plan:
    """Our record is free for the item that its key names."""
    pending = frozenset({link.crm_id, theirs.id})
    return Plan(links=(_heir(link, theirs),), forgets=(link.crm_id,), pending=pending)


def _yielding(link: Link, ours: Item, theirs: Item) -> Plan:
    """The link goes with our record, and not before it: else nobody knew whose that one is.

    Theirs is joined to the item by its marks in the next run, or now where there are none.
    """
    why = "Another PC made a record for it at the same time."
    step = Step(StepKind.DELETE, Side.CRM, ours.id, link.outlook_id, "", {}, ours.version, why)
    subject = str(ours.fields.get(FieldName.SUBJECT) or "")
    planned = Planned(step, subject, link, free=True)
    heirs = () if theirs.key else (_heir(link, theirs),)
    return Plan((planned,), heirs, pending=frozenset({theirs.id}))
