"""*File and send* over the real shim: for which account a mail is filed."""

import pytest
from tests.shim import remote
from tests.simulator.client import Screen
from tests.simulator.macro import application

from outlook_crm.errors import Users
from outlook_crm.mail.relations import NONE
from outlook_crm.outlook.mails import file_and_send
from outlook_crm.sync.values import Fate

pytestmark = pytest.mark.shim

ANNA, FIRM, CLUB = "anna@example.com", "anna@firm.example", "anna@club.example"
PAIRINGS = {ANNA: "p1", FIRM: "p2"}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """An Outlook with three accounts."""
    with Screen() as screen:
        outlook, gateway = remote.start(tmp_path_factory.mktemp("outlook"), screen.display)
        with outlook:
            for address in (FIRM, CLUB):
                outlook.ask("add_account", address=address)
            yield outlook, gateway
            assert outlook.faults() == []
            gateway.close()


class Compose:
    """The window of a new mail among the drafts of an account."""

    def __init__(self, outlook, gateway, subject, drafts_of=ANNA):
        self.outlook, self.gateway, self.subject = outlook, gateway, subject
        self.window = outlook.open_inspector(folder=folder(drafts_of, "Drafts"))
        self.session = gateway.command("inspector.opened")["session"]
        outlook.inspector_set(self.window, Subject=subject, To="new@nowhere.example")

    def send_by(self, address):
        """The user chooses another account than Outlook would."""
        app = application(self.outlook)
        chosen = next(each for each in app.Session.Accounts if each.SmtpAddress == address)
        app.ActiveInspector().CurrentItem.SendUsingAccount = chosen

    def file_and_send(self):
        return file_and_send(self.gateway, self.session, PAIRINGS, NONE)

    def sent_by(self, address):
        """The mail among those that the account sent."""
        items = self.outlook.appointments(folder(address, "Sent Items"))
        return next((each for each in items if each["Subject"] == self.subject), None)


def folder(address, name):
    return rf"\\{address}\{name}"


@pytest.fixture
def compose(running):
    return lambda *args: Compose(*running, *args)


def wishes(mail):
    return {name for name in mail["named"] if name.startswith("file-")}


@pytest.mark.parametrize(("drafts_of", "pairing"), [(ANNA, "p1"), (FIRM, "p2")])
def test_without_a_choice_it_is_filed_for_the_account_of_the_drafts(compose, drafts_of, pairing):
    mail = compose(f"From {drafts_of}", drafts_of)
    assert mail.file_and_send().fate is Fate.DONE
    assert wishes(mail.sent_by(drafts_of)) == {f"file-{pairing}"}


def test_the_account_that_the_user_chose_decides(compose):
    mail = compose("Chosen")
    mail.send_by(FIRM)
    assert mail.file_and_send().fate is Fate.DONE
    assert mail.sent_by(ANNA) is None
    assert wishes(mail.sent_by(FIRM)) == {"file-p2"}


def test_what_an_account_without_pairing_would_send_stays_in_its_window(compose, running):
    mail = compose("Of the club")
    mail.send_by(CLUB)
    with pytest.raises(Users, match=CLUB):
        mail.file_and_send()
    assert mail.sent_by(CLUB) is None
    assert running[0].window(mail.window)
    running[0].inspector_close(mail.window)
    (draft,) = running[0].appointments(folder(ANNA, "Drafts"))
    assert draft["named"] == {}


def test_what_would_be_encrypted_stays_in_its_window_for_it_is_never_filed(compose, running):
    mail = compose("Sealed")
    item = application(running[0]).ActiveInspector().CurrentItem
    item.PropertyAccessor.SetProperty("http://schemas.microsoft.com/mapi/proptag/0x6E010003", 1)
    with pytest.raises(Users, match="encrypted"):
        mail.file_and_send()
    assert mail.sent_by(ANNA) is None
    running[0].inspector_close(mail.window, save=False)
