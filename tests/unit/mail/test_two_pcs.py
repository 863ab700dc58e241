"""One mailbox on two PCs that run at the same moment: each mail and each file is there once."""

from datetime import timedelta

import pytest
from tests.simulation.fuse import Crash
from tests.simulation.mail_world import MailWorld
from tests.unit.mail.mails import received

from outlook_crm.domain.email import Attached
from outlook_crm.mail.identity import keys_of

FILES = (Attached(1, "offer.pdf", 500), Attached(2, "plan.pdf", 500))


class Meanwhile:
    """Something that happens once, when the archive reaches a place."""

    def __init__(self, place, act):
        self._place = place
        self._act = act

    def reach(self, place):
        if self._act and place.startswith(self._place):
            act, self._act = self._act, None
            act()


@pytest.fixture
def pcs(tmp_path):
    """Two of them, with a mail that neither has looked at."""
    first, second = MailWorld(tmp_path / "1"), MailWorld(tmp_path / "2")
    second.mailbox, second.archive, second.clock = first.mailbox, first.archive, first.clock
    second.restart()
    first.mailbox.arrives(received(attachments=FILES))
    yield first, second
    first.close()
    second.close()


def check(world):
    assert world.records() == {"Offer": 1}
    assert world.files("Offer") == ["offer.pdf", "plan.pdf"]
    (mail,) = world.mailbox.mails.values()
    assert mail.stamp in world.archive.kept
    for each in (world.state.mails.intents, world.state.mails.unfinished):
        assert not each("p")


def later(*pcs):
    for each in pcs:
        each.clock.wait(minutes=6)
        each.sweep()


@pytest.mark.parametrize("place", ["before creating", "after creating", "before attaching"])
def test_that_file_it_at_once(pcs, place):
    first, second = pcs
    first.archive.fuse = Meanwhile(place, second.sweep)
    first.sweep()
    assert first.records() == {"Offer": 1}
    later(*pcs)
    for each in pcs:
        check(each)


def test_the_one_that_made_the_record_may_die_at_once(pcs):
    first, second = pcs

    def die():
        raise Crash

    first.archive.fuse = Meanwhile("before attaching", die)
    with pytest.raises(Crash):
        first.sweep()
    second.sweep()
    later(second)
    check(second)
    first.restart()
    first.sweep()
    check(first)


@pytest.mark.parametrize("message_id", ["<crm@b>", ""])
def test_a_mail_of_the_crm_comes_once(pcs, message_id):
    record = received(subject="From the CRM", message_id=message_id)
    pcs[0].archive.makes(record, keys_of(record))
    for each in pcs:
        each.clock.wait(seconds=1)
        each.filing.bring(each.clock() - timedelta(days=30))
    mails = [each.email.subject for each in pcs[0].mailbox.mails.values()]
    assert mails.count("From the CRM") == 1


def test_what_the_user_files_by_hand_is_done_at_once(pcs):
    first, second = pcs
    first.archive.fuse = Meanwhile("before attaching", lambda: None)
    second.sweep()
    second.filing.by_hand([each.spot for each in second.mailbox.mails.values()])
    check(second)
