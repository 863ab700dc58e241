"""The worlds of the address book: over the gateway in memory, and over the real shim.

See book_suite.py for what they offer.
"""

from tests.conformance.shim_cases import ForgetfulGateway
from tests.simulation.clock import Clock
from tests.simulation.fake_gateway import CONTACTS, PEOPLE, STORE, FakeGateway, content
from tests.simulation.memory_book import MemoryBook

from outlook_crm.outlook.calendars import profile
from outlook_crm.outlook.contacts import OutlookContacts, cells_of


class MemoryWorld:
    """The address book in memory, which the engine's tests stand on."""

    def __init__(self):
        self._clock = Clock()
        self._book = MemoryBook(self._clock)

    def book(self):
        return self._book

    def user_creates(self, fields):
        self._clock.wait(minutes=5)
        return self._book.creates(fields)

    def user_changes(self, id_, fields):
        self._clock.wait(minutes=5)
        self._book.changes(id_, fields)

    def user_deletes(self, id_):
        self._book.deletes(id_)

    user_moves_away = user_deletes

    def user_makes_group(self, name):
        """This book has no groups to show."""

    def lose_next_answer(self):
        self._book.lose_answer = True


class GatewayWorld:
    """OutlookContacts over the gateway in memory."""

    def __init__(self):
        self.gateway = FakeGateway()

    def book(self):
        return OutlookContacts(self.gateway, store=STORE, folder=CONTACTS, pairing="p1")

    def user_creates(self, fields):
        self.gateway.wait(minutes=5)
        return self.gateway.make_contact(**_plain(fields))

    def user_changes(self, id_, fields):
        self.gateway.wait(minutes=5)
        self.gateway.edit(id_, **_plain(fields))

    def user_deletes(self, id_):
        self.gateway.delete(id_)

    def user_moves_away(self, id_):
        self.gateway.move(id_, PEOPLE, new_id=False)

    def user_makes_group(self, name):
        self.gateway.make_group(name)

    def lose_next_answer(self):
        self.gateway.lose_answer = True


class ShimWorld:
    """OutlookContacts over the real shim.  One Outlook may serve many: each begins empty."""

    def __init__(self, outlook, gateway):
        self._outlook = outlook
        self._gateway = ForgetfulGateway(gateway)
        self._folder = next(each for each in profile(gateway).contacts if each.default)
        for item in outlook.appointments("Contacts"):
            outlook.delete(item["EntryID"])

    def book(self):
        place = {"store": self._folder.store, "folder": self._folder.folder}
        return OutlookContacts(self._gateway, **place, pairing="p1")

    def user_creates(self, fields):
        return self._outlook.create("Contacts", **_plain(fields))

    def user_changes(self, id_, fields):
        self._outlook.update(id_, **_plain(fields))

    def user_deletes(self, id_):
        self._outlook.delete(id_)

    def user_moves_away(self, id_):
        self._outlook.move(id_, "Projects")

    def user_makes_group(self, name):
        """The simulated Outlook has none; the gateway in memory tells of them."""

    def lose_next_answer(self):
        self._gateway.lose_answer = True


def _plain(fields):
    return {name: content(cell) for name, cell in cells_of(fields).items()}
