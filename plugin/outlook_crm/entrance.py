"""The way into the CRM: logging in with what was typed or stored, and making the pairing."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from .crm.connector import Connector, Credentials, CrmSession, CrmUser
from .crm.connectors import host
from .domain.fields import FieldName
from .errors import Taken, WrongUser
from .house import House
from .logins import KnownLogin, Logins, Typed
from .state.pairings import PairingRecord
from .state.sqlite import SqliteState


@dataclass(frozen=True, slots=True)
class Place:
    """The calendar a pairing is made with: the account's address, Outlook's ids, its name."""

    account: str
    store: str
    folder: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """A log-in that was only tried: who it was, and what this CRM has no place for."""

    user: str
    unmapped: tuple[FieldName, ...]


class Entrance:
    """Logs in; methods raise what `Connector.log_in` raises, VaultLocked, BadSettings and Users."""

    def __init__(self, house: House, connector: Connector, now: Callable[[], datetime]) -> None:
        self._house = house
        self._connector = connector
        self._now = now
        self._logins = Logins(house.vault)

    def known(self, pairing: PairingRecord | None) -> KnownLogin:
        """What a window may show of the stored login information."""
        return self._logins.known(pairing.id) if pairing else KnownLogin()

    def remembered(self, pairing: PairingRecord) -> bool:
        """Whether a log-in needs nothing from the user."""
        return self._logins.remembered(pairing.id)

    def forget_password(self, pairing: PairingRecord) -> None:
        """It was refused: a third refusal may lock the user's account."""
        self._logins.forget_password(pairing.id)

    def again(self, pairing: PairingRecord) -> CrmSession:
        """Log in with what is stored."""
        return self._log_in(pairing.crm_address, self._logins.stored(pairing.id))

    def typed(self, pairing: PairingRecord, typed: Typed, *, remember: bool) -> CrmSession:
        """Log in with what was typed, and keep it when it worked."""
        credentials = self._logins.complete(typed, pairing.id)
        crm = self._log_in(pairing.crm_address, credentials)
        self._logins.store(pairing.id, credentials, remember=remember)
        return crm

    def attempt(self, pairing: PairingRecord | None, typed: Typed) -> Trial:
        """Log in with what was typed, and leave again: nothing is kept."""
        crm = self._log_in(*self._complete(pairing, typed))
        try:
            return Trial(crm.user.name, tuple(crm.unmapped))
        finally:
            crm.close()

    def pair(
        self,
        state: SqliteState,
        known: PairingRecord | None,
        typed: Typed,
        place: Place,
        *,
        remember: bool,
    ) -> tuple[PairingRecord, CrmSession]:
        """Make the pairing, or give the one there is new login information.

        Raises also WrongUser, when another CRM user is paired or this one is another
        pairing's, and Taken, when the calendar is.
        """
        others = state.pairings.all() if known is None else ()
        if any((each.store, each.folder) == (place.store, place.folder) for each in others):
            raise Taken(
                "This calendar is paired already. Paired twice, what is in one CRM would also"
                " come into the other. Choose another calendar."
            )
        address, credentials = self._complete(known, typed)
        crm = self._log_in(address, credentials)
        try:
            pairing = self._paired(known, place, address, crm.user)
            _check_user(pairing, others)
            with state.atomic():
                state.pairings.put(pairing)
                state.mended()
            self._logins.store(pairing.id, credentials, remember=remember)
        except BaseException:
            crm.close()
            raise
        return pairing, crm

    def cancel(self) -> None:
        """End a running log-in soon; from any thread."""
        self._connector.cancel()

    def _complete(self, pairing: PairingRecord | None, typed: Typed) -> tuple[str, Credentials]:
        """Where to log in, and with what; stored secrets go to the pairing's own CRM alone."""
        own = pairing and pairing.crm_address
        address = own if own == typed.address else self._connector.address(typed.address)
        known = pairing is not None and own == address
        return address, self._logins.complete(typed, pairing.id if pairing and known else None)

    def _log_in(self, address: str, credentials: Credentials) -> CrmSession:
        self._house.check_settings()  # the proxy and the names of fields are among them
        settings = self._house.chosen.settings
        return self._connector.log_in(
            address, credentials, self._house.network(), settings.fields_at(host(address))
        )

    def _paired(
        self, known: PairingRecord | None, place: Place, address: str, user: CrmUser
    ) -> PairingRecord:
        if known is None:
            id_ = _pairing_id(place.folder, address, user.id)
            ids = (id_, place.account, place.store, place.folder)
            return PairingRecord(*ids, address, user.id, self._now(), place.name)
        if (known.crm_address, known.crm_user) != (address, user.id):
            raise WrongUser(
                "This calendar is paired with another CRM user. Remove the pairing first."
            )
        return known


def _check_user(pairing: PairingRecord, others: Sequence[PairingRecord]) -> None:
    """A CRM cannot say which of two calendars an activity of its user belongs to."""
    user = (pairing.crm_address, pairing.crm_user)
    for each in others:
        if (each.crm_address, each.crm_user) == user:
            raise WrongUser(
                "This CRM user is paired with {calendar} already. Paired twice, each activity"
                " would come into both calendars. Log in as another user, or remove that pairing"
                " first.",
                calendar=each.account,
            )


def _pairing_id(folder: str, address: str, user: str) -> str:
    """The same on every PC: the marks that one's add-in leaves on items are the other's, too."""
    return hashlib.sha256(f"{folder}\n{address}\n{user}".encode()).hexdigest()[:12]
