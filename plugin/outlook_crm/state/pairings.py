"""Which Outlook calendar and which CRM user are one."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from .database import Database, Row
from .records import time_of, time_text

_COLUMNS = "id, account, store, folder, crm_address, crm_user, created, calendar"


@dataclass(frozen=True, slots=True)
class PairingRecord:
    """One pairing.

    ``id`` is ours and never changes.  ``account`` is the name of the mail
    account, ``store`` and ``folder`` are Outlook's ids of the calendar,
    ``crm_address`` is the CRM's base address, ``crm_user`` the id of the user
    there.  ``created`` is UTC.  ``calendar`` is the folder's name when it was paired, ""
    where that is not known.
    """

    id: str
    account: str
    store: str
    folder: str
    crm_address: str
    crm_user: str
    created: datetime
    calendar: str = ""

    @property
    def crm(self) -> str:
        """What names the CRM on Outlook's items, whoever its user and whatever the PC."""
        return hashlib.sha256(self.crm_address.encode()).hexdigest()[:12]


def foreign(pairing: PairingRecord, every: Collection[PairingRecord]) -> tuple[str, ...]:
    """The ids of those that are with another CRM."""
    return tuple(each.id for each in every if each.crm != pairing.crm)


def titles(pairings: Collection[PairingRecord]) -> Mapping[str, str]:
    """What the user knows each by, by id: its account, and the calendar where that has several."""
    count = Counter(each.account for each in pairings)
    return {
        each.id: ", ".join(filter(None, (each.account, each.calendar)))
        if count[each.account] > 1
        else each.account
        for each in pairings
    }


class Pairings:
    """The pairings of this Windows user; writing needs the state's `atomic`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Sequence[PairingRecord]:
        """Every pairing, oldest first."""
        rows = self._database.read(f"SELECT {_COLUMNS} FROM pairings ORDER BY created, id")  # noqa: S608 - our own column names
        return [_record(row) for row in rows]

    def first_of(self, account: str) -> PairingRecord | None:
        """The account's oldest pairing, whose its mails and tasks are: they have no calendar."""
        return next((each for each in self.all() if each.account == account), None)

    def put(self, pairing: PairingRecord) -> None:
        """Add or replace the pairing with this id."""
        self._database.write(
            f"INSERT OR REPLACE INTO pairings ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own column names
            (
                pairing.id,
                pairing.account,
                pairing.store,
                pairing.folder,
                pairing.crm_address,
                pairing.crm_user,
                time_text(pairing.created),
                pairing.calendar,
            ),
        )

    def remove(self, pairing: str) -> None:
        """Forget the pairing alone; `SqliteState.purge` forgets its links too."""
        self._database.write("DELETE FROM pairings WHERE id = ?", (pairing,))


def _record(row: Row) -> PairingRecord:
    pairing, account, store, folder, address, user, created, calendar = row
    return PairingRecord(pairing, account, store, folder, address, user, time_of(created), calendar)
