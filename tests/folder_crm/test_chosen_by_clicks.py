"""Two connectors on one PC: the user chooses the second one in Preferences, in the real windows."""

import json
import shutil

import pytest
from tests.e2e.world import PATIENCE, SHIM, World
from tests.folder_crm.plugged_in import plug_in, user_calls
from tests.simulator.client import Screen, controls, wait_for

pytestmark = pytest.mark.shim


class TwoKinds(World):
    """CRM-service and the folder, whose connector lies beside the installation."""

    def start_outlook(self, environment=None):
        shutil.copytree(SHIM, self.folder / "shim")
        home = self.folder / "shim" / "python-home.json"
        told = json.loads(home.read_text(encoding="utf-8"))
        told["site"].append(str(plug_in(self.folder)))
        home.write_text(json.dumps(told), encoding="utf-8")
        super().start_outlook(environment)

    def shown(self, window):
        tree = self.outlook.window(window)["tree"]
        return {each["name"] for each in controls(tree) if each["visible"]}

    def choose(self, kind):
        self.outlook.window_set("pairing", "connector", kind)
        asks = {"Folder": False, "CRM-service": True}[kind]
        wait_for(lambda: ("api_key" in self.shown("pairing")) is asks, kind, PATIENCE)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with Screen() as screen, TwoKinds(tmp_path_factory.mktemp("world"), screen) as world:
        (world.folder / "meetings" / "anna").mkdir(parents=True)
        yield world
        assert world.outlook.faults() == []


def test_the_kind_of_crm_is_chosen_and_asks_for_its_own(world):
    meetings = world.folder / "meetings"
    user_calls(meetings)
    world.open_preferences()
    assert {"connector", "api_key", "password"} <= world.shown("pairing")
    world.outlook.window_set("pairing", "api_key", "typed for another")
    world.choose("Folder")
    assert not {"api_key", "password"} & world.shown("pairing")
    world.outlook.window_set("pairing", "address", str(meetings))
    world.outlook.window_set("pairing", "user", "anna")
    world.outlook.window_click("pairing", "save")
    world.outlook.wait_for_window("details", PATIENCE)
    world.outlook.window_click("details", "save")
    world.outlook.wait_until_closed("details", PATIENCE)
    world.let_first_run_go()
    world.wait_for_outlook("Call")


def test_it_is_kept_and_cannot_be_changed_without_unpairing(world):
    world.open_preferences()
    kind = world.outlook.control("pairing", "connector")
    assert (kind["value"]["chosen"], kind["enabled"]) == ("Folder", False)
    assert "api_key" not in world.shown("pairing")
    world.outlook.window_close("pairing")
