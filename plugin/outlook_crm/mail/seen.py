"""Which mails of a folder were judged, so that none is read again before it changes."""

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2s

from .ports import FiledMails
from .values import Row, Spot

_NAME = "mail seen"


class Seen:
    """Those of one folder, kept in the state for as long as a run looks back to them."""

    def __init__(self, state: FiledMails, pairing: str, folder: Spot) -> None:
        self._state = state
        self._pairing = pairing
        self._name = f"{_NAME} {_short(folder.id)}"
        self._before: dict[str, int] = json.loads(state.value(pairing, self._name) or "{}")

    def knows(self, row: Row) -> bool:
        """Whether the mail was judged as it is."""
        return self._before.get(_short(row.spot.id)) == _second(row.modified)

    def keep(self, judged: Iterable[Row], since: datetime) -> None:
        """Keep these, and of those before what changed at ``since`` or later."""
        now = {key: at for key, at in self._before.items() if at >= _second(since)}
        now |= {_short(row.spot.id): _second(row.modified) for row in judged}
        if now != self._before:
            self._before = now
            with self._state.atomic():
                self._state.put_value(self._pairing, self._name, json.dumps(now))


def _short(id_: str) -> str:
    return blake2s(id_.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _second(at: datetime) -> int:
    return int(at.timestamp())
