"""Keeps the address book in step with the CRM's people: journalled as the calendar's steps."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from outlook_crm.domain.canonical import same
from outlook_crm.domain.fields import FieldName, Fields
from outlook_crm.domain.side import Side
from outlook_crm.errors import Error, Missing

from . import notes as notes_text
from .apply import NOTES
from .ask import Reason
from .contact_ports import AddressBook, People
from .contact_run import ContactRun, Doors
from .contacts import name_of
from .ports import Intent, StatePort
from .recover import adopt
from .report import Report
from .values import Item, Step, StepKind

_WHO = (FieldName.MAIL, FieldName.FIRST_NAME, FieldName.LAST_NAME)
_SLACK = timedelta(minutes=5)
"""How far the clocks of two hosts may be apart without our knowing."""


class ContactEngine:
    """The contacts of one pairing; calls come from one thread, `cancel` from any.

    ``place`` is the state's name for them (`outlook_crm.domain.kind.Kind.of`), ``now`` the
    clock in UTC.  Calls raise Cancelled, Theirs or Users after the report of what was
    done is stored.
    """

    def __init__(
        self,
        book: AddressBook,
        people: People,
        state: StatePort,
        place: str,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._book = book
        self._people = people
        self._state = state
        self._place = place
        self._cancelled = False
        self._doors = Doors(book, people, state, place, now, lambda: self._cancelled)

    def run(self, wanted: Collection[str], reason: Reason) -> Report:
        """Bring the ``wanted`` people in, and what the CRM changed of all that are linked."""
        return self._whole(reason, lambda run: run.bring(wanted))

    def lacks(self, wanted: Collection[str]) -> bool:
        """Whether some of the wanted people are not linked yet, or something was left undone."""
        known = {link.crm_id for link in self._state.links(self._place)}
        notes = notes_text.from_json(self._state.value(self._place, NOTES))
        return bool(set(wanted) - known or notes.pending or self._intents())

    def namesakes(self, outlook_id: str) -> Sequence[Item]:
        """The CRM's contacts with the address or the full name of this one of the address book.

        Raises Missing when it is not in the folder.
        """
        return self._alike(self._card(outlook_id).fields)

    def name_of(self, outlook_id: str) -> str:
        """How this contact of the address book is called; raises Missing."""
        return name_of(self._card(outlook_id).fields)

    def crm_id_of(self, outlook_id: str) -> str:
        """The CRM's contact that this one is linked to, "" for none."""
        links = self._state.links(self._place)
        return next((link.crm_id for link in links if link.outlook_id == outlook_id), "")

    def add(self, outlook_id: str) -> Report:
        """Make this contact of the address book one of the CRM's, and link the two."""
        card = self._card(outlook_id)
        return self._whole(Reason.USER, lambda run: run.add(card))

    def join(self, outlook_id: str, crm_id: str) -> Report:
        """Link this contact of the address book with that one of the CRM's."""
        card = self._card(outlook_id)
        return self._whole(Reason.USER, lambda run: run.join(card, crm_id))

    def unlink_all(self) -> None:
        """Take the marks off the contacts and forget the links; every contact stays.

        One that cannot be written now keeps a mark that no later pairing heeds.
        """
        for link in self._state.links(self._place):
            if link.stamped:
                self._book.write(Step(StepKind.STAMP, Side.OUTLOOK, link.outlook_id, "", ""))
            with self._state.atomic():
                self._state.drop_link(self._place, link.crm_id)

    def cancel(self) -> None:
        """Make the running and every later call end soon; from any thread."""
        self._cancelled = True
        self._book.cancel()
        self._people.cancel()

    def _card(self, outlook_id: str) -> Item:
        found = self._book.read([outlook_id])
        if outlook_id not in found:
            raise Missing("This contact is not in the folder that is kept in step.")
        return found[outlook_id]

    def _whole(self, reason: Reason, work: Callable[[ContactRun], None]) -> Report:
        self._book.verify()
        self._recover()
        run = ContactRun(self._doors, reason)
        try:
            work(run)
        except Error as error:
            run.close(type(error).__name__)
            raise
        return run.close("")

    # ---- what a crash or a lost answer left

    def _recover(self) -> None:
        for intent in self._intents():
            made = self._made(intent) if intent.step.kind is StepKind.CREATE else None
            adopt(self._state, intent, made)

    def _made(self, intent: Intent) -> Item | None:
        """What a create that was begun has made: by its stamp, or by who it is."""
        step = intent.step
        if step.side is Side.OUTLOOK:
            return next(iter(self._book.find("", step.source)), None)
        since = intent.begun - _SLACK
        found = [
            each
            for each in self._alike(step.fields)
            if each.created >= since and _is_made_of(each, step.fields)
        ]
        return found[0] if len(found) == 1 else None

    def _alike(self, fields: Fields) -> Sequence[Item]:
        address, first, last = (str(fields.get(name) or "") for name in _WHO)
        return self._people.alike(address, first, last)

    def _intents(self) -> Sequence[Intent]:
        return self._state.intents(self._place)


def _is_made_of(person: Item, fields: Fields) -> bool:
    """Whether the person shows the name and the address that were written."""
    return all(same(name, person.fields.get(name), fields.get(name)) for name in _WHO)
