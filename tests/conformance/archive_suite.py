"""What every archive of mails must do; the subclass has a fixture ``world``.

A world offers ``archive()``, ``lose_next_answer()``, ``people`` (two correspondents whom the
CRM knows, both of one account alone), ``relations`` (three ids that exist), ``stranger_files``
(a record of another user with the keys given), and ``count()`` of the user's records.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.unit.mail.mails import received, sent

from outlook_crm import errors
from outlook_crm.domain.email import Correspondent
from outlook_crm.mail.identity import Keys, keys_of
from outlook_crm.mail.relations import NONE
from outlook_crm.mail.values import Content
from outlook_crm.sync.values import Fate

FULL = received(
    subject="Ärende 日本",
    to=(Correspondent("Åsa Ö", "asa@firm.example"), Correspondent("", "b@firm.example")),
    cc=(Correspondent("Comma, Name", "c@firm.example"),),
    text="Hello\n",
    html="<p>Hello</p>",
)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class ArchiveSuite:
    """One archive over one CRM."""

    @pytest.fixture
    def archive(self, world):
        return world.archive()

    def make(self, archive, email, relations=NONE):
        written = archive.create(email, keys_of(email), relations)
        assert written.fate is Fate.DONE
        return written.id

    def test_what_is_made_is_found_by_its_message_id(self, archive, world):
        id_ = self.make(archive, FULL, world.relations)
        (record,) = archive.find(Keys(FULL.message_id, "<other@digest.invalid>"))
        assert (record.id, record.relations, record.mine) == (id_, world.relations, True)
        assert record.keys.message_id == FULL.message_id
        assert record.email.subject == FULL.subject
        assert (record.email.way, record.email.at) == (FULL.way, FULL.at)
        assert [each.key for each in record.email.people] == [each.key for each in FULL.people]
        assert record.email.cc == FULL.cc
        assert (record.email.text, record.email.html) == (FULL.text, FULL.html)

    def test_a_sent_mail_stays_one(self, archive):
        self.make(archive, sent())
        (record,) = archive.find(keys_of(sent()))
        assert record.email.way == "sent"

    def test_html_is_kept_safe(self, archive):
        self.make(archive, replace(FULL, html="<p onclick=x()>a<script>alert(1)</script></p>"))
        (record,) = archive.find(keys_of(FULL))
        assert record.email.html == "<p>a</p>"

    def test_a_mail_without_message_id_is_found_by_its_digest(self, archive):
        mail = replace(FULL, message_id="")
        id_ = self.make(archive, mail)
        for asked in (keys_of(mail), keys_of(FULL)):
            assert [each.id for each in archive.find(asked)] == [id_]

    def test_one_with_a_message_id_is_found_by_the_digest_of_a_copy_without(self, archive):
        id_ = self.make(archive, FULL)
        assert [each.id for each in archive.find(keys_of(replace(FULL, message_id="")))] == [id_]

    def test_one_that_looks_alike_but_has_another_message_id_is_another(self, archive):
        self.make(archive, FULL)
        assert archive.find(keys_of(replace(FULL, message_id="<else@b>"))) == []

    def test_several_are_all_found_the_oldest_first(self, archive):
        ids = [self.make(archive, FULL) for _ in range(3)]
        assert [each.id for each in archive.find(keys_of(FULL))] == ids

    def test_a_mail_without_anything_can_be_kept(self, archive):
        bare = received(Correspondent(), subject="", to=(), message_id="", text="", at=None)
        id_ = self.make(archive, bare)
        assert [each.id for each in archive.find(keys_of(bare))] == [id_]

    def test_a_huge_and_broken_mail_can_be_kept(self, archive):
        many = tuple(Correspondent(f"P {n}", f"p{n}@example.com") for n in range(300))
        mail = replace(FULL, subject="s\ud800\0" * 400, text="t\ud800\0" * 9000, to=many)
        id_ = self.make(archive, mail)
        (record,) = archive.find(keys_of(mail))
        assert record.id == id_
        assert len(record.email.to) == 300

    def test_files_are_attached_and_listed(self, archive):
        id_ = self.make(archive, FULL)
        for name, data in (("räksmörgås.pdf", b"\0\xff" * 1000), ("empty", b""), ("same", b"1")):
            assert archive.attach(id_, Content(name, "", data)).fate is Fate.DONE
        files = {each.name: each for each in archive.files(id_)}
        sizes = {name: each.size for name, each in files.items()}
        assert sizes == {"empty": 0, "räksmörgås.pdf": 2000, "same": 1}
        assert archive.content(files["räksmörgås.pdf"]) == b"\0\xff" * 1000
        assert archive.content(files["empty"]) == b""

    def test_a_file_that_is_a_web_page_is_handed_out_as_it_is(self, archive):
        id_ = self.make(archive, FULL)
        page = b"<!doctype html><html>An offer</html>"
        archive.attach(id_, Content("offer.html", "text/html", page))
        (file,) = archive.files(id_)
        assert archive.content(file) == page

    def test_a_file_that_is_gone_or_not_whole_is_not_handed_out(self, archive):
        id_ = self.make(archive, FULL)
        archive.attach(id_, Content("a.txt", "", b"abc"))
        (file,) = archive.files(id_)
        with pytest.raises((errors.Missing, errors.Refused)):
            archive.content(replace(file, id="999999"))
        with pytest.raises(errors.Refused):
            archive.content(replace(file, size=4))

    def test_a_record_is_found_by_its_id_where_it_is_the_users(self, archive, world):
        id_ = self.make(archive, FULL)
        record = archive.record(id_)
        assert record is not None
        assert (record.id, record.email.subject) == (id_, FULL.subject)
        archive.remove(id_)
        assert archive.record(id_) is None

    def test_a_file_that_is_not_taken_is_refused_with_the_reason(self, archive):
        written = archive.attach(self.make(archive, FULL), Content("run.exe", "", b"MZ"))
        assert written.fate is Fate.REFUSED
        assert written.reason

    def test_what_is_removed_is_gone(self, archive):
        id_ = self.make(archive, FULL)
        assert archive.remove(id_).fate is Fate.DONE
        assert archive.find(keys_of(FULL)) == []
        assert archive.remove(id_).fate is Fate.MISSING
        assert archive.attach(id_, Content("a", "", b"1")).fate is Fate.MISSING
        with pytest.raises(errors.Missing):
            archive.files(id_)

    def test_a_lost_answer_is_unknown_and_the_record_is_found(self, archive, world):
        world.lose_next_answer()
        assert archive.create(FULL, keys_of(FULL), NONE).fate is Fate.UNKNOWN
        assert len(archive.find(keys_of(FULL))) == 1

    def test_the_known_are_known_in_any_case(self, archive, world):
        first, second = world.people
        loud = Correspondent("", first.address.upper())
        book = archive.book([loud, second, Correspondent("", "nobody@nowhere.example")], ())
        assert {first.key, second.key} <= book.known
        assert "nobody@nowhere.example" not in book.known
        assert book.people[first.key].contact
        assert book.people[first.key].account == book.people[second.key].account

    def test_many_people_with_long_addresses_can_be_asked_for(self, archive, world):
        first, _ = world.people
        bounces = [
            Correspondent("", f"bounce+{'x' * 120}={number}@lists.example") for number in range(60)
        ]
        endless = Correspondent("", f"{'y' * 5000}@lists.example")
        assert archive.book([*bounces, endless, first], ()).known == {first.key}

    def test_a_stranger_of_a_known_domain_leads_to_its_account(self, archive, world):
        first, _ = world.people
        book = archive.book([Correspondent("", f"new@{first.domain}")], [first.domain])
        assert book.domains[first.domain] == archive.book([first], ()).people[first.key].account
        assert not book.known

    def test_what_changed_is_told_once_and_others_are_not(self, archive, world):
        before = archive.changed("", LONG_AGO).cursor
        id_ = self.make(archive, FULL)
        world.stranger_files(replace(FULL, message_id="<stranger@b>"))
        changes = archive.changed(before, LONG_AGO)
        assert [each.id for each in changes.records if each.mine] == [id_]
        assert FULL.at is not None
        later = archive.changed(before, FULL.at + timedelta(days=1))
        assert not [each for each in later.records if each.id == id_]

    def test_many_changes_are_all_told(self, archive):
        before = archive.changed("", LONG_AGO).cursor
        ids = {
            self.make(archive, replace(FULL, message_id=f"<{number}@many>"))
            for number in range(105)
        }
        assert ids <= {each.id for each in archive.changed(before, LONG_AGO).records}

    def test_nothing_goes_on_after_cancel(self, archive):
        archive.cancel()
        with pytest.raises(errors.Cancelled):
            archive.find(keys_of(FULL))
