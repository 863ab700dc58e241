"""The windows that Python describes, drawn by the shim: whole, reachable, not too large."""

import json
import re

import pytest
from tests.shim import driver
from tests.shim.driver import Driver
from tests.simulator.client import Screen, controls, wait_for
from tests.unit.ui.all_windows import (
    CALENDARS,
    FOLDER,
    FORM,
    IN_FOLDER,
    TWO_KINDS,
    all_windows,
)

from outlook_crm.domain.fields import FieldName
from outlook_crm.ui import file_mail_window, pairing_window
from outlook_crm.ui.catalog import LANGUAGES, Catalog
from outlook_crm.ui.picker import Row

pytestmark = pytest.mark.shim

SMALLEST = (1366, 728)  # a cheap notebook, without the task bar
LONGEST = {"de", "fi"}  # the languages with the longest words
LARGEST = {"details", "report", "pairing", "help", "file_mail", "unpair-forced", "error_report"}
NEW = {"paired": False, "has_secrets": False}
POINTS = {100: 9.0, 150: 13.5, 200: 18.0}
INPUTS = {"TextBox", "ComboBox", "CheckBox", "NumericUpDown", "CheckedListBox", "ListView"}


def by_name(language):
    """One of each name: the fullest, which the list has last."""
    return {window.name: window for window in all_windows(Catalog(language).text)}.values()


def windows(languages, names=None):
    return [
        pytest.param(window, id=f"{language}-{number}-{window.name}")
        for language in languages
        for number, window in enumerate(by_name(language))
        if (names is None or window.name in names) and (language in LONGEST or names)
    ]


DRAWN = [*windows(sorted(LONGEST)), *windows(sorted(set(LANGUAGES) - LONGEST), {"details"})]


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    driver.build()
    with (
        Screen(2800, 1600) as screen,
        Driver(tmp_path_factory.mktemp("host"), screen.display) as host,
    ):
        host.start()
        host.screen = screen
        yield host


@pytest.fixture
def opened(host):
    """Opens a window; closes it afterwards."""
    names = []

    def open_(window):
        names.append(window.name)
        host.python(f"shell.OpenWindow({json.dumps(window.record())!r})")
        wait_for(lambda: host.ask("windows"), window.name)

    yield open_
    for name in names:
        host.ask("close", window=name)
        host.command("window.closed")
    wait_for(lambda: not host.ask("windows"), "it is gone")


def clipped(form):
    """What does not fit in what it stands in."""
    for parent in controls(form):
        for child in filter(lambda each: each["visible"], parent["children"]):
            left, top, wide, high = child["place"]
            inside = left >= 0 and left + wide <= parent["place"][2]
            if not inside or top + high > parent["place"][3]:
                yield child["name"] or child["text"] or child["type"]
            if child["type"] in ("Button", "CheckBox") and child["room"] > wide + 1:
                yield child["text"]


def whole(host):
    """The open form once everything in it fits; a window takes its size in several steps."""
    try:
        return wait_for(lambda: [f for f in host.ask("windows") if not [*clipped(f)]], "it", 10)[0]
    except TimeoutError:
        assert [*clipped(host.ask("windows")[0])] == []
        raise


def each_page(host, window):
    """The form with each of its pages in front, one after the other."""
    if not window.pages:
        yield whole(host)
    for number in range(len(window.pages)):
        host.ask("turn", window=window.name, control="pages", value=number)
        yield whole(host)


@pytest.mark.parametrize("window", DRAWN)
def test_a_window_is_whole_and_fits_the_smallest_screen(host, opened, window):
    opened(window)
    _, _, width, height = whole(host)["place"]
    assert width <= SMALLEST[0]
    assert height <= SMALLEST[1]
    shown = set()
    for page in each_page(host, window):
        shown |= {each["name"] for each in controls(page)}
    assert shown.issuperset([*window.fields, *(button.name for button in window.buttons)])


