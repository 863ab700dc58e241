"""The folders that Outlook tells of: one list, that everybody who looks at some has a part in."""

import json
from collections.abc import Collection

from outlook_crm.mail.values import Spot

from . import records
from .gateway import Gateway


class Watch:
    """Asks for all wanted folders at once: the seam's Watch replaces what was asked before."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._wanted: dict[str, frozenset[Spot]] = {}

    def want(self, who: str, spots: Collection[Spot]) -> None:
        """Tell of these folders, and of those that others want; () takes one's own back.

        Raises what `outlook_crm.outlook.records.opened` raises.
        """
        self._wanted[who] = frozenset(spots)
        every = frozenset[Spot]().union(*self._wanted.values())
        folders = [{"store": each.store, "folder": each.id} for each in every]
        records.opened(self._gateway.Watch(json.dumps({"folders": folders})))
