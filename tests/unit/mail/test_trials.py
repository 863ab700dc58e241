"""Mails that fail again and again: told with their reason, and nothing waits for them."""

from datetime import timedelta

import pytest
from tests.simulation.mail_world import MailWorld
from tests.unit.mail.mails import MARY, received

from outlook_crm import errors
from outlook_crm.domain.email import Attached
from outlook_crm.mail import placing
from outlook_crm.mail.identity import keys_of
from outlook_crm.mail.parts import NOT_TAKEN
from outlook_crm.mail.relations import Relations
from outlook_crm.mail.run import UNREADABLE
from outlook_crm.mail.trials import FAILS
from outlook_crm.mail.values import Written
from outlook_crm.sync.ask import Reason
from outlook_crm.sync.values import Fate


@pytest.fixture
def world(tmp_path):
    world = MailWorld(tmp_path)
    yield world
    world.close()


def reasons(report):
    return [each.reason for each in report.trouble]


def by_users_word(world):
    world.clock.wait(seconds=1)
    return world.filing.sweep((), Reason.USER)


class TestARefusedMail:
    def test_is_tried_three_times_and_told_ever_after(self, world):
        world.archive.refuse = "The subject is too strange."
        spot = world.mailbox.arrives(received())
        for _ in range(3):
            assert reasons(world.sweep()) == ["The subject is too strange."]
        world.archive.refuse = ""
        for _ in range(2):
            report = world.sweep()
            assert reasons(report) == ["The subject is too strange."]
            assert [(each.subject, each.outlook_id) for each in report.trouble] == [
                ("Offer", spot.id)
            ]
        assert not world.records()

    def test_that_is_taken_the_second_time_is_no_trouble_any_more(self, world):
        world.archive.refuse = "Not now."
        world.mailbox.arrives(received())
        world.sweep()
        world.archive.refuse = ""
        assert not world.sweep().trouble
        assert world.records() == {"Offer": 1}

    def rests(self, world):
        world.archive.refuse = "No."
        spot = world.mailbox.arrives(received())
        for _ in range(4):
            world.sweep()
        world.archive.refuse = ""
        return spot

    def test_is_tried_again_when_the_user_says_so(self, world):
        self.rests(world)
        assert not by_users_word(world).trouble
        assert world.records() == {"Offer": 1}

    def test_is_tried_again_when_it_changes(self, world):
        spot = self.rests(world)
        world.clock.wait(seconds=1)
        world.mailbox.changes(spot)
        assert not world.sweep().trouble
        assert world.records() == {"Offer": 1}

    def test_is_tried_again_by_hand(self, world):
        spot = self.rests(world)
        world.filing.by_hand([spot], Relations("a7"))
        assert world.records() == {"Offer": 1}
        assert not world.sweep().trouble

    def test_keeps_what_the_user_chose_for_it(self, world):
        world.archive.refuse = "No."
        spot = world.mailbox.arrives(received(MARY))
        world.filing.by_hand([spot], Relations("a7"))
        world.archive.refuse = ""
        world.sweep()
        (kept,) = world.archive.kept.values()
        assert kept.record.relations == Relations("a7")

    def test_that_is_deleted_is_told_no_more(self, world):
        world.mailbox.deletes(self.rests(world))
        assert not by_users_word(world).trouble
        assert not world.sweep().trouble

    def test_shows_on_each_copy_in_the_end(self, world):
        spot = self.rests(world)
        world.mailbox.copies(spot, "other")
        world.sweep()
        by_users_word(world)
        assert world.records() == {"Offer": 1}
        assert all(each.stamp for each in world.mailbox.mails.values())

    def test_is_found_where_it_was_moved_to(self, world):
        world.mailbox.moves(self.rests(world), "elsewhere")
        by_users_word(world)
        assert world.records() == {"Offer": 1}


