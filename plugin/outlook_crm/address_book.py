"""The contacts of one log-in: which folder they come into, and when there is something to do."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from .beside import WhenNeeded, with_what
from .crm.connector import CrmSession
from .domain.kind import Kind
from .errors import Missing
from .ground import Ground
from .outlook.calendars import profile
from .outlook.contacts import OutlookContacts
from .outlook.records import Calendar
from .pacing import is_to_come
from .state.pairings import PairingRecord
from .sync import contacts
from .sync.ask import Ask, Reason
from .sync.contact_engine import ContactEngine
from .sync.report import Report, of_kind
from .sync.values import Item

_EVERY = timedelta(hours=1)
"""How often the CRM is asked for changed people when no activity gives a reason to."""
_RETRY = timedelta(minutes=5)
_ALWAYS = (Reason.USER, Reason.START)


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
        self._chosen = ""  # the folder that the engine is over
        self._engine = WhenNeeded(self._made)

    def after(self, ask: Ask, report: Report) -> Report:
        """The report of a run of the calendar, with what its people led to.

        Raises Cancelled; whatever else goes wrong here is told in the report and tried again.
        """
        if not self._house.chosen.settings.contacts_to_outlook:
            return report
        forced = ask.reason in _ALWAYS or not is_to_come(self._next, self._now(), _EVERY)
        if not forced and not report.entries:
            return report
        return with_what(
            report,
            lambda: self._run(ask.reason, forced=forced),
            noted="contacts: %s",
            failed=contacts.FAILED,
            rest=self._rest,
        )

    def namesakes(self, outlook_id: str) -> Sequence[Item]:
        """People of the CRM that may be this contact already; raises what the doors raise."""
        return self._over_the_folder().namesakes(outlook_id)

    def name_of(self, outlook_id: str) -> str:
        """How the contact is called; raises Missing when it is not in the folder."""
        return self._over_the_folder().name_of(outlook_id)

    def crm_id_of(self, outlook_id: str) -> str:
        """The CRM's contact that this one is linked to, "" for none."""
        links = self._state.links(self._place)
        return next((link.crm_id for link in links if link.outlook_id == outlook_id), "")

    def add(self, outlook_id: str) -> Report:
        """Make the contact one of the CRM's; raises what `ContactEngine.add` does."""
        return self._over_the_folder().add(outlook_id)

    def join(self, outlook_id: str, crm_id: str) -> Report:
        """The two are one from now on; raises what `ContactEngine.join` does."""
        return self._over_the_folder().join(outlook_id, crm_id)

    def unlink_all(self) -> None:
        """Take the marks off the contacts; every one of them stays."""
        if self._state.links(self._place):
            self._over_the_folder().unlink_all()

    def cancel(self) -> None:
        """Make running and later calls end soon; from any thread."""
        self._engine.cancel()

    def _rest(self) -> None:
        self._next = self._now() + _RETRY

    def _run(self, reason: Reason, *, forced: bool) -> Report | None:
        wanted = contacts.wanted(self._state.links(self._pairing.id))
        engine = self._over_the_folder()
        if not forced and not engine.lacks(wanted):
            return None
        done = engine.run(wanted, reason)
        later = self._now() + _EVERY
        self._next = min(later, done.again_at or later)
        return of_kind(Kind.CONTACTS, done, undoable=False)

    def _over_the_folder(self) -> ContactEngine:
        """The engine over the chosen folder, made anew when that was changed."""
        chosen = self._house.chosen.settings.contacts_folder
        if chosen != self._chosen:
            self._engine.renew()
        self._chosen = chosen
        return self._engine.get()

    def _made(self) -> ContactEngine:
        folder = self._folder(self._chosen)
        book = OutlookContacts(
            self._gateway, store=folder.store, folder=folder.folder, pairing=self._pairing.id
        )
        people = self._crm.people()
        return ContactEngine(book, people, self._state, self._place, now=self._now)

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
