"""The shim's part of an appointment's window, in the simulated Outlook, without Python's rules."""

import json
import time
from datetime import datetime

import pytest
from tests.shim import remote
from tests.simulator import macro
from tests.simulator.client import Screen, controls, tab_to, wait_for

from outlook_crm.domain.fields import FieldName
from outlook_crm.ui import pane
from outlook_crm.ui.catalog import LANGUAGES, Catalog
from outlook_crm.ui.pane import Shown, Standing

pytestmark = pytest.mark.shim

CONTROLS = {
    "CrmType": {
        "label": "Type",
        "enabled": True,
        "cell": "@type",
        "choices": [{"value": "", "text": "(empty)"}, {"value": "Call", "text": "Samtal"}],
    },
    "CrmRelations": {"label": "Relations...", "enabled": True, "image": "relations"},
    "CrmOpen": {"label": "Open", "enabled": False},
}
PICKER = {
    "kind": "picker",
    "enabled": True,
    "hint": "",
    "choices": [],
    "most": 0,
    "chosen": "Chosen: Companies",
    "results": "Results: Companies",
    "busy": "Searching...",
    "remove": "Remove",
    "texts": {"7": "Seven"},
}
PANE = {
    "title": "CRM",
    "message": "",
    "fields": [
        {
            "cell": "@type",
            "kind": "choice",
            "label": "&Type",
            "enabled": True,
            "hint": "",
            "choices": CONTROLS["CrmType"]["choices"],
        },
        {"cell": "@accounts", "label": "&Companies", **PICKER},
        {"cell": "@projects", "label": "&Projects", **PICKER, "most": 1},
    ],
}


@pytest.fixture(scope="module")
def screen():
    with Screen() as screen:
        yield screen


@pytest.fixture(scope="module")
def world(screen, tmp_path_factory):
    outlook, gateway = remote.start(tmp_path_factory.mktemp("outlook"), screen.display)
    with outlook:
        yield outlook, gateway
        assert outlook.faults() == []
        gateway.close()


@pytest.fixture
def outlook(world):
    yield world[0]
    world[0].set_habits(call_rejected=0)


@pytest.fixture
def shim(world):
    return world[1]


class Window:
    """An appointment's window; by default a new one's, described."""

    def __init__(self, outlook, shim, screen, entry_id="", *, described=True):
        self.outlook, self.shim, self.screen = outlook, shim, screen
        self.name = outlook.open_inspector(entry_id)
        self.session = shim.command("inspector.opened")["session"]
        if described:
            self.describe()

    def inspect(self, crm="c1", pairing="p1"):
        asked = {"session": self.session, "pairing": pairing, "crm": crm}
        return json.loads(self.shim.Inspect(json.dumps(asked)))

    def describe(self, pane=PANE, crm="c1", **controls):
        """What Python does when a window opened."""
        self.inspect(crm)
        shown = {"controls": CONTROLS | controls, "pane": pane}
        record = {"session": self.session, "crm": crm, **shown}
        self.shim.tell("SetInspector", record)
        wait_for(lambda: self.ribbon("CrmRelations")["enabled"], "the description")

    def open_pane(self):
        self.outlook.click("CrmRelations", self.name)
        self.shim.command("pane.shown", session=self.session)
        self.screen.activate(self.outlook.window(self.name)["title"])

    def ribbon(self, control):
        return self.outlook.ribbon_control(control, self.name)

    def control(self, name):
        return self.outlook.control(self.name, name)

    def focus(self, name):
        tab_to(self.outlook, self.screen, self.name, name)

    def list(self, name):
        control = self.control(name)
        return control["value"]["choices"] if control["visible"] else []

    def found(self, cell, number, *names, note=""):
        """Python's answer to a search."""
        rows = [{"value": each, "text": f"T{each}", "line": f"L{each}"} for each in names]
        found = {"cell": cell, "number": number, "rows": rows, "note": note}
        self.shim.tell("UpdatePane", {"session": self.session, "found": found})

    def close(self, *, save=False):
        if self.outlook.window(self.name):
            return self.outlook.inspector_close(self.name, save=save)
        return ""


@pytest.fixture
def open_window(outlook, shim, screen):
    windows = []

    def open_(entry_id="", **options):
        windows.append(Window(outlook, shim, screen, entry_id, **options))
        return windows[-1]

    yield open_
    for window in windows:
        window.close()


@pytest.fixture
def window(open_window):
    return open_window()


def item_of(window):
    return macro.application(window.outlook).ActiveInspector().CurrentItem