@pytest.fixture(params=[150, 200])
def larger_text(host, request):
    host.ask("font", points=POINTS[request.param])
    yield request.param
    host.ask("font", points=POINTS[100])


@pytest.mark.parametrize("window", windows(["de"], LARGEST))
def test_larger_text_clips_nothing(host, opened, larger_text, window):
    opened(window)
    assert all(each_page(host, window))


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    """A host on the smallest screen, with text twice as large."""
    driver.build()
    with (
        Screen(*SMALLEST) as screen,
        Driver(tmp_path_factory.mktemp("notebook"), screen.display) as host,
    ):
        host.start()
        host.screen = screen
        host.ask("font", points=POINTS[200])
        yield host


@pytest.mark.parametrize("window", windows(["de"], {"details", "report", "pairing"}))
def test_a_window_that_is_too_large_for_the_screen_scrolls_to_what_has_the_focus(notebook, window):
    notebook.python(f"shell.OpenWindow({json.dumps(window.record())!r})")
    wait_for(lambda: notebook.ask("windows"), window.name)
    notebook.screen.activate(f"^{re.match('[A-Za-z ]+', window.title)[0]}")
    notebook.screen.keys("shift+Tab")  # from the first field to the last button

    def in_sight():
        form = notebook.ask("windows")[0]
        top, _, name = focus(form) or [SMALLEST[1], 0, ""]
        return name == window.buttons[-1].name and 0 <= top < form["place"][3]

    wait_for(in_sight, "the last button")
    _, _, width, height = notebook.ask("windows")[0]["place"]
    assert width <= SMALLEST[0]
    assert height <= SMALLEST[1]
    notebook.ask("close", window=window.name)
    wait_for(lambda: not notebook.ask("windows"), "it is gone")


@pytest.mark.parametrize("window", windows(["fi"]))
def test_every_input_has_a_name_a_role_and_its_label_before_it(host, opened, window):
    opened(window)
    for page in each_page(host, window):
        for parent in controls(page):
            before = None
            for child in sorted(parent["children"], key=lambda each: each["tab"]):
                if child["name"] in window.fields and child["type"] in INPUTS:
                    label = window.fields[child["name"]].label.replace("&", "")
                    assert child["says"] == label
                    assert child["stops"], child["name"]
                    if child["type"] != "CheckBox":
                        assert before["type"] == "Label", child["name"]
                        assert before["text"].replace("&", "") == label
                if child["type"] == "ProgressBar" and child["name"] in window.fields:
                    assert child["role"] == "ProgressBar"
                before = child


@pytest.mark.parametrize("window", windows(["fi"]))
def test_whatever_takes_the_focus_tells_what_it_is(host, opened, window):
    opened(window)
    for page in each_page(host, window):
        for each in controls(page):
            if each["stops"] and each["type"] in {*INPUTS, "Button", "ListBox", "RowsBox"}:
                assert each["says"] or each["text"], each["name"]


def test_the_fields_of_all_sections_begin_on_one_line(host, opened):
    window = next(each for each in by_name("fr") if each.name == "pairing")
    opened(window)
    labels = {one.label for one in window.fields.values() if one.kind != "check"}
    every = controls(whole(host))
    assert len({each["place"][2] for each in every if each["text"] in labels}) == 1


@pytest.mark.parametrize("name", ["login", "file_mail", "mail_history", "report"])
def test_the_field_that_the_window_names_or_else_the_first_one_has_the_focus(host, opened, name):
    window = next(each for each in by_name("en") if each.name == name)
    first = next(n for n, one in window.fields.items() if one.kind not in ("note", "passage"))
    first = window.focus or first
    opened(window)
    host.screen.activate(f"^{window.title}")
    wait_for(lambda: (focus(host.ask("windows")[0]) or ["", "", ""])[2] == first, first)


