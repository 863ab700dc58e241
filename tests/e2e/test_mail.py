"""Mails filed in the CRM and brought from it, end to end."""

import base64

import pytest
import requests
from tests.e2e.test_keyboard import Keys
from tests.e2e.world import INBOX, PATIENCE, World
from tests.simulator import macro
from tests.simulator.client import Screen, wait_for
from tests.simulator.mail import arrive

pytestmark = pytest.mark.shim

_MAIL = 0  # olMailItem
_MESSAGE_ID = "http://schemas.microsoft.com/mapi/proptag/0x1035001F"
_SOON = 15  # seconds; the next look without an event of Outlook's is 30 s away
AINO = "Aino Virtanen <contact0@example.com>"
USER = "Anna <anna@firm.example>"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A user who files mails of people the CRM knows, and takes its own."""
    with Screen() as screen, World(tmp_path_factory.mktemp("world"), screen) as world:
        world.set_up()
        world.wait_for_words("In step")
        world.prefer(
            **{
                "mail.received": "From and to people in the CRM",
                "mail.sent": "From and to people in the CRM",
                "mail.own_domains": "firm.example",
                "mail.never": "bank.example",
                "mail.arrivals": True,
            }
        )
        world.synchronise()
        wait_for(lambda: "CRM" in folders(world), "the folder for mails of the CRM", PATIENCE)
        yield world
        assert world.outlook.faults() == []


def folders(world):
    return {each["name"] for each in world.outlook.folders()}


def records(world):
    return {each["subject"]: each for each in world.crm.snapshot("emails")}


def attach(world, record, name, content):
    """A file of a mail, as the user attaches it in the CRM."""
    url = f"{world.crm.address}/api/v1/emails/{record}/files"
    headers = {"Authorization": f"Bearer {world.anna.token()}"}
    answer = requests.post(url, files={"file": (name, content)}, headers=headers, timeout=30)
    assert answer.status_code == 201, answer.text


def file_names(world, record):
    found = world.anna.call("GET", f"emails/{record['id']}/files").json()["data"]
    return sorted(each["attributes"]["file_name"] for each in found)


def attached(world, mail):
    """Names of the files of a mail in Outlook."""
    item = macro.application(world.outlook).Session.GetItemFromID(mail["EntryID"])
    return [item.Attachments.Item(n + 1).FileName for n in range(item.Attachments.Count)]


def shown(world, subject, folder="Inbox"):
    items = world.outlook.appointments(folder)
    return next((each for each in items if each["Subject"] == subject), None)


def receive(world, subject, sender=AINO, **mail):
    usual = {"Subject": subject, "Body": "Hello\r\n", "from": sender, "to": [USER]}
    return arrive(world.outlook, **usual | {"message_id": f"<{subject}@b>"} | mail)


def test_a_mail_of_a_contact_is_in_the_crm_by_itself(world):
    file = {"name": "offer.pdf", "base64": base64.b64encode(b"%PDF").decode()}
    receive(world, "Offer", HTMLBody="<p>Hi<script>x</script></p>", attachments=[file])
    record = wait_for(lambda: records(world).get("Offer"), "the record", PATIENCE)
    aino = world.people()["Virtanen"]
    assert record["contact_id"] == aino["id"]
    assert record["account_id"]
    assert record["message_id"] == "<Offer@b>"
    assert record["body_html"] == "<p>Hi</p>"
    wait_for(lambda: file_names(world, record) == ["offer.pdf"], "the file", PATIENCE)
    wait_for(lambda: "CRM" in (shown(world, "Offer").get("Categories") or ""), "the mark", PATIENCE)
    assert shown(world, "Offer")["UnRead"]


def test_what_is_private_or_of_nobody_known_stays(world):
    receive(world, "Salary", Sensitivity=2)
    receive(world, "Account statement", "Bank <x@bank.example>")
    receive(world, "Advert", "Stranger <x@nowhere.example>")
    receive(world, "After them")
    wait_for(lambda: "After them" in records(world), "the last record", PATIENCE)
    assert not {"Salary", "Account statement", "Advert"} & records(world).keys()


def test_what_is_strange_in_an_inbox_stops_nothing(world):
    receive(world, "Invitation", MessageClass="IPM.Schedule.Meeting.Request")
    receive(world, "Not delivered", MessageClass="REPORT.IPM.Note.NDR")
    receive(world, "Encrypted", MessageClass="IPM.Note.SMIME")
    world.outlook.set_habits(blocked_files=["blocked.pdf"])
    names = ("blocked.pdf", "same.txt", "same.txt", "empty.txt", "x" * 300 + ".pdf")
    files = [
        {"name": name, "base64": base64.b64encode(b"" if name == "empty.txt" else b"1").decode()}
        for name in names
    ]
    receive(world, "Strange files", attachments=files)
    record = wait_for(lambda: records(world).get("Strange files"), "the record", PATIENCE)
    taken = ["empty.txt", "same.txt", "same.txt", "x" * 251 + ".pdf"]
    wait_for(lambda: file_names(world, record) == taken, "the files", PATIENCE)
    marked = lambda: "CRM" in (shown(world, "Strange files").get("Categories") or "")  # noqa: E731
    wait_for(marked, "the mark", PATIENCE)
    world.outlook.set_habits(blocked_files=[])
    assert not {"Invitation", "Not delivered", "Encrypted"} & records(world).keys()
    assert world.outlook.faults() == []


def test_the_user_files_a_strangers_mail_and_takes_it_out_again(world):
    made = receive(world, "Question", "Stranger <new@nowhere.example>")
    world.choose(INBOX, made)
    outlook = world.outlook
    outlook.click("CrmMailFile")
    window = Keys(world, "file_mail")
    account = world.crm.snapshot("accounts")[0]
    window.fill("c", "accounts", account["name"])
    wait_for(
        lambda: account["name"] in str(window.control("accounts.results")),
        "the account among those found",
        PATIENCE,
    )
    window.press("Return")
    wait_for(
        lambda: account["name"] in str(window.control("accounts.chosen")), "the choice", PATIENCE
    )
    window.press("Return")  # nothing is typed any more: the window's own button
    window.wait_until_closed()
    assert records(world)["Question"]["account_id"] == account["id"]

    world.choose(INBOX, made)
    outlook.click("CrmMailRemove")
    wait_for(lambda: "Question" not in records(world), "the record to go", PATIENCE)
    wait_for(lambda: not shown(world, "Question").get("Categories"), "the mark to go", PATIENCE)


def test_a_sent_mail_is_filed_as_soon_as_it_has_its_message_id(world):
    mail = macro.application(world.outlook).CreateItem(_MAIL)
    mail.with_(Subject="Our answer", To="contact0@example.com", Body="Yes").Send()
    wait_for(lambda: shown(world, "Our answer", "Sent Items"), "the sent mail", PATIENCE)
    assert "Our answer" not in records(world)
    deliver(world, "Our answer", "<answer@b>")
    record = wait_for(lambda: records(world).get("Our answer"), "the record", _SOON)
    assert record["direction"] == "Outgoing"
    assert record["message_id"] == "<answer@b>"


def test_file_and_send_files_what_goes_to_a_stranger(world):
    outlook = world.outlook
    window = outlook.open_inspector(folder="Drafts")
    outlook.inspector_set(window, Subject="To a stranger", To="new@nowhere.example", Body="Hello")
    outlook.click("CrmFileAndSend", window)
    wait_for(lambda: shown(world, "To a stranger", "Sent Items"), "the sent mail", PATIENCE)
    assert not outlook.window(window)
    deliver(world, "To a stranger", "<stranger@b>")
    wait_for(lambda: records(world).get("To a stranger"), "the record", _SOON)


def test_a_mail_that_outlook_does_not_send_stays_in_its_window_and_carries_no_wish(world):
    outlook = world.outlook
    window = outlook.open_inspector(folder="Drafts")
    outlook.inspector_set(window, Subject="To nobody", Body="Hello")
    outlook.click("CrmFileAndSend", window)
    outlook.wait_for_window("message", PATIENCE)
    assert "recognize" in str(outlook.control("message", "happened"))
    outlook.window_close("message")
    outlook.inspector_close(window)
    assert shown(world, "To nobody", "Drafts")["named"] == {}


def deliver(world, subject, message_id):
    """The server gives a sent mail its id, a moment after it left."""
    session = macro.application(world.outlook).Session
    mail = session.GetItemFromID(shown(world, subject, "Sent Items")["EntryID"])
    mail.PropertyAccessor.SetProperty(_MESSAGE_ID, message_id)
    mail.Save()


def test_a_mail_of_the_crm_arrives_read_in_its_folder(world):
    made = world.anna.create(
        "emails",
        subject="From the CRM",
        from_address="Aino Virtanen <contact0@example.com>",
        to_addresses="anna@firm.example",
        sent_at="2026-11-20T08:00:00Z",
        body="Hello from the CRM",
        message_id="<crm@b>",
    )
    attach(world, made, "plan.pdf", b"%PDF")
    world.synchronise()
    wait_for(lambda: shown(world, "From the CRM", "CRM"), "the mail", PATIENCE)
    mail = shown(world, "From the CRM", "CRM")
    assert not mail["UnRead"]
    assert mail["MessageClass"] == "IPM.Note"
    wait_for(lambda: attached(world, mail) == ["plan.pdf"], "the file", PATIENCE)
    on_their_way = next(world.folder.rglob("attachments"))
    wait_for(lambda: not list(on_their_way.iterdir()), "what is left of it", PATIENCE)
    world.synchronise()
    world.wait_for_words("In step")
    items = world.outlook.appointments("CRM")
    assert [each["Subject"] for each in items] == ["From the CRM"]


def test_older_mails_are_filed_after_a_look(world):
    receive(world, "Old stranger", "Old <old@nowhere.example>")
    outlook = world.outlook
    outlook.click("CrmMailHistory")
    outlook.wait_for_window("mail_history", PATIENCE)
    outlook.window_set("mail_history", "days", 365)
    outlook.window_click("mail_history", "look")
    wait_for(
        lambda: "mails" in str(outlook.control("mail_history", "count")), "the count", PATIENCE
    )
    outlook.window_close("mail_history")


def test_without_filing_of_sent_mails_the_compose_window_shows_nothing_of_ours(world):
    window = world.outlook.open_inspector(folder="Drafts")
    assert world.outlook.ribbon_control("CrmFileAndSend", window)["visible"]
    world.prefer(**{"mail.sent": "Never"})
    for control in ("CrmFileAndSend", "CrmMail"):
        wait_for(
            lambda name=control: not world.outlook.ribbon_control(name, window)["visible"],
            f"{control} to go",
            PATIENCE,
        )
    world.outlook.inspector_close(window, save=False)


def test_removing_the_pairing_takes_the_marks_off_and_keeps_every_mail(world):
    items = world.outlook.appointments("Inbox") + world.outlook.appointments("CRM")
    assert any("CRM" in (each.get("Categories") or "") for each in items)
    before = {each["Subject"] for each in items}, set(records(world))
    world.open_preferences()
    world.outlook.window_click("pairing", "unpair")
    world.outlook.wait_for_window("unpair", PATIENCE)
    world.outlook.window_click("unpair", "unpair")
    world.wait_for_words("Not set up yet")
    items = world.outlook.appointments("Inbox") + world.outlook.appointments("CRM")
    assert not any(each.get("Categories") or each["named"] for each in items)
    assert ({each["Subject"] for each in items}, set(records(world))) == before
