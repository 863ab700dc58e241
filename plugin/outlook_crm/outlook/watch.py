"""The folders that Outlook tells of: one list, that everybody who looks at some has a part in."""

import json
from collections.abc import Iterable

from outlook_crm.mail.values import Spot

from . import records
from .gateway import Gateway


class Watch:
    """Asks for all wanted folders at once: the seam's Watch replaces what was asked before."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._wanted: dict[str, tuple[Spot, ...]] = {}

    def want(self, who: str, spots: Iterable[Spot]) -> None:
        """Tell of these folders, and of those that others want; () takes one's own back.

        Raises what `outlook_crm.outlook.records.opened` raises.
        """
        self._wanted[who] = tuple(spots)
        every = dict.fromkeys(spot for wanted in self._wanted.values() for spot in wanted)
        folders = [{"store": each.store, "folder": each.id} for each in every]
        records.opened(self._gateway.Watch(json.dumps({"folders": folders})))
