"""An appointment's window: what it shows, what its pickers find, what becomes of a choice."""

import json

import pytest
from tests.simulation.fake_crm import TYPES
from tests.simulation.fake_gateway import CELLS
from tests.simulation.pc import Pc, tomorrow
from tests.simulator.client import wait_for

from outlook_crm.errors import Unreachable


@pytest.fixture
def pc(tmp_path):
    pc = Pc(tmp_path)
    pc.start()
    yield pc
    pc.crm.records.gate.set()
    pc.stop()


@pytest.fixture
def window(pc):
    """A new appointment's window of a user who is logged in."""
    pc.pair_and_go()
    return Window(pc)


class Window:
    def __init__(self, pc, session="w1", **facts):
        self.pc = pc
        self.session = session
        self.pc.gateway.open_window(session, **facts)
        self.pc.shell.post("inspector.opened", session=session)
        self.wait_for(lambda record: True, "what the window shows")

    @property
    def record(self):
        return self.pc.shell.inspectors.get(self.session)

    def wait_for(self, look, what):
        return wait_for(lambda: self.record and look(self.record) and self.record, what)

    def control(self, name):
        return self.record["controls"][name]

    def field(self, cell):
        return next(each for each in self.record["pane"]["fields"] if each["cell"] == cell)

    def choose(self, relation, *ids):
        """The user's choice is on the item before Python hears of it."""
        value = json.dumps(list(ids))
        self.pc.gateway.open[self.session]["cells"][relation] = cell(value)
        self.pc.shell.post("pane.changed", session=self.session, cell=relation, value=value)

    def ask(self, cell, text, number):
        self.pc.shell.post("pane.search", session=self.session, cell=cell, text=text, number=number)

    def answer(self, number):
        return wait_for(lambda: self._answered(number), f"answer {number}")

    def search(self, cell, text="", number=1):
        self.ask(cell, text, number)
        return self.answer(number)

    def _answered(self, number):
        found = [each["found"] for each in self.pc.shell.panes if "found" in each]
        return next((each for each in found if each["number"] == number), None)


def lines(found):
    return [row["line"] for row in found["rows"]]


def cell(value):
    return {"state": "value", "text": value}


def cells(**chosen):
    return {name: {"state": "absent"} for name in CELLS if name[0] == "@"} | {
        f"@{name}": cell(value) for name, value in chosen.items()
    }


def test_a_new_appointment_offers_the_crms_types_in_the_users_words(window):
    offered = [each["text"] for each in window.control("CrmType")["choices"]]
    assert offered == ["(empty)", *(each.label for each in TYPES)]
    assert window.control("CrmType")["enabled"]
    assert window.control("CrmType")["cell"] == window.field("@type")["cell"]
    assert window.record["pane"]["message"] == ""


def test_the_pane_has_a_picker_for_each_relation(window):
    fields = [(each["cell"], each["kind"]) for each in window.record["pane"]["fields"]]
    assert fields == [
        ("@type", "choice"),
        ("@status", "choice"),
        ("@accounts", "picker"),
        ("@contacts", "picker"),
        ("@projects", "picker"),
    ]


def test_where_the_crm_keeps_one_the_picker_takes_one_and_says_why(window):
    projects, accounts = window.field("@projects"), window.field("@accounts")
    assert (projects["most"], "most" in accounts) == (1, False)
    assert "keeps one" in projects["hint"]
    assert accounts["hint"] == ""


def test_a_type_that_the_crm_has_no_longer_stays_to_be_seen(pc):
    pc.pair_and_go()
    window = Window(pc, cells=cells(type="Fax"))
    assert window.control("CrmType")["choices"][-1] == {"value": "Fax", "text": "Fax"}


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"folder": "PROJECTS"}, "not in the calendar"),
        ({"recurrence": 2}, "follows its series"),
        ({"recurrence": 3}, "follows its series"),
    ],
)
def test_where_nothing_can_be_chosen_the_window_says_why(pc, facts, word):
    pc.pair_and_go()
    window = Window(pc, **facts)
    assert word in window.record["pane"]["message"]
    assert word in window.control("CrmType")["supertip"]
    assert not window.control("CrmRelations")["enabled"]
    assert not any(each["enabled"] for each in window.record["pane"]["fields"])


