"""What every mailbox must do; the subclass has a fixture ``world``.

A world offers ``mailbox()``, ``arrives(email, folder="inbox", files=(), **standing) -> Spot``
with ``files`` as pairs of name and bytes, ``folder(name) -> Spot`` for ``inbox``, ``sent`` and
``other``, ``categories(spot)``, ``unread(spot)``, ``moves(spot, name) -> Spot``,
``deletes(spot)``, ``opens_and_edits(spot)``, ``closes(spot)`` and ``target`` (the folder for
mails of the CRM).
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.mail.mails import ANNA, AT, MARY, received, sent

from outlook_crm import errors
from outlook_crm.domain.email import Carrier, Correspondent, Way
from outlook_crm.mail.rules import Place
from outlook_crm.mail.values import Spot
from outlook_crm.sync.values import Fate

FULL = received(
    subject="Ärende 日本",
    to=(ANNA, Correspondent("Bo B", "bo@other.example")),
    cc=(MARY,),
    text="Hello\r\nthere\r\n",
    html="<p>Hello</p>",
    conversation="ABCD",
)


class MailboxSuite:
    """One mailbox."""

    @pytest.fixture
    def mailbox(self, world):
        return world.mailbox()

    def one(self, mailbox, spot):
        return mailbox.read([spot]).mails[spot.id]

    def test_a_mail_is_read_whole(self, mailbox, world):
        mail = self.one(mailbox, world.arrives(FULL))
        email = mail.email
        assert (email.way, email.subject, email.at) == (Way.RECEIVED, FULL.subject, FULL.at)
        assert (email.sender, email.to, email.cc) == (FULL.sender, FULL.to, FULL.cc)
        assert (email.text, email.html) == (FULL.text, FULL.html)
        assert (email.message_id, email.conversation) == (FULL.message_id, "ABCD")
        assert mail.standing.sent
        assert mail.standing.place is Place.INBOX
        assert not mail.standing.private
        assert not mail.standing.protected
        assert (mail.stamp, mail.wish) == ("", None)

    def test_what_lies_in_sent_items_was_sent(self, mailbox, world):
        mail = self.one(mailbox, world.arrives(sent(MARY), "sent"))
        assert mail.email.way is Way.SENT
        assert mail.standing.place is Place.SENT

    def test_marks_of_privacy_are_seen(self, mailbox, world):
        assert self.one(mailbox, world.arrives(FULL, private=True)).standing.private
        assert self.one(mailbox, world.arrives(FULL, protected=True)).standing.protected

    def test_a_mail_of_three_hundred_receivers_is_read_whole(self, mailbox, world):
        many = tuple(Correspondent(f"P {n}", f"p{n}@many.example") for n in range(300))
        mail = self.one(mailbox, world.arrives(replace(FULL, to=many)))
        assert mail.email.to == many

    def test_a_mail_that_is_gone_is_missing(self, mailbox, world):
        spot, stays = world.arrives(FULL), world.arrives(FULL)
        world.deletes(spot)
        reading = mailbox.read([spot, stays])
        assert reading.missing == {spot.id}
        assert reading.mails.keys() == {stays.id}

    def test_many_are_read_at_once(self, mailbox, world):
        spots = [world.arrives(replace(FULL, message_id=f"<{n}@b>")) for n in range(45)]
        reading = mailbox.read(spots)
        assert {each.email.message_id for each in reading.mails.values()} == {
            f"<{n}@b>" for n in range(45)
        }

    def test_attachments_are_told_and_handed_out(self, mailbox, world):
        spot = world.arrives(FULL, files=(("räk.pdf", b"\0\xff" * 500), ("empty.txt", b"")))
        mail = self.one(mailbox, spot)
        assert [(each.index, each.name) for each in mail.email.attachments] == [
            (1, "räk.pdf"),
            (2, "empty.txt"),
        ]
        assert {each.carrier for each in mail.email.attachments} == {Carrier.FILE}
        contents = [mailbox.content(spot, each) for each in mail.email.attachments]
        assert [(each.name, each.data) for each in contents] == [
            ("räk.pdf", b"\0\xff" * 500),
            ("empty.txt", b""),
        ]

    def test_a_folders_rows_tell_what_lies_there(self, mailbox, world):
        spot = world.arrives(FULL, "other")
        row = next(each for each in mailbox.rows(world.folder("other")) if each.spot == spot)
        assert (row.subject, row.message_id, row.at) == (FULL.subject, FULL.message_id, AT)
        assert row.message_class == "IPM.Note"
        assert row.stamp == ""
        mail = self.one(mailbox, spot)
        assert row.modified == mail.modified

    def test_rows_can_be_limited_to_what_changed(self, mailbox, world):
        spot = world.arrives(FULL, "other")
        modified = self.one(mailbox, spot).modified
        folder = world.folder("other")
        assert spot in {each.spot for each in mailbox.rows(folder, modified)}
        later = modified + timedelta(seconds=2)
        assert spot not in {each.spot for each in mailbox.rows(folder, later)}

    def test_a_mark_shows_on_the_mail_and_changes_nothing_else(self, mailbox, world):
        spot = world.arrives(FULL)
        unread = world.unread(spot)
        before = self.one(mailbox, spot)
        assert mailbox.mark(spot, "4711").fate is Fate.DONE
        after = self.one(mailbox, spot)
        assert after.stamp == "4711"
        assert after.email == before.email
        assert world.unread(spot) == unread
        assert world.categories(spot) == ["CRM"]
        assert [
            each.stamp for each in mailbox.rows(world.folder("inbox")) if each.spot == spot
        ] == ["4711"]

    def test_a_mark_can_be_set_twice_and_taken_off(self, mailbox, world):
        spot = world.arrives(FULL)
        for crm_id in ("1", "2"):
            mailbox.mark(spot, crm_id)
        assert self.one(mailbox, spot).stamp == "2"
        assert world.categories(spot) == ["CRM"]
        for _ in range(2):
            assert mailbox.mark(spot, "").fate is Fate.DONE
        assert self.one(mailbox, spot).stamp == ""
        assert world.categories(spot) == []

    def test_a_mark_goes_with_a_move(self, mailbox, world):
        spot = world.arrives(FULL)
        mailbox.mark(spot, "9")
        assert self.one(mailbox, world.moves(spot, "other")).stamp == "9"

    def test_what_is_gone_cannot_be_marked(self, mailbox, world):
        spot = world.arrives(FULL)
        world.deletes(spot)
        assert mailbox.mark(spot, "1").fate is Fate.MISSING

    def test_what_is_being_edited_is_not_touched(self, mailbox, world):
        spot = world.arrives(FULL)
        world.opens_and_edits(spot)
        assert mailbox.mark(spot, "1").fate is Fate.BUSY
        world.closes(spot)
        assert mailbox.mark(spot, "1").fate is Fate.DONE

    def test_mails_are_found_by_message_id_wherever_they_are(self, mailbox, world):
        first = world.arrives(replace(FULL, message_id="<f'1@b>"), "other")
        world.arrives(replace(FULL, message_id="<f2@b>"))
        found = mailbox.find(["<f'1@b>", "<nobody@b>"])
        assert found == {"<f'1@b>": first}
        assert mailbox.find([]) == {}

    def test_many_are_found_at_once_each_where_it_lies(self, mailbox, world):
        ids = [f"<many{number}@b>" for number in range(45)]
        places = ("inbox", "other", "sent")
        there = {
            id_: world.arrives(replace(FULL, message_id=id_), places[number % 3])
            for number, id_ in enumerate(ids)
        }
        assert mailbox.find([*ids, "<none@b>"]) == there

    def test_a_mail_of_the_crm_is_placed_as_a_mail_that_was_read(self, mailbox, world):
        written = mailbox.place("77", FULL)
        assert written.fate is Fate.DONE
        spot = Spot(written.store, written.id)
        mail = self.one(mailbox, spot)
        assert mail.stamp == "77"
        assert mail.standing.sent  # no draft
        assert mail.standing.folder == world.target.id
        assert mail.standing.message_class == "IPM.Note"
        assert (mail.email.subject, mail.email.at) == (FULL.subject, FULL.at)
        assert mail.email.sender == FULL.sender
        assert mail.email.message_id == FULL.message_id
        assert "Hello" in mail.email.text + mail.email.html
        assert not world.unread(spot)
        assert mailbox.placed("77") == spot
        assert mailbox.placed("78") is None

    def test_files_of_the_crm_are_attached_once_under_safe_names(self, mailbox, world):
        written = mailbox.place("79", FULL)
        spot = Spot(written.store, written.id)
        files = (("f1", "räk.pdf", b"\0\xff" * 500), ("f2", "../../run?.exe", b"MZ"))
        for _ in range(2):
            for id_, name, data in files:
                assert mailbox.attach(spot, id_, name, data).fate is Fate.DONE
        mail = self.one(mailbox, spot)
        assert [each.name for each in mail.email.attachments] == ["räk.pdf", "_.._run_.exe"]
        contents = [mailbox.content(spot, each).data for each in mail.email.attachments]
        assert contents == [data for _, _, data in files]
        assert mail.stamp == "79"
        assert mail.standing.sent
        assert not world.unread(spot)

    def test_what_is_gone_or_being_edited_gets_no_file(self, mailbox, world):
        spot, gone = world.arrives(FULL), world.arrives(FULL)
        world.deletes(gone)
        world.opens_and_edits(spot)
        assert mailbox.attach(gone, "f1", "a", b"1").fate is Fate.MISSING
        assert mailbox.attach(spot, "f1", "a", b"1").fate is Fate.BUSY
        world.closes(spot)
        assert self.one(mailbox, spot).email.attachments == ()

    def test_nothing_goes_on_after_cancel(self, mailbox, world):
        spot = world.arrives(FULL)
        mailbox.cancel()
        with pytest.raises(errors.Cancelled):
            mailbox.read([spot])
