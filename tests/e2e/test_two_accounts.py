"""Two mail accounts, each with a calendar and a CRM of its own: where *File and send* files."""

import pytest
from tests.e2e.test_several_pairings import TwoCrms
from tests.e2e.world import PATIENCE
from tests.simulator import macro
from tests.simulator.client import Screen, wait_for

pytestmark = pytest.mark.shim

ANNA, FIRM, CLUB = "anna@example.com", "anna@firm.example", "anna@club.example"
_MESSAGE_ID = "http://schemas.microsoft.com/mapi/proptag/0x1035001F"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with Screen() as screen, TwoCrms(tmp_path_factory.mktemp("world"), screen) as world:
        for address in (FIRM, CLUB):
            world.outlook.ask("add_account", address=address)
        world.set_up()
        world.wait_for_words("In step")
        world.pair_another(rf"\\{FIRM}\Calendar")
        world.prefer(**{"mail.sent": "When I say so"})
        yield world
        assert world.outlook.faults() == []


def compose(world, subject, sender=""):
    """A new mail among the drafts of the first account; its window."""
    window = world.outlook.open_inspector(folder=rf"\\{ANNA}\Drafts")
    world.outlook.inspector_set(window, Subject=subject, To="new@nowhere.example", Body="Hello")
    if sender:
        app = macro.application(world.outlook)
        account = next(each for each in app.Session.Accounts if each.SmtpAddress == sender)
        app.ActiveInspector().CurrentItem.SendUsingAccount = account
    button = lambda: world.outlook.ribbon_control("CrmFileAndSend", window)  # noqa: E731
    wait_for(lambda: button()["visible"] and button()["enabled"], "the button", PATIENCE)
    return window


def sent(world, subject, account):
    items = world.outlook.appointments(rf"\\{account}\Sent Items")
    return next((each for each in items if each["Subject"] == subject), None)


def deliver(world, subject, account):
    """The server gives the mail its id."""
    mail = wait_for(lambda: sent(world, subject, account), "the sent mail", PATIENCE)
    item = macro.application(world.outlook).Session.GetItemFromID(mail["EntryID"])
    item.PropertyAccessor.SetProperty(_MESSAGE_ID, f"<{subject.replace(' ', '')}@b>")
    item.Save()


def filed(crm):
    return {each["subject"] for each in crm.snapshot("emails")}


@pytest.mark.parametrize(("sender", "account"), [("", ANNA), (FIRM, FIRM)])
def test_a_mail_is_filed_in_the_crm_of_the_account_that_sends_it(world, sender, account):
    subject = f"Sent by {account}"
    world.outlook.click("CrmFileAndSend", compose(world, subject, sender))
    deliver(world, subject, account)
    mine, other = (world.crm, world.second) if account == ANNA else (world.second, world.crm)
    wait_for(lambda: subject in filed(mine), "the record", PATIENCE)
    assert subject not in filed(other)


def test_what_an_account_without_a_pairing_would_send_stays_and_is_told(world):
    window = compose(world, "Of the club", CLUB)
    world.outlook.click("CrmFileAndSend", window)
    world.outlook.wait_for_window("message", PATIENCE)
    assert CLUB in str(world.outlook.control("message", "happened"))
    world.outlook.window_close("message")
    assert world.outlook.window(window)
    world.outlook.inspector_close(window, save=False)