def test_a_series_as_a_whole_can_be_linked(pc):
    pc.pair_and_go()
    assert Window(pc, recurrence=1).control("CrmRelations")["enabled"]


def test_another_kind_of_item_gets_nothing(pc):
    pc.pair_and_go()
    pc.gateway.open["mail"] = {"session": "mail", "class": 43}
    pc.shell.post("inspector.opened", session="mail")
    Window(pc)
    assert list(pc.shell.inspectors) == ["w1"]


def test_before_a_word_is_typed_the_users_own_records_are_offered(window):
    assert lines(window.search("@accounts")) == ["Nordic Timber - Customer"]


def test_all_records_are_offered_when_the_user_wants_it(window, pc):
    pc.set(search_offers="all")
    wait_for(lambda: "details" not in pc.shell.windows, "the settings saved")
    assert lines(window.search("@accounts")) == ["Nordic Timber - Customer", "Rhein"]


def test_a_typed_word_searches_among_all(window):
    assert lines(window.search("@accounts", " rhein ")) == ["Rhein"]
    nothing = window.search("@accounts", "nobody", 2)
    assert (nothing["rows"], nothing["note"]) == ([], "Nothing was found.")


def test_what_is_linked_suggests_more(window):
    window.choose("@contacts", "5")
    assert lines(window.search("@accounts"))[0] == "Nordic Timber - Customer (suggested)"
    window.choose("@accounts", "1")
    assert lines(window.search("@projects", number=2)) == ["Sawmill (suggested)", "Route planning"]


def test_an_attendee_suggests_the_contact_also_one_invited_meanwhile(window, pc):
    pc.gateway.open["w1"]["attendees"] = ["aino@timber.example"]
    (line,) = lines(window.search("@contacts"))
    assert line == "Aino Virtanen - aino@timber.example (suggested)"


def test_what_is_chosen_already_is_not_offered_again(window):
    window.choose("@accounts", "1")
    found = window.search("@accounts")
    assert (found["rows"], found["note"]) == ([], "Nothing was found.")


def test_the_newest_search_is_answered_and_never_waits_for_an_outdated_one(window, pc):
    pc.crm.records.gate.clear()
    window.ask("@accounts", "rhe", 1)
    wait_for(lambda: pc.crm.records.asked, "the first search")
    window.ask("@accounts", "nordic", 2)
    wait_for(lambda: ("search", "accounts", "nordic") in pc.crm.records.asked, "the second")
    pc.crm.records.gate.set()
    assert lines(window.answer(2)) == ["Nordic Timber - Customer"]
    assert window._answered(1) is None


def test_out_of_reach_the_picker_says_so_and_the_choice_stays(window, pc):
    window.choose("@accounts", "1")
    pc.crm.records.trouble = Unreachable("The CRM does not answer.")
    assert "out of reach" in window.search("@accounts")["note"]
    pc.crm.records.trouble = None
    pc.shell.post("pane.shown", session="w1")
    assert wait_for_texts(pc) == {"1": "Nordic Timber"}


def test_logged_out_everything_can_be_chosen_and_the_search_asks_for_a_login(window, pc):
    pc.shell.click("CrmLogOut")
    window.wait_for(lambda record: "logged out" in record["pane"]["message"], "the message")
    assert window.control("CrmRelations")["enabled"]
    assert window.search("@accounts")["note"] == "Log in to search in the CRM."


def test_what_was_chosen_before_is_told_by_name_when_the_pane_opens(pc):
    pc.pair_and_go()
    Window(pc, cells=cells(accounts='["2", "1"]', projects="not JSON"))
    pc.shell.post("pane.shown", session="w1")
    assert wait_for_texts(pc) == {"1": "Nordic Timber", "2": "Rhein"}


