"""What a pass showed of one side, asked by the ids of links."""

from dataclasses import dataclass

from .values import Absence, Item, Observation


@dataclass(frozen=True, slots=True)
class Shown:
    """What a pass showed of a link's item on one side.

    ``item`` where it was read, ``absence`` where it is not there; neither: it is
    there and has the version that the link knows, or it was not looked at.  ``series``
    is the one that an absent item went with.
    """

    item: Item | None = None
    absence: Absence | None = None
    series: str = ""


UNSEEN = Shown()
"""As it was, or not looked at."""


class Sights:
    """One observation, asked by id."""

    def __init__(self, observation: Observation) -> None:
        self.items = observation.items
        self.series = observation.series
        self._unchanged = observation.unchanged
        self._absent = {
            **dict.fromkeys(observation.unreadable, Absence.UNKNOWN),
            **observation.absent,
        }

    def of(self, id_: str) -> Shown:
        """What was shown of the item with this id."""
        if id_ in self._unchanged:
            return UNSEEN
        if item := self.items.get(id_):
            return Shown(item)
        return Shown(None, self._absent.get(id_, Absence.UNKNOWN), self.series.get(id_, ""))

    def left(self, id_: str) -> bool:
        """Whether it surely is not here any more, so that another item may stand for it."""
        return self._absent.get(id_, Absence.UNKNOWN) not in (Absence.UNKNOWN, Absence.RELEASED)