def test_a_window_has_its_key_before_its_item_has_an_id(window, outlook):
    facts = window.inspect()
    calendar = next(each for each in outlook.folders() if each["name"] == "Calendar")
    assert (facts["session"], facts["class"], facts["id"], facts["gid"]) == (
        window.session,
        26,
        "",
        "",
    )
    assert facts["folder"] == calendar["id"]
    assert facts["cells"]["@type"] == {"state": "absent"}


def test_what_was_typed_and_not_saved_is_told(window, outlook):
    outlook.inspector_set(window.name, Subject="Half typed")
    item_of(window).Recipients.Add("bo@example.org").Resolve()
    facts = window.inspect()
    assert facts["subject"] == "Half typed"
    assert facts["attendees"] == ["bo@example.org"]


def test_an_occurrence_is_told_with_its_calendar(outlook, shim, window):
    calendar = macro.application(outlook).Session.GetDefaultFolder(9)
    series = calendar.Items.Add().with_(
        Subject="Daily", Start=datetime.fromisoformat("2026-03-02T09:00")
    )
    pattern = series.GetRecurrencePattern()
    pattern.with_(RecurrenceType=0, Occurrences=3)
    series.Save()
    pattern.GetOccurrence(datetime.fromisoformat("2026-03-03T09:00")).Display()
    session = shim.command("inspector.opened")["session"]
    facts = json.loads(shim.Inspect(json.dumps({"session": session, "pairing": "p1"})))
    assert (facts["recurrence"], facts["folder"]) == (2, window.inspect()["folder"])


def test_a_mail_that_is_written_tells_among_whose_drafts_it_lies(outlook, shim):
    outlook.open_inspector(folder="Drafts")
    session = shim.command("inspector.opened")["session"]
    facts = json.loads(shim.Inspect(json.dumps({"session": session, "pairing": ""})))
    drafts = macro.application(outlook).Session.GetDefaultFolder(16)
    assert (facts["class"], facts["store"], facts["folder"]) == (43, drafts.StoreID, drafts.EntryID)


def test_a_closed_window_is_told_and_missing_from_then_on(window, shim):
    window.close()
    shim.command("inspector.closed", session=window.session)
    assert window.inspect()["error"]["kind"] == "missing"


def test_outlook_may_turn_calls_away(window, outlook):
    outlook.set_habits(call_rejected=3)
    assert window.inspect()["class"] == 26


def test_until_python_describes_it_a_window_offers_nothing(open_window):
    bare = open_window(described=False)
    assert not bare.ribbon("CrmType")["enabled"]
    assert bare.ribbon("CrmType")["items"] == []


def test_each_window_shows_what_it_was_told(window, open_window):
    other = open_window()
    other.describe(CrmOpen={"label": "Öppna", "enabled": True})
    wait_for(lambda: other.ribbon("CrmOpen")["enabled"], "the other window's button")
    assert other.ribbon("CrmOpen")["label"] == "Öppna"
    assert not window.ribbon("CrmOpen")["enabled"]


def test_a_choice_is_on_the_item_at_once_and_python_is_told(window, outlook, shim):
    outlook.choose("CrmType", "Samtal", window.name)
    told = shim.command("pane.changed")
    assert told == {"session": window.session, "cell": "@type", "value": "Call"}
    assert window.inspect()["cells"]["@type"] == {"state": "value", "text": "Call"}
    assert window.ribbon("CrmType")["selected"] == "Samtal"
    assert not item_of(window).Saved


def test_the_choice_is_saved_with_the_item_and_shown_when_it_is_opened_again(
    window, outlook, shim, open_window
):
    outlook.choose("CrmType", "Samtal", window.name)
    shim.command("pane.changed")
    again = open_window(window.close(save=True))
    wait_for(lambda: again.ribbon("CrmType")["selected"] == "Samtal", "the saved choice")
    assert item_of(again).Saved


def test_a_choice_is_for_the_crm_whose_choices_are_shown(window, outlook, shim):
    outlook.choose("CrmType", "Samtal", window.name)
    shim.command("pane.changed")
    window.describe(crm="c2")  # its item was moved into another pairing's calendar
    assert window.ribbon("CrmType")["selected"] is None
    outlook.choose("CrmType", "(empty)", window.name)
    shim.command("pane.changed")
    chosen = [window.inspect(crm)["cells"]["@type"]["text"] for crm in ("c1", "c2")]
    assert chosen == ["Call", ""]


def test_without_a_pairing_nobodys_choices_are_told_and_those_shown_stay(window, outlook, shim):
    outlook.choose("CrmType", "Samtal", window.name)
    shim.command("pane.changed")
    assert window.inspect(pairing="")["cells"] == {}
    assert window.ribbon("CrmType")["selected"] == "Samtal"


