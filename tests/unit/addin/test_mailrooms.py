"""Whose mails are whose, when two accounts are paired."""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from outlook_crm.mail.filing import Filing
from outlook_crm.mail.values import Spot
from outlook_crm.mailroom import Mailroom
from outlook_crm.state.pairings import PairingRecord
from outlook_crm.sync.ask import Reason

ANNA, FIRM = "anna@example.com", "anna@firm.example"
CHOSEN = f"\\\\{ANNA}\\Customers"


def folder(account, name, place="other"):
    path = f"\\\\{account}\\{name}"
    facts = {"store": account, "folder": name, "path": path, "name": name, "account": account}
    return facts | {"place": place}


def mail_in(account):
    """A mail in the inbox of the account, as the shim tells of it."""
    absent = {name: {"state": "absent"} for name in ("text", "html", "headers")}
    times = dict.fromkeys(("modified", "sent_at", "received_at"), "2026-03-01T08:00:00Z")
    words = dict.fromkeys(("stamp", "wish", "subject", "message_id", "conversation"), "")
    facts = {"id": f"mail of {account}", "store": account, "folder": "Inbox", "class": "IPM.Note"}
    flags = {"sent": True, "sealed": False, "sensitivity": 0, "people": [], "attachments": []}
    return facts | flags | absent | times | words


class Folders:
    """The gateway, as far as folders of mails go."""

    def __init__(self):
        inboxes = [folder(who, "Inbox", "inbox") for who in (ANNA, FIRM)]
        self.every = [*inboxes, folder(ANNA, "Customers")]

    def MailFolders(self):  # noqa: N802 - the names of the C# interface
        return json.dumps({"folders": self.every})

    def ReadMails(self, text):  # noqa: N802
        return json.dumps({"mails": [mail_in(who) for who in (ANNA, FIRM)]})

    def MakeMailFolder(self, text):  # noqa: N802
        asked = json.loads(text)
        return json.dumps({"folder": f"{asked['folder']}/{asked['name']}"})


class Time:
    """The clock; moves when told."""

    def __init__(self):
        self.now = datetime(2026, 3, 2, 8, tzinfo=UTC)

    def __call__(self):
        return self.now


def room_of(account, paired, folder_of_ours, gateway=None, time=None):
    """The account's mailroom."""
    records = [PairingRecord(a, a, a, "calendar", a, "7", datetime.now(UTC)) for a in paired]
    mail = SimpleNamespace(arrivals_folder=CHOSEN, arrivals=True, files=False)
    settings = SimpleNamespace(settings=SimpleNamespace(mail=mail))
    house = SimpleNamespace(chosen=settings, local=folder_of_ours)
    state = SimpleNamespace(pairings=SimpleNamespace(all=lambda: records), mails=None)
    mine = next(each for each in records if each.account == account)
    crm = SimpleNamespace(archive=lambda: None)
    gateway = gateway or Folders()
    ground = SimpleNamespace(house=house, gateway=gateway, state=state, now=time or Time())
    return Mailroom(ground, mine, crm, lambda _: None)


def mailbox_of(*facts):
    """The mails as the account's mailroom works with them."""
    return room_of(*facts)._filing._around.mailbox


def brought_to(*facts):
    """The folder that the account's mailroom puts mails of the CRM into."""
    return mailbox_of(*facts)._target


@pytest.mark.parametrize("paired", [(ANNA,), (ANNA, FIRM)])
def test_it_is_that_folder_for_the_account_that_has_it(paired, tmp_path):
    assert brought_to(ANNA, paired, tmp_path) == Spot(ANNA, "Customers")


def test_another_paired_accounts_mails_stay_in_its_own_mailbox(tmp_path):
    assert brought_to(FIRM, (ANNA, FIRM), tmp_path) == Spot(FIRM, "Inbox/CRM")


def test_who_pairs_one_account_may_choose_a_folder_of_another(tmp_path):
    assert brought_to(FIRM, (FIRM,), tmp_path) == Spot(ANNA, "Customers")


def test_of_mails_that_came_in_each_account_sees_its_own(tmp_path):
    spots = [Spot(ANNA, mail_in(who)["id"]) for who in (ANNA, FIRM)]
    for who in (ANNA, FIRM):
        mails = mailbox_of(who, (ANNA, FIRM), tmp_path).read(spots)
        assert mails.mails.keys() == {mail_in(who)["id"]}
    assert len(mailbox_of(ANNA, (ANNA,), tmp_path).read(spots).mails) == 2


class TestANewFolder:
    @pytest.fixture
    def gateway(self):
        return Folders()

    @pytest.fixture
    def time(self):
        return Time()

    @pytest.fixture
    def swept(self, gateway, time, tmp_path, monkeypatch):
        """Which folders a round looks through."""
        room = room_of(ANNA, (ANNA,), tmp_path, gateway, time)

        def round_(reason=Reason.POLL):
            names = []
            monkeypatch.setattr(Filing, "sweep", lambda *_: names.extend(room._swept()))
            monkeypatch.setattr(Filing, "bring", lambda *_: None)
            room._house.chosen.settings.mail.files = True
            room._house.chosen.settings.mail.arrivals = False
            room._round(reason)
            return {each.id for each in names}

        round_()
        gateway.every.append(folder(ANNA, "New"))
        return round_

    def test_is_looked_through_after_a_while(self, swept, time):
        assert swept() == {"Inbox", "Customers"}
        time.now += timedelta(minutes=15)
        assert swept() == {"Inbox", "Customers", "New"}

    def test_is_looked_through_at_once_when_the_user_synchronises(self, swept):
        assert swept(Reason.USER) == {"Inbox", "Customers", "New"}
