"""Contacts, mails, tasks, notes, recipients and attachments behave as Outlook's do."""

from datetime import datetime

import pytest
from tests.simulator import build, macro
from tests.simulator.client import Outlook, OutlookError, Screen, wait_for

pytestmark = pytest.mark.shim

INBOX, SENT, CALENDAR, CONTACTS, TASKS, DRAFTS = 6, 5, 9, 10, 13, 16  # OlDefaultFolders
MAIL, APPOINTMENT, CONTACT, TASK, POST = 0, 1, 2, 3, 6  # OlItemType
TO, CC, BCC = 1, 2, 3
EXCHANGE_USER, CONTACT_ENTRY, SMTP = 0, 10, 30  # OlAddressEntryUserType
NONE = 4501  # the year that stands for no date

TAG = "http://schemas.microsoft.com/mapi/proptag/0x"
MESSAGE_FLAGS = TAG + "0E070003"
SUBMIT_TIME = TAG + "00390040"
SENDER_NAME = TAG + "0C1A001F"
SMTP_ADDRESS = TAG + "39FE001E"
TRACK_STATUS = TAG + "5FFF0003"
CONTENT_ID = TAG + "3712001F"
MESSAGE_ID = TAG + "1035001F"

clock = datetime.fromisoformat


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    home = tmp_path_factory.mktemp("outlook")
    with (
        Screen() as screen,
        Outlook(
            home, screen.display, build.simulator(), environment={"TZ": "Europe/Berlin"}
        ) as outlook,
    ):
        yield macro.application(outlook)


def folder(app, role):
    return app.Session.GetDefaultFolder(role)


def new(app, kind, role=None, **values):
    items = folder(app, DRAFTS if role is None else role).Items
    return items.Add(kind).with_(**values)


def kept(app, item):
    """Saves an item and opens it again."""
    item.Save()
    return app.Session.GetItemFromID(item.EntryID)


def smtp(thing):
    return thing.PropertyAccessor.GetProperty(SMTP_ADDRESS)


class TestContacts:
    def test_a_full_name_is_put_together_and_taken_apart(self, app):
        contact = new(app, CONTACT, CONTACTS, FirstName="Ada", LastName="Lovelace", Title="Lady")
        assert contact.FullName == "Lady Ada Lovelace"
        contact.FullName = "Grace Brewster Hopper"
        names = (contact.Title, contact.FirstName, contact.MiddleName, contact.LastName)
        assert names == ("", "Grace", "Brewster", "Hopper")
        assert contact.FileAs == "Hopper, Grace"
        assert contact.Subject == "Grace Brewster Hopper"

    def test_what_was_set_is_kept(self, app):
        values = {
            "CompanyName": "Analytical Engines",
            "JobTitle": "Programmer",
            "Email1Address": "ada@engines.example",
            "BusinessTelephoneNumber": "+46 8 123 456",
            "Body": "First of all",
        }
        contact = kept(app, new(app, CONTACT, CONTACTS, LastName="Kept", **values))
        assert {name: getattr(contact, name) for name in values} == values
        assert contact.Class == 40
        assert contact.Birthday.year == NONE

    def test_an_address_is_put_together_from_its_parts(self, app):
        contact = new(app, CONTACT, CONTACTS).with_(
            BusinessAddressStreet="Drottninggatan 1",
            BusinessAddressPostalCode="111 51",
            BusinessAddressCity="Stockholm",
        )
        assert contact.BusinessAddress == "Drottninggatan 1\r\n111 51  Stockholm"

    def test_a_birthday_is_a_date(self, app):
        contact = kept(
            app, new(app, CONTACT, CONTACTS, LastName="B", Birthday=clock("1980-12-31 23:30"))
        )
        assert contact.Birthday == clock("1980-12-31")


