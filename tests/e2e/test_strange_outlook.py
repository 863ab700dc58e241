"""An Outlook with all its bad habits at once, end to end; afterwards both calendars agree."""

import random
import time
from collections import Counter
from contextlib import suppress

import pytest
from tests.e2e.world import PATIENCE, World, day
from tests.simulator.client import OutlookError, Screen, wait_for

pytestmark = pytest.mark.shim

BAD = {
    "late_modification": 1500,
    "double_events": True,
    "echo_events": 700,
    "call_rejected": 7,
    "pump_messages": True,
    "busy": 60,
    "short_term_ids": True,
}
GOOD = {name: type(value)() for name, value in BAD.items()}
MEETINGS = 24
DEEDS = 60
FEW = 4
"""More deletions than that would wait for the user."""


@pytest.fixture(scope="module")
def screen():
    with Screen() as screen:
        yield screen


@pytest.fixture
def world(screen, tmp_path):
    with World(tmp_path, screen) as world:
        yield world
        assert world.outlook.faults() == []


class Book:
    """What the user means: the places by subject, and what was deleted."""

    def __init__(self, world, seed):
        self._world = world
        self._chance = random.Random(seed)
        self._number = 0
        self._deaf = False
        self.places = {}
        self.gone = set()

    def make(self, where):
        number, self._number = self._number, self._number + 1
        subject, place = f"Meeting {number}", f"Room {number}"
        when = day(1 + number % 40, 8 + number % 9)
        if where == "Outlook":
            self._world.make_in_outlook(subject, when, Location=place)
        else:
            self._world.make_in_crm(subject, when, location=place)
        self.places[subject] = {place}

    def do_something(self):
        """One of the deeds of two users and of a bad day."""
        deeds = [self._edit] * 5 + [self._new] * 2 + [self._delete, self._deafen, self._hide]
        with suppress(OutlookError):  # turned away: the user tries something else
            self._chance.choice(deeds)()

    def _edit(self):
        subject = self._known()
        place = f"Place {self._chance.random()}"
        self.places[subject].add(place)
        if self._chance.random() < 0.5:
            self._world.outlook.update(self._in_outlook()[subject], Location=place)
        else:
            self._world.anna.change("activities", self._in_crm()[subject], location=place)

    def _new(self):
        self.make(self._chance.choice(("Outlook", "the CRM")))

    def _delete(self):
        if len(self.gone) == FEW:
            return
        subject = self._known()
        self.gone.add(subject)
        if self._chance.random() < 0.5:
            self._world.outlook.delete(self._in_outlook()[subject])
        else:
            self._world.anna.delete("activities", self._in_crm()[subject])

    def _deafen(self):
        self._deaf = not self._deaf
        self._world.outlook.set_habits(lose_events=self._deaf)

    def _hide(self):
        every = sorted(self._in_outlook().values())
        self._world.outlook.set_habits(unreadable=self._chance.sample(every, 3))

    def _known(self):
        both = self._in_outlook().keys() & self._in_crm().keys() & self.places.keys() - self.gone
        return self._chance.choice(sorted(both))

    def _in_outlook(self):
        return {each["Subject"]: each["EntryID"] for each in self._world.outlook.appointments()}

    def _in_crm(self):
        return {each["subject"]: each["id"] for each in self._world.crm.activities()}


@pytest.mark.parametrize("seed", [1])
def test_whatever_outlook_does_both_calendars_agree_in_the_end(world, seed):
    book = Book(world, seed)
    for number in range(MEETINGS):
        book.make("Outlook" if number % 3 else "the CRM")
    world.set_up()
    world.wait_for_words("In step")
    world.outlook.set_habits(**BAD)
    for _ in range(DEEDS):
        book.do_something()
        time.sleep(0.05)
    world.outlook.set_habits(**GOOD, lose_events=False, unreadable=[])
    wait_for(lambda: settled(world), "both calendars the same", 6 * PATIENCE)
    rows = Counter((each["subject"], each["location"]) for each in world.crm.activities())
    subjects = Counter(subject for subject, _ in rows.elements())
    assert max(subjects.values()) == 1
    assert book.places.keys() - book.gone <= subjects.keys() <= book.places.keys()
    assert [row for row in rows if row[1] not in book.places[row[0]]] == []


def settled(world):
    """Whether both show the same; else once more."""
    if in_outlook(world) == in_crm(world) and world.words() == "In step":
        return True
    with suppress(OutlookError):
        world.outlook.click("CrmSynchronise")
    time.sleep(1)
    return False


def in_outlook(world):
    return sorted((each["Subject"], each["Location"]) for each in world.outlook.appointments())


def in_crm(world):
    return sorted((each["subject"], each["location"]) for each in world.crm.activities())


def test_a_migrated_mailbox_is_found_again_at_the_next_start(world):
    for number in range(4):
        world.make_in_outlook(f"Meeting {number}", day(1 + number), Location="Here")
    world.make_in_crm("Call", day(2), location="There")
    world.set_up()
    wait_for(lambda: len(in_crm(world)) == len(in_outlook(world)) == 5, "both", PATIENCE)
    world.wait_for_words("In step")
    world.outlook.migrate()
    world.outlook.quit()
    world.start_outlook()
    world.wait_for_words("In step")
    (changed, *_) = world.outlook.appointments()
    world.outlook.update(changed["EntryID"], Location="Elsewhere")
    wait_for(lambda: "Elsewhere" in str(in_crm(world)), "the change in the CRM", PATIENCE)
    world.synchronise()
    world.wait_for_words("In step")
    assert in_crm(world) == in_outlook(world)
    assert len(in_crm(world)) == 5


def test_a_pc_that_travels_shifts_no_day_and_no_hour(world):
    restart(world, "Europe/Berlin")
    world.make_in_outlook("Timed", day(1))
    first, end = (f"{day(number):%Y-%m-%d}T00:00:00" for number in (2, 3))
    world.outlook.create(Subject="Fair", AllDayEvent=True, Start=first, End=end)
    days = {"start_date": f"{first}Z", "end_date": f"{end}Z", "all_day": True}
    world.anna.create("activities", subject="Holiday", activity_type="Meeting", **days)
    world.set_up()
    wait_for(lambda: len(in_crm(world)) == len(in_outlook(world)) == 3, "all", PATIENCE)
    before = times(world)
    for zone in ("America/New_York", "Asia/Tokyo"):
        restart(world, zone)
        world.wait_for_words("In step")
        for each in world.outlook.appointments():
            world.outlook.update(each["EntryID"], Location=zone)
        wait_for(lambda zone=zone: str(in_crm(world)).count(zone) == 3, f"{zone} there", PATIENCE)
        assert times(world) == before


def restart(world, zone):
    world.outlook.quit()
    world.start_outlook({"TZ": zone})


def times(world):
    """When each is, as the CRM has it."""
    return {
        each["subject"]: (each["start_date"], each["end_date"], each["all_day"])
        for each in world.crm.activities()
    }
