"""One mailbox on two PCs that run at the same moment: each mail and each file is there once."""

from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.simulation.fuse import Crash
from tests.simulation.mail_world import MailWorld
from tests.unit.mail.mails import received

from outlook_crm.domain.email import Attached
from outlook_crm.mail.identity import keys_of

# Each commit is flushed to the disk, which is what takes the time.
FAST = "/dev/shm" if Path("/dev/shm").is_dir() else None
FILES = (Attached(1, "offer.pdf", 500), Attached(2, "plan.pdf", 500))


@contextmanager
def two_pcs():
    """Both, with a mail that neither has looked at."""
    with TemporaryDirectory(dir=FAST) as folder:
        yield from _two_pcs(Path(folder))


def _two_pcs(folder):
    first, second = MailWorld(folder / "1"), MailWorld(folder / "2")
    second.mailbox, second.archive, second.clock = first.mailbox, first.archive, first.clock
    second.restart()
    first.mailbox.arrives(received(attachments=FILES))
    first.fuse.mend()
    yield first, second
    first.close()
    second.close()


@pytest.fixture
def pcs():
    with two_pcs() as both:
        yield both


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


def places():
    """What one of them reaches while it files the mail."""
    with two_pcs() as (first, _):
        first.sweep()
        return list(first.fuse.places)


def test_that_file_it_at_any_moment_of_each_other():
    reached = places()
    assert len(reached) > 10
    for number, place in enumerate(reached):
        with two_pcs() as pcs:
            pcs[0].fuse.blow_at(number, pcs[1].sweep)
            pcs[0].sweep()
            assert pcs[0].records() == {"Offer": 1}, place
            later(*pcs)
            for each in pcs:
                check(each)


def test_the_one_that_made_the_record_may_die_at_any_moment():
    for number, _ in enumerate(places()):
        with two_pcs() as (first, second):
            first.fuse.blow_at(number)
            with pytest.raises(Crash):
                first.sweep()
            second.sweep()
            later(second)
            check(second)
            first.restart()
            later(first, first)
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
    pcs[1].sweep()
    pcs[0].filing.by_hand([each.spot for each in pcs[0].mailbox.mails.values()])
    check(pcs[0])
