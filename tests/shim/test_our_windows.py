"""The windows that Python describes, drawn by the shim: whole, and on the smallest screen."""

import json

import pytest
from tests.shim import driver
from tests.shim.driver import Driver
from tests.simulator.client import Screen, controls, wait_for
from tests.unit.ui.all_windows import all_windows

from outlook_crm.ui.catalog import LANGUAGES, Catalog

pytestmark = pytest.mark.shim

SMALLEST = (1366, 728)  # a cheap notebook, without the task bar
# Every window in the languages with the longest words and the most accents, the largest in all.
DRAWN = [
    pytest.param(window, id=f"{language}-{number}-{window.name}")
    for language in LANGUAGES
    for number, window in enumerate(all_windows(Catalog(language).text))
    if window.name == "details" or language in {"de", "fi"}
]


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    driver.build()
    with Screen() as screen, Driver(tmp_path_factory.mktemp("host"), screen.display) as host:
        host.start()
        yield host


@pytest.fixture
def opened(host):
    """Opens a window and gives its form as it is drawn; closes it afterwards."""
    names = []

    def open_(window):
        names.append(window.name)
        host.python(f"shell.OpenWindow({json.dumps(window.record())!r})")
        return wait_for(lambda: host.ask("windows"), window.name)[0]

    yield open_
    for name in names:
        host.ask("close", window=name)
        host.command("window.closed")


@pytest.mark.parametrize("window", DRAWN)
def test_a_window_is_whole_and_fits_the_smallest_screen(opened, window):
    form = opened(window)
    _, _, width, height = form["place"]
    assert width <= SMALLEST[0]
    assert height <= SMALLEST[1]
    drawn = set()
    for parent in controls(form):
        drawn.add(parent["name"])
        for child in filter(lambda each: each["visible"], parent["children"]):
            left, top, wide, high = child["place"]
            assert left >= 0, child["name"]
            assert left + wide <= parent["place"][2], child["name"]
            assert top + high <= parent["place"][3], child["name"]
            if child["type"] in ("Button", "CheckBox"):
                assert child["room"] <= wide + 1, child["text"]
    assert drawn.issuperset([*window.fields, *(button.name for button in window.buttons)])
