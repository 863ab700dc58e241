"""Killed at every place of a filing, then started again: each mail once, each file once."""

import pytest
from tests.simulation.fuse import Crash
from tests.simulation.mail_world import MailWorld
from tests.unit.mail.mails import MARY, received, sent

from outlook_crm.domain.email import Attached
from outlook_crm.mail.identity import keys_of
from outlook_crm.mail.relations import Relations

FILES = (Attached(1, "offer.pdf", 500), Attached(2, "plan.pdf", 500))


def scenario(world):
    """One mail arrives, one was filed by hand, one is taken out, one comes from the CRM."""
    world.sweep()
    world.filing.by_hand([world.stranger], Relations("a9"))
    world.filing.remove([world.second])
    world.filing.bring(world.clock().replace(year=2025))


def prepared(folder):
    world = MailWorld(folder)
    world.second = world.mailbox.arrives(received(message_id="<second@b>", subject="Second"))
    world.sweep()
    world.mailbox.arrives(received(attachments=FILES))
    world.stranger = world.mailbox.arrives(
        received(MARY, message_id="<s@b>", subject="Stranger", attachments=FILES)
    )
    brought = sent(MARY, message_id="<crm@b>", subject="From the CRM")
    world.archive.makes(brought, keys_of(brought))
    world.fuse.mend()
    return world


def places(folder):
    world = prepared(folder)
    scenario(world)
    found = list(world.fuse.places)
    check(world)
    world.close()
    return found


def check(world):
    assert world.records() == {"Offer": 1, "Stranger": 1, "From the CRM": 1}
    assert world.files("Offer") == world.files("Stranger") == ["offer.pdf", "plan.pdf"]
    marks = {
        each.email.subject: bool(each.stamp)
        for each in sorted(world.mailbox.mails.values(), key=str)
    }
    assert marks == {"Offer": True, "Stranger": True, "Second": False, "From the CRM": True}
    assert len(world.mailbox.mails) == 4
    assert not world.state.mails.intents("p")
    assert not world.state.mails.unfinished("p")


def test_at_every_place(tmp_path):
    reached = places(tmp_path / "whole")
    assert len(reached) > 40
    for number, place in enumerate(reached):
        world = prepared(tmp_path / str(number))
        world.fuse.blow_at(number)
        with pytest.raises(Crash):
            scenario(world)
        world.fuse.mend()
        world.restart()
        scenario(world)
        world.sweep()
        try:
            check(world)
        except AssertionError as error:
            pytest.fail(f"killed {place} (number {number}): {error}")
        world.close()