def test_a_row_is_chosen_by_keys_alone(host, opened):
    window = next(each for each in by_name("en") if each.name == "report")
    opened(window)
    host.screen.activate(f"^{window.title}")
    host.screen.keys("alt+i", "space")
    assert host.command("window.change")["args"]["values"]["items"] == 0
    host.screen.keys("Down")
    assert host.command("window.change")["args"]["values"]["items"] == 1


@pytest.mark.parametrize("window", windows(["fi"], {"pairing", "login", "report", "message"}))
def test_tab_goes_from_top_to_bottom(host, opened, window):
    opened(window)
    host.screen.activate("^" + re.match("[A-Za-z ]+", window.title)[0])
    if not focus(host.ask("windows")[0]):
        host.screen.keys("Tab")  # Mono shows none before, beside Outlook's thread
    places = []
    for _ in range(len(window.fields) + len(window.buttons)):
        focused = wait_for(lambda: focus(host.ask("windows")[0]), "the focus")
        if places and focused == places[0]:
            break
        places.append(focused)
        host.screen.keys("Tab")
        wait_for(lambda before=focused: focus(host.ask("windows")[0]) != before, "the next")
    assert len(places) > 1
    begin = places.index(min(places))
    lines = [top for top, _, _ in places[begin:] + places[:begin]]
    assert lines == sorted(lines)


def focus(node, top=0, left=0, name=""):
    """Where the control with the focus stands in the window, and its name.

    What has the focus may be a part of a control, which has no name of its own.
    """
    if node["focused"]:
        return top, left, name
    for child in node["children"]:
        x, y = child["place"][:2]
        own = child["name"] and child["type"] not in ("TableLayoutPanel", "FlowLayoutPanel")
        place = (top + y, left + x, child["name"]) if own else (top + y, left + x, name)
        if found := focus(child, *place):
            return found
    return None


def test_an_error_turns_to_the_page_of_its_field(host, opened):
    window = next(each for each in by_name("en") if each.name == "details")
    opened(window)
    patch = {"window": "details", "errors": {"report_days": "Too many."}}
    host.python(f"shell.UpdateWindow({json.dumps(patch)!r})")

    def told():
        form = host.ask("windows")[0]
        return [each for each in controls(form) if each["text"] == "Too many." and each["visible"]]

    wait_for(told, "the message in front")


def test_fields_are_hidden_shown_and_named_anew(host, opened):
    text = Catalog("en").text
    opened(pairing_window.window(text, IN_FOLDER, CALENDARS, TWO_KINDS, **NEW))
    before = host.ask("windows")[0]["place"]
    shown = lambda: {e["name"] for e in controls(host.ask("windows")[0]) if e["visible"]}  # noqa: E731
    assert not {"api_key", "password"} & shown()
    patch = pairing_window.of_kind(text, "pairing", FORM, "").record()
    host.python(f"shell.UpdateWindow({json.dumps(patch)!r})")
    wait_for(lambda: {"api_key", "password"} <= shown(), "what CRM-service asks for")
    form = host.ask("windows")[0]
    assert not list(clipped(form))
    assert form["place"][3] > before[3]
    words = {each["text"] for each in controls(form) if each["visible"]}
    assert {"CRM &address", FORM.hints["address"]} <= words
    (address,) = (each for each in controls(form) if each["name"] == "address")
    assert address["says"] == "CRM address"
    patch = pairing_window.of_kind(text, "pairing", FOLDER, "").record()
    host.python(f"shell.UpdateWindow({json.dumps(patch)!r})")
    wait_for(lambda: not {"api_key", "password"} & shown(), "what the folder asks for")
    assert host.ask("windows")[0]["place"][3] == before[3]


