"""Two calendars of one account with two CRMs: what has no calendar is the older pairing's."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.simulation.fake_gateway import CONTACTS, PROJECTS, STORE, TASKS, content
from tests.simulation.pc import tomorrow
from tests.simulation.two_accounts import ACCOUNT, PcOfTwo
from tests.simulator.client import wait_for

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.when import Timed

F = FieldName
AINO = {F.FIRST_NAME: "Aino", F.LAST_NAME: "Salo", F.MAIL: "aino@example.com", F.PHONE: "1"}
MEETING = {"@type": "Meeting"}


def in_step(pc):
    pc.shell.submit("details", "save")
    pc.let_first_run_go()


@pytest.fixture
def pc(tmp_path):
    """The second pairing is that of the account's calendar for projects."""
    pc = PcOfTwo(tmp_path)
    pc.start()
    pc.pair_and_go()
    pc.pair_firm(account=ACCOUNT, calendar=f"{STORE}/{PROJECTS}")
    pc.shell.wait_for_window("details")
    in_step(pc)
    yield pc
    pc.stop()


def meeting_with(crm, person):
    start = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(hours=30)
    when = Timed(start, start + timedelta(hours=1))
    crm.calendar.user_creates(
        {F.SUBJECT: "Visit", F.WHEN: when, F.TYPE: "Meeting", F.CONTACTS: (person,)}
    )


def contacts(pc):
    return [each for each in pc.gateway.items.values() if each["folder"] == CONTACTS]


def today():
    return datetime.now(UTC).date().isoformat()


def test_the_calendars_are_told_apart_by_their_names(pc):
    pc.shell.click("CrmLogOut")
    pc.shell.wait_for_words("Logged out")
    pc.shell.click("CrmLogIn")
    window = pc.shell.wait_for_window("login")
    (whose,) = [f for part in window["sections"] for f in part["fields"] if f["name"] == "calendar"]
    assert whose["value"] == f"{ACCOUNT}, Calendar"


def test_each_calendar_has_its_own_crm(pc):
    pc.gateway.make(Subject="Dentist", **tomorrow(), **MEETING)
    pc.gateway.make(PROJECTS, Subject="Sawmill", **tomorrow(), **MEETING)
    pc.shell.click("CrmSynchronise")
    pc.wait_for_both({"Dentist"}, {"Sawmill"})


def test_tasks_go_to_the_older_pairings_crm_alone(pc):
    pc.gateway.make_task(Subject="Buy paint", DueDate=today())
    pc.set(tasks=True)
    pc.wait_for_both({"Buy paint"}, set())
    made = pc.gateway.make_task(Subject="Buy nails", DueDate=today())
    pc.shell.post("outlook.changed", store=STORE, folder=TASKS, ids=[made], lost=False)
    pc.wait_for_both({"Buy paint", "Buy nails"}, set())


def test_a_person_whom_both_crms_know_is_one_contact_that_they_do_not_fight_over(pc):
    for crm, phone in ((pc.crm, "1"), (pc.firm_crm, "2")):
        meeting_with(crm, crm.people.creates(AINO | {F.PHONE: phone}))
    pc.set(contacts_to_outlook=True)
    (aino,) = wait_for(lambda: contacts(pc), "the contact")
    wait_for(lambda: len(aino["stamps"]) == 2, "the stamps of both")
    pc.shell.wait_for_words("In step")
    settled = aino["modified"], content(aino["cells"]["BusinessTelephoneNumber"])
    for _ in range(3):
        before = len(pc.shell.ribbons)
        pc.shell.click("CrmSynchronise")
        ran = lambda since=before: pc.shell.said_since(since).count("Synchronising") >= 2  # noqa: E731
        wait_for(lambda done=ran: done() and pc.shell.words == "In step", "both runs")
    assert (aino["modified"], content(aino["cells"]["BusinessTelephoneNumber"])) == settled
    assert len(contacts(pc)) == 1


def test_removing_one_takes_only_its_own_stamp_off(pc):
    for crm in (pc.crm, pc.firm_crm):
        meeting_with(crm, crm.people.creates(AINO))
    pc.set(contacts_to_outlook=True)
    (aino,) = wait_for(lambda: contacts(pc), "the contact")
    wait_for(lambda: len(aino["stamps"]) == 2, "the stamps of both")
    status = json.loads((pc.folder / "local" / "status.json").read_text(encoding="utf-8"))
    first, second = (each["id"] for each in status["pairings"])
    pc.shell.click("CrmPreferences")
    pc.shell.wait_for_window("pairing")
    pc.shell.submit("pairing", "unpair")
    pc.shell.wait_for_window("unpair")
    pc.shell.submit("unpair", "unpair")
    wait_for(lambda: first not in aino["stamps"], "its stamp gone")
    assert second in aino["stamps"]


def test_when_the_older_one_is_removed_the_tasks_are_the_others(pc):
    pc.set(tasks=True)
    pc.shell.click("CrmPreferences")
    pc.shell.wait_for_window("pairing")
    pc.shell.submit("pairing", "unpair")
    pc.shell.wait_for_window("unpair")
    pc.shell.submit("unpair", "unpair")
    watched = lambda: [q for name, q in pc.gateway.calls if name == "Watch"][-1]["folders"]  # noqa: E731
    spots = [{"store": STORE, "folder": each} for each in (PROJECTS, TASKS)]
    wait_for(lambda: watched() == spots, "the folder of tasks")
    pc.gateway.make_task(Subject="Buy paint", DueDate=today())
    pc.shell.click("CrmSynchronise")
    pc.wait_for_both(set(), {"Buy paint"})
