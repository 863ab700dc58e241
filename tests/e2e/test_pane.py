"""The appointment's window, by keyboard, end to end: real shim, real Python in it, real CRM."""

import os

import pytest
from tests.crm_server.process import Rule
from tests.e2e.world import PATIENCE, World, day
from tests.simulator import macro
from tests.simulator.client import Screen, controls, tab_to, wait_for

pytestmark = pytest.mark.shim


@pytest.fixture(scope="module")
def screen():
    with Screen() as screen:
        yield screen


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """The addresses that the user's browser was given."""
    folder = tmp_path_factory.mktemp("browser")
    program, given = folder / "xdg-open", folder / "given"
    program.write_text(f'#!/bin/sh\necho "$1" >> {given}\n', encoding="utf-8")
    program.chmod(0o755)

    def addresses():
        return given.read_text("utf-8").splitlines() if given.exists() else []

    addresses.folder = folder
    return addresses


@pytest.fixture(scope="module")
def world(screen, browser, tmp_path_factory):
    """A user who has set everything up."""
    with World(tmp_path_factory.mktemp("world"), screen) as world:
        world.outlook.quit()
        world.start_outlook({"PATH": f"{browser.folder}:{os.environ['PATH']}"})
        world.set_up()
        world.wait_for_words("In step")
        yield world
        assert world.outlook.faults() == []


@pytest.fixture
def window(world):
    """A new appointment's window, closed in the end."""
    window = Window(world)
    yield window
    window.close()


class Window:
    """One appointment's window, worked by keyboard."""

    def __init__(self, world, entry_id=""):
        self.world = world
        self.outlook, self.screen = world.outlook, world.screen
        self.name = self.outlook.open_inspector(entry_id)
        wait_for(lambda: self.ribbon("CrmRelations")["enabled"], "the CRM group", PATIENCE)

    def ribbon(self, control):
        return self.outlook.ribbon_control(control, self.name)

    def open_pane(self):
        self.outlook.click("CrmRelations", self.name)
        wait_for(lambda: self.there("accounts"), "the pane", PATIENCE)
        self.screen.activate(self.outlook.window(self.name)["title"])

    def control(self, name):
        return self.outlook.control(self.name, name)

    def there(self, name):
        tree = self.outlook.window(self.name)["tree"]
        return any(each["name"] == name and each.get("visible") for each in controls(tree))

    def value(self, name):
        return self.control(name)["value"]

    def focus(self, name):
        """Goes on with Tab until the control has the focus."""
        tab_to(self.outlook, self.screen, self.name, name)

    def search(self, name, text, line):
        """Types into a picker and waits until a line is among the results."""
        self.focus(name)
        self.screen.type(text)
        wait_for(lambda: self.results(name) and line in self.results(name), line, PATIENCE)

    def line_of(self, account):
        """How an account of the seed reads among the results."""
        return f"{account} - {'Partner' if 'Smith' in account else 'Customer'}"

    def results(self, name):
        return items(self.control(f"{name}.results"))

    def chosen(self, name):
        return items(self.control(f"{name}.chosen"))

    def type_subject(self, subject, start):
        self.outlook.inspector_set(
            self.name,
            Subject=subject,
            Start=start.replace(tzinfo=None).isoformat(timespec="seconds"),
        )

    def save(self):
        return self.outlook.inspector_close(self.name)

    def close(self):
        if self.outlook.window(self.name):
            self.outlook.inspector_close(self.name, save=False)


def items(control):
    return control["value"]["choices"] if control["visible"] else []


def linked(world, subject, relation):
    """The names of what an activity is linked to in the CRM."""
    key = world.crm_activities()[subject]["id"]
    data = world.anna.call("GET", f"activities/{key}/{relation}").json()["data"]
    return {
        " ".join(
            filter(None, (each["attributes"].get(k) for k in ("name", "first_name", "last_name")))
        )
        for each in data
    }


def test_a_new_appointment_is_typed_linked_saved_and_arrives_in_the_crm(world, window):
    window.type_subject("Saw mill visit", day(2))
    window.open_pane()
    window.focus("type")
    window.screen.keys("Down", "Down", "Down")
    wait_for(lambda: window.ribbon("CrmType")["selected"] == "Call", "Call in the ribbon", PATIENCE)
    window.search("accounts", "timber", "Nordic Timber Oy - Customer")
    window.screen.keys("Return")
    wait_for(lambda: window.chosen("accounts") == ["Nordic Timber Oy"], "the company", PATIENCE)
    window.focus("contacts")
    aino = "Aino Virtanen - contact0@example.com"
    wait_for(lambda: f"{aino} (suggested)" in window.results("contacts"), "its people", PATIENCE)
    window.search("contacts", "aino", aino)
    window.screen.keys("Down", "Return")
    wait_for(lambda: window.chosen("contacts") == ["Aino Virtanen"], "the contact", PATIENCE)
    entry_id = window.save()
    world.wait_for_crm("Saw mill visit")
    wait_for(
        lambda: (
            linked(world, "Saw mill visit", "accounts") == {"Nordic Timber Oy"}
            and linked(world, "Saw mill visit", "contacts") == {"Aino Virtanen"}
        ),
        "its relations in the CRM",
        PATIENCE,
    )
    assert world.crm_activities()["Saw mill visit"]["activity_type"] == "Call"
    again = Window(world, entry_id)
    again.open_pane()
    wait_for(lambda: again.chosen("accounts") == ["Nordic Timber Oy"], "its company", PATIENCE)
    assert again.ribbon("CrmType")["selected"] == "Call"
    assert again.ribbon("CrmOpen")["enabled"]
    again.close()


