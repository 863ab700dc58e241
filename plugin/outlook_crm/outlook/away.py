"""Items that left the calendar and were not deleted, remembered between two passes.

To look for one means to open it, wherever it is: years of archived appointments would
cost Outlook more at each pass than the calendar itself.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta

from outlook_crm.sync.values import Absence

from .absence import Gone, Kin, Verdict
from .records import Row

LOOKED_FOR_EVERY = timedelta(minutes=10)
_LASTING = (Absence.MOVED, Absence.LOST)


class Away:
    """What was judged to be away; ``now`` is the clock in UTC."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._judged: dict[str, tuple[Absence, datetime]] = {}
        self._seen: frozenset[str] = frozenset()

    def still(
        self, gone: Collection[Gone], rows: Mapping[str, Row], kin: Callable[[Iterable[Row]], Kin]
    ) -> Mapping[str, Absence]:
        """Those that need not be looked for now, as they were judged.

        ``rows`` are the calendar's: one that is new there may stand for any of them.
        """
        self._judged = {each.id: self._judged[each.id] for each in gone if each.id in self._judged}
        new, self._seen = rows.keys() - self._seen, frozenset(rows)
        come = kin([rows[id_] for id_ in new]) if new and self._judged else None
        return {
            each.id: self._judged[each.id][0]
            for each in gone
            if self._is_fresh(each) and not (come and come.of(each))
        }

    def learn(self, verdict: Verdict) -> None:
        """What a look found; what something else stands for now is not away."""
        self._judged |= {
            id_: (absence, self._now())
            for id_, absence in verdict.absent.items()
            if absence in _LASTING and id_ not in verdict.remade
        }

    def _is_fresh(self, gone: Gone) -> bool:
        if gone.id not in self._judged:
            return False
        return timedelta() <= self._now() - self._judged[gone.id][1] < LOOKED_FOR_EVERY