class TestAMailTheCrmFailsOn:
    def test_does_not_keep_the_others_waiting_for_ever(self, world):
        for number in range(3):
            world.archive.fails.add(f"Poison {number}")
            world.mailbox.arrives(received(subject=f"Poison {number}", message_id=f"<p{number}@b>"))
        world.mailbox.arrives(received())
        for _ in range(4):
            try:
                report = world.sweep()
            except errors.Unreachable:
                continue
        assert world.records() == {"Offer": 1}
        assert reasons(report) == [FAILS] * 3
        assert not world.state.mails.intents("p")

    def test_is_filed_once_when_the_crm_is_mended(self, world):
        world.archive.fails.add("Offer")
        world.mailbox.arrives(received())
        for _ in range(4):
            world.sweep()
        world.archive.fails.clear()
        assert reasons(world.sweep()) == [FAILS]
        by_users_word(world)
        assert world.records() == {"Offer": 1}
        assert not world.sweep().trouble

    def test_is_not_brought_as_the_crms_own_while_its_end_is_unknown(self, world):
        world.archive.lose_answers = 1
        world.mailbox.arrives(received(message_id="", attachments=(Attached(1, "a.pdf", 5),)))
        world.sweep()
        world.filing.bring(world.clock() - timedelta(days=30))
        world.sweep()
        world.filing.bring(world.clock() - timedelta(days=30))
        assert len(world.mailbox.mails) == 1
        assert world.files("Offer") == ["a.pdf"]

    def test_is_found_where_the_answers_alone_were_lost(self, world):
        world.archive.lose_answers = 1
        world.mailbox.arrives(received())
        world.sweep()
        assert not world.sweep().trouble
        assert world.records() == {"Offer": 1}


class TestAQuestionTheCrmFailsOn:
    """While it answers others: a poisoned message id, a record that cannot be shown."""

    FAILS_ON_IT = errors.Unreachable("The CRM failed (status {status}).", status=500)
    REFUSES_IT = errors.Refused("The CRM refused it: {reason}", reason="Bad filter.")

    @pytest.mark.parametrize("failure", [FAILS_ON_IT, REFUSES_IT])
    def test_keeps_no_other_mail_waiting(self, world, failure):
        world.archive.chokes_on["<poison@b>"] = failure
        world.mailbox.arrives(received(message_id="<poison@b>", subject="Poison"))
        world.mailbox.arrives(received())
        world.sweep()
        assert world.records() == {"Offer": 1}
        for _ in range(3):
            report = world.sweep()
        assert [each.subject for each in report.trouble] == ["Poison"]
        world.archive.chokes_on.clear()
        by_users_word(world)
        assert world.records() == {"Offer": 1, "Poison": 1}

    def test_is_not_counted_while_it_answers_nobody(self, world):
        world.mailbox.arrives(received())
        world.archive.down = True
        for _ in range(5):
            with pytest.raises(errors.Unreachable):
                world.sweep()
        world.archive.down = False
        assert not world.sweep().trouble
        assert world.records() == {"Offer": 1}

    def test_about_a_records_files_lets_the_rest_go_on(self, world):
        attached = (Attached(1, "a.pdf", 5),)
        world.mailbox.arrives(received(attachments=attached))
        world.archive.lose_answers = 1
        world.sweep()
        (crm_id,) = world.archive.kept
        world.archive.chokes_on[crm_id] = self.FAILS_ON_IT
        world.mailbox.arrives(received(message_id="<2@b>", subject="Second"))
        for _ in range(4):
            report = world.sweep()
        assert world.records() == {"Offer": 1, "Second": 1}
        assert reasons(report) == [NOT_TAKEN]
        world.archive.chokes_on.clear()
        by_users_word(world)
        assert world.files("Offer") == ["a.pdf"]


def test_a_mail_that_outlook_cannot_read_for_a_while_is_filed_then(world):
    spot = world.mailbox.arrives(received())
    world.mailbox.unreadable.add(spot.id)
    assert reasons(world.sweep()) == [UNREADABLE]
    world.mailbox.unreadable.clear()
    assert not world.sweep().trouble
    assert world.records() == {"Offer": 1}


