"""People in the address book and back, end to end, and an error report on its way."""

import json
import sqlite3
from contextlib import closing

import pytest
import yaml
from tests.crm_server.process import OUTLOOK_KEY, PASSWORD
from tests.e2e.world import CONTACTS, PATIENCE, World, day
from tests.simulator.client import Screen, wait_for

pytestmark = pytest.mark.shim


@pytest.fixture(scope="module")
def screen():
    with Screen() as screen:
        yield screen


@pytest.fixture(scope="module")
def world(screen, tmp_path_factory):
    """A user who wants people in the address book."""
    with World(tmp_path_factory.mktemp("world"), screen) as world:
        world.set_up()
        world.wait_for_words("In step")
        world.prefer(contacts_to_outlook=True)
        yield world
        assert world.outlook.faults() == []


def test_the_person_of_an_activity_comes_into_the_address_book(world):
    aino = world.people()["Virtanen"]
    world.meet("Visit Aino", day(2), aino["id"])
    world.synchronise()
    wait_for(lambda: "Virtanen" in world.address_book(), "the contact", PATIENCE)
    shown = world.address_book()["Virtanen"]
    assert shown["FirstName"] == "Aino"
    assert shown["CompanyName"] == "Nordic Timber Oy"
    assert shown["Email1Address"] == aino["email"]
    assert shown["JobTitle"] == "Buyer"
    assert shown["WebPage"].endswith(f"/contacts/{aino['id']}")
    assert [value.split()[0] for value in shown["named"].values()] == [aino["id"]]


def test_a_contact_with_the_same_address_is_linked_and_not_doubled(world):
    mary = world.people()["Smith"]
    world.outlook.create(
        "Contacts", LastName="Smith (golf)", Email2Address=mary["email"].upper(), NickName="Mia"
    )
    world.meet("Lunch with Mary", day(2), mary["id"])
    world.synchronise()
    wait_for(lambda: world.address_book()["Smith (golf)"]["named"], "the link", PATIENCE)
    book = world.address_book()
    assert "Smith" not in book
    assert book["Smith (golf)"]["NickName"] == "Mia"
    assert book["Smith (golf)"]["CompanyName"] == "Smith & Daughters Ltd"


def test_a_change_in_the_crm_arrives_and_what_the_user_wrote_stays(world):
    aino = world.people()["Virtanen"]
    world.meet("Visit Aino again", day(2), aino["id"])
    world.synchronise()
    wait_for(lambda: "Virtanen" in world.address_book(), "the contact", PATIENCE)
    world.outlook.update(world.address_book()["Virtanen"]["EntryID"], JobTitle="Saw specialist")
    world.anna.change("contacts", aino["id"], mobile="+358 40 555", title="Head of saws")
    world.synchronise()
    wait_for(
        lambda: world.address_book()["Virtanen"].get("MobileTelephoneNumber") == "+358 40 555",
        "the new number",
        PATIENCE,
    )
    assert world.address_book()["Virtanen"]["JobTitle"] == "Saw specialist"


def test_add_to_crm_makes_the_person_a_contact_there(world):
    made = world.outlook.create(
        "Contacts", FirstName="Olli", LastName="Oja", Email1Address="olli@example.com"
    )
    world.choose(CONTACTS, made)
    world.outlook.click("CrmContactsAdd")
    world.outlook.wait_for_window("message", PATIENCE)
    world.outlook.window_close("message")
    assert world.people()["Oja"]["email"] == "olli@example.com"
    assert world.address_book()["Oja"]["named"]


def test_a_task_of_the_crm_is_no_appointment(world):
    world.make_in_crm("Write the offer", day(3), activity_type="Task")
    world.make_in_crm("Call Eino", day(3, 12), activity_type="Call")
    world.synchronise()
    world.wait_for_outlook("Call Eino")
    assert "Write the offer" not in world.outlook_appointments()


def test_tasks_are_kept_in_step_each_on_the_day_it_is_due(world):
    world.prefer(tasks=True)
    world.make_in_crm("Write the tender", day(3), activity_type="Task")
    due = day(4, 0).replace(tzinfo=None).isoformat()
    mine = world.outlook.create("Tasks", Subject="Buy paint", DueDate=due)
    world.synchronise()
    world.wait_for_crm("Buy paint")
    wait_for(lambda: "Write the tender" in tasks(world), "the task in Outlook", PATIENCE)
    assert tasks(world)["Write the tender"]["DueDate"][:10] == day(3).date().isoformat()
    paint = world.crm_activities()["Buy paint"]
    assert (paint["activity_type"], paint["all_day"]) == ("Task", True)
    assert paint["start_date"].startswith(day(4).date().isoformat())
    world.wait_for_words("In step")
    world.outlook.update(mine, Complete=True)  # is sent by itself
    wait_for(lambda: world.crm_activities()["Buy paint"]["status"] == "Held", "Held", PATIENCE)
    assert not {"Write the tender", "Buy paint"} & world.outlook_appointments().keys()


def tasks(world):
    """Outlook's tasks, by subject."""
    return {each["Subject"]: each for each in world.outlook.appointments("Tasks")}


def test_an_error_report_is_shown_then_sent_and_tells_nothing_of_anybody(screen, tmp_path):
    with World(tmp_path, screen) as world:
        world.set_up()
        world.wait_for_words("In step")
        settings = next((tmp_path / "pc").rglob("settings.yaml"))
        chosen = yaml.safe_load(settings.read_text(encoding="utf-8")) or {}
        wanted = {"error_reports": True, "error_report_address": world.crm.report_address}
        settings.write_text(yaml.safe_dump(chosen | wanted), encoding="utf-8")
        world.outlook.quit()
        world.start_outlook()
        world.wait_for_words("In step")
        world.make_in_outlook("Secret visit", day(1))
        world.wait_for_crm("Secret visit")
        spoil(tmp_path)
        world.synchronise()
        world.outlook.wait_for_window("error_report", PATIENCE)
        assert world.crm.error_reports() == []
        world.outlook.window_click("error_report", "send")
        (report,) = wait_for(world.crm.error_reports, "the report", PATIENCE)
        assert report["places"]
        text = json.dumps(report)
        for secret in (PASSWORD + '"', OUTLOOK_KEY, "Secret visit", "anna", "127.0.0.1"):
            assert secret not in text


def spoil(folder):
    """A word in the state that the code never writes: what a bug of ours would look like."""
    (state,) = (folder / "pc").rglob("state.sqlite3")

    def spoilt():
        with closing(sqlite3.connect(state)) as connection, connection:
            return connection.execute("UPDATE links SET born = 'nowhere'").rowcount

    wait_for(spoilt, "a link in the state", PATIENCE)
