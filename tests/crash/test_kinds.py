"""Tasks, contacts and mails: their process is killed, and the next one goes on.

Some of all places of each kind, spread evenly; OUTLOOK_CRM_KILLS=all takes every one.
"""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.crash.kinds_world import Contacts, Mails, Tasks

KILLS = 10  # of each kind
SCENES = (Tasks, Contacts, Mails)

of_each = pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)


def tell(scene, folder):
    with scene(folder) as world:
        every = len(world.places)
        kills = every if os.environ.get("OUTLOOK_CRM_KILLS") == "all" else min(KILLS, every)
        places = [(2 * number + 1) * every // (2 * kills) for number in range(kills)]
        endings = {world.places[place]: world.kill_at(place) for place in places}
        return world.places, world.counts, endings


@pytest.fixture(scope="module")
def stories(tmp_path_factory):
    """Two worlds at the same time: while one's CRM works, another's PC does."""
    with ThreadPoolExecutor(2) as lanes:
        told = {
            scene: lanes.submit(tell, scene, tmp_path_factory.mktemp("crash")) for scene in SCENES
        }
        return {scene: each.result() for scene, each in told.items()}


@of_each
def test_a_killed_life_loses_nothing_and_doubles_nothing(stories, scene):
    _, _, endings = stories[scene]
    assert all(ending.killed for ending in endings.values())
    assert {place: ending.faults for place, ending in endings.items() if ending.faults} == {}


@of_each
def test_both_sides_and_the_state_are_among_the_places(stories, scene):
    places, counts, _ = stories[scene]
    told = "\n".join(places)
    for word in ("before a commit", "after a commit", "Outlook's", "POST "):
        assert word in told
    assert {"outlook.create", "crm.create"} <= counts.keys()
