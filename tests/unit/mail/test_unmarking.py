"""The pairing is removed: marks go, mails and records stay."""

import pytest
from tests.simulation.mail_world import FOLDERS, MailWorld
from tests.unit.mail.mails import received

from outlook_crm import errors
from outlook_crm.mail.values import Spot


@pytest.fixture
def world(tmp_path):
    world = MailWorld(tmp_path)
    for number in range(3):
        spot = world.mailbox.arrives(received(message_id=f"<{number}@b>"))
    world.sweep()
    world.mailbox.copies(spot, "other")
    world.mailbox.moves(spot, "sent")
    yield world
    world.close()


def marked(world):
    return [each.spot.id for each in world.mailbox.mails.values() if each.stamp]


def test_every_mark_goes_wherever_the_mail_is_and_nothing_else(world):
    assert len(marked(world)) == 4
    world.filing.unmark_all([*FOLDERS, Spot("store", "deleted just now")])
    assert marked(world) == []
    assert len(world.mailbox.mails) == 4
    assert world.records() == {"Offer": 3}
    assert [each.done for each in world.progress[-4:]] == [0, 1, 2, 3]


def test_stopped_it_can_be_asked_for_again(world):
    world.filing._around.progress = lambda at: at.done == 1 and world.filing.cancel()
    with pytest.raises(errors.Cancelled):
        world.filing.unmark_all(FOLDERS)
    assert 0 < len(marked(world)) < 4
    world.restart()
    world.filing.unmark_all(FOLDERS)
    assert marked(world) == []


def test_a_mail_open_in_a_window_keeps_its_mark_and_stops_nothing(world):
    busy = marked(world)[0]
    world.mailbox.busy.add(busy)
    world.filing.unmark_all(FOLDERS)
    assert marked(world) == [busy]