def test_a_click_tells_which_window(window, shim, outlook):
    window.describe(CrmOpen={"label": "Open", "enabled": True})
    wait_for(lambda: window.ribbon("CrmOpen")["enabled"], "the button")
    outlook.click("CrmOpen", window.name)
    assert shim.command("inspector.click") == {"session": window.session, "control": "CrmOpen"}


def test_the_pane_is_made_when_it_is_asked_for_and_goes_with_its_window(window, outlook, shim):
    names = {each["name"] for each in controls(outlook.window(window.name)["tree"])}
    assert "ActivityPane" not in names
    window.open_pane()
    assert window.control("ActivityPane")["visible"]
    assert window.ribbon("CrmRelations")["pressed"]
    window.close()
    shim.command("inspector.closed", session=window.session)
    assert outlook.faults() == []


def test_every_control_of_the_pane_has_a_name_for_a_screen_reader(window):
    window.open_pane()
    says = {name: window.control(name)["accessible_name"] for name in ("type", "accounts")}
    assert says == {"type": "Type", "accounts": "Companies"}
    assert window.control("accounts.results")["accessible_name"] == "Results: Companies"
    assert window.control("accounts.chosen")["accessible_name"] == "Chosen: Companies"


def test_an_access_key_leads_into_its_field(window):
    window.open_pane()
    window.screen.keys("alt+c")
    wait_for(lambda: window.control("accounts")["focused"], "the companies")


def typed_fast(window, word):
    """Types as fast as people do; whether the machine was fast enough, too."""
    pauses = []
    began = time.monotonic()
    for end in range(1, len(word) + 1):
        window.outlook.window_set(window.name, "accounts", word[:end])
        pauses.append(time.monotonic() - began)
        began = time.monotonic()
        time.sleep(0.03)  # a fast typist's pause
    return max(pauses[1:]) < 0.2


def test_fast_typing_asks_once(window, shim):
    window.open_pane()
    window.focus("accounts")
    for word in ("timber", "lumber", "planks", "boards"):
        offered = shim.command("pane.search", text="")
        if typed_fast(window, word):
            break
        window.outlook.window_set(window.name, "accounts", "")
    asked = shim.command("pane.search", text=word)
    assert asked["number"] == offered["number"] + 1
    assert (asked["cell"], asked["session"]) == ("@accounts", window.session)
    assert window.control("accounts.note")["text"] == "Searching..."


def test_an_outdated_answer_is_dropped(window, shim):
    window.open_pane()
    window.focus("accounts")
    first = shim.command("pane.search")["number"]
    window.screen.type("a")
    second = shim.command("pane.search", text="a")["number"]
    window.found("@accounts", second, "1")
    wait_for(lambda: window.list("accounts.results") == ["L1"], "the newest answer")
    window.found("@accounts", first, "2")
    time.sleep(0.3)  # would it be shown, it would be now
    assert window.list("accounts.results") == ["L1"]


def searched(window, shim, picker, *names):
    """A picker with results."""
    window.focus(picker)
    number = shim.command("pane.search", cell=f"@{picker}")["number"]
    window.found(f"@{picker}", number, *names)
    wait_for(lambda: window.list(f"{picker}.results"), "the results")


def test_results_are_walked_taken_and_removed_by_keys(window, shim):
    window.open_pane()
    searched(window, shim, "accounts", "1", "2", "3")
    window.screen.keys("Down", "Down", "Return")
    assert shim.command("pane.changed")["value"] == '["2"]'
    assert window.list("accounts.chosen") == ["T2"]
    assert window.list("accounts.results") == []
    assert window.control("accounts")["focused"]
    window.focus("accounts.chosen")
    window.screen.keys("Delete")
    assert shim.command("pane.changed")["value"] == "[]"
    assert window.list("accounts.chosen") == []


def test_enter_takes_the_first_result_and_escape_takes_none(window, shim):
    window.open_pane()
    searched(window, shim, "accounts", "1", "2")
    window.screen.keys("Escape")
    wait_for(lambda: window.list("accounts.results") == [], "no results")
    window.screen.type("x")
    window.found("@accounts", shim.command("pane.search", text="x")["number"], "9")
    wait_for(lambda: window.list("accounts.results"), "the results")
    window.screen.keys("Return")
    assert shim.command("pane.changed")["value"] == '["9"]'


def test_a_picker_of_one_replaces_it(window, shim):
    window.open_pane()
    for name in ("1", "2"):
        searched(window, shim, "projects", name)
        window.screen.keys("Return")
        assert shim.command("pane.changed")["value"] == f'["{name}"]'
        window.screen.keys("alt+c")
    assert window.list("projects.chosen") == ["T2"]


