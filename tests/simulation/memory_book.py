"""Outlook's address book in memory: `outlook_crm.sync.contact_ports.AddressBook`, and its user."""

from datetime import timedelta

from outlook_crm.domain.fields import CONTACT_NAMES, FieldName
from outlook_crm.domain.side import Side
from outlook_crm.errors import Cancelled, Missing
from outlook_crm.sync.contact_ports import Card
from outlook_crm.sync.values import Fate, Item, Outcome, StepKind

F = FieldName


class MemoryBook:
    """One contacts folder; ``others`` are mail addresses two and three by contact."""

    names = CONTACT_NAMES

    def __init__(self, clock):
        self._clock = clock
        self.items = {}
        self.others = {}
        self.calls = []
        self.gone = False
        self.open = set()
        self.refuses = ""
        self.lose_answer = False
        self.before_write = lambda: None
        self.after_write = lambda: None
        self._cancelled = False
        self._made = 0

    # What the user does in Outlook.

    def creates(self, fields, *, stamp=None, others=()):
        self._made += 1
        id_ = f"C{self._made:04}"
        self._put(id_, fields, stamp=stamp)
        self.others[id_] = tuple(others)
        return id_

    def changes(self, id_, fields):
        item = self.items[id_]
        self._put(id_, {**item.fields, **fields}, stamp=item.stamp, created=item.created)

    def deletes(self, id_):
        del self.items[id_]

    def renumber(self, id_):
        """A mailbox was moved to another server: the item has another id."""
        item = self.items.pop(id_)
        self._made += 1
        new = f"C{self._made:04}"
        self._put(new, item.fields, stamp=item.stamp, created=item.created)
        return new

    # The port.

    def verify(self):
        self._enter("verify")
        if self.gone:
            raise Missing("Outlook's folder is not there. ({hresult})", hresult="0x8004010F")

    def cards(self):
        self._enter("cards")
        return sorted(map(self._card, self.items.values()), key=lambda card: card.created)

    def read(self, ids):
        self._enter("read")
        return {id_: self.items[id_] for id_ in ids if id_ in self.items}

    def find(self, key, stamp=""):
        self._enter("find")
        return [item for item in self.items.values() if stamp and item.stamp == stamp]

    def write(self, step):
        self._enter("write")
        self.before_write()
        outcome = self._write(step)
        self.after_write()
        if self.lose_answer and outcome.fate is Fate.DONE:
            self.lose_answer = False
            return Outcome(Fate.UNKNOWN)
        return outcome

    def cancel(self):
        self._cancelled = True

    def _write(self, step):
        if self.refuses:
            return Outcome(Fate.REFUSED, reason=self.refuses)
        if step.kind is StepKind.CREATE:
            id_ = self.creates(step.fields, stamp=step.source)
            return Outcome(Fate.DONE, self.items[id_])
        item = self.items.get(step.target)
        if item is None:
            return Outcome(Fate.MISSING)
        if step.target in self.open:
            return Outcome(Fate.BUSY)
        if item.version != step.expect:
            return Outcome(Fate.STALE)
        fields = {**item.fields, **step.fields}
        self._put(item.id, fields, stamp=step.source, created=item.created)
        return Outcome(Fate.DONE, self.items[item.id])

    def _enter(self, call):
        self.calls.append(call)
        if self._cancelled:
            raise Cancelled("Stopped before it was finished.")

    def _put(self, id_, fields, *, stamp, created=None):
        now = self._clock.now() + timedelta(microseconds=self._made)
        whole = {name: fields.get(name) or None for name in CONTACT_NAMES}
        version = f"{now.isoformat()}/{sorted(whole.items(), key=str)}"
        self.items[id_] = Item(
            Side.OUTLOOK, id_, version, whole, now, created or now, stamp=stamp or None
        )

    def _card(self, item):
        addresses = (item.fields[F.MAIL], *self.others.get(item.id, ()))
        lower = tuple(str(each).strip().lower() for each in addresses if each)
        return Card(item.id, item.created, item.stamp or "", lower)
