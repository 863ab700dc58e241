"""Files of the CRM's own mails, brought with them."""

from datetime import timedelta

import pytest
from tests.simulation.fuse import Crash
from tests.simulation.mail_world import MailWorld
from tests.unit.mail.mails import received

from outlook_crm import errors
from outlook_crm.mail.identity import keys_of
from outlook_crm.mail.placing import FILE_NOT_BROUGHT, FILE_TOO_LARGE
from outlook_crm.mail.values import Content

FILES = [Content("offer.pdf", "", b"%PDF"), Content("plan.pdf", "", b"%PDF" * 9)]


@pytest.fixture
def world(tmp_path):
    world = MailWorld(tmp_path)
    yield world
    world.close()


def makes(world, files=FILES):
    return world.archive.makes(received(), keys_of(received()), files=files)


def bring(world):
    world.clock.wait(seconds=1)
    return world.filing.bring(world.clock() - timedelta(days=30))


def attached(world):
    """Names and contents of the files of the one mail."""
    (mail,) = world.mailbox.mails.values()
    return [
        (each.name, world.mailbox.content(mail.spot, each).data) for each in mail.email.attachments
    ]


def test_files_come_with_the_mail(world):
    makes(world)
    assert not bring(world).trouble
    assert attached(world) == [(each.name, each.data) for each in FILES]
    assert not world.state.mails.unfinished("p")
    bring(world)
    assert len(attached(world)) == 2


def test_a_mail_that_came_is_finished_whatever_is_attached_to_its_record_later(world):
    crm_id = makes(world, FILES[:1])
    bring(world)
    world.archive.kept[crm_id].files.append(FILES[1])
    world.archive.kept[crm_id].changed = world.clock()
    bring(world)
    assert [name for name, _ in attached(world)] == ["offer.pdf"]


def test_one_that_is_too_large_stays_and_is_told(world):
    large = Content("huge.zip", "", b"x" * (world.rules.largest + 1))
    crm_id = makes(world, [large, *FILES])
    (told,) = bring(world).trouble
    assert (told.crm_id, told.subject, told.reason) == (crm_id, "Offer", FILE_TOO_LARGE)
    assert [name for name, _ in attached(world)] == ["offer.pdf", "plan.pdf"]


def test_what_the_crm_does_not_hand_out_is_told_with_its_reason(world):
    makes(world, FILES[:1])
    world.archive.hands_out = False
    (told,) = bring(world).trouble
    assert "Files stay here." in told.reason
    assert attached(world) == []
    assert not bring(world).trouble


def test_a_file_that_the_crm_fails_on_holds_up_no_other_mail(world):
    crm_id = makes(world, FILES[:1])
    failure = errors.Unreachable("The CRM failed (status {status}).", status=500)
    world.archive.chokes_on[f"{crm_id}-0"] = failure
    bring(world)
    second = received(message_id="<2@b>", subject="Second")
    world.archive.makes(second, keys_of(second))
    for _ in range(3):
        bring(world)
    assert {each.email.subject for each in world.mailbox.mails.values()} == {"Offer", "Second"}
    (told,) = world.sweep().trouble
    assert (told.subject, told.reason) == ("Offer", FILE_NOT_BROUGHT)


def test_a_mail_open_in_a_window_gets_them_later(world):
    makes(world)
    attach, world.mailbox.attach = (
        world.mailbox.attach,
        lambda spot, *_: world.mailbox.busy.add(spot.id) or attach(spot, *_),
    )
    assert bring(world).again_at is not None
    assert attached(world) == []
    world.mailbox.attach = attach
    world.mailbox.busy.clear()
    world.sweep()
    assert len(attached(world)) == 2


def test_a_record_that_goes_meanwhile_leaves_the_mail_without(world):
    crm_id = makes(world)
    files = world.archive.files

    def gone(id_):
        world.archive.kept.pop(crm_id, None)
        return files(id_)

    world.archive.files = gone
    bring(world)
    assert attached(world) == []
    assert not world.state.mails.unfinished("p")


def test_killed_at_any_place_each_file_is_there_once(tmp_path):
    places = lived(tmp_path / "whole", None)
    assert len(places) > 12
    for number in range(len(places)):
        lived(tmp_path / str(number), number)


def lived(folder, place):
    """One bringing, killed at a place, and what follows; the places it reached."""
    world = MailWorld(folder)
    makes(world)
    world.fuse.mend()
    if place is not None:
        world.fuse.blow_at(place)
        with pytest.raises(Crash):
            bring(world)
        world.fuse.mend()
        world.restart()
    bring(world)
    places = list(world.fuse.places)
    bring(world)
    world.sweep()
    assert attached(world) == [(each.name, each.data) for each in FILES], places[place or 0]
    assert not world.state.mails.unfinished("p")
    assert not world.state.mails.intents("p")
    world.close()
    return places
