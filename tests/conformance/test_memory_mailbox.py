"""The mailbox in memory that the simulations use."""

import pytest
from tests.conformance.mailbox_suite import MailboxSuite
from tests.simulation.memory_mails import STORE, Clock, MemoryMailbox

from outlook_crm.domain.email import Attached
from outlook_crm.mail.rules import Place
from outlook_crm.mail.values import Spot


class MemoryWorld:
    target = Spot(STORE, "crm")

    def __init__(self):
        self._mailbox = MemoryMailbox(Clock())

    def mailbox(self):
        return self._mailbox

    def folder(self, name):
        return Spot(STORE, name)

    def arrives(self, email, folder="inbox", files=(), **standing):
        attached = tuple(
            Attached(number, name, len(data)) for number, (name, data) in enumerate(files, 1)
        )
        email = type(email)(
            **{name: getattr(email, name) for name in email.__slots__} | {"attachments": attached}
        )
        place = (
            Place.SENT if folder == "sent" else Place.INBOX if folder == "inbox" else Place.OTHER
        )
        spot = self._mailbox.arrives(email, folder, place=place, **standing)
        for number, (_, data) in enumerate(files, 1):
            self._mailbox.files[spot.id, number] = data
        return spot

    def moves(self, spot, folder):
        return self._mailbox.moves(spot, folder)

    def deletes(self, spot):
        self._mailbox.deletes(spot)

    def categories(self, spot):
        return ["CRM"] if self._mailbox.mails[spot.id].stamp else []

    def unread(self, spot):
        return False

    def opens_and_edits(self, spot):
        self._mailbox.busy.add(spot.id)

    def closes(self, spot):
        self._mailbox.busy.discard(spot.id)


class TestMemoryMailbox(MailboxSuite):
    @pytest.fixture
    def world(self):
        return MemoryWorld()