def test_chosen_ones_read_as_python_says(window, shim, outlook, open_window):
    window.open_pane()
    searched(window, shim, "accounts", "7", "8")
    window.screen.keys("Return")
    shim.command("pane.changed")
    again = open_window(window.close(save=True))
    again.open_pane()
    assert again.list("accounts.chosen") == ["Seven"]
    texts = {"session": again.session, "texts": {"@accounts": {"7": "Sju"}}}
    shim.tell("UpdatePane", texts)
    wait_for(lambda: again.list("accounts.chosen") == ["Sju"], "the name")


def test_a_new_description_leaves_what_is_being_typed(window, shim):
    window.open_pane()
    window.focus("accounts")
    window.screen.type("tim")
    shim.command("pane.search", text="tim")
    window.describe(PANE | {"message": "You are logged out."})
    wait_for(lambda: window.control("message")["text"] == "You are logged out.", "the message")
    assert window.control("accounts")["value"] == "tim"
    assert window.control("accounts")["focused"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pane_is_whole_in_every_language(window, shim, language):
    shown = Shown(window.session, Standing.LOGGED_OUT, single=frozenset({FieldName.PROJECTS}))
    record = pane.record(Catalog(language).text, shown)
    shim.tell("SetInspector", record)
    wait_for(
        lambda: window.ribbon("CrmType")["label"] == record["controls"]["CrmType"]["label"],
        language,
    )
    window.open_pane()
    searched(window, shim, "accounts", "1")
    frame = window.control("ActivityPane")
    right = frame["bounds"][0] + frame["bounds"][2]
    visible = [each for each in controls(frame) if each["visible"]]
    assert {"message", "accounts.results", "projects.hint"} <= {each["name"] for each in visible}
    assert [each["name"] for each in visible if each["bounds"][0] + each["bounds"][2] > right] == []
    assert frame["bounds"][2] < 400


def test_the_pane_may_be_closed_by_its_cross_and_opened_again(window, outlook, shim):
    window.open_pane()
    outlook.window_click(window.name, "ClosePane")
    wait_for(lambda: not window.ribbon("CrmRelations")["pressed"], "the button let go")
    window.open_pane()
    assert window.control("ActivityPane")["visible"]


def test_the_context_menu_tells_what_is_chosen(outlook, shim):
    today = datetime.now().astimezone().date()
    made = outlook.create(Subject="Chosen", Start=f"{today}T09:00:00")
    explorer = macro.application(outlook).ActiveExplorer()
    shown = macro.application(outlook).Session.GetItemFromID(made)
    wait_for(lambda: _select(explorer, shown), "the selection")
    snapshot = {"controls": {"CrmItemsOpen": {"label": "Open", "enabled": True}}}
    shim.tell("SetRibbon", snapshot)
    wait_for(lambda: outlook.ribbon_control("CrmItemsOpen")["enabled"], "the command")
    outlook.click("CrmItemsOpen")
    folder = macro.application(outlook).Session.GetDefaultFolder(9)
    assert shim.command("items.click") == {
        "control": "CrmItemsOpen",
        "store": folder.StoreID,
        "folder": folder.EntryID,
        "count": 1,
        "ids": [made],
    }


def test_a_command_of_the_context_menu_is_there_for_its_kind_of_items_alone(outlook, shim):
    app = macro.application(outlook)
    today = datetime.now().astimezone().date()
    made = outlook.create(Subject="Of a kind", Start=f"{today}T09:00:00")
    item = app.Session.GetItemFromID(made)
    wait_for(lambda: _select(app.ActiveExplorer(), item), "the selection")
    commands = {
        "CrmItemsOpens": "appointment",
        "CrmContactsAdds": "contact",
        "CrmMailOpens": "mail",
    }
    snapshot = {each: {"label": each, "visible": True, "of": of} for each, of in commands.items()}
    shim.tell("SetRibbon", {"controls": snapshot})

    def seen():
        shown = {each: outlook.ribbon_control(each) for each in commands}
        return {each for each, control in shown.items() if control["visible"]}

    wait_for(lambda: seen() == {"CrmItemsOpens"}, "that command alone")
    app.ActiveExplorer().ClearSelection()
    assert seen() == set()


def _select(explorer, item):
    explorer.ClearSelection()
    explorer.AddToSelection(item)
    return explorer.Selection.Count == 1


@pytest.mark.parametrize("address", ["file:///etc/passwd", "calc.exe", "mailto:x@example.com"])
def test_only_web_pages_are_opened(shim, address):
    assert shim.tell("OpenAddress", address).startswith("refused")
