"""Which default types held until when, and what becomes of appointments made before.

A new default is for what is made later, unless the user gives it to all.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from outlook_crm.domain.policy import Earlier, Policy
from outlook_crm.domain.side import Side

from . import privacy
from .gates import OPEN, Gates
from .values import Item


@dataclass(frozen=True, slots=True)
class Defaults:
    """``kind`` is the default type now, None for none; ``earlier`` as in a `Policy`."""

    kind: str | None = None
    earlier: Earlier = ()

    def changed(self, kind: str | None, now: datetime) -> "Defaults":
        """With this one for what is made from ``now`` on."""
        if kind == self.kind:
            return self
        # To the second, as Outlook tells when an item was made.
        return Defaults(kind, (*self.earlier, (now.replace(microsecond=0), self.kind)))


def concerned(items: Iterable[Item], policy: Policy, now: datetime) -> int:
    """How many of these unlinked Outlook items are synchronised only if the default goes to all.

    ``policy`` is the one by which it is for what is made later.
    """
    every = Gates.at(replace(policy, earlier=()), now)
    later = Gates.at(policy, now)
    return sum(_goes(item, every) and not _goes(item, later) for item in items)


def _goes(item: Item, gates: Gates) -> bool:
    hidden = privacy.veiled(item, gates.policy).hidden
    return item.type_read and not hidden and gates.create(Side.CRM, item) == OPEN


def to_json(defaults: Defaults) -> str:
    """The defaults as JSON text."""
    earlier = [[until.isoformat(), kind] for until, kind in defaults.earlier]
    return json.dumps({"now": defaults.kind, "earlier": earlier})


def from_json(text: str) -> Defaults | None:
    """What `to_json` made; None for anything else, as where no default held before."""
    try:
        record = json.loads(text)
        earlier = ((datetime.fromisoformat(until), kind) for until, kind in record["earlier"])
        return Defaults(record["now"], tuple(earlier))
    except (ValueError, TypeError, KeyError):
        return None
