"""What a pass must leave to another one, because it did not see enough to judge it."""

from dataclasses import replace
from datetime import datetime, timedelta

from outlook_crm.domain.side import Side

from .match import Matching
from .observe import Sighting
from .values import Item

ARRIVES = timedelta(minutes=30)
"""How long an appointment may be on its way here from the PC that recorded it."""


def at_hand(
    matching: Matching,
    sighting: Sighting,
    *,
    only: frozenset[str] | None,
    keeps_key: bool,
    now: datetime,
) -> Matching:
    """What this pass may judge; ``now`` is the CRM's clock.

    ``only`` are the Outlook ids of a partial one, ``keeps_key`` tells of the CRM.
    An Outlook item whose mark names a record that is there but cannot be seen is not
    new.
    """
    matching = replace(matching, later=matching.later | sighting.unseen)
    new = tuple(
        item for item in matching.new.get(Side.OUTLOOK, ()) if item.stamp not in sighting.unseen
    )
    matching = replace(matching, new={**matching.new, Side.OUTLOOK: new})
    if only is None:
        return _whole(matching, sighting, keeps_key=keeps_key, now=now)
    return _partial(matching, sighting, only)


def _partial(matching: Matching, sighting: Sighting, only: frozenset[str]) -> Matching:
    """Whose a record is that no link knows, only a look at all Outlook items can tell."""
    seen = only | sighting.outlook.items.keys() | sighting.outlook.absent.keys()
    pairs = (pair for pair in matching.pairs if pair.link.outlook_id in seen and not pair.fresh)
    found = (pair.outlook.item for pair in matching.pairs if pair.fresh)
    unsure = (*matching.unsure, *(item for item in found if item))
    new = {**matching.new, Side.CRM: ()}
    return replace(matching, pairs=tuple(pairs), new=new, unsure=unsure)


def _whole(matching: Matching, sighting: Sighting, *, keeps_key: bool, now: datetime) -> Matching:
    """A record may belong to an Outlook item that this pass missed or could not read.

    Or to one that is on its way.  The other way round the record's key is looked up, where
    there is one.
    """
    new = dict(matching.new)
    if not sighting.crm.complete and not keeps_key:
        new[Side.OUTLOOK] = ()
    unknown = sighting.outlook.unreadable.keys() - {pair.link.outlook_id for pair in matching.pairs}
    records = new.get(Side.CRM, ())
    linked = {pair.link.key for pair in matching.pairs} if records else set()

    def may_be_anothers(record: Item) -> bool:
        early = now - record.created <= ARRIVES and record.key not in linked
        return bool(record.key) and (bool(unknown) or early)

    new[Side.CRM] = tuple(
        record for record in records if sighting.outlook.complete and not may_be_anothers(record)
    )
    later = {record.id for record in records} - {record.id for record in new[Side.CRM]}
    return replace(matching, new=new, later=matching.later | later)