class TestMails:
    def test_one_made_by_a_program_is_a_draft_and_stays_one(self, app):
        mail = kept(app, new(app, MAIL, INBOX, Subject="Draft"))
        assert not mail.Sent
        assert mail.ReceivedTime.year == NONE
        for draft in (mail, new(app, MAIL, INBOX)):
            with pytest.raises(OutlookError):
                draft.PropertyAccessor.SetProperty(MESSAGE_FLAGS, 1)

    def test_a_note_made_a_mail_before_its_first_save_is_a_sent_one(self, app):
        post = new(app, POST, INBOX, Subject="From the CRM", Body="Hello")
        post.MessageClass = "IPM.Note"
        accessor = post.PropertyAccessor
        accessor.SetProperty(MESSAGE_FLAGS, 1)
        accessor.SetProperty(SENDER_NAME, "Bo Ek")
        accessor.SetProperty(SUBMIT_TIME, clock("2026-01-15 11:30"))
        accessor.SetProperty(MESSAGE_ID, "<1@crm.example>")
        mail = kept(app, post)
        assert (mail.Class, mail.MessageClass, mail.Sent) == (43, "IPM.Note", True)
        assert (mail.Subject, mail.SenderName) == ("From the CRM", "Bo Ek")
        assert mail.SentOn == clock("2026-01-15 12:30")  # the property is UTC, Outlook's is local
        assert mail.PropertyAccessor.GetProperty(MESSAGE_ID) == "<1@crm.example>"
        with pytest.raises(OutlookError):
            mail.PropertyAccessor.SetProperty(MESSAGE_FLAGS, 8)

    def test_to_and_cc_are_names_of_recipients(self, app):
        mail = new(app, MAIL, To="bo@ek.example; Anders And", CC="cc@ek.example")
        assert [(each.Name, each.Type) for each in mail.Recipients] == [
            ("bo@ek.example", TO),
            ("Anders And", TO),
            ("cc@ek.example", CC),
        ]
        mail.To = "new@ek.example"
        assert (mail.To, mail.CC) == ("new@ek.example", "cc@ek.example")

    def test_html_makes_it_an_html_mail(self, app):
        mail = new(app, MAIL)
        assert mail.BodyFormat == 1
        mail.HTMLBody = "<p>Hello"
        assert mail.BodyFormat == 2

    def test_sending_moves_it_and_it_is_no_draft_any_more(self, app):
        mail = new(app, MAIL, Subject="On its way", To="bo@ek.example")
        mail.Send()
        sent = folder(app, SENT).Items.Item("On its way")
        assert sent.Sent
        assert sent.SenderEmailType == "EX"
        assert sent.Sender.GetExchangeUser().PrimarySmtpAddress == "anna@example.com"
        assert sent.SentOn.year < NONE

    @pytest.mark.parametrize("to", ["", "Nobody Knows"])
    def test_without_known_recipients_it_is_not_sent(self, app, to):
        mail = new(app, MAIL, To=to)
        with pytest.raises(OutlookError):
            mail.Send()
        assert not mail.Sent


class TestTasks:
    def test_status_percentage_and_completion_follow_each_other(self, app):
        task = new(app, TASK, TASKS)
        task.PercentComplete = 50
        assert (task.Status, task.Complete, task.DateCompleted.year) == (1, False, NONE)
        task.Complete = True
        assert (task.Status, task.PercentComplete) == (2, 100)
        assert task.DateCompleted.year < NONE
        task.Status = 3
        assert (task.Complete, task.PercentComplete, task.DateCompleted.year) == (False, 0, NONE)

    def test_dates_have_no_time_and_push_each_other(self, app):
        task = new(app, TASK, TASKS, DueDate=clock("2026-03-05 14:00"))
        assert (task.DueDate, task.StartDate.year) == (clock("2026-03-05"), NONE)
        task.StartDate = clock("2026-03-09")
        assert task.DueDate == clock("2026-03-09")
        task.DueDate = clock("2026-03-02")
        assert kept(app, task).StartDate == clock("2026-03-02")

    @pytest.mark.parametrize(("name", "value"), [("PercentComplete", 101), ("Status", 5)])
    def test_what_cannot_be_is_refused(self, app, name, value):
        with pytest.raises(OutlookError):
            setattr(new(app, TASK, TASKS), name, value)


