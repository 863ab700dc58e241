"""OutlookMails over the real shim in the simulated Outlook."""

from dataclasses import replace
from datetime import UTC

import pytest
from tests.conformance.mailbox_suite import FULL, MailboxSuite
from tests.shim import remote
from tests.simulator.client import Screen
from tests.simulator.macro import application
from tests.simulator.mail import arrive_email
from tests.unit.mail.awkward import mails

from outlook_crm import errors
from outlook_crm.domain.email import Carrier
from outlook_crm.mail.names import safe
from outlook_crm.mail.values import Spot
from outlook_crm.outlook.mails import OutlookMails
from outlook_crm.sync.values import Fate

pytestmark = pytest.mark.shim

FOLDERS = {"inbox": "Inbox", "sent": "Sent Items", "other": "Customers"}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """One Outlook for all tests."""
    with Screen() as screen:
        home = tmp_path_factory.mktemp("outlook")
        outlook, gateway = remote.start(home, screen.display)
        with outlook:
            inbox = application(outlook).Session.GetDefaultFolder(6)
            for name in ("Customers", "CRM"):
                inbox.Folders.Add(name)
            yield outlook, gateway
            gateway.close()


class ShimWorld:
    def __init__(self, outlook, gateway):
        self.outlook = outlook
        self._gateway = gateway
        places = {each.name: each.spot for each in self._mails(None).folders}
        self._folders = {name: places[shown] for name, shown in FOLDERS.items()}
        self.target = places["CRM"]
        for name in (*FOLDERS.values(), "CRM"):
            for item in outlook.appointments(name):
                outlook.delete(item["EntryID"])

    def _mails(self, target):
        return OutlookMails(self._gateway, pairing="p1", category="CRM", target=target)

    def mailbox(self):
        return self._mails(self.target)

    def folder(self, name):
        return self._folders[name]

    def arrives(
        self, email, folder="inbox", files=(), *, private=False, protected=False, properties=None
    ):
        properties = {**(properties or {}), **({"Sensitivity": 2} if private else {})}
        properties |= {"Permission": 1} if protected else {}
        id_ = arrive_email(self.outlook, email, FOLDERS[folder], files, **properties)
        return Spot(self._folders[folder].store, id_)

    def item(self, spot):
        return application(self.outlook).Session.GetItemFromID(spot.id)

    def moves(self, spot, folder):
        return Spot(spot.store, self.outlook.move(spot.id, FOLDERS[folder]))

    def deletes(self, spot):
        """Also from Deleted Items."""
        self.outlook.delete(spot.id)
        for item in self.outlook.appointments("Deleted Items"):
            self.outlook.delete(item["EntryID"])

    def categories(self, spot):
        shown = self.item(spot).Categories or ""
        return [each.strip() for each in shown.replace(";", ",").split(",") if each.strip()]

    def unread(self, spot):
        return self.item(spot).UnRead

    def opens_and_edits(self, spot):
        self._window = self.outlook.open_inspector(spot.id)
        self.outlook.inspector_set(self._window, Subject="half typed")

    def closes(self, spot):
        self.outlook.inspector_close(self._window, save=False)


def arrives_as(world, kind, **more):
    return world.arrives(FULL, properties={"MessageClass": kind}, **more)