def test_a_type_chosen_in_the_ribbon_shows_in_the_pane_and_the_item_counts_as_changed(window):
    window.open_pane()
    item = macro.application(window.outlook).ActiveInspector().CurrentItem
    window.outlook.choose("CrmType", "Visit", window.name)
    wait_for(lambda: window.value("type")["chosen"] == "Visit", "the type in the pane", PATIENCE)
    assert not item.Saved


def test_what_is_not_saved_is_not_kept(world, window):
    entry_id = world.make_in_outlook("Left alone", day(3))
    world.wait_for_crm("Left alone")
    other = Window(world, entry_id)
    world.outlook.choose("CrmType", "Visit", other.name)
    wait_for(lambda: other.ribbon("CrmType")["selected"] == "Visit", "the choice", PATIENCE)
    other.close()
    world.synchronise()
    world.wait_for_words("In step")
    again = Window(world, entry_id)
    assert again.ribbon("CrmType")["selected"] != "Visit"
    again.close()


def test_a_chosen_one_is_removed_by_delete_and_a_project_takes_the_others_place(window):
    window.open_pane()
    for text, line in (("saw", "Sawmill renewal"), ("intra", "Intranet")):
        window.search("projects", text, line)
        window.screen.keys("Down", "Return")
        wait_for(lambda line=line: window.chosen("projects") == [line], line, PATIENCE)
    window.focus("projects.chosen")
    window.screen.keys("Delete")
    wait_for(lambda: window.chosen("projects") == [], "none", PATIENCE)


def test_escape_leaves_the_results_and_the_pane_closes_by_its_cross(window):
    window.open_pane()
    window.search("accounts", "rhein", "Rhein Logistik GmbH - Prospect")
    window.screen.keys("Escape")
    wait_for(lambda: window.results("accounts") == [], "no results", PATIENCE)
    assert window.value("accounts") == ""
    assert window.ribbon("CrmRelations")["pressed"]
    window.outlook.window_click(window.name, "ClosePane")
    wait_for(lambda: not window.ribbon("CrmRelations")["pressed"], "the button", PATIENCE)


def test_two_windows_have_two_panes_and_two_choices(world, window):
    other = Window(world)
    for each, account, word in (
        (window, "Nordic Timber Oy", "timber"),
        (other, "Smith & Daughters Ltd", "smith"),
    ):
        each.type_subject(account, day(5))
        each.open_pane()
        each.search("accounts", word, each.line_of(account))
        each.screen.keys("Return")
        wait_for(lambda each=each: each.chosen("accounts"), "the choice", PATIENCE)
    assert window.chosen("accounts") == ["Nordic Timber Oy"]
    assert other.chosen("accounts") == ["Smith & Daughters Ltd"]
    other.close()
    window.close()
    assert world.outlook.faults() == []


def test_out_of_reach_the_pane_says_so_and_the_choice_is_kept(world, window):
    window.open_pane()
    window.search("accounts", "timber", "Nordic Timber Oy - Customer")
    window.screen.keys("Return")
    world.crm.order(Rule("status", path="/api/v1/projects", times=None))
    try:
        window.focus("projects")
        window.screen.type("saw")
        wait_for(
            lambda: "out of reach" in window.control("projects.note")["text"], "the words", PATIENCE
        )
    finally:
        world.crm.clear_faults()
    assert window.chosen("accounts") == ["Nordic Timber Oy"]


def test_an_occurrence_says_that_it_follows_its_series(world):
    calendar = macro.application(world.outlook).Session.GetDefaultFolder(9)
    series = calendar.Items.Add().with_(Subject="Weekly", Start=day(1).replace(tzinfo=None))
    pattern = series.GetRecurrencePattern()
    pattern.with_(RecurrenceType=0, Occurrences=5)
    series.Save()
    occurrence = pattern.GetOccurrence(day(2).replace(tzinfo=None))
    occurrence.Display()
    name = wait_for(
        lambda: next((w["name"] for w in world.outlook.windows() if "Weekly" in w["title"]), None),
        "its window",
        PATIENCE,
    )
    wait_for(
        lambda: "follows its series" in world.outlook.ribbon_control("CrmType", name)["supertip"],
        "the words",
        PATIENCE,
    )
    assert not world.outlook.ribbon_control("CrmType", name)["enabled"]
    world.outlook.inspector_close(name, save=False)


def test_open_in_crm_shows_the_activitys_page_in_the_browser(world, browser):
    entry_id = world.make_in_outlook("To be opened", day(6))
    world.wait_for_crm("To be opened")
    window = Window(world, entry_id)
    wait_for(lambda: window.ribbon("CrmOpen")["enabled"], "the link", PATIENCE)
    world.outlook.click("CrmOpen", window.name)
    key = world.crm_activities()["To be opened"]["id"]
    wait_for(lambda: browser() == [f"{world.crm.address}/activities/{key}"], "its page", PATIENCE)
    window.close()


def test_outlook_closes_quickly_with_a_pane_open(screen, tmp_path):
    with World(tmp_path, screen) as world:
        world.set_up()
        world.wait_for_words("In step")
        window = Window(world)
        window.open_pane()
        window.focus("accounts")
        assert world.outlook.faults() == []
        world.outlook.quit()
        assert world.outlook.seconds < 10
