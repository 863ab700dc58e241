"""A fault, the user's word, the report on its way: through the whole add-in but the network."""

import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
from tests.simulation.fake_shell import FakeShell
from tests.simulator.client import wait_for

from outlook_crm.error_reports import ErrorReports
from outlook_crm.errors import Unreachable, WrongPassword
from outlook_crm.house import House

ADDRESS = "https://faults.example.com/take"


class Post:
    """Takes what is posted; raises ``trouble`` while there is one."""

    def __init__(self):
        self.taken = []
        self.tries = 0
        self.trouble = None

    def __call__(self, address, text):
        self.tries += 1
        if self.trouble:
            raise self.trouble
        assert address == ADDRESS
        self.taken.append(json.loads(text))


class Pc:
    """What survives a restart is in ``folder``."""

    def __init__(self, folder):
        self.post = Post()
        self.asked = []
        self.now = datetime(2026, 3, 1, 8, tzinfo=UTC)
        self.folder = folder
        self.house = None

    def start(self):
        shell = FakeShell(self.folder)
        self.house = House(shell, json.loads(shell.Facts()))
        self.reports = ErrorReports(
            self.house,
            post=self.post,
            end_post=lambda: None,
            ask=self.asked.append,
            now=lambda: self.now,
        )

    def stop(self):
        self.reports.stop(1)
        self.house.close()

    def restart(self):
        self.stop()
        self.start()
        self.reports.begin()

    def fail(self, error=None):
        self.reports.failed(error or ValueError("Visit Aino"))


@pytest.fixture
def pc(tmp_path):
    pc = Pc(tmp_path)
    pc.start()
    pc.house.save({"error_reports": True, "error_report_address": ADDRESS})
    yield pc
    pc.stop()


def test_the_first_report_is_shown_before_anything_is_sent(pc):
    pc.fail()
    wait_for(lambda: pc.asked, "the question")
    assert json.loads(pc.asked[0])["errors"] == ["ValueError"]
    assert pc.post.tries == 0
    pc.reports.allow()
    wait_for(lambda: pc.post.taken, "the report")
    assert pc.post.taken == [json.loads(pc.asked[0])]
    assert pc.reports.counts == (0, 1)


def test_later_ones_go_without_asking(pc):
    pc.fail()
    pc.reports.allow()
    wait_for(lambda: len(pc.post.taken) == 1, "the first")
    pc.fail(KeyError("Aino"))
    wait_for(lambda: len(pc.post.taken) == 2, "the second")
    assert len(pc.asked) <= 1


def test_one_that_did_not_arrive_is_tried_again_later_also_after_a_restart(pc):
    pc.post.trouble = Unreachable("The server does not answer.")
    pc.fail()
    pc.reports.allow()
    wait_for(lambda: pc.post.tries, "a try")
    pc.post.trouble = None
    pc.now += timedelta(hours=1)
    pc.restart()
    wait_for(lambda: pc.post.taken, "the report")


def test_what_others_must_mend_is_no_fault_of_ours(pc):
    pc.fail(WrongPassword("The CRM did not accept the user name and password."))
    pc.fail(Unreachable("The server does not answer."))
    assert pc.reports.counts == (0, 0)


@pytest.mark.parametrize("off", [{"error_reports": False}, {"error_report_address": ""}])
def test_without_the_box_or_an_address_nothing_is_even_kept(pc, off):
    pc.house.save(off)
    pc.fail()
    assert pc.reports.counts == (0, 0)
    assert not any("error reports" in thread.name for thread in threading.enumerate())


def test_a_refusal_drops_the_report(pc):
    pc.fail()
    wait_for(lambda: pc.asked, "the question")
    pc.reports.refuse()
    assert pc.reports.counts == (0, 0)
    assert pc.post.tries == 0


def test_a_fault_of_the_shim_is_told_by_its_entry_alone(pc):
    pc.reports.shim_failed("OnAction")
    pc.reports.allow()
    wait_for(lambda: pc.post.taken, "the report")
    assert pc.post.taken[0]["places"] == ["OnAction"]
    pc.reports.shim_failed("Visit Aino at Helsinki")
    wait_for(lambda: len(pc.post.taken) == 2, "the second report")
    assert "Aino" not in json.dumps(pc.post.taken)