class TestRecipients:
    @pytest.fixture(autouse=True)
    def contact(self, app):
        contact = new(
            app, CONTACT, CONTACTS, FullName="Ada Lovelace", Email1Address="ada@x.example"
        )
        contact.Save()
        yield contact
        contact.Delete()

    @pytest.mark.parametrize(
        ("written", "name", "address", "kind"),
        [
            ("ada lovelace", "Ada Lovelace", "ada@x.example", CONTACT_ENTRY),
            ("bo@ek.example", "bo@ek.example", "bo@ek.example", SMTP),
            ("Bo Ek <bo@ek.example>", "Bo Ek", "bo@ek.example", SMTP),
            ("carl@example.com", "carl@example.com", "carl@example.com", EXCHANGE_USER),
        ],
    )
    def test_are_resolved_by_name_or_address(self, app, written, name, address, kind):
        one = new(app, MAIL).Recipients.Add(written)
        assert (one.Resolved, one.Address) == (False, "")
        assert one.Resolve()
        assert (one.Resolved, one.Name, smtp(one)) == (True, name, address)
        assert one.AddressEntry.AddressEntryUserType == kind

    def test_who_is_unknown_or_meant_twice_is_not_resolved(self, app):
        second = new(app, CONTACT, CONTACTS, FullName="Ada Lovelace", Email1Address="ada@y.example")
        second.Save()
        mail = new(app, MAIL, To="Ada Lovelace; bo@ek.example")
        assert not mail.Recipients.ResolveAll()
        assert [each.Resolved for each in mail.Recipients] == [False, True]
        with pytest.raises(OutlookError):
            _ = mail.Recipients.Item(1).AddressEntry
        second.Delete()

    def test_a_colleagues_address_is_no_smtp_address(self, app):
        one = new(app, MAIL).Recipients.Add("carl@example.com")
        one.Resolve()
        assert one.Address.startswith("/o=")
        assert one.AddressEntry.Type == "EX"
        assert one.AddressEntry.GetExchangeUser().PrimarySmtpAddress == "carl@example.com"
        other = new(app, MAIL).Recipients.Add("bo@ek.example")
        other.Resolve()
        assert other.AddressEntry.GetExchangeUser() is None

    def test_of_a_meeting_have_types_and_answers_and_are_kept(self, app):
        meeting = new(app, APPOINTMENT, CALENDAR, Subject="Meeting", MeetingStatus=1)
        meeting.RequiredAttendees = "bo@ek.example; ada lovelace"
        meeting.OptionalAttendees = "carl@example.com"
        assert meeting.Recipients.ResolveAll()
        meeting.Recipients.Item(1).PropertyAccessor.SetProperty(TRACK_STATUS, 3)
        meeting = kept(app, meeting)
        told = [(smtp(each), each.Type, each.MeetingResponseStatus) for each in meeting.Recipients]
        assert told == [
            ("bo@ek.example", 1, 3),
            ("ada@x.example", 1, 0),
            ("carl@example.com", 2, 0),
        ]
        assert meeting.RequiredAttendees == "bo@ek.example; Ada Lovelace"
        assert smtp(meeting.GetOrganizer()) == "anna@example.com"

    def test_that_are_removed_are_gone_and_the_others_keep_their_place(self, app):
        mail = new(app, MAIL, To="a@x.example; b@x.example; c@x.example")
        last = mail.Recipients.Item(3)
        mail.Recipients.Remove(2)
        assert (mail.To, last.Index, mail.Recipients.Count) == ("a@x.example; c@x.example", 2, 2)

    def test_the_user_is_one(self, app):
        user = app.Session.CurrentUser
        assert smtp(user.AddressEntry) == "anna@example.com"