def test_a_window_beside_outlooks_leaves_outlook_free(host):
    window = next(each for each in all_windows(Catalog("en").text) if each.name == "progress")
    host.python(f"shell.OpenWindow({json.dumps(window.record())!r})")
    wait_for(lambda: host.ask("windows"), "the window")
    assert host.ask("outlook_enabled")
    patch = {"window": "progress", "values": {"percent": 50, "item": "Lunch"}}
    host.python(f"shell.UpdateWindow({json.dumps(patch)!r})")

    def item():
        every = controls(host.ask("windows")[0])
        return next(each["text"] for each in every if each["name"] == "item")

    wait_for(lambda: item() == "Lunch", "the item")
    host.screen.activate("Synchronising")
    host.screen.keys("alt+s")
    submitted = host.command("window.submit")
    assert submitted["args"]["button"] == "stop"
    close = {"window": "progress", "close": True}
    host.python(f"shell.UpdateWindow({json.dumps(close)!r})")
    wait_for(lambda: not host.ask("windows"), "it closed")


def test_the_thread_of_such_windows_outlives_faults_and_keeps_no_process_alive(tmp_path):
    driver.build()
    with Screen() as screen, Driver(tmp_path, screen.display) as host:
        told = host.ask("window_thread")
        assert told == {"isOther": True, "isBackground": True, "goesOn": True}
        assert "told, and lived through" in host.ask("faults")[0]


def test_what_a_window_gives_to_copy_is_on_the_clipboard(host, opened):
    window = next(each for each in all_windows(Catalog("en").text) if each.name == "message")
    opened(window)
    host.screen.activate(window.title)
    host.screen.keys("alt+c")
    wait_for(lambda: host.ask("clipboard") == window.copy, "the clipboard")


def test_a_picker_in_a_window_searches_and_leaves_enter_to_the_windows_button(host, opened):
    text = Catalog("en").text
    opened(next(each for each in by_name("en") if each.name == "file_mail"))
    size = whole(host)["place"][2:]  # where it stands is the window manager's
    host.screen.activate("^File to CRM")
    host.screen.keys("alt+p")
    wait_for(lambda: (focus(host.ask("windows")[0]) or [""])[-1] == "projects", "the projects")
    host.screen.type("tim")
    while (asked := host.command("window.search")["args"])["text"] != "tim":
        pass
    assert asked["field"] == "projects"
    assert asked["values"]["accounts"] == ["1001"]
    rows = [Row("7", "Timber hall", "Running"), Row("8", "Timber yard")]
    found = file_mail_window.found(text, FieldName.PROJECTS, rows, number=asked["number"])
    host.python(f"shell.UpdateWindow({json.dumps(found.record())!r})")

    def shown(name):
        every = controls(host.ask("windows")[0])
        return next(each for each in every if each["name"] == name)["visible"]

    wait_for(lambda: shown("projects.results"), "the results")
    assert whole(host)["place"][2:] == size, "room was left for them"
    host.screen.keys("Return")
    wait_for(lambda: shown("projects.chosen"), "the choice")
    assert not shown("projects.results")
    host.screen.keys("Return")
    submitted = host.command("window.submit")["args"]
    assert submitted["button"] == "file"
    assert submitted["values"]["projects"] == ["7"]


# ---- the ribbon's pictures

NAMES = (
    *("crm", "crm-in-step", "crm-syncing", "crm-offline", "crm-attention", "crm-paused"),
    *("login", "logout", "sync", "progress", "pause", "attention", "preferences", "report"),
    *("help", "about", "relations", "open"),
)
SIZES = (16, 20, 24, 32, 40, 64)
THEMES = {"light": (255, 255, 255), "dark": (38, 38, 38)}


def luminance(colour):
    parts = [part / 255 for part in colour]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", NAMES)
def test_a_picture_can_be_seen_in_every_size_and_theme(host, name, theme):
    ground = THEMES[theme]
    for size in SIZES:
        flat = host.ask("picture", image=name, size=size)
        pixels = [flat[at : at + 4] for at in range(0, len(flat), 4)]
        assert len(pixels) == size * size
        laid = [
            [c * a / 255 + g * (1 - a / 255) for c, g in zip((r, gr, b), ground, strict=True)]
            for r, gr, b, a in pixels
        ]
        seen = sum(contrast(pixel, ground) >= 3 for pixel in laid)
        assert seen >= 0.05 * len(pixels), size
