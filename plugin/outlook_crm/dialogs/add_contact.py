"""Contacts of the address book that the user wants in the CRM, one after the other."""

from collections import deque
from functools import partial

from outlook_crm.address_book import ContactsWork
from outlook_crm.errors import Error, Users
from outlook_crm.pairing import Pairing
from outlook_crm.ui import add_contact_window as view
from outlook_crm.ui import message_window

from .dialog import Dialog, Surroundings, Values


class AddContactDialog(Dialog):
    """Adds at once who is new; asks where the CRM has somebody of that name or address."""

    name = view.NAME

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._left: deque[str] = deque()
        self._asked = ""
        self._pairing: Pairing | None = None

    def add(self, pairing: Pairing, ids: frozenset[str]) -> None:
        """Begin with these contacts, for that pairing's CRM; the worker's thread."""
        self._pairing = pairing
        self._left = deque(sorted(ids))
        self._go_on()

    def submit(self, button: str, values: Values) -> None:
        """Add the contact that was asked about, to whom the user says."""
        who = str(values[view.WHO])
        self._around.worker(self._attempt(partial(self._settle, self._asked, who), self._after))

    def _go_on(self) -> None:
        """Add until somebody must be asked about; an error ends it."""
        try:
            while self._left:
                if not self._take(self._left.popleft()):
                    return
        except Error as trouble:
            self._left.clear()
            catalog = self._around.house.catalog
            self._tell(catalog.tell(trouble), message_window.advice(catalog.text, trouble))

    def _take(self, outlook_id: str) -> bool:
        """Whether the contact is done with; else the window is open."""
        work = self._work
        if work.crm_id_of(outlook_id):
            self._tell(self._around.text("This contact is in the CRM already."))
            return True
        namesakes = work.namesakes(outlook_id)
        if not namesakes:
            self._settle(outlook_id, view.NOBODY)
            return True
        self._asked = outlook_id
        name = work.name_of(outlook_id)
        self._around.show(view.window(self._text, name=name, namesakes=namesakes))
        return False

    def _settle(self, outlook_id: str, who: str) -> None:
        work = self._work
        if who == view.NOBODY:
            work.add(outlook_id)
        else:
            work.join(outlook_id, who)
        name = work.name_of(outlook_id)
        self._tell(self._around.text("{name} is in the CRM now.", name=name))

    def _after(self) -> None:
        self._close()
        self._go_on()

    @property
    def _work(self) -> ContactsWork:
        contacts = self._pairing.contacts if self._pairing else None
        if contacts is None:
            raise Users("Log in to the CRM first.")
        return contacts

    def _tell(self, happened: str, advice: str = "") -> None:
        self._around.show(message_window.window(self._text, happened=happened, advice=advice))