class TestOutlookMails(MailboxSuite):
    @pytest.fixture
    def world(self, running):
        return ShimWorld(*running)

    def test_a_plain_mail_in_a_window_stays_unchanged_when_it_is_read(self, mailbox, world):
        spot = world.arrives(replace(FULL, html=""))
        window = world.outlook.open_inspector(spot.id)
        assert self.one(mailbox, spot).email.html == ""
        assert application(world.outlook).ActiveInspector().CurrentItem.Saved
        world.outlook.inspector_close(window)

    def test_what_is_not_downloaded_yet_is_told(self, mailbox, world):
        spot = world.arrives(FULL, properties={"IsHeaderOnly": True})
        assert self.one(mailbox, spot).standing.partial
        assert not self.one(mailbox, world.arrives(FULL)).standing.partial

    def test_what_outlook_keeps_of_conflicts_is_no_folder_of_mails(self, mailbox, world):
        there = {each["name"] for each in world.outlook.folders()}
        offered = {each.name for each in mailbox.folders}
        assert there >= {"Sync Issues", "Conflicts"}
        assert not offered & {"Sync Issues", "Conflicts"}
        assert offered >= {"Inbox", "Customers"}

    @pytest.mark.parametrize("kind", ["IPM.Note.SMIME", "IPM.Note.rpmsg"])
    def test_what_is_encrypted_is_not_opened(self, mailbox, world, kind):
        mail = self.one(mailbox, arrives_as(world, kind, files=(("key.txt", b"1"),)))
        assert mail.standing.protected
        assert (mail.email.text, mail.email.html, mail.email.attachments) == ("", "", ())

    def test_what_is_only_signed_is_a_mail_like_any(self, mailbox, world):
        mail = self.one(mailbox, arrives_as(world, "IPM.Note.SMIME.MultipartSigned"))
        assert not mail.standing.protected
        assert mail.email.text == FULL.text
        assert mailbox.mark(mail.spot, "1").fate is Fate.DONE
        assert world.categories(mail.spot) == []  # saved, it would not be signed any more

    def test_what_outlook_shows_decrypted_is_known_by_its_flags(self, mailbox, world):
        flags = "http://schemas.microsoft.com/mapi/proptag/0x6E010003"
        spot = world.arrives(FULL)
        item = world.item(spot)
        for number, protected in ((2, False), (3, True)):
            item.PropertyAccessor.SetProperty(flags, number)
            item.Save()
            assert self.one(mailbox, spot).standing.protected is protected

    @pytest.mark.parametrize(
        "kind",
        ["IPM.Schedule.Meeting.Request", "IPM.Schedule.Meeting.Resp.Pos", "REPORT.IPM.Note.NDR"],
    )
    def test_what_is_no_mail_is_read_without_trouble(self, mailbox, world, kind):
        spot = arrives_as(world, kind)
        mail = self.one(mailbox, spot)
        assert mail.standing.message_class == kind
        assert mail.standing.sent
        assert mail.email.subject == FULL.subject
        assert mailbox.read([spot, world.arrives(FULL)]).unreadable == {}

    def test_a_colleague_is_told_by_the_mail_address_where_there_is_one(self, mailbox, world):
        tag = "http://schemas.microsoft.com/mapi/proptag/0x"
        spot = world.arrives(FULL)
        item = world.item(spot)
        item.PropertyAccessor.SetProperty(f"{tag}0C1F001F", "/o=Firm/cn=bo")
        item.PropertyAccessor.SetProperty(f"{tag}5D01001F", "")
        item.Save()
        assert self.one(mailbox, spot).email.sender.address == "/o=Firm/cn=bo"
        item.PropertyAccessor.SetProperty(f"{tag}5D02001F", "bo@firm.example")
        item.Save()
        assert self.one(mailbox, spot).email.sender.address == "bo@firm.example"

    def test_pictures_of_a_signature_are_told_from_files(self, mailbox, world):
        html = FULL.__class__(FULL.way, "Logo", FULL.sender, FULL.at, html='<img src="cid:l@1">')
        files = (("logo.png", b"PNG", {"content_id": "<l@1>"}), ("plan.pdf", b"PDF"))
        mail = self.one(mailbox, world.arrives(html, files=files))
        assert [each.carrier for each in mail.email.attachments] == [Carrier.PICTURE, Carrier.FILE]

    def test_no_file_of_an_attachment_stays_behind(self, mailbox, world):
        spot = world.arrives(FULL, files=(("a.txt", b"secret"),))
        (attached,) = self.one(mailbox, spot).email.attachments
        mailbox.content(spot, attached)
        (folder,) = world.outlook.local_folder.rglob("attachments")
        assert list(folder.iterdir()) == []

    def test_an_attachment_that_outlook_does_not_hand_out_is_refused(self, mailbox, world):
        spot = world.arrives(FULL, files=(("run.exe", b"MZ"), ("a.txt", b"1")))
        blocked, free = self.one(mailbox, spot).email.attachments
        world.outlook.set_habits(blocked_files=["run.exe"])
        with pytest.raises(errors.Refused, match="blocked"):
            mailbox.content(spot, blocked)
        world.outlook.set_habits(blocked_files=[])
        assert mailbox.content(spot, free).data == b"1"

    def test_an_attachment_that_was_taken_off_is_missing(self, mailbox, world):
        spot = world.arrives(FULL, files=(("a.txt", b"1"),))
        (attached,) = self.one(mailbox, spot).email.attachments
        item = world.item(spot)
        item.Attachments.Remove(1)
        item.Save()
        with pytest.raises(errors.Missing):
            mailbox.content(spot, attached)

    def test_an_unread_mail_stays_unread_and_is_not_announced(self, mailbox, world):
        spot = world.arrives(FULL)
        assert world.unread(spot)
        mailbox.mark(spot, "1")
        assert world.unread(spot)

    def test_every_slice_on_outlooks_thread_is_short(self, mailbox, world):
        world.outlook.watchdog(reset=True)
        spots = [world.arrives(FULL, files=(("a.bin", b"x" * 200_000),)) for _ in range(5)]
        for mail in mailbox.read(spots).mails.values():
            mailbox.content(mail.spot, mail.email.attachments[0])
            mailbox.mark(mail.spot, "1")
        assert world.outlook.faults() == []

    def test_awkward_mails_of_the_crm_are_placed_with_their_files(self, mailbox, world):
        placed = {}
        for number, (email, contents) in enumerate(mails()[::7]):  # all of them take half a minute
            at = email.at and email.at.astimezone(UTC)
            written = mailbox.place(f"awkward{number}", replace(email, at=at))
            assert (written.fate, written.reason) == (Fate.DONE, ""), email
            placed[Spot(written.store, written.id)] = number, contents
            for key, each in enumerate(contents):
                spot = Spot(written.store, written.id)
                assert mailbox.attach(spot, str(key), each.name, each.data).fate is Fate.DONE
        reading = mailbox.read(placed)
        assert not reading.unreadable
        for spot, (number, contents) in placed.items():
            mail = reading.mails[spot.id]
            assert mail.stamp == f"awkward{number}"
            assert mail.standing.sent
            assert [each.name for each in mail.email.attachments] == [
                safe(each.name) for each in contents
            ]
