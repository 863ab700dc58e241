"""Mails that come into their folder long after they were changed are not missed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.simulation.mail_world import FOLDERS, INBOX, MailWorld
from tests.unit.mail.mails import MARY, received

from outlook_crm.mail.values import Spot


@pytest.fixture
def world(tmp_path):
    world = MailWorld(tmp_path)
    yield world
    world.close()


def comes_late(world, email, **ago):
    """It was delivered then, and comes into the folder only now."""
    spot = world.mailbox.arrives(email)
    mail = world.mailbox.mails[spot.id]
    world.mailbox.mails[spot.id] = replace(mail, modified=mail.modified - timedelta(**ago))
    return spot


def test_a_server_whose_clock_is_behind_hides_no_mail(world):
    world.clock.wait(days=3)
    for _ in range(3):
        world.sweep()
    comes_late(world, received(), minutes=5)
    world.sweep()
    assert world.records() == {"Offer": 1}


def test_what_came_to_the_server_while_the_pc_slept_may_arrive_after_the_first_run(world):
    world.sweep()
    world.clock.wait(days=14)
    world.sweep()  # Outlook shows nothing yet
    for number in range(10):
        world.clock.wait(hours=2)
        mail = received(message_id=f"<{number}@b>", subject=f"Mail {number}")
        comes_late(world, mail, days=13, hours=number)
        world.sweep()
    assert sum(world.records().values()) == 10


def test_nothing_of_before_the_first_run_is_looked_at(world):
    world.clock.wait(days=30)
    comes_late(world, received(), days=31)
    world.sweep()
    assert not world.records()


def test_what_was_left_is_read_once_however_often_a_run_looks_back(world):
    spot = world.mailbox.arrives(received(MARY))
    for _ in range(20):
        world.clock.wait(hours=1)
        world.sweep()
    world.restart()
    world.sweep()
    assert world.mailbox.reads[spot.id] == 1
    world.mailbox.changes(spot)
    world.sweep()
    assert world.mailbox.reads[spot.id] == 2


def test_what_is_known_is_forgotten_once_no_run_looks_back_so_far(world):
    for number in range(100):
        world.mailbox.arrives(received(MARY, message_id=f"<{number}@b>"))
    world.sweep()
    for _ in range(4):
        world.clock.wait(days=1, hours=1)
        world.sweep()
    (rows,) = world.state.database.read(
        "SELECT value FROM named_values WHERE name LIKE 'mail seen%' AND value LIKE '%:%'"
    ) or [("{}",)]
    assert rows[0] == "{}"


def test_a_folder_that_is_gone_keeps_no_other_waiting(world):
    world.mailbox.arrives(received())
    world.mailbox.gone.add("gone")
    world.filing.sweep([Spot(INBOX.store, "gone"), *FOLDERS])
    assert world.records() == {"Offer": 1}
