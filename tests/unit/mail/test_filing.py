"""Filing, as its user sees it: what is in the CRM, what is marked, what is told."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes

import pytest
from tests.simulation.mail_world import FOLDERS, INBOX, RULES, MailWorld
from tests.unit.mail.mails import AINO, MARY, OTTO, received, sent

from outlook_crm import errors
from outlook_crm.domain.email import Attached, Carrier, Correspondent
from outlook_crm.domain.side import Side
from outlook_crm.mail.deeds import SEVERAL
from outlook_crm.mail.identity import Keys, keys_of
from outlook_crm.mail.judging import TAKEN_OUT
from outlook_crm.mail.parts import TOO_LARGE
from outlook_crm.mail.relations import Relations
from outlook_crm.mail.rules import Mode, Place
from outlook_crm.mail.run import GONE
from outlook_crm.sync.values import StepKind

FILES = (
    Attached(1, "offer.pdf", 500, "application/pdf"),
    Attached(2, "logo.png", 200, "image/png", Carrier.PICTURE),
    Attached(3, "huge.zip", 5000, "application/zip"),
    Attached(4, "link", 0, "", Carrier.LINK),
    Attached(5, "mail.msg", 300, "", Carrier.ITEM),
)


@pytest.fixture
def world(tmp_path):
    world = MailWorld(tmp_path)
    yield world
    world.close()


class TestANewMail:
    def test_of_a_known_contact_is_filed_and_marked(self, world):
        spot = world.mailbox.arrives(received(attachments=FILES))
        report = world.sweep()
        (kept,) = world.archive.kept.values()
        assert kept.record.relations == Relations("a1", "c1")
        assert world.files("Offer") == ["mail.msg", "offer.pdf"]
        assert world.mailbox.mails[spot.id].stamp == kept.record.id
        assert report.counts == {(Side.CRM, StepKind.CREATE): 1}
        assert [each.reason for each in report.trouble] == [TOO_LARGE]

    def test_of_nobody_known_is_left_and_the_reason_told(self, world):
        world.mailbox.arrives(received(MARY))
        report = world.sweep()
        assert not world.records()
        assert report.skipped == {"The CRM knows nobody in it.": 1}

    def test_costs_the_crm_no_question_where_a_rule_speaks_against_it(self, world):
        world.mailbox.arrives(received(OTTO))
        world.mailbox.arrives(received(), private=True)
        world.mailbox.arrives(received(), place=Place.JUNK)
        world.archive.asked = 0
        assert sum(world.sweep().skipped.values()) == 3
        assert world.archive.asked == 0

    def test_to_many_strangers_asks_for_the_domains_of_a_few_and_once(self, world):
        many = tuple(Correspondent("", f"p@firm{number}.example") for number in range(300))
        world.archive.asked_domains.clear()
        for number in range(2):
            world.mailbox.arrives(received(to=many, message_id=f"<{number}@b>"))
        world.filing.by_hand([each.spot for each in world.mailbox.mails.values()])
        asked = world.archive.asked_domains
        assert "timber.example" in asked
        assert len(asked) == len(set(asked)) == 10

    def test_is_judged_by_its_event_too(self, world):
        world.filing.arrived([world.mailbox.arrives(received())])
        assert world.records() == {"Offer": 1}

    def test_that_outlook_cannot_read_stops_no_other(self, world):
        bad = world.mailbox.arrives(received(message_id="<bad@b>"))
        world.mailbox.unreadable.add(bad.id)
        world.mailbox.arrives(received())
        report = world.sweep()
        assert world.records() == {"Offer": 1}
        assert [each.outlook_id for each in report.trouble] == [bad.id]

    def test_is_read_once(self, world):
        spot = world.mailbox.arrives(received())
        for _ in range(5):
            world.sweep()
        assert world.mailbox.reads[spot.id] == 1

    def test_of_before_the_first_sweep_is_left_alone(self, tmp_path):
        world = MailWorld(tmp_path / "new")
        world.clock.wait(days=1)
        world.rules = replace(RULES, received=Mode.OFF)
        world.mailbox.arrives(received())
        world.sweep()
        world.rules = RULES
        world.clock.wait(days=1)
        assert not world.sweep().counts
        world.close()

    def test_as_original_too_where_that_is_wished(self, world):
        world.rules = replace(RULES, original=True)
        world.mailbox.arrives(received(attachments=FILES))
        world.sweep()
        assert world.files("Offer") == ["mail.eml", "mail.msg", "offer.pdf"]

    def test_as_original_holds_what_outlook_hands_out_and_fits(self, world):
        world.rules = replace(RULES, original=True)
        files = (*(Attached(n, f"{n}.pdf", 400) for n in (1, 2, 3)), Attached(4, "gone", 1))
        spot = world.mailbox.arrives(received(attachments=files))
        del world.mailbox.files[spot.id, 4]
        world.sweep()
        (kept,) = world.archive.kept.values()
        original = next(each for each in kept.files if each.name == "mail.eml")
        enclosed = message_from_bytes(original.data).walk()
        assert [each.get_filename() for each in enclosed if each.get_filename()] == [
            "1.pdf",
            "2.pdf",
        ]


class TestOneMail:
    def test_in_several_folders_is_filed_once_and_every_copy_is_marked(self, world):
        first = world.mailbox.arrives(received())
        world.mailbox.copies(first, "other")
        world.sweep()
        world.mailbox.copies(first, "inbox")
        world.mailbox.changes(first, stamp="")
        world.sweep()
        assert world.records() == {"Offer": 1}
        assert all(each.stamp for each in world.mailbox.mails.values())

    def test_that_is_moved_is_not_filed_again(self, world):
        spot = world.mailbox.arrives(received())
        world.sweep()
        world.mailbox.moves(spot, "other")
        world.sweep()
        assert world.records() == {"Offer": 1}

    def test_without_message_id_is_known_by_its_digest(self, world):
        first = world.mailbox.arrives(received(message_id=""))
        world.sweep()
        world.mailbox.copies(first, "other")
        world.sweep()
        assert world.records() == {"Offer": 1}

    def test_that_gets_its_message_id_later_is_not_filed_again(self, world):
        first = world.mailbox.arrives(received(message_id=""))
        world.sweep()
        for folder in ("other", "inbox"):
            copy = world.mailbox.copies(first, folder)
            world.mailbox.changes(copy, email=received(message_id="<late@b>"))
            world.sweep()
        assert world.records() == {"Offer": 1}

    def test_that_another_pc_filed_is_adopted(self, world):
        crm_id = world.archive.makes(received(), keys_of(received()), Relations("a7"))
        spot = world.mailbox.arrives(received(attachments=FILES))
        world.sweep()
        assert world.records() == {"Offer": 1}
        assert world.mailbox.mails[spot.id].stamp == crm_id

    def test_of_which_the_crm_has_several_records_waits_for_the_user(self, world):
        for _ in range(2):
            world.archive.makes(received(), keys_of(received()))
        world.mailbox.arrives(received())
        assert [each.reason for each in world.sweep().held] == [SEVERAL]
        assert world.records() == {"Offer": 2}

    def test_is_another_than_one_that_only_looks_alike(self, world):
        world.mailbox.arrives(received(message_id="<a@b>"))
        world.mailbox.arrives(received(message_id="<c@d>"))
        world.sweep()
        assert world.records() == {"Offer": 2}


class TestASentMail:
    def test_waits_for_its_message_id(self, world):
        at = world.clock()
        spot = world.mailbox.arrives(sent(message_id="", at=at), "sent", place=Place.SENT)
        report = world.sweep()
        assert not world.records()
        assert report.again_at is not None
        world.mailbox.changes(spot, email=sent(at=at))
        world.sweep()
        (kept,) = world.archive.kept.values()
        assert kept.record.keys.message_id == "<2@firm.example>"

    def test_is_met_again_though_nothing_tells_of_it(self, world):
        at = world.clock()
        spot = world.mailbox.arrives(sent(message_id="", at=at), "sent")
        world.sweep()
        mail = world.mailbox.mails[spot.id]
        world.mailbox.mails[spot.id] = replace(mail, email=sent(at=at))  # no new time of change
        world.sweep()
        assert world.records() == {"Re: Offer": 1}

    def test_that_gets_none_within_ten_minutes_is_filed_by_its_digest(self, world):
        world.mailbox.arrives(sent(message_id="", at=world.clock()), "sent")
        world.sweep()
        world.clock.wait(minutes=10)
        world.sweep()
        (kept,) = world.archive.kept.values()
        assert kept.record.keys.message_id == ""

    def test_with_the_wish_to_be_filed_goes_where_the_user_said(self, world):
        wish = Relations("a9", "c9", "p9")
        spot = world.mailbox.arrives(sent(MARY), "sent")
        world.mailbox.changes(spot, wish=wish)
        world.sweep()
        (kept,) = world.archive.kept.values()
        assert kept.record.relations == wish

    def test_with_a_wish_that_names_nothing_is_filed_where_it_belongs(self, world):
        to_a_stranger = world.mailbox.arrives(sent(MARY, subject="To Mary"), "sent")
        spot = world.mailbox.arrives(sent(AINO, subject="To Aino", message_id="<aino@b>"), "sent")
        for each in (to_a_stranger, spot):
            world.mailbox.changes(each, wish=Relations())
        world.sweep()
        filed = {
            each.record.email.subject: each.record.relations for each in world.archive.kept.values()
        }
        assert filed == {"To Mary": Relations(), "To Aino": Relations("a1", "c1")}


class TestByHand:
    def test_strangers_mails_are_filed(self, world):
        spots = [world.mailbox.arrives(received(MARY, message_id=f"<{n}@b>")) for n in range(45)]
        world.sweep()
        report = world.filing.by_hand(spots, Relations("a3"))
        assert report.counts == {(Side.CRM, StepKind.CREATE): 45}
        assert {each.record.relations for each in world.archive.kept.values()} == {Relations("a3")}
        assert [(each.done, each.total) for each in world.progress[-45:]] == [
            (n, 45) for n in range(45)
        ]

    def test_private_ones_are_not(self, world):
        report = world.filing.by_hand([world.mailbox.arrives(received(), private=True)])
        assert not world.records()
        assert list(report.skipped) == ["It is marked private or confidential."]

    def test_one_that_was_deleted_since_the_click_is_told(self, world):
        spots = [world.mailbox.arrives(received(message_id=f"<{n}@b>")) for n in range(2)]
        world.mailbox.deletes(spots[0])
        report = world.filing.by_hand(spots)
        assert world.records() == {"Offer": 1}
        assert report.skipped == {GONE: 1}

    def test_an_answer_follows_its_conversation_by_itself(self, world):
        world.rules = replace(RULES, received=Mode.HAND, sent=Mode.HAND)
        spot = world.mailbox.arrives(received(MARY, conversation="conv"))
        world.filing.by_hand([spot], Relations("a9", "", "p9"))
        world.mailbox.arrives(sent(MARY, conversation="conv"), "sent")
        world.sweep()
        assert {each.record.relations for each in world.archive.kept.values()} == {
            Relations("a9", "", "p9")
        }

    def test_the_window_proposes_by_addresses_and_conversation(self, world):
        spot = world.mailbox.arrives(received(conversation="conv"))
        (proposal,) = world.filing.proposals([spot])
        assert (proposal.relations, proposal.filed) == (Relations("a1", "c1"), None)
        private = world.mailbox.arrives(received(), private=True)
        (refused,) = world.filing.proposals([private])
        assert refused.objection


class TestTakenOut:
    def test_a_mail_leaves_the_crm_and_loses_its_mark(self, world):
        spot = world.mailbox.arrives(received())
        world.sweep()
        report = world.filing.remove([spot])
        assert not world.records()
        assert world.mailbox.mails[spot.id].stamp == ""
        assert report.counts == {(Side.CRM, StepKind.DELETE): 1}

    def test_it_is_not_filed_again_by_itself_but_by_hand(self, world):
        spot = world.mailbox.arrives(received())
        world.sweep()
        world.filing.remove([spot])
        world.mailbox.changes(spot)
        report = world.sweep()
        assert not world.records()
        assert report.skipped in ({}, {TAKEN_OUT: 1})
        world.filing.by_hand([spot])
        assert world.records() == {"Offer": 1}

    def test_a_record_that_somebody_else_made_stays(self, world):
        world.archive.makes(received(), keys_of(received()))
        world.filing.bring(world.clock() - timedelta(days=30))
        (spot,) = (each.spot for each in world.mailbox.mails.values())
        world.filing.remove([spot])
        assert world.records() == {"Offer": 1}


class TestFromTheCrm:
    def bring(self, world):
        world.clock.wait(seconds=1)
        return world.filing.bring(world.clock() - timedelta(days=30))

    def test_a_mail_arrives_once(self, world):
        crm_id = world.archive.makes(received(), keys_of(received()))
        assert self.bring(world).counts == {(Side.OUTLOOK, StepKind.CREATE): 1}
        assert not self.bring(world).counts
        (mail,) = world.mailbox.mails.values()
        assert (mail.stamp, mail.standing.folder) == (crm_id, "crm")

    def test_one_that_outlook_has_already_is_marked_instead(self, world):
        spot = world.mailbox.arrives(received(MARY))
        crm_id = world.archive.makes(received(MARY), keys_of(received(MARY)))
        self.bring(world)
        self.bring(world)
        assert world.mailbox.mails.keys() == {spot.id}
        assert world.mailbox.mails[spot.id].stamp == crm_id

    def test_one_that_we_filed_does_not_come_back(self, world):
        world.mailbox.arrives(received())
        world.sweep()
        self.bring(world)
        assert len(world.mailbox.mails) == 1

    def test_one_without_a_message_id_is_known_wherever_it_is_moved(self, world):
        bare = received(message_id="")
        world.archive.makes(bare, keys_of(bare))
        self.bring(world)
        (spot,) = (each.spot for each in world.mailbox.mails.values())
        world.mailbox.moves(spot, "inbox")
        world.sweep()
        self.bring(world)
        assert world.records() == {"Offer": 1}
        assert len(world.mailbox.mails) == 1

    def test_somebody_elses_stays_there(self, world):
        world.archive.makes(received(), keys_of(received()), mine=False)
        self.bring(world)
        assert not world.mailbox.mails

    def test_one_that_was_taken_out_does_not_come_back(self, world):
        spot = world.mailbox.arrives(received())
        world.sweep()
        world.filing.remove([spot])
        world.mailbox.deletes(spot)
        world.archive.makes(received(), keys_of(received()))
        self.bring(world)
        assert not world.mailbox.mails

    def test_one_that_the_user_deleted_does_not_come_back(self, world):
        world.archive.makes(received(), keys_of(received()))
        self.bring(world)
        (spot,) = (each.spot for each in world.mailbox.mails.values())
        world.mailbox.deletes(spot)
        self.bring(world)
        assert not world.mailbox.mails


class TestTrouble:
    def test_a_crm_that_is_down_loses_nothing(self, world):
        world.mailbox.arrives(received(attachments=FILES))
        world.archive.down = True
        with pytest.raises(errors.Unreachable):
            world.sweep()
        world.archive.down = False
        world.sweep()
        assert world.files("Offer") == ["mail.msg", "offer.pdf"]

    @pytest.mark.parametrize("lost", [1, 2, 3])
    def test_a_lost_answer_makes_nothing_twice(self, world, lost):
        world.mailbox.arrives(received(attachments=FILES))
        world.archive.lose_answers = lost
        for _ in range(4):
            world.sweep()
        assert world.records() == {"Offer": 1}
        assert world.files("Offer") == ["mail.msg", "offer.pdf"]

    def test_a_refusal_is_told_and_the_rest_goes_on(self, world):
        world.archive.refuse = "No more mails today."
        world.mailbox.arrives(received())
        report = world.sweep()
        assert [each.reason for each in report.trouble] == ["No more mails today."]
        world.archive.refuse = ""
        assert not world.sweep().trouble

    def test_a_file_that_the_crm_does_not_take_is_told(self, world):
        world.mailbox.arrives(received(attachments=(Attached(9, "run.exe", 5), FILES[0])))
        report = world.sweep()
        assert "Files of this kind are not taken." in report.trouble[0].reason
        assert world.files("Offer") == ["offer.pdf"]

    def test_a_mail_open_in_a_window_is_marked_later(self, world):
        spot = world.mailbox.arrives(received())
        world.mailbox.busy.add(spot.id)
        assert world.sweep().again_at is not None
        world.mailbox.busy.clear()
        world.sweep()
        assert world.mailbox.mails[spot.id].stamp

    def test_a_moved_mail_gets_its_attachments_all_the_same(self, world):
        spot = world.mailbox.arrives(received(attachments=FILES))
        world.archive.lose_answers = 2
        world.sweep()
        world.mailbox.moves(spot, "other")
        world.sweep()
        world.sweep()
        assert world.files("Offer") == ["mail.msg", "offer.pdf"]

    def test_cancel_ends_a_long_filing(self, world):
        spots = [world.mailbox.arrives(received(message_id=f"<{n}@b>")) for n in range(50)]
        world.filing._around.progress = lambda at: at.done == 25 and world.filing.cancel()
        with pytest.raises(errors.Cancelled):
            world.filing.by_hand(spots)
        assert sum(world.records().values()) == 25
        world.restart()
        world.filing.by_hand(spots)
        assert sum(world.records().values()) == 50


class TestThePast:
    def test_is_surveyed_without_a_write(self, world):
        for n in range(30):
            world.mailbox.arrives(received(message_id=f"<{n}@b>", subject=f"Mail {n}"))
        world.mailbox.arrives(received(MARY))
        survey = world.filing.survey([INBOX], world.clock() - timedelta(days=1))
        assert len(survey.mails) == 30
        assert survey.size == 30_000
        assert survey.skipped == {"The CRM knows nobody in it.": 1}
        assert not world.records()
        world.filing.by_hand([each.spot for each in survey.mails])
        assert sum(world.records().values()) == 30

    def test_by_hand_means_those_of_known_people(self, world):
        world.rules = replace(RULES, received=Mode.HAND)
        world.mailbox.arrives(received())
        survey = world.filing.survey([INBOX], world.clock() - timedelta(days=1))
        assert [each.subject for each in survey.mails] == ["Offer"]

    def test_before_the_chosen_day_is_left_out(self, world):
        world.mailbox.arrives(received())
        assert not world.filing.survey(FOLDERS, world.clock() + timedelta(days=1)).mails


def test_a_digest_alone_finds_a_record_that_has_a_message_id(world):
    world.archive.makes(received(), Keys("<x@b>", keys_of(received()).digest))
    world.mailbox.arrives(received(message_id=""))
    world.sweep()
    assert world.records() == {"Offer": 1}


def test_the_sender_of_a_known_domain_is_filed_to_its_account_by_hand(world):
    stranger = replace(AINO, address="new@timber.example")
    world.filing.by_hand([world.mailbox.arrives(received(stranger))])
    (kept,) = world.archive.kept.values()
    assert kept.record.relations == Relations("a1")
