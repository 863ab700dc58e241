"""Two calendars in two stores, each with a CRM of its own, in one Outlook."""

import json

import pytest
from tests.crm_server.process import OUTLOOK_KEY, PASSWORD, CrmServer
from tests.e2e.world import PATIENCE, World, day
from tests.simulator import macro
from tests.simulator.client import Screen, wait_for

pytestmark = pytest.mark.shim

ARCHIVE = "Old appointments"
IN_THE_ARCHIVE = "\\\\Archive\\Old appointments (data file)"


class TwoCrms(World):
    """The archive's calendar is paired with a second CRM, where the user is another one."""

    def __init__(self, folder, screen):
        super().__init__(folder, screen)
        self.second = CrmServer(folder / "second.sqlite3")

    def __enter__(self):
        self.second.__enter__()
        return super().__enter__()

    def __exit__(self, *error):
        super().__exit__(*error)
        self.second.__exit__()

    def pair_the_archive(self):
        self.pair_another(IN_THE_ARCHIVE)

    def pair_another(self, calendar):
        """A calendar, as Preferences call it, with the second CRM."""
        self.open_preferences()
        self.outlook.window_click("pairing", "another")
        self.outlook.wait_for_window("another pairing", PATIENCE)
        typed = {
            "api_key": OUTLOOK_KEY,
            "address": self.second.address,
            "user": "bengt",
            "password": PASSWORD,
            "remember": True,
            "calendar": calendar,
        }
        for field, value in typed.items():
            self.outlook.window_set("another pairing", field, value)
        self.outlook.window_click("another pairing", "save")
        self.outlook.wait_for_window("details", PATIENCE)
        self.outlook.window_click("details", "save")
        self.outlook.wait_until_closed("details", PATIENCE)
        self.let_first_run_go()
        wait_for(lambda: self.states() == ["in step", "in step"], "both in step", PATIENCE)

    def remove_the_archives_pairing(self):
        """By force: its CRM does not answer."""
        self.open_preferences()
        self.outlook.window_set("pairing", "pairing", f"anna@example.com, {ARCHIVE}")
        wait_for(lambda: self.calendar_shown() == IN_THE_ARCHIVE, "the archive's", PATIENCE)
        self.outlook.window_click("pairing", "unpair")
        self.outlook.wait_for_window("unpair", PATIENCE)
        self.outlook.window_click("unpair", "unpair")
        self.outlook.wait_for_window("unpair-forced", PATIENCE)
        self.outlook.window_click("unpair-forced", "force")
        self.outlook.wait_until_closed("unpair-forced", PATIENCE)

    def calendar_shown(self):
        return self.outlook.control("pairing", "calendar")["value"]["chosen"]

    def states(self):
        path = next((self.folder / "pc").rglob("status.json"))
        told = json.loads(path.read_text(encoding="utf-8"))
        return [each["state"] for each in told["pairings"]]

    def subjects(self):
        """What is in both CRMs."""
        crms = (self.crm, self.second)
        return tuple({each["subject"] for each in crm.activities()} for crm in crms)

    def wait_for_both(self, first, second):
        def there():
            mine, others = self.subjects()
            return first <= mine and second <= others

        wait_for(there, f"{first} in one CRM, {second} in the other", PATIENCE)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with Screen() as screen, TwoCrms(tmp_path_factory.mktemp("world"), screen) as world:
        world.set_up()
        world.wait_for_words("In step")
        world.pair_the_archive()
        yield world
        assert world.outlook.faults() == []


def make_in_archive(world, subject, start):
    text = start.replace(tzinfo=None).isoformat(timespec="seconds")
    return world.outlook.create(ARCHIVE, Subject=subject, Start=text, Duration=60)


def test_a_new_appointment_goes_to_the_crm_of_its_calendar_alone(world):
    world.make_in_outlook("Visit Nordic Timber", day(1))
    make_in_archive(world, "Board of the club", day(1, 12))
    world.wait_for_both({"Visit Nordic Timber"}, {"Board of the club"})
    mine, others = world.subjects()
    assert "Board of the club" not in mine
    assert "Visit Nordic Timber" not in others


