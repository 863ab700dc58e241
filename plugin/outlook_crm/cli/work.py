"""What the command changes: only while no add-in works with the files."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from outlook_crm.credentials.protector import Protector
from outlook_crm.credentials.vault import Vault
from outlook_crm.errors import Busy, Defect
from outlook_crm.state import database
from outlook_crm.state.lease import Lease
from outlook_crm.state.pairings import PairingRecord
from outlook_crm.state.sqlite import SqliteState

from .chosen import chosen
from .places import Places
from .state_file import opened


class _NoProtector:
    """The command never opens a secret: it can only forget one."""

    def protect(self, data: bytes) -> bytes:
        raise Defect("The command opens no secret ({size}).", size=len(data))

    def unprotect(self, data: bytes) -> bytes | None:
        raise Defect("The command opens no secret ({size}).", size=len(data))


_PROTECTOR: Protector = _NoProtector()


@contextmanager
def alone(at: Places, now: datetime) -> Iterator[SqliteState]:
    """The state, with the lease that keeps an add-in from beginning meanwhile.

    Raises Busy, and what opening the state raises.
    """
    state = opened(at.state)
    lease = Lease(state.database, os.getpid())
    try:
        with state.atomic():
            taken = lease.take(now)
        if not taken:
            raise Busy("Close Outlook first: the add-in works with these files.")
        try:
            yield state
        finally:
            with state.atomic():
                lease.release()
    finally:
        state.close()


def unpair(at: Places, now: datetime, name: str | None = None) -> list[PairingRecord]:
    """Forget the pairing of this name, or every one, without asking Outlook or the CRM.

    Its links, history and secrets go with it.  What was stamped on items stays there; a new
    pairing finds the same items again.  Raises as `alone` and `chosen` do.
    """
    if not at.state.exists():
        return []
    vault = Vault(at.vault, _PROTECTOR)
    with alone(at, now) as state:
        pairings = chosen(state.pairings.all(), name)
        for pairing in pairings:
            with state.atomic():
                state.purge(pairing.id)
            vault.forget(pairing.id)
        state.database.compact()
    return pairings


def rebuild(at: Places, now: datetime) -> Path | None:
    """Set a state aside, so that the add-in begins with an empty one; answers its new place.

    The user pairs again, and the links are found by the ids on both sides.
    """
    if not at.state.exists():
        return None
    with alone(at, now):
        pass
    database.set_aside(at.state)
    return at.state.with_name(f"{at.state.name}.broken")


def purge(at: Places, now: datetime) -> list[Path]:
    """Remove everything of this user; answers the folders that were there."""
    if at.state.exists():
        with alone(at, now):
            pass
    there = [folder for folder in (at.local, at.roaming) if folder.is_dir()]
    for folder in there:
        shutil.rmtree(folder)
    return there
