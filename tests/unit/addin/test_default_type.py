"""A default type is for new appointments; existing ones get it when the user says so."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from tests.simulation.fake_crm import PASSWORD
from tests.simulation.fake_gateway import CALENDAR
from tests.simulation.pc import Pc, tomorrow
from tests.simulation.two_accounts import FIRM_CALENDAR, PcOfTwo
from tests.simulator.client import wait_for

from outlook_crm.domain.fields import FieldName

YESTERDAY = datetime.now(UTC) - timedelta(days=1)


@pytest.fixture
def pc(tmp_path):
    pc = Pc(tmp_path)
    pc.start()
    yield pc
    pc.stop()


def open_details(pc):
    pc.shell.click("CrmPreferences")
    pc.shell.wait_for_window("pairing")
    pc.shell.submit("pairing", "save")
    return pc.shell.wait_for_window("details")


def question(window):
    (field,) = (
        field
        for page in window["pages"]
        for section in page["sections"]
        for field in section["fields"]
        if field["name"] == "existing"
    )
    return field


def choose_default(pc, kind):
    """The user chooses a default type in the open window; what it then says of existing ones."""
    wait_for(lambda: not pc.shell.patches or pc.shell.patches.clear(), "a quiet window")
    pc.shell.post(
        "window.change", window="details", field="default_type", values={"default_type": kind}
    )
    patch = wait_for(
        lambda: next((each for each in pc.shell.patches if "choices" in each), None), "the count", 5
    )
    return patch["choices"]["existing"][-1]["text"], patch["enabled"]["existing"]


def meet(pc, subject, hour=9, **more):
    new = pc.gateway.make(Subject=subject, **tomorrow(hour), **more)
    pc.outlook_changed(new)
    return new


def met(pc, subject, hour=9, **more):
    """An appointment that has been there for a day."""
    old = meet(pc, subject, hour, **more)
    pc.gateway.items[old]["created"] = YESTERDAY


def pair_without_default(pc):
    met(pc, "Old")
    met(pc, "Old, too", 10)
    met(pc, "Mine alone", 11, **{"@type": ""})
    pc.pair_and_go()
    assert pc.subjects_in_crm() == set()


def saved(pc):
    wait_for(lambda: "details" not in pc.shell.windows, "the settings saved")


def synchronise(pc):
    before = len(pc.shell.ribbons)
    pc.shell.click("CrmSynchronise")
    wait_for(lambda: "Synchronising" in pc.shell.said_since(before), "a run")
    wait_for(lambda: not pc.shell.words.startswith("Synchronising"), "its end")


def types_in_crm(pc):
    return {
        each.fields[FieldName.SUBJECT]: each.fields[FieldName.TYPE]
        for each in pc.crm.calendar.living.values()
    }


def test_a_new_default_is_for_new_appointments(pc):
    pair_without_default(pc)
    pc.set(default_type="Meeting")
    saved(pc)
    synchronise(pc)
    meet(pc, "New", 12)
    wait_for(lambda: pc.subjects_in_crm() == {"New"}, "the new one alone")
    synchronise(pc)
    assert pc.subjects_in_crm() == {"New"}


def test_new_ones_only_holds_after_a_restart(pc):
    pair_without_default(pc)
    pc.set(default_type="Meeting")
    saved(pc)
    synchronise(pc)
    pc.stop()
    pc.start()
    pc.shell.wait_for_words("In step")
    synchronise(pc)
    assert pc.subjects_in_crm() == set()


def test_what_is_made_while_paused_is_new(pc):
    pair_without_default(pc)
    pc.shell.click("CrmPauseEndless")
    pc.shell.wait_for_words("Paused")
    pc.set(default_type="Meeting")
    saved(pc)
    meet(pc, "New", 12)
    time.sleep(1.1)  # Outlook tells times to the second
    synchronise(pc)
    assert pc.subjects_in_crm() == {"New"}


def test_what_is_made_while_logged_out_is_new(pc):
    pair_without_default(pc)
    pc.shell.click("CrmLogOut")
    pc.shell.wait_for_words("Logged out")
    pc.set(default_type="Meeting")
    saved(pc)
    meet(pc, "New", 12)
    time.sleep(1.1)  # Outlook tells times to the second
    pc.shell.click("CrmLogIn")
    pc.shell.wait_for_window("login")
    pc.shell.submit("login", "login", password=PASSWORD)
    wait_for(lambda: pc.subjects_in_crm() == {"New"}, "the new one alone")


def test_the_window_counts_existing_ones_and_gives_it_to_them(pc):
    pair_without_default(pc)
    assert not question(open_details(pc))["enabled"]
    told = choose_default(pc, "Meeting")
    assert told == ("Existing ones without a type, too (2)", True)
    pc.shell.submit("details", "save", default_type="Meeting", existing="all")
    wait_for(lambda: len(pc.subjects_in_crm()) == 2, "the existing ones")
    assert types_in_crm(pc) == {"Old": "Meeting", "Old, too": "Meeting"}


def test_without_a_default_there_is_nothing_to_ask(pc):
    pair_without_default(pc)
    open_details(pc)
    assert choose_default(pc, "") == ("Existing ones without a type, too", False)


def test_the_user_may_change_their_mind_later(pc):
    pair_without_default(pc)
    pc.set(default_type="Meeting")
    saved(pc)
    synchronise(pc)
    pc.set(existing="all")
    wait_for(lambda: pc.subjects_in_crm() == {"Old", "Old, too"}, "the existing ones")


def test_before_the_first_run_it_is_for_all_unless_the_user_says_otherwise(pc):
    met(pc, "Old")
    pc.pair()
    shown = question(pc.shell.wait_for_window("details"))
    assert (shown["value"], shown["enabled"]) == ("all", True)
    assert choose_default(pc, "Meeting") == ("Existing ones without a type, too (1)", True)
    pc.shell.submit("details", "save", default_type="Meeting", existing="later")
    pc.let_first_run_go()
    meet(pc, "New", 12)
    wait_for(lambda: pc.subjects_in_crm() == {"New"}, "the new one alone")


def test_a_default_that_replaces_another_leaves_what_has_a_type(pc):
    met(pc, "Old")
    pc.pair()
    pc.shell.wait_for_window("details")
    pc.shell.submit("details", "save", default_type="Meeting")
    pc.let_first_run_go()
    wait_for(lambda: types_in_crm(pc) == {"Old": "Meeting"}, "the first one")
    pc.set(default_type="Call")
    saved(pc)
    meet(pc, "New", 12)
    wait_for(lambda: "New" in pc.subjects_in_crm(), "the new one")
    assert types_in_crm(pc) == {"Old": "Meeting", "New": "Call"}


class TestTwoPairings:
    @pytest.fixture
    def both(self, tmp_path):
        pc = PcOfTwo(tmp_path)
        pc.start()
        yield pc
        pc.stop()

    def made(self, pc, folder, subject):
        id_ = pc.gateway.make(folder, Subject=subject, **tomorrow())
        pc.gateway.items[id_]["created"] = YESTERDAY

    def test_a_second_ones_first_run_asks_for_its_own_appointments(self, both):
        self.made(both, CALENDAR, "Old")
        self.made(both, FIRM_CALENDAR, "Old of the firm")
        both.pair_and_go()
        both.set(default_type="Meeting")
        saved(both)
        synchronise(both)
        both.pair_firm()
        shown = question(both.shell.wait_for_window("details"))
        assert (shown["value"], shown["enabled"]) == ("all", True)
        both.shell.submit("details", "save")
        both.let_first_run_go()
        both.wait_for_both(set(), {"Old of the firm"})

    def test_the_existing_ones_of_both_are_counted_and_get_it(self, both):
        self.made(both, CALENDAR, "Old")
        self.made(both, FIRM_CALENDAR, "Old of the firm")
        both.pair_both()
        open_details(both)
        told = choose_default(both, "Meeting")
        assert told == ("Existing ones without a type, too (2)", True)
        both.shell.submit("details", "save", default_type="Meeting", existing="all")
        both.wait_for_both({"Old"}, {"Old of the firm"})
