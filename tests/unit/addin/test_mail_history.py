"""Closing the window of older mails ends what it began, and nothing else."""

from types import SimpleNamespace

import pytest

from outlook_crm.dialogs.mail_history import MailHistoryDialog
from outlook_crm.mail.filing import Survey


class Mails:
    """An account's; ``during`` is what happens while they are looked at."""

    def __init__(self):
        self.stops = 0
        self.during = lambda: None

    def stop(self):
        self.stops += 1

    def survey(self, days):
        self.during()
        return Survey((), {})


@pytest.fixture
def mails():
    return Mails()


@pytest.fixture
def dialog(mails):
    pairing = SimpleNamespace(mails=mails, runs=SimpleNamespace(with_mails=lambda job: job(mails)))
    session = SimpleNamespace(pairings=(pairing,), of_mails=lambda: [pairing])
    around = SimpleNamespace(
        session=session,
        update=lambda _: None,
        worker=lambda job: job(),
        text=lambda text, **_: text,
    )
    return MailHistoryDialog(around)


def test_a_run_that_goes_on_beside_the_window_is_not_stopped(dialog, mails):
    dialog.closed()
    dialog.submit("look", {"days": 30})
    dialog.closed()
    assert mails.stops == 0


def test_a_look_that_goes_on_ends(dialog, mails):
    mails.during = dialog.closed
    dialog.submit("look", {"days": 30})
    assert mails.stops == 1