def test_what_the_second_crm_has_comes_into_its_calendar(world):
    start = day(2)
    world.second.person("bengt").create(
        "activities",
        subject="Call Bo",
        activity_type="Call",
        start_date=start.isoformat(),
        end_date=day(2, 10).isoformat(),
    )
    world.synchronise()
    there = lambda: {e["Subject"] for e in world.outlook.appointments(ARCHIVE)}  # noqa: E731
    wait_for(lambda: "Call Bo" in there(), "the call in the archive", PATIENCE)
    assert "Call Bo" not in world.outlook_appointments()


def accounts(server, login, subject):
    """The ids of the companies that an activity is linked to in a CRM."""
    (activity,) = (each["id"] for each in server.activities() if each["subject"] == subject)
    answer = server.person(login).call("GET", f"activities/{activity}/accounts")
    return [each["id"] for each in answer.json()["data"]]


def link(server, login, subject, which):
    """What the user does in the CRM; answers the id of its company of that number."""
    (activity,) = (each["id"] for each in server.activities() if each["subject"] == subject)
    user = server.person(login)
    company = user.call("GET", "accounts").json()["data"][which]["id"]
    user.link("activities", activity, "accounts", company)
    return company


def chosen(world, item):
    """What lies in the item as its companies, for whichever CRM."""
    named = world.outlook.appointment(item)["named"].items()
    return sorted(value for name, value in named if "accounts" in name)


def test_a_copy_in_the_other_calendar_takes_no_choices_along_and_loses_none(world):
    item = world.make_in_outlook("Tender", day(6))
    world.wait_for_crm("Tender")
    mine = link(world.crm, "anna", "Tender", 0)
    world.synchronise()
    wait_for(lambda: chosen(world, item) == [f'["{mine}"]'], "the company", PATIENCE)
    app = macro.application(world.outlook)
    archive = app.Session.Stores.Item("Archive").GetDefaultFolder(9)
    copy = app.Session.GetItemFromID(item).Copy().Move(archive).EntryID
    world.wait_for_both({"Tender"}, {"Tender"})
    world.synchronise()
    assert accounts(world.second, "bengt", "Tender") == []
    assert chosen(world, copy) == [f'["{mine}"]']
    theirs = link(world.second, "bengt", "Tender", 1)
    world.synchronise()
    both = sorted([f'["{mine}"]', f'["{theirs}"]'])
    wait_for(lambda: chosen(world, copy) == both, "one of each", PATIENCE)
    window = world.outlook.open_inspector(copy)
    wait_for(
        lambda: world.outlook.ribbon_control("CrmType", window)["enabled"], "the types", PATIENCE
    )
    world.outlook.choose("CrmType", "Visit", window)
    world.outlook.inspector_close(window)
    types = lambda crm: {e["activity_type"] for e in crm.activities() if e["subject"] == "Tender"}  # noqa: E731
    wait_for(lambda: types(world.second) == {"Visit"}, "the visit", PATIENCE)
    assert types(world.crm) == {"Meeting"}
    assert accounts(world.crm, "anna", "Tender") == [mine]


def test_while_one_crm_is_down_the_other_goes_on(world):
    world.second.stop()
    world.synchronise()
    world.wait_for_words("CRM out of reach")
    world.make_in_outlook("Budget", day(3))
    world.wait_for_crm("Budget")
    world.second.start()
    make_in_archive(world, "Annual meeting", day(4))
    world.synchronise()
    world.wait_for_both({"Budget"}, {"Annual meeting"})
    wait_for(lambda: world.states() == ["in step", "in step"], "both in step", PATIENCE)


def test_one_removed_by_force_and_made_again_doubles_nothing_and_disturbs_nobody(world):
    before = world.subjects()
    world.second.stop()
    world.remove_the_archives_pairing()
    wait_for(lambda: len(world.states()) == 1, "one pairing", PATIENCE)
    world.make_in_outlook("Lunch", day(5, 12))
    world.wait_for_crm("Lunch")
    world.second.start()
    world.pair_the_archive()
    assert world.subjects() == (before[0] | {"Lunch"}, before[1])
    assert len(world.second.activities()) == len(before[1])
    subjects = [each["Subject"] for each in world.outlook.appointments(ARCHIVE)]
    assert sorted(subjects) == sorted(before[1])
