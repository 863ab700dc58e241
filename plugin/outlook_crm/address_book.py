"""The contacts of one log-in: which folder they come into, and when there is something to do."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .crm.connector import CrmSession
from .domain.kind import Kind
from .errors import Cancelled, Missing, Theirs, Users
from .ground import Ground
from .outlook.calendars import profile
from .outlook.contacts import OutlookContacts
from .outlook.records import Calendar
from .state.pairings import PairingRecord
from .sync import contacts
from .sync.ask import Ask, Reason
from .sync.contact_engine import ContactEngine
from .sync.report import Report, beside, of_kind
from .sync.values import Item

_log = logging.getLogger(__name__)

_EVERY = timedelta(hours=1)
"""How often the CRM is asked for changed people when no activity gives a reason to."""
_RETRY = timedelta(minutes=5)
_ALWAYS = (Reason.USER, Reason.START)


@dataclass(frozen=True, slots=True)
class _Open:
    """What works on the folder that was chosen."""

    chosen: str
    engine: ContactEngine


class ContactsWork:
    """Brings people into the address book after a run of the calendar, where that is wanted.

    The worker's thread calls everything but `cancel`.
    """

    def __init__(self, ground: Ground, pairing: PairingRecord, crm: CrmSession) -> None:
        self._house = ground.house
        self._gateway = ground.gateway
        self._state = ground.state
        self._now = ground.now
        self._pairing = pairing
        self._crm = crm
        self._place = Kind.CONTACTS.of(pairing.id)
        self._next: datetime | None = None
        self._open: _Open | None = None
        self._stopped = False

    def after(self, ask: Ask, report: Report) -> Report:
        """The report of a run of the calendar, with what its people led to.

        Raises Cancelled; whatever else goes wrong here is told in the report and tried again.
        """
        if not self._house.chosen.settings.contacts_to_outlook:
            return report
        forced = ask.reason in _ALWAYS or self._next is None or self._now() >= self._next
        if not forced and not report.entries:
            return report
        try:
            return self._with_contacts(ask.reason, report, forced=forced)
        except Cancelled:
            raise
        except (Theirs, Users) as trouble:
            _log.warning("contacts: %s", trouble)
            self._next = self._now() + _RETRY
            return replace(report, skipped={**report.skipped, contacts.FAILED: 1})

    def namesakes(self, outlook_id: str) -> Sequence[Item]:
        """People of the CRM that may be this contact already; raises what the doors raise."""
        return self._engine().namesakes(outlook_id)

    def name_of(self, outlook_id: str) -> str:
        """How the contact is called; raises Missing when it is not in the folder."""
        return self._engine().name_of(outlook_id)

    def crm_id_of(self, outlook_id: str) -> str:
        """The CRM's contact that this one is linked to, "" for none."""
        links = self._state.links(self._place)
        return next((link.crm_id for link in links if link.outlook_id == outlook_id), "")

    def add(self, outlook_id: str) -> Report:
        """Make the contact one of the CRM's; raises what `ContactEngine.add` does."""
        return self._engine().add(outlook_id)

    def join(self, outlook_id: str, crm_id: str) -> Report:
        """The two are one from now on; raises what `ContactEngine.join` does."""
        return self._engine().join(outlook_id, crm_id)

    def unlink_all(self) -> None:
        """Take the marks off the contacts; every one of them stays."""
        if self._state.links(self._place):
            self._engine().unlink_all()

    def cancel(self) -> None:
        """Make running and later calls end soon; from any thread."""
        self._stopped = True
        if opened := self._open:
            opened.engine.cancel()

    def _with_contacts(self, reason: Reason, report: Report, *, forced: bool) -> Report:
        wanted = contacts.wanted(self._state.links(self._pairing.id))
        engine = self._engine()
        if not forced and not engine.lacks(wanted):
            return report
        done = engine.run(wanted, reason)
        later = self._now() + _EVERY
        self._next = min(later, done.again_at or later)
        return beside(report, of_kind(Kind.CONTACTS, done, undoable=False))

    def _engine(self) -> ContactEngine:
        """The engine over the chosen folder, opened anew when that was changed."""
        chosen = self._house.chosen.settings.contacts_folder
        if self._open is None or self._open.chosen != chosen:
            self._open = self._opened(chosen)
            if self._stopped:
                self._open.engine.cancel()
        return self._open.engine

    def _opened(self, chosen: str) -> _Open:
        folder = self._folder(chosen)
        book = OutlookContacts(
            self._gateway, store=folder.store, folder=folder.folder, pairing=self._pairing.id
        )
        people = self._crm.people()
        return _Open(chosen, ContactEngine(book, people, self._state, self._place, now=self._now))

    def _folder(self, chosen: str) -> Calendar:
        """The folder of this path; where it is another account's, or "", the account's own.

        Raises Missing.
        """
        outlook, account = profile(self._gateway), self._pairing.account
        elsewhere = {each.path for each in outlook.contacts if each.account != account}
        folders = outlook.contacts_of(account)
        fitting = [each for each in folders if chosen in {"", *elsewhere} or each.path == chosen]
        if not fitting:
            raise Missing("The folder for contacts is not there. Choose it again in Preferences.")
        return fitting[0]
