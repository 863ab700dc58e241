"""Mails that only the CRM has, brought to Outlook."""

from datetime import datetime

from .placing import Placing
from .surroundings import Surroundings
from .values import Record

_CURSOR = "mail cursor"


def bring(around: Surroundings, placing: Placing, since: datetime) -> None:
    """Place what changed in the CRM since the last time and no folder has.

    The cursor moves on only when everything before it is settled: what could not be
    placed is met again, and so is what may be our own, made by a filing of which nobody
    knows the end yet.
    """
    cursor = around.state.value(around.pairing, _CURSOR)
    changes = around.archive.changed(cursor, since)
    new = [each for each in changes.records if each.mine and not _is_known(around, each)]
    begun = [each.keys for each in around.state.intents(around.pairing)]
    ours = [each for each in new if any(map(each.keys.same, begun))]
    new = [each for each in new if each not in ours]
    here = around.mailbox.find({each.keys.primary for each in new})
    settled = not ours
    for record in new:
        around.check()
        if spot := here.get(record.keys.primary):
            placing.know(record, spot)  # the next run marks it
        else:
            settled &= placing.place(record)
    placing.retry()
    if settled and changes.cursor != cursor:
        with around.state.atomic():
            around.state.put_value(around.pairing, _CURSOR, changes.cursor)


def _is_known(around: Surroundings, record: Record) -> bool:
    state, pairing = around.state, around.pairing
    by_id = state.by_crm_id(pairing, record.id)
    return by_id is not None or state.by_keys(pairing, record.keys) is not None
