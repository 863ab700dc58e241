"""Up to when each folder was looked through, so that no mail is missed between two runs."""

import json
from datetime import datetime

from .ports import FiledMails
from .values import Spot

_NAME = "mail points"


class Points:
    """A time for each folder, kept in the state."""

    def __init__(self, state: FiledMails, pairing: str) -> None:
        self._state = state
        self._pairing = pairing

    def since(self, folder: Spot, now: datetime) -> datetime:
        """The folder's point; ``now``, kept at once, for a folder seen for the first time."""
        point = self._all().get(_key(folder))
        if point is not None:
            return datetime.fromisoformat(point)
        self.reached(folder, now)
        return now

    def reached(self, folder: Spot, point: datetime) -> None:
        """All that changed in the folder before ``point`` is settled."""
        points = {**self._all(), _key(folder): point.isoformat()}
        with self._state.atomic():
            self._state.put_value(self._pairing, _NAME, json.dumps(points))

    def _all(self) -> dict[str, str]:
        points: dict[str, str] = json.loads(self._state.value(self._pairing, _NAME) or "{}")
        return points


def _key(folder: Spot) -> str:
    return f"{folder.store}/{folder.id}"
