"""A process that holds the real state, engine and connector is killed; the next one goes on.

Sixty of all places, spread evenly over a sync of two hundred appointments, on a CRM
with and on one without a field for the key.  ``make bench`` takes every place.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from tests.crash.world import CrashWorld, Ending

KILLS = 30  # on each of the two
TWICE = 3

# The first test waits for all of them: a hundred processes, on a slow machine too.
pytestmark = pytest.mark.timeout(1800)

on_both = pytest.mark.parametrize("keeps_key", [True, False], ids=["key", "no key"])


@dataclass
class Story:
    """What one world's kills came to."""

    places: list[str]
    counts: dict[str, int]
    once: list[Ending] = field(default_factory=list)
    twice: list[Ending] = field(default_factory=list)
    between: list[Ending] = field(default_factory=list)


def tell(folder, keeps_key):
    with CrashWorld(folder, keeps_key=keeps_key) as world:
        story = Story(world.places, world.counts)
        for number in range(KILLS):
            place = (2 * number + 1) * len(story.places) // (2 * KILLS)
            story.once.append(world.kill_at(place))
        for number in range(TWICE):
            place = (2 * number + 1) * len(story.places) // (2 * TWICE)
            story.twice.append(world.kill_at(place, again_at=number))
        story.between += [world.kill_at(place) for place in within_a_create(story.places)]
        return story


def within_a_create(places):
    """The places between a new record and the last of its links."""
    linking = [number for number, place in enumerate(places) if "relationships" in place]
    made = [number for number in range(linking[0]) if places[number].startswith("after POST")]
    end = next(number for number in linking if number + 1 not in linking)
    return range(made[-1], end + 1)


@pytest.fixture(scope="module")
def stories(tmp_path_factory):
    """Both worlds at the same time: while one's CRM works, the other's PC does."""
    with ThreadPoolExecutor(2) as lanes:
        told = {
            keeps_key: lanes.submit(tell, tmp_path_factory.mktemp("crash"), keeps_key)
            for keeps_key in (True, False)
        }
        return {keeps_key: each.result() for keeps_key, each in told.items()}


@on_both
@pytest.mark.parametrize("number", range(KILLS))
def test_a_killed_sync_loses_nothing_and_doubles_nothing(stories, keeps_key, number):
    ending = stories[keeps_key].once[number]
    assert ending.killed
    assert not ending.faults


@on_both
@pytest.mark.parametrize("number", range(TWICE))
def test_neither_does_one_that_is_killed_while_it_recovers(stories, keeps_key, number):
    ending = stories[keeps_key].twice[number]
    assert ending.killed
    assert not ending.faults


@on_both
def test_links_survive_a_kill_between_a_new_record_and_them(stories, keeps_key):
    between = stories[keeps_key].between
    assert len(between) >= 4
    assert [ending.faults for ending in between if ending.faults] == []


@on_both
def test_every_kind_of_step_was_among_them(stories, keeps_key):
    kinds = {
        f"{side}.{kind}"
        for side in ("outlook", "crm")
        for kind in ("create", "update", "delete", "stamp")
    }
    missing = set() if keeps_key else {"crm.stamp"}  # nothing to mark
    assert stories[keeps_key].counts.keys() == kinds - missing


@on_both
def test_every_commit_and_every_write_is_a_place(stories, keeps_key):
    """Of each step: its intent, its write on its side, its outcome; before and after."""
    story = stories[keeps_key]
    steps = sum(story.counts.values())
    reached = Counter(place.split("/")[0].split(" ", 1)[1] for place in story.places)
    assert reached["a commit"] >= 2 * 2 * steps
    of_outlook = sum(n for kind, n in story.counts.items() if kind.startswith("outlook"))
    assert reached["Outlook's write"] == 2 * of_outlook
    of_crm = sum(reached[f"{method} "] for method in ("POST", "PATCH", "DELETE"))
    assert of_crm >= 2 * (steps - of_outlook)
