"""The main job, end to end: real windows, the real shim, real Python inside it, a real CRM."""

import time

import pytest
from tests.crm_server.process import OUTLOOK_KEY, PASSWORD
from tests.e2e.world import PATIENCE, World, day
from tests.simulator.client import Screen, wait_for

pytestmark = pytest.mark.shim


@pytest.fixture(scope="module")
def screen():
    with Screen() as screen:
        yield screen


@pytest.fixture(scope="module")
def world(screen, tmp_path_factory):
    """A user who has set everything up."""
    with World(tmp_path_factory.mktemp("world"), screen) as world:
        world.set_up()
        world.wait_for_words("In step")
        yield world
        assert world.outlook.faults() == []


@pytest.fixture
def fresh(screen, tmp_path):
    """A user who has just installed the add-in."""
    with World(tmp_path, screen) as world:
        yield world


def test_a_new_appointment_goes_to_the_crm_by_itself(world):
    world.make_in_outlook("Visit Nordic Timber", day(1), Location="Helsinki")
    world.wait_for_crm("Visit Nordic Timber")
    assert world.crm_activities()["Visit Nordic Timber"]["location"] == "Helsinki"


def test_a_change_in_outlook_arrives_by_itself(world):
    appointment = world.make_in_outlook("Budget", day(2))
    world.wait_for_crm("Budget")
    world.outlook.update(appointment, Subject="Budget, second round")
    world.wait_for_crm("Budget, second round")
    world.wait_for_crm("Budget", gone=True)


def test_a_new_activity_comes_to_outlook(world):
    world.make_in_crm("Call Aino", day(1, 13), activity_type="Call", description="About the saw")
    world.synchronise()
    world.wait_for_outlook("Call Aino")
    assert world.outlook_appointments()["Call Aino"]["Body"].strip() == "About the saw"


def test_a_change_in_the_crm_comes_to_outlook(world):
    activity = world.make_in_crm("Workshop", day(3))
    world.synchronise()
    world.wait_for_outlook("Workshop")
    world.anna.change("activities", activity, subject="Workshop with lunch")
    world.synchronise()
    world.wait_for_outlook("Workshop with lunch")


def test_a_deletion_in_outlook_reaches_the_crm(world):
    appointment = world.make_in_outlook("Cancelled visit", day(4))
    world.wait_for_crm("Cancelled visit")
    world.outlook.delete(appointment)
    world.wait_for_crm("Cancelled visit", gone=True)


def test_a_deletion_in_the_crm_reaches_outlook(world):
    activity = world.make_in_crm("Dropped call", day(4, 14))
    world.synchronise()
    world.wait_for_outlook("Dropped call")
    world.anna.delete("activities", activity)
    world.synchronise()
    world.wait_for_outlook("Dropped call", gone=True)
    deleted = {each["Subject"] for each in world.outlook.appointments("Deleted Items")}
    assert "Dropped call" in deleted


def test_an_all_day_appointment_keeps_its_days(world):
    first = day(6, 0)
    world.make_in_outlook("Fair", first, minutes=2 * 24 * 60, AllDayEvent=True)
    world.wait_for_crm("Fair")
    fair = world.crm_activities()["Fair"]
    assert fair["all_day"]
    assert fair["start_date"].startswith(first.date().isoformat())


def test_a_second_run_changes_nothing(world):
    for _ in range(2):  # the first to end may be one that was under way
        world.run()
    before = world.crm.activities(), world.outlook_appointments()
    world.crm.clear_requests()
    world.run()
    assert (world.crm.activities(), world.outlook_appointments()) == before
    assert {each["method"] for each in world.crm.requests()} <= {"GET", "POST"}
    assert not [
        e for e in world.crm.requests() if e["method"] == "POST" and "report" not in e["path"]
    ]


def test_the_default_type_goes_to_existing_appointments_at_the_users_word(fresh):
    fresh.make_in_outlook("From before", day(1))
    fresh.set_up(default_type="(empty)")
    fresh.wait_for_words("In step")
    fresh.open_preferences()
    fresh.outlook.window_click("pairing", "save")
    fresh.outlook.wait_for_window("details", PATIENCE)
    fresh.outlook.window_set("details", "default_type", "Meeting")
    wait_for(
        lambda: fresh.outlook.control("details", "existing")["enabled"], "the question", PATIENCE
    )
    fresh.outlook.window_set("details", "existing", "Existing ones without a type, too (1)")
    fresh.outlook.window_click("details", "save")
    fresh.wait_for_crm("From before")


def test_a_wrong_password_stays_in_the_window_and_is_tried_once(fresh):
    fresh.open_preferences()
    fresh.fill_pairing(password="wrong")
    fresh.outlook.window_click("pairing", "save")
    wait_for(lambda: refusals(fresh) == 1, "the refusal", PATIENCE)
    time.sleep(0.5)  # would a second try come, it would come at once
    assert refusals(fresh) == 1
    fresh.outlook.window_set("pairing", "password", PASSWORD)
    fresh.outlook.window_click("pairing", "save")
    fresh.outlook.wait_for_window("details", PATIENCE)


def test_a_remembered_login_serves_the_next_start(fresh):
    fresh.set_up(remember=True)
    fresh.wait_for_words("In step")
    fresh.outlook.quit()
    fresh.start_outlook()
    fresh.wait_for_words("In step")


@pytest.mark.parametrize("mode", ["fast", "slow"])
def test_outlook_closes_quickly_in_the_middle_of_a_sync(fresh, mode):
    for number in range(40):
        fresh.make_in_outlook(f"Meeting {number}", day(number % 20, 8 + number % 8))
    fresh.crm.turn(latency_ms=100)
    fresh.set_up()
    wait_for(lambda: len(fresh.crm.activities()) > 3, "the first appointments", PATIENCE)
    fresh.outlook.quit(mode)
    assert fresh.outlook.seconds < 10
    fresh.crm.turn(latency_ms=0)
    fresh.start_outlook()
    fresh.wait_for_crm(*(f"Meeting {number}" for number in range(40)))
    assert len(fresh.crm.activities()) == 40


def test_no_secret_is_in_any_file_of_the_user(fresh):
    fresh.set_up(remember=True)
    fresh.wait_for_words("In step")
    fresh.outlook.quit()
    for file in (fresh.folder / "pc").rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert PASSWORD.encode() + b'"' not in data, file
            assert OUTLOOK_KEY.encode() not in data, file


def refusals(world):
    return len(
        [e for e in world.crm.requests() if e["path"].endswith("token") and e["status"] >= 400]
    )
