"""Tasks of the CRM and of Outlook, where the user wants them kept in step."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.simulation.fake_gateway import CALENDAR, STORE, TASKS, content
from tests.simulation.pc import Pc
from tests.simulator.client import wait_for

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.when import AllDay, Timed

F = FieldName


@pytest.fixture
def pc(tmp_path):
    pc = Pc(tmp_path)
    pc.start()
    yield pc
    pc.stop()


def today(days=2):
    return (datetime.now(UTC) + timedelta(days=days)).date()


def crm_task(pc, subject, kind="Task"):
    start = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
    when = Timed(start + timedelta(days=2), start + timedelta(days=2, hours=1))
    return pc.crm.calendar.user_creates({F.SUBJECT: subject, F.WHEN: when, F.TYPE: kind})


def tasks(pc):
    """Outlook's tasks by subject."""
    return {
        content(each["cells"]["Subject"]): each
        for each in pc.gateway.items.values()
        if each["folder"] == TASKS
    }


def in_crm(pc):
    return {each.fields[F.SUBJECT]: each.fields for each in pc.crm.calendar.living.values()}


def watched(pc):
    """The folders that Outlook was last asked to tell of."""
    asked = [question for name, question in pc.gateway.calls if name == "Watch"]
    return [each["folder"] for each in asked[-1]["folders"]]


def synchronise(pc):
    pc.shell.click("CrmSynchronise")


def test_off_as_delivered(pc):
    pc.pair_and_go()
    crm_task(pc, "Write the offer")
    crm_task(pc, "Call Bo", "Call")
    pc.gateway.make_task(Subject="Buy paint", DueDate=today().isoformat())
    synchronise(pc)
    wait_for(lambda: "Call Bo" in pc.gateway.subjects(), "the call")
    pc.shell.wait_for_words("In step")
    assert set(tasks(pc)) == {"Buy paint"}
    assert "Buy paint" not in in_crm(pc)


def test_a_task_of_the_crm_becomes_an_outlook_task_due_that_day(pc):
    pc.pair_and_go()
    pc.set(tasks=True)
    crm_task(pc, "Write the offer")
    crm_task(pc, "Call Bo", "Call")
    synchronise(pc)
    wait_for(lambda: "Write the offer" in tasks(pc), "the task")
    assert content(tasks(pc)["Write the offer"]["cells"]["DueDate"]) == today().isoformat()
    assert set(tasks(pc)) == {"Write the offer"}
    assert pc.gateway.subjects().count("Write the offer") == 1


def test_an_outlook_task_becomes_a_task_of_the_crm(pc):
    pc.pair_and_go()
    pc.gateway.make_task(Subject="Buy paint", DueDate=today().isoformat())
    pc.gateway.make_task(Subject="Some day")
    pc.set(tasks=True)
    wait_for(lambda: "Buy paint" in in_crm(pc), "the task in the CRM")
    fields = in_crm(pc)["Buy paint"]
    assert fields[F.TYPE] == "Task"
    assert fields[F.WHEN] == AllDay(today(), today() + timedelta(days=1))
    assert "Some day" not in in_crm(pc)


def test_ticked_off_in_outlook_it_is_held_in_the_crm(pc):
    pc.pair_and_go()
    made = pc.gateway.make_task(Subject="Buy paint", DueDate=today().isoformat())
    pc.set(tasks=True)
    wait_for(lambda: "Buy paint" in in_crm(pc), "the task in the CRM")
    pc.shell.wait_for_words("In step")
    pc.gateway.edit(made, Complete=True)
    synchronise(pc)
    wait_for(lambda: in_crm(pc)["Buy paint"].get(F.STATUS) == "Held", "the status")


def test_a_change_that_outlook_tells_of_is_sent_by_itself(pc):
    pc.pair_and_go()
    made = pc.gateway.make_task(Subject="Buy paint", DueDate=today().isoformat())
    pc.set(tasks=True)
    wait_for(lambda: "Buy paint" in in_crm(pc), "the task in the CRM")
    pc.shell.wait_for_words("In step")
    pc.gateway.edit(made, Subject="Buy red paint")
    assert watched(pc) == [CALENDAR, TASKS]
    pc.shell.post("outlook.changed", store=STORE, folder=TASKS, ids=[made], lost=False)
    wait_for(lambda: "Buy red paint" in in_crm(pc), "the change in the CRM")


def test_while_off_outlook_is_not_asked_to_tell_of_them(pc):
    pc.pair_and_go()
    assert watched(pc) == [CALENDAR]
    pc.set(tasks=True)
    wait_for(lambda: TASKS in watched(pc), "the folder of tasks")
    pc.set(tasks=False)
    wait_for(lambda: TASKS not in watched(pc), "the calendar alone")


def test_a_second_run_changes_nothing(pc):
    pc.pair_and_go()
    crm_task(pc, "Write the offer")
    pc.gateway.make_task(Subject="Buy paint", DueDate=today().isoformat())
    pc.set(tasks=True)
    wait_for(lambda: len(tasks(pc)) == 2, "both tasks")
    wait_for(lambda: "Buy paint" in in_crm(pc), "the task in the CRM")
    pc.shell.wait_for_words("In step")
    before = [name for name, _ in pc.gateway.calls].count("Write")
    synchronise(pc)
    wait_for(lambda: pc.shell.words == "In step", "the end of the run")
    crm_task(pc, "Marker")
    synchronise(pc)
    wait_for(lambda: "Marker" in tasks(pc), "the next one")
    assert [name for name, _ in pc.gateway.calls].count("Write") == before + 1
    assert len(in_crm(pc)) == 3


def test_a_task_that_the_run_made_is_taken_back_as_a_task(pc):
    pc.pair_and_go()
    pc.gateway.make_task(Subject="Buy paint", DueDate=today().isoformat())
    pc.set(tasks=True)
    wait_for(lambda: "Buy paint" in in_crm(pc), "the task in the CRM")
    pc.shell.wait_for_words("In step")
    pc.shell.click("CrmReport")
    pc.shell.wait_for_window("report")
    pc.shell.submit("report", "do", items=0, deed="undo")
    wait_for(lambda: "Buy paint" not in in_crm(pc), "the record to go")
    assert set(tasks(pc)) == {"Buy paint"}
