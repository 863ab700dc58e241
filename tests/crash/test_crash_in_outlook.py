"""Outlook itself is killed in the middle of a step: the real shim, real Python inside it."""

import contextlib
import json
import shutil

import pytest
from tests.e2e.world import PATIENCE, ROOT, SHIM, World, day
from tests.simulator.client import OutlookError, Screen, wait_for

pytestmark = pytest.mark.shim


class CrashingWorld(World):
    """A world whose Outlook dies right after the first write of a kind."""

    @property
    def order(self):
        return self.folder / "crash-at"

    def start_outlook(self, environment=None):
        addin = self.folder / "shim"
        if not addin.exists():
            shutil.copytree(SHIM, addin)
            place = addin / "python-home.json"
            settings = json.loads(place.read_text(encoding="utf-8"))
            settings["module"] = "tests.crash.inside"
            settings["site"].append(str(ROOT))
            place.write_text(json.dumps(settings), encoding="utf-8")
        super().start_outlook({"CRASH_AT": str(self.order), **(environment or {})})

    def crash_at(self, kind, act):
        """Something happens, Outlook dies of it, and is started again."""
        self.order.write_text(kind)
        with contextlib.suppress(OutlookError):  # it may be dead before it is asked
            act()
        wait_for(lambda: not self.outlook.alive, f"the crash at {kind}", PATIENCE)
        self.outlook.kill()
        self.start_outlook()


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with Screen() as screen, CrashingWorld(tmp_path_factory.mktemp("world"), screen) as world:
        world.set_up()
        world.wait_for_words("In step")
        yield world


def subjects(world):
    """What both calendars show, doubles included."""
    outlook = sorted(each["Subject"] for each in world.outlook.appointments())
    crm = sorted(each["subject"] for each in world.crm.activities())
    return outlook, crm


def settled(world, *wanted):
    """Wait until both show just these, and look again after one more sync."""
    both = (sorted(wanted), sorted(wanted))
    wait_for(lambda: subjects(world) == both, f"{wanted} on both sides", 2 * PATIENCE)
    world.synchronise()
    world.wait_for_words("In step")
    assert subjects(world) == both


def test_after_creating_in_the_crm_and_in_outlook(world):
    world.crash_at("crm.create", lambda: world.make_in_outlook("Ours", day(1)))
    settled(world, "Ours")

    def make():
        world.make_in_crm("Theirs", day(2))
        world.synchronise()

    world.crash_at("outlook.create", make)
    settled(world, "Ours", "Theirs")


def test_after_changing_the_crm_and_outlook(world):
    ours = world.outlook_appointments()["Ours"]["EntryID"]
    world.crash_at("crm.update", lambda: world.outlook.update(ours, Subject="Ours, changed"))
    settled(world, "Ours, changed", "Theirs")

    def change():
        world.anna.change("activities", world.crm_activities()["Theirs"]["id"], subject="Theirs 2")
        world.synchronise()

    world.crash_at("outlook.update", change)
    settled(world, "Ours, changed", "Theirs 2")


def test_after_deleting_in_the_crm_and_in_outlook(world):
    ours = world.outlook_appointments()["Ours, changed"]["EntryID"]
    world.crash_at("crm.delete", lambda: world.outlook.delete(ours))
    settled(world, "Theirs 2")

    def drop():
        world.make_in_crm("Control", day(3))  # an empty calendar proves no deletion
        world.anna.delete("activities", world.crm_activities()["Theirs 2"]["id"])
        world.synchronise()

    world.crash_at("outlook.delete", drop)
    settled(world, "Control")