class TestAttachments:
    def test_are_kept_and_saved_as_files(self, app, tmp_path):
        source, target = tmp_path / "offer.pdf", tmp_path / "saved.pdf"
        content = bytes(range(256)) * 20
        source.write_bytes(content)
        mail = new(app, MAIL, Subject="Offer")
        mail.Attachments.Add(str(source), 1, 1, "The offer")
        mail = kept(app, mail)
        one = mail.Attachments.Item(1)
        told = (one.FileName, one.DisplayName, one.Size, one.Type)
        assert told == ("offer.pdf", "The offer", len(content), 1)
        one.SaveAsFile(str(target))
        assert target.read_bytes() == content

    def test_carry_the_id_that_html_names_a_picture_by(self, app, tmp_path):
        (tmp_path / "logo.png").write_bytes(b"png")
        mail = new(app, MAIL)
        one = mail.Attachments.Add(str(tmp_path / "logo.png"))
        one.PropertyAccessor.SetProperty(CONTENT_ID, "logo@crm")
        one = kept(app, mail).Attachments.Item("logo.png")
        assert one.PropertyAccessor.GetProperty(CONTENT_ID) == "logo@crm"

    def test_may_be_items(self, app):
        contact = kept(app, new(app, CONTACT, CONTACTS, FullName="Ada"))
        mail = new(app, MAIL)
        one = mail.Attachments.Add(contact)
        assert (one.Type, one.FileName) == (5, "Ada.msg")

    def test_that_are_removed_are_gone(self, app, tmp_path):
        for name in ("a.txt", "b.txt"):
            (tmp_path / name).write_text(name)
        task = new(app, TASK, TASKS)
        for name in ("a.txt", "b.txt"):
            task.Attachments.Add(str(tmp_path / name))
        task.Attachments.Remove(1)
        assert [each.FileName for each in kept(app, task).Attachments] == ["b.txt"]

    def test_a_missing_file_or_a_folder_that_is_none_is_refused(self, app, tmp_path):
        mail = new(app, MAIL)
        with pytest.raises(OutlookError):
            mail.Attachments.Add(str(tmp_path / "none.txt"))
        (tmp_path / "a.txt").write_text("a")
        one = mail.Attachments.Add(str(tmp_path / "a.txt"))
        with pytest.raises(OutlookError):
            one.SaveAsFile(str(tmp_path / "nowhere" / "a.txt"))


class TestCategories:
    def test_have_a_name_a_colour_and_an_id(self, app):
        categories = app.Session.Categories
        customer = categories.Add("Customer", 5)
        assert (categories.Item("customer").Color, categories.Count) == (5, 1)
        customer.Color = 8
        assert app.Session.Categories.Item(1).Color == 8
        with pytest.raises(OutlookError):
            categories.Add("CUSTOMER")
        categories.Remove("Customer")
        assert categories.Count == 0


def test_the_selection_is_what_was_chosen_in_the_main_window(app):
    explorer = app.ActiveExplorer()
    explorer.CurrentFolder = folder(app, CALENDAR)
    chosen = kept(app, new(app, APPOINTMENT, CALENDAR, Subject="Chosen"))
    kept(app, new(app, APPOINTMENT, CALENDAR, Subject="Other"))
    wait_for(lambda: is_selectable(explorer, chosen), "the appointment in the window")
    before = explorer.Selection
    assert [each.Subject for each in before] == ["Chosen"]
    explorer.ClearSelection()
    assert (explorer.Selection.Count, before.Count) == (0, 1)


def is_selectable(explorer, item):
    explorer.AddToSelection(item)
    return explorer.Selection.Count == 1


@pytest.mark.parametrize(
    ("kind", "role", "message_class"),
    [
        (MAIL, INBOX, "IPM.Note"),
        (APPOINTMENT, CALENDAR, "IPM.Appointment"),
        (CONTACT, CONTACTS, "IPM.Contact"),
        (TASK, TASKS, "IPM.Task"),
        (POST, INBOX, "IPM.Post"),
    ],
)
def test_every_kind_is_created_opened_and_deleted(app, kind, role, message_class):
    item = kept(app, app.CreateItem(kind).with_(Subject="Any"))
    assert item.MessageClass == message_class
    assert item.Saved
    item.Delete()
    with pytest.raises(OutlookError):
        _ = item.Subject
