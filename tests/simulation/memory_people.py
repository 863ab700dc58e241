"""The CRM's contacts in memory: `outlook_crm.sync.contact_ports.People`, and who works in them."""

from datetime import timedelta

from outlook_crm.domain.canonical import canonical
from outlook_crm.domain.fields import CONTACT_NAMES, FieldName
from outlook_crm.domain.side import Side
from outlook_crm.errors import Cancelled, Unreachable
from outlook_crm.sync.contact_ports import Moved
from outlook_crm.sync.values import Absence, Fate, Item, Outcome

F = FieldName
COMPANIES = frozenset({"Nordic Timber Oy"})


class MemoryPeople:
    """One CRM's contacts; ``calls`` counts what was asked of it, ``dead`` answers nothing."""

    names = CONTACT_NAMES

    def __init__(self, clock):
        self._clock = clock
        self.items = {}
        self.calls = []
        self.dead = False
        self.lose_answer = False
        self.before_write = lambda: None
        self.after_write = lambda: None
        self._cancelled = False
        self._made = 0

    # What somebody does in the CRM.

    def creates(self, fields):
        self._made += 1
        id_ = str(5000 + self._made)
        self._put(id_, {F.PAGE: f"https://crm.example.com/contacts/{id_}"} | fields)
        return id_

    def changes(self, id_, fields):
        self._put(id_, {**self.items[id_].fields, **fields}, self.items[id_].created)

    def deletes(self, id_):
        del self.items[id_]

    # The port.

    def changed(self, cursor, known):
        self._enter("changed")
        moved = {
            id_: item
            for id_, item in self.items.items()
            if id_ in known and (not cursor or item.modified.isoformat() > cursor)
        }
        latest = max((item.modified.isoformat() for item in self.items.values()), default=cursor)
        return Moved(moved, max(latest, cursor))

    def read(self, ids):
        self._enter("read")
        return {id_: self.items.get(id_, Absence.UNKNOWN) for id_ in ids}

    def alike(self, address, first, last):
        self._enter("alike")
        wanted = [
            item
            for item in self.items.values()
            if (address and _same(F.MAIL, item, address))
            or (last and _said(item, F.FIRST_NAME, first) and _said(item, F.LAST_NAME, last))
        ]
        return sorted(wanted, key=lambda item: item.created)

    def write(self, step):
        self._enter("write")
        self.before_write()
        if not step.fields.get(F.LAST_NAME):
            return Outcome(Fate.REFUSED, reason="last_name: This field is required.")
        company = step.fields.get(F.COMPANY)
        made = self.creates({**step.fields, F.COMPANY: company if company in COMPANIES else None})
        self.after_write()
        if self.lose_answer:
            self.lose_answer = False
            return Outcome(Fate.UNKNOWN)
        return Outcome(Fate.DONE, self.items[made])

    def cancel(self):
        self._cancelled = True

    def _enter(self, call):
        self.calls.append(call)
        if self._cancelled:
            raise Cancelled("Stopped before it was finished.")
        if self.dead:
            raise Unreachable("The CRM does not answer.")

    def _put(self, id_, fields, created=None):
        now = self._clock.now() + timedelta(microseconds=len(self.calls) + len(self.items))
        whole = {name: fields.get(name) for name in CONTACT_NAMES}
        number = 1 + sum(map(ord, str(sorted(whole.items(), key=str))))
        version = f"{now.isoformat()} {number}"
        self.items[id_] = Item(Side.CRM, id_, version, whole, now, created or now)


def _same(name, item, value):
    return canonical(name, item.fields[name]) == canonical(name, value)


def _said(item, name, value):
    return str(item.fields[name] or "").casefold() == value.casefold()