def wait_for_texts(pc):
    texts = wait_for(lambda: [e["texts"] for e in pc.shell.panes if "texts" in e], "the names")
    return texts[-1]["@accounts"]


def test_the_window_follows_the_language(window, pc):
    pc.set(language="fi")
    record = window.wait_for(lambda record: record["pane"]["title"], "the record")
    window.wait_for(lambda record: record["controls"]["CrmType"]["label"] == "Tyyppi", "Finnish")
    assert record["session"] == "w1"


def test_a_linked_appointment_opens_in_the_crm(pc):
    new = pc.gateway.make(Subject="Visit", **tomorrow(), **{"@type": "Meeting"})
    pc.pair_and_go()
    wait_for(lambda: pc.subjects_in_crm() == {"Visit"}, "the appointment in the CRM")
    window = Window(pc, id=new)
    window.wait_for(lambda record: record["controls"]["CrmOpen"]["enabled"], "the link")
    pc.shell.post("inspector.click", session="w1", control="CrmOpen")
    (crm_id,) = pc.crm.calendar.living
    page = wait_for(lambda: pc.shell.pages, "the page")
    assert page == [f"https://crm.example.fi/activities/{crm_id}"]


def test_without_a_browser_the_page_is_told(pc):
    new = pc.gateway.make(Subject="Visit", **tomorrow(), **{"@type": "Meeting"})
    pc.pair_and_go()
    pc.shell.browser = False
    wait_for(lambda: pc.subjects_in_crm() == {"Visit"}, "the appointment in the CRM")
    pc.items_click(control="CrmItemsOpen", ids=[new])
    told = json.dumps(pc.shell.wait_for_window("message"))
    assert f"https://crm.example.fi/activities/{next(iter(pc.crm.calendar.living))}" in told


def test_an_appointment_that_is_not_linked_opens_nothing(window, pc):
    assert not window.control("CrmOpen")["enabled"]
    pc.shell.post("inspector.click", session="w1", control="CrmOpen")
    window.search("@accounts")
    assert pc.shell.pages == []


def test_a_saved_appointment_can_be_opened_once_it_is_synchronised(window, pc):
    new = pc.gateway.make(Subject="Visit", **tomorrow(), **{"@type": "Meeting"})
    pc.gateway.open["w1"]["id"] = new
    pc.outlook_changed(new)
    window.wait_for(lambda record: record["controls"]["CrmOpen"]["enabled"], "the link")


def test_the_context_menu_synchronises_what_is_chosen_also_without_automatic_sync(pc):
    pc.pair_and_go()
    before = len(pc.shell.ribbons)
    pc.set(auto_sync=False)
    wait_for(lambda: "Synchronising" in pc.shell.said_since(before), "the run after it")
    pc.shell.wait_for_words("In step")
    new = pc.gateway.make(Subject="Chosen", **tomorrow(), **{"@type": "Meeting"})
    pc.gateway.make(Subject="Other", **tomorrow(12), **{"@type": "Meeting"})
    pc.items_click(control="CrmItemsSynchronise", ids=[new])
    wait_for(lambda: pc.subjects_in_crm() == {"Chosen"}, "the chosen one in the CRM")


def test_the_context_menu_opens_what_is_linked_and_says_when_nothing_is(pc):
    pc.pair_and_go()
    pc.items_click(control="CrmItemsOpen", ids=["unknown"])
    told = pc.shell.wait_for_window("message")
    assert "not in the CRM yet" in json.dumps(told)


def test_a_closed_window_is_forgotten_and_stop_is_quick_in_the_middle_of_a_search(window, pc):
    pc.shell.post("inspector.closed", session="w1")
    pc.crm.records.gate.clear()
    window.pc.gateway.open_window("w2")
    pc.shell.post("inspector.opened", session="w2")
    wait_for(lambda: "w2" in pc.shell.inspectors, "the second window")
    pc.shell.post("pane.search", session="w2", cell="@accounts", text="x", number=1)
    wait_for(lambda: pc.crm.records.asked, "the search")
    pc.stop()
    pc.start()
