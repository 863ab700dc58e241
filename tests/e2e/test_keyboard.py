"""The whole of the guide by keyboard alone, on the real windows.

Only Office's own ribbon is clicked: its key tips are Office's, not ours.
"""

from contextlib import suppress

import pytest
from tests.crm_server.process import OUTLOOK_KEY, PASSWORD, Rule
from tests.e2e.test_pane import Window, linked
from tests.e2e.world import PATIENCE, World, day
from tests.simulator.client import Screen, controls, wait_for

pytestmark = pytest.mark.shim

_TRIES = 3  # the simulated keyboard loses a Shift now and then


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A user who has just installed the add-in, with appointments made before."""
    with Screen() as screen, World(tmp_path_factory.mktemp("world"), screen) as world:
        world.make_in_outlook("Visit Nordic Timber", day(1))
        world.make_in_outlook("Budget", day(2))
        yield world
        assert world.outlook.faults() == []


class Keys:
    """One of our windows, worked by keyboard."""

    def __init__(self, world, name):
        self.world, self.name = world, name
        self.window = world.outlook.wait_for_window(name, PATIENCE)
        title = self.window["title"].replace("(", "\\(").replace(")", "\\)")
        world.screen.activate(f"^{title}$")

    def press(self, *keys):
        self.world.screen.keys(*keys)

    def fill(self, access_key, field, text):
        """Goes to a field by its access key and types; again where a key was lost on the way."""
        for _ in range(_TRIES):
            self.press(f"alt+{access_key}")
            wait_for(lambda: self.control(field)["focused"], field, PATIENCE)
            self.press("ctrl+a")
            self.world.screen.type(text)
            if self.value(field) in (None, text):  # nobody can read a secret
                return

    def control(self, field):
        return self.world.outlook.control(self.name, field)

    def value(self, field):
        return self.control(field)["value"]

    def wait_until_closed(self):
        self.world.outlook.wait_until_closed(self.name, PATIENCE)

    def told(self):
        tree = self.world.outlook.window(self.name)["tree"]
        return next(each["text"] for each in controls(tree) if each["name"] == "message")


def choose(world, value, wanted):
    """Goes down a list that has the focus until it shows the wanted one."""
    for _ in value()["choices"]:
        if (before := value()["chosen"]) == wanted:
            return
        world.screen.keys("Down")
        wait_for(lambda was=before: value()["chosen"] != was, "the next one", PATIENCE)


def fill_pairing(world):
    """Step 1, with the connection tested."""
    world.open_preferences()
    pairing = Keys(world, "pairing")
    for _ in range(_TRIES):
        pairing.fill("k", "api_key", OUTLOOK_KEY)
        pairing.fill("a", "address", world.crm.address)
        pairing.fill("u", "user", "anna")
        pairing.fill("p", "password", PASSWORD)
        pairing.press("alt+t")
        with suppress(TimeoutError):  # a key was lost, and something else was typed
            wait_for(lambda: "It works" in pairing.told(), "the answer", PATIENCE / _TRIES)
            return pairing
    raise AssertionError(pairing.told())


def test_from_an_empty_machine_to_a_calendar_in_step(world):
    pairing = fill_pairing(world)
    pairing.press("alt+s")
    details = Keys(world, "details")
    details.press("Right", "Right", "Right")
    wait_for(lambda: details.control("default_type")["visible"], "the calendar's page", PATIENCE)
    details.press("alt+d")
    wait_for(lambda: details.control("default_type")["focused"], "the default type", PATIENCE)
    choose(world, lambda: details.value("default_type"), "Meeting")
    details.press("Return")  # the default button
    preview = Keys(world, "preview")
    subjects = {row[0] for row in preview.value("items")}
    assert subjects == {"Visit Nordic Timber", "Budget"}
    assert world.crm_activities() == {}
    preview.press("alt+s")
    preview.wait_until_closed()
    world.wait_for_crm("Visit Nordic Timber", "Budget")
    world.wait_for_words("In step")


def test_a_type_is_chosen_and_a_company_linked(world):
    entry = next(
        each["EntryID"] for each in world.outlook.appointments() if each["Subject"] == "Budget"
    )
    window = Window(world, entry)
    window.open_pane()
    window.focus("type")
    choose(world, lambda: window.value("type"), "Call")
    window.search("accounts", "timber", "Nordic Timber Oy - Customer")
    window.screen.keys("Return")
    wait_for(lambda: window.chosen("accounts") == ["Nordic Timber Oy"], "the company", PATIENCE)
    window.save()
    wait_for(
        lambda: linked(world, "Budget", "accounts") == {"Nordic Timber Oy"}, "the link", PATIENCE
    )
    assert world.crm_activities()["Budget"]["activity_type"] == "Call"


def test_the_report_goes_to_the_file_that_the_user_names(world, tmp_path):
    world.outlook.click("CrmReport")
    report = Keys(world, "report")
    report.press("alt+e")
    world.screen.activate("^Save As$")
    report.press("Escape")
    wait_for(lambda: report.control("export")["enabled"], "the report's window again", PATIENCE)
    assert "Written" not in report.told()

    file = tmp_path / "mine.csv"
    world.screen.activate(f"^{report.window['title']}$")
    report.press("alt+e")
    world.screen.activate("^Save As$")
    report.press("ctrl+a")
    world.screen.type(str(file))
    report.press("Return")
    wait_for(lambda: str(file) in report.told(), "what was written", PATIENCE)
    assert "Budget" in file.read_text(encoding="utf-8-sig")
    report.press("Escape")
    report.wait_until_closed()


def test_a_pairing_removed_by_force_and_made_again_doubles_nothing(world):
    before = world.crm.activities()
    world.crm.order(Rule("status", times=None))
    world.open_preferences()
    Keys(world, "pairing").press("alt+m")
    Keys(world, "unpair").press("alt+r")
    forced = Keys(world, "unpair-forced")
    assert forced.told()
    forced.press("alt+a")
    forced.wait_until_closed()
    world.wait_for_words("Not set up yet")
    world.crm.clear_faults()
    assert len(world.outlook.appointments()) == len(before) == 2

    pairing = fill_pairing(world)
    pairing.press("alt+s")
    details = Keys(world, "details")
    details.press("Return")
    details.wait_until_closed()
    world.let_first_run_go()
    world.wait_for_words("In step")
    world.synchronise()
    world.wait_for_words("In step")
    ids = {each["id"] for each in before}
    assert {each["id"] for each in world.crm.activities()} == ids
    assert len(world.outlook.appointments()) == 2
