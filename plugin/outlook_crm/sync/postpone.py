"""What a pass must leave to another one, because it did not see enough to judge it."""

from dataclasses import replace

from outlook_crm.domain.side import Side

from .match import Matching
from .observe import Sighting


def at_hand(
    matching: Matching, sighting: Sighting, *, only: frozenset[str] | None, keeps_key: bool
) -> Matching:
    """What this pass may judge.

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
        return _whole(matching, sighting, keeps_key=keeps_key)
    return _partial(matching, sighting, only)


def _partial(matching: Matching, sighting: Sighting, only: frozenset[str]) -> Matching:
    """Whose a record is that no link knows, only a look at all Outlook items can tell."""
    seen = only | sighting.outlook.items.keys() | sighting.outlook.absent.keys()
    pairs = (pair for pair in matching.pairs if pair.link.outlook_id in seen and not pair.fresh)
    found = (pair.outlook.item for pair in matching.pairs if pair.fresh)
    unsure = (*matching.unsure, *(item for item in found if item))
    new = {**matching.new, Side.CRM: ()}
    return replace(matching, pairs=tuple(pairs), new=new, unsure=unsure)


def _whole(matching: Matching, sighting: Sighting, *, keeps_key: bool) -> Matching:
    """A record may belong to an Outlook item that this pass missed or could not read.

    The other way round the record's key is looked up, where there is one.
    """
    new = dict(matching.new)
    if not sighting.crm.complete and not keeps_key:
        new[Side.OUTLOOK] = ()
    unknown = sighting.outlook.unreadable.keys() - {pair.link.outlook_id for pair in matching.pairs}
    records = new.get(Side.CRM, ())
    new[Side.CRM] = tuple(
        record for record in records if sighting.outlook.complete and not (unknown and record.key)
    )
    later = {record.id for record in records} - {record.id for record in new[Side.CRM]}
    return replace(matching, new=new, later=matching.later | later)