def test_a_mail_that_outlook_never_reads_is_tried_three_times_and_told(world):
    spot = world.mailbox.arrives(received())
    world.mailbox.unreadable.add(spot.id)
    for _ in range(6):
        report = world.sweep()
    assert reasons(report) == [UNREADABLE]
    assert world.mailbox.reads[spot.id] == 3
    world.mailbox.unreadable.clear()
    by_users_word(world)
    assert world.records() == {"Offer": 1}


def test_a_mail_that_is_gone_is_not_searched_for_in_all_folders_by_each_run(world):
    spot = world.mailbox.arrives(received(attachments=(Attached(1, "a.pdf", 5),)))
    world.archive.lose_answers = 2
    world.sweep()
    world.mailbox.deletes(spot)
    searches = world.mailbox.searches
    for _ in range(20):
        world.sweep()
    assert world.mailbox.searches - searches <= 5


def test_a_mail_that_is_gone_needs_no_mark(world):
    spot = world.mailbox.arrives(received())
    world.mailbox.busy.add(spot.id)
    world.sweep()
    world.mailbox.deletes(spot)
    world.sweep()
    assert not world.state.mails.unfinished("p")


def test_a_part_that_cannot_be_done_rests_and_the_users_word_does_it(world):
    spot = world.mailbox.arrives(received(attachments=(Attached(1, "a.pdf", 5),)))
    world.archive.lose_answers = 1
    world.sweep()
    attach, world.archive.attach = (
        world.archive.attach,
        lambda *_: Written(Fate.UNKNOWN),
    )
    for _ in range(3):
        world.sweep()
    assert reasons(world.sweep()) == [NOT_TAKEN]
    world.archive.attach = attach
    assert reasons(world.sweep()) == [NOT_TAKEN]
    assert not by_users_word(world).trouble
    assert world.files("Offer") == ["a.pdf"]
    assert world.mailbox.mails[spot.id].stamp


def test_a_part_that_rests_keeps_no_other_waiting(world):
    world.archive.answers_pages_to.add("a.html")
    files = (Attached(1, "a.html", 5), Attached(2, "b.pdf", 5))
    spot = world.mailbox.arrives(received(attachments=files))
    for _ in range(3):
        world.sweep()
    assert world.files("Offer") == ["b.pdf"]
    assert world.mailbox.mails[spot.id].stamp
    world.archive.answers_pages_to.clear()
    by_users_word(world)
    assert world.files("Offer") == ["a.html", "b.pdf"]


def test_a_web_page_in_place_of_an_answer_about_one_mail_stops_no_other(world):
    """A firewall before the CRM that takes a text for an attack."""
    world.archive.answers_pages_to.add("Poison")
    world.mailbox.arrives(received(subject="Poison", message_id="<p@b>"))
    world.mailbox.arrives(received())
    for _ in range(4):
        report = world.sweep()
    assert world.records() == {"Offer": 1}
    assert reasons(report) == [FAILS]


class TestARecord:
    def bring(self, world):
        world.clock.wait(seconds=1)
        return world.filing.bring(world.clock() - timedelta(days=30))

    def makes(self, world, number):
        mail = received(message_id=f"<{number}@crm>", subject=f"Record {number}")
        return world.archive.makes(mail, keys_of(mail))

    def placed(self, world):
        return {each.email.subject for each in world.mailbox.mails.values()}

    @pytest.mark.parametrize("trouble", ["fails", "refuses"])
    def test_that_outlook_does_not_take_rests_and_holds_up_no_other(self, world, trouble):
        bad = self.makes(world, 1)
        getattr(world.mailbox, trouble).add(bad)
        for _ in range(4):
            self.bring(world)
        self.makes(world, 2)
        self.bring(world)
        assert self.placed(world) == {"Record 2"}
        getattr(world.mailbox, trouble).clear()
        self.bring(world)
        assert self.placed(world) == {"Record 2"}
        (told,) = world.sweep().trouble
        assert told.crm_id == bad
        assert told.reason in (placing.FAILS, "Outlook refused it (0x80004005).")
        by_users_word(world)
        self.bring(world)
        assert self.placed(world) == {"Record 1", "Record 2"}
        assert not world.sweep().trouble
