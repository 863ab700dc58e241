"""Where the CRM's own mails come to, when two accounts are paired and one folder was chosen."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from outlook_crm.mail.values import Spot
from outlook_crm.mailroom import Mailroom
from outlook_crm.state.pairings import PairingRecord

ANNA, FIRM = "anna@example.com", "anna@firm.example"
CHOSEN = f"\\\\{ANNA}\\Customers"


def folder(account, name, place="other"):
    path = f"\\\\{account}\\{name}"
    facts = {"store": account, "folder": name, "path": path, "name": name, "account": account}
    return facts | {"place": place}


class Folders:
    """The gateway, as far as folders of mails go."""

    def MailFolders(self):  # noqa: N802 - the names of the C# interface
        every = [folder(who, "Inbox", "inbox") for who in (ANNA, FIRM)]
        return json.dumps({"folders": [*every, folder(ANNA, "Customers")]})

    def MakeMailFolder(self, text):  # noqa: N802
        asked = json.loads(text)
        return json.dumps({"folder": f"{asked['folder']}/{asked['name']}"})


def brought_to(account, paired, folder_of_ours):
    """The folder that the account's mailroom puts mails of the CRM into."""
    records = [PairingRecord(a, a, a, "calendar", a, "7", datetime.now(UTC)) for a in paired]
    mail = SimpleNamespace(arrivals_folder=CHOSEN, arrivals=True)
    settings = SimpleNamespace(settings=SimpleNamespace(mail=mail))
    house = SimpleNamespace(chosen=settings, local=folder_of_ours)
    state = SimpleNamespace(pairings=SimpleNamespace(all=lambda: records), mails=None)
    mine = next(each for each in records if each.account == account)
    crm = SimpleNamespace(archive=lambda: None)
    ground = SimpleNamespace(house=house, gateway=Folders(), state=state, now=None)
    room = Mailroom(ground, mine, crm, lambda _: None)
    return room._filing._around.mailbox._target


@pytest.mark.parametrize("paired", [(ANNA,), (ANNA, FIRM)])
def test_it_is_that_folder_for_the_account_that_has_it(paired, tmp_path):
    assert brought_to(ANNA, paired, tmp_path) == Spot(ANNA, "Customers")


def test_another_paired_accounts_mails_stay_in_its_own_mailbox(tmp_path):
    assert brought_to(FIRM, (ANNA, FIRM), tmp_path) == Spot(FIRM, "Inbox/CRM")


def test_who_pairs_one_account_may_choose_a_folder_of_another(tmp_path):
    assert brought_to(FIRM, (FIRM,), tmp_path) == Spot(ANNA, "Customers")
