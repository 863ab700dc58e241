"""Two accounts paired with two CRMs: both in step, neither in the other's way."""

import json

import pytest
from tests.simulation.fake_crm import PASSWORD, FakeSession
from tests.simulation.fake_gateway import ABSENT, CELLS, value
from tests.simulation.pc import LOGIN, tomorrow
from tests.simulation.two_accounts import (
    ACCOUNT,
    FIRM,
    FIRM_CALENDAR,
    FIRM_PLACE,
    FIRM_STORE,
    PcOfTwo,
)
from tests.simulator.client import wait_for

from outlook_crm.crm.connector import CrmUser, Found
from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.when import Timed
from outlook_crm.errors import Unreachable

MEETING = {"@type": "Meeting"}
PRIVATE_PLACE = "STORE/CALENDAR"


@pytest.fixture
def pc(tmp_path):
    pc = PcOfTwo(tmp_path)
    pc.start()
    yield pc
    pc.stop()


@pytest.fixture
def both(pc):
    pc.pair_both(remember=True)
    return pc


def fields(window):
    return {each["name"]: each for part in window["sections"] for each in part["fields"]}


def status(pc):
    return json.loads((pc.folder / "local" / "status.json").read_text(encoding="utf-8"))


def make_in_both(pc):
    """An appointment in each calendar, made while nobody looks."""
    pc.gateway.make(Subject="Dentist", **tomorrow(), **MEETING)
    pc.gateway.make(FIRM_CALENDAR, Subject="Board", **tomorrow(), **MEETING)


def crm_makes(crm, subject):
    start = tomorrow(14)["Start"]
    when = Timed(*map(instant, (start, tomorrow(15)["Start"])))
    crm.calendar.user_creates(
        {FieldName.SUBJECT: subject, FieldName.WHEN: when, FieldName.TYPE: "Call"}
    )


def copy_to_firm(pc, id_):
    copy = pc.gateway.copy(id_)
    pc.gateway.items[copy] |= {"folder": FIRM_CALENDAR, "store": FIRM_STORE}
    return copy


def instant(text):
    from datetime import datetime  # noqa: PLC0415

    return datetime.fromisoformat(text)


def firm_changed(pc, *ids):
    args = {"store": FIRM_STORE, "folder": FIRM_CALENDAR, "ids": ids, "lost": False}
    pc.shell.post("outlook.changed", **args)


def unpair(pc, place, *, by_force=False):
    """Preferences, choose the pairing of that calendar, remove it."""
    pc.shell.click("CrmPreferences")
    shown = fields(pc.shell.wait_for_window("pairing"))
    choose(pc, shown, place)
    pc.shell.submit("pairing", "unpair")
    pc.shell.wait_for_window("unpair")
    pc.shell.submit("unpair", "unpair")
    if by_force:
        pc.shell.wait_for_window("unpair-forced")
        pc.shell.submit("unpair-forced", "force")
    wait_for(lambda: len(status(pc)["pairings"]) == 1, "one pairing left")


def choose(pc, shown, place):
    """Preferences show the pairing of this calendar."""
    if shown["calendar"]["value"] == place:
        return
    other = shown["pairing"]["choices"][1]["value"]
    values = {name: each["value"] for name, each in shown.items()} | {"pairing": other}
    pc.shell.patches.clear()
    pc.shell.post("window.change", window="pairing", field="pairing", values=values)
    assert pc.shell.wait_for_patch("pairing")["values"]["calendar"] == place


class TestInStep:
    def test_each_calendar_is_in_step_with_its_own_crm_alone(self, both):
        make_in_both(both)
        both.shell.click("CrmSynchronise")
        both.wait_for_both({"Dentist"}, {"Board"})
        crm_makes(both.firm_crm, "Call Bo")
        both.shell.click("CrmSynchronise")
        wait_for(
            lambda: both.gateway.subjects_in(FIRM_CALENDAR) == {"Board", "Call Bo"},
            "the call in the firm's calendar",
        )
        assert both.gateway.subjects_in("CALENDAR") == {"Dentist"}

    def test_a_change_in_either_calendar_arrives_by_itself(self, both):
        watched = [q for name, q in both.gateway.calls if name == "Watch"][-1]["folders"]
        assert {each["folder"] for each in watched} == {"CALENDAR", FIRM_CALENDAR}
        new = both.gateway.make(FIRM_CALENDAR, Subject="Board", **tomorrow(), **MEETING)
        firm_changed(both, new)
        both.wait_for_both(set(), {"Board"})
        both.outlook_changed(both.gateway.make(Subject="Dentist", **tomorrow(), **MEETING))
        both.wait_for_both({"Dentist"}, {"Board"})

    def test_after_a_restart_both_go_on(self, both):
        both.stop()
        make_in_both(both)
        both.start()
        both.wait_for_both({"Dentist"}, {"Board"})

    def test_a_copy_into_the_other_calendar_is_the_other_crms_and_both_stay(self, both):
        both.synchronise_on_clicks_alone(default_type="Call")  # for what is made from now on
        mine = both.gateway.make(Subject="Dentist", **tomorrow(), **MEETING)
        first = status(both)["pairings"][0]["id"]
        both.gateway.items[mine]["stamps"] = stamps = {first: f"crm-77 {ACCOUNT}"}
        copy = copy_to_firm(both, mine)
        both.shell.click("CrmSynchronise")
        both.wait_for_both({"Dentist"}, {"Dentist"})
        assert both.gateway.items[copy]["stamps"].items() >= stamps.items()


class TestChoices:
    """Type, status and relations are each CRM's own, whatever way an appointment goes."""

    def links(self, crm):
        (record,) = crm.calendar.living.values()
        return record.fields[FieldName.TYPE], record.fields[FieldName.ACCOUNTS]

    @pytest.fixture
    def chosen(self, both):
        """An appointment in the first CRM, with a company of it that was chosen there."""
        both.synchronise_on_clicks_alone(default_type="Call")  # for what is made from now on
        mine = both.gateway.make(Subject="Dentist", **tomorrow(), **MEETING)
        both.shell.click("CrmSynchronise")
        both.wait_for_both({"Dentist"}, set())
        (record,) = both.crm.calendar.living
        both.crm.calendar.user_changes(record, {FieldName.ACCOUNTS: ("1",)})
        both.shell.click("CrmSynchronise")
        wait_for(lambda: both.gateway.choices(mine, "@accounts") == ['["1"]'], "the company")
        return mine

    def test_a_copy_brings_none_and_keeps_them(self, both, chosen):
        copy = copy_to_firm(both, chosen)
        both.shell.click("CrmSynchronise")
        both.wait_for_both({"Dentist"}, {"Dentist"})
        assert self.links(both.firm_crm) == ("Call", ())
        (record,) = both.firm_crm.calendar.living
        both.firm_crm.calendar.user_changes(record, {FieldName.ACCOUNTS: ("9",)})
        both.shell.click("CrmSynchronise")
        accounts = lambda: both.gateway.choices(copy, "@accounts")  # noqa: E731
        wait_for(lambda: accounts() == ['["1"]', '["9"]'], "one of each")
        assert self.links(both.crm) == ("Meeting", ("1",))

    def test_what_was_moved_and_comes_back_has_them_again(self, both, chosen):
        both.gateway.items[chosen] |= {"folder": FIRM_CALENDAR, "store": FIRM_STORE}
        both.shell.click("CrmSynchronise")
        wait_for(lambda: both.firm_crm.calendar.living, "it in the firm's CRM")
        assert self.links(both.firm_crm) == ("Call", ())
        both.gateway.items[chosen] |= {"folder": "CALENDAR", "store": "STORE"}
        both.gateway.edit(chosen, Subject="Dentist, again")
        both.shell.click("CrmSynchronise")
        wait_for(lambda: both.subjects_in_crm() == {"Dentist, again"}, "it in the first CRM")
        assert self.links(both.crm) == ("Meeting", ("1",))

    def test_two_users_of_one_crm_share_them(self, pc):
        pc.pair_and_go()
        pc.crm.user = CrmUser("8", "Anna at the firm")
        pc.pair_firm(address=LOGIN["address"])
        pc.shell.wait_for_window("details")
        pc.shell.submit("details", "save")
        pc.let_first_run_go()
        cells = {"@accounts": '["1"]', **MEETING}
        pc.gateway.make(FIRM_CALENDAR, Subject="Board", **tomorrow(), **cells)
        pc.shell.click("CrmSynchronise")
        wait_for(pc.subjects_in_crm, "it in the CRM")
        asked = [q for name, q in pc.gateway.calls if name == "Read"]
        assert len({each["crm"] for each in asked}) == 1
        assert all(each["foreign"] == [] for each in asked)


class TestOneCrmDown:
    def test_the_other_goes_on_and_the_ribbon_says_whose_it_is(self, both):
        both.stop()
        both.firm_crm.trouble = Unreachable("The CRM does not answer.")
        make_in_both(both)
        both.start()
        both.wait_for_both({"Dentist"}, set())
        both.shell.wait_for_words("CRM out of reach")
        supertip = both.shell.control("CrmMenu")["supertip"]
        assert supertip == f"{FIRM}: The CRM does not answer."
        both.firm_crm.trouble = None
        both.shell.click("CrmSynchronise")
        both.wait_for_both({"Dentist"}, {"Board"})
        both.shell.wait_for_words("In step")

    def test_nor_does_login_information_of_one_that_cannot_be_opened(self, both):
        first, firms = (each["id"] for each in status(both)["pairings"])
        both.stop()
        vault = both.folder / "local" / "vault.json"
        sealed = json.loads(vault.read_text(encoding="utf-8"))
        sealed["pairings"][first]["sealed"] = sealed["pairings"][firms]["sealed"]
        vault.write_text(json.dumps(sealed), encoding="utf-8")
        both.gateway.make(FIRM_CALENDAR, Subject="Board", **tomorrow(), **MEETING)
        both.start()
        both.wait_for_both(set(), {"Board"})
        both.shell.wait_for_words("Logged out")
        assert both.shell.control("CrmMenu")["supertip"].startswith(f"{ACCOUNT}: ")

    def test_new_settings_reach_the_one_that_can_be_reached(self, both, monkeypatch):
        known = FakeSession.pick_list

        def lists(session, name, language):
            if session.user is both.crm.user:
                raise Unreachable("The CRM does not answer.")
            return known(session, name, language)

        monkeypatch.setattr(FakeSession, "pick_list", lists)
        before = len(both.shell.ribbons)
        make_in_both(both)
        both.set(auto_sync=False)
        both.wait_for_both({"Dentist"}, {"Board"})
        assert "Stopped" not in both.shell.said_since(before)

    def test_the_status_file_tells_each(self, both):
        both.stop()
        both.firm_crm.trouble = Unreachable("The CRM does not answer.")
        both.start()
        both.shell.wait_for_words("CRM out of reach")

        def at_rest():
            told = status(both)
            return [each["state"] for each in told["pairings"]] == ["in step", "offline"] and told

        told = wait_for(at_rest, "the status")
        mine, firms = told["pairings"]
        assert mine["last_error"] == ""
        assert (firms["state"], firms["last_error"]) == ("offline", "Unreachable")
        assert (told["state"], told["last_error"]) == ("offline", "Unreachable")
        assert FIRM not in json.dumps(status(both))


class TestPairing:
    def test_another_one_begins_with_a_calendar_that_is_free(self, pc):
        pc.pair_and_go()
        shown = fields(pc.pair_firm(address=""))
        assert shown["calendar"]["value"] == FIRM_PLACE
        assert shown["user"]["value"] == ""
        assert not shown["api_key"]["hint"]
        assert set(pc.shell.wait_for_patch("another pairing")["errors"]) == {"address"}
        values = {"account": ACCOUNT}
        pc.shell.post("window.change", window="another pairing", field="account", values=values)
        patch = pc.shell.wait_for_patch("another pairing")
        free, *_, taken = patch["choices"]["calendar"]
        assert patch["values"]["calendar"] == free["value"]
        assert taken["value"] == PRIVATE_PLACE
        assert "paired already" in taken["text"]

    def test_one_calendar_is_never_two_crms(self, pc):
        pc.pair_and_go()
        pc.pair_firm(account=ACCOUNT, calendar=PRIVATE_PLACE)
        patch = pc.shell.wait_for_patch("another pairing")
        assert set(patch["errors"]) == {"calendar"}
        assert "come into the other" in patch["errors"]["calendar"]
        assert pc.firm_crm.log_ins == 0

    def test_one_crm_user_is_never_two_calendars(self, pc):
        pc.pair_and_go()
        pc.pair_firm(address=LOGIN["address"])
        patch = pc.shell.wait_for_patch("another pairing")
        assert set(patch["errors"]) == {"user"}
        assert ACCOUNT in patch["errors"]["user"]
        assert len(status(pc)["pairings"]) == 1

    def test_two_users_of_one_crm_are_two(self, pc):
        pc.pair_and_go()
        pc.crm.user = CrmUser("8", "Anna at the firm")
        pc.pair_firm(address=LOGIN["address"])
        pc.shell.wait_for_window("details")

    def test_each_has_the_names_of_its_own_fields(self, pc):
        settings = pc.folder / "roaming" / "settings.yaml"  # read when Preferences are saved
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(
            "field_map: {location: cf_place, crm.firm.example/location: cf_where}\n"
        )
        pc.pair_both()
        pc.pair()
        wait_for(lambda: pc.crm.field_map == {"location": "cf_place"}, "a log-in with the map")
        assert pc.firm_crm.field_map == {"location": "cf_where"}

    def test_removing_one_leaves_the_other_and_all_its_files(self, both):
        make_in_both(both)
        both.shell.click("CrmSynchronise")
        both.wait_for_both({"Dentist"}, {"Board"})
        both.shell.wait_for_words("In step")
        unpair(both, FIRM_PLACE)
        both.stop()
        both.start()
        new = both.gateway.make(Subject="Lunch", **tomorrow(11), **MEETING)
        both.shell.wait_for_words("In step")
        both.outlook_changed(new)
        both.wait_for_both({"Dentist", "Lunch"}, {"Board"})
        assert both.gateway.subjects_in(FIRM_CALENDAR) == {"Board"}

    def test_removed_by_force_and_made_again_doubles_nothing(self, both):
        make_in_both(both)
        both.shell.click("CrmSynchronise")
        both.wait_for_both({"Dentist"}, {"Board"})
        both.shell.click("CrmLogOut")
        both.shell.wait_for_words("Logged out")
        both.firm_crm.trouble = Unreachable("The CRM does not answer.")
        unpair(both, FIRM_PLACE, by_force=True)
        both.firm_crm.trouble = None
        both.pair_firm(remember=True)
        both.shell.wait_for_window("details")
        both.shell.submit("details", "save")
        pairing = lambda: [each["state"] for each in status(both)["pairings"]]  # noqa: E731
        wait_for(lambda: pairing() == ["logged out", "in step"], "the firm's in step")
        assert len(both.firm_crm.calendar.living) == 1
        assert both.gateway.subjects_in(FIRM_CALENDAR) == {"Board"}


class TestLoggingIn:
    def test_each_that_is_logged_out_is_asked_for_in_turn(self, both):
        both.shell.click("CrmLogOut")
        both.shell.wait_for_words("Logged out")
        both.shell.click("CrmLogIn")
        shown = fields(both.shell.wait_for_window("login"))
        assert shown["calendar"]["value"] == ACCOUNT
        both.shell.submit("login", "login", password=PASSWORD)
        patch = both.shell.wait_for_patch("login")
        assert patch["values"]["calendar"] == FIRM
        assert patch["values"]["password"] == patch["values"]["api_key"] == ""
        assert "crm.firm.example" in patch["values"]["address"]
        both.shell.submit("login", "login", user="anna.aalto", password=PASSWORD)
        wait_for(lambda: "login" not in both.shell.windows, "the window closed")
        both.shell.wait_for_words("In step")

    def test_cancelled_in_between_the_first_stays_logged_in(self, both):
        both.shell.click("CrmLogOut")
        both.shell.wait_for_words("Logged out")
        both.shell.click("CrmLogIn")
        both.shell.wait_for_window("login")
        both.shell.submit("login", "login", password=PASSWORD)
        both.shell.wait_for_patch("login")
        both.shell.post("window.closed", window="login")
        states = lambda: [each["state"] for each in status(both)["pairings"]]  # noqa: E731
        wait_for(lambda: states() == ["in step", "logged out"], "one logged in")
        assert both.shell.control("CrmLogIn")["enabled"]
        assert both.shell.control("CrmLogOut")["enabled"]

    def test_who_is_logged_in_is_not_asked_again(self, pc):
        pc.pair_and_go(remember=True)
        pc.pair_firm(remember=False)
        pc.shell.wait_for_window("details")
        pc.shell.submit("details", "save")
        pc.let_first_run_go()
        pc.stop()
        pc.start()
        pc.shell.wait_for_words("Logged out")
        wait_for(lambda: pc.shell.control("CrmLogOut")["enabled"], "the other logged in")
        pc.shell.click("CrmLogIn")
        assert fields(pc.shell.wait_for_window("login"))["calendar"]["value"] == FIRM
        pc.shell.submit("login", "login", password=PASSWORD)
        pc.shell.wait_for_words("In step")


class TestWhatIsChosen:
    def test_an_item_is_synchronised_with_its_own_calendars_crm(self, both):
        both.synchronise_on_clicks_alone()
        new = both.gateway.make(FIRM_CALENDAR, Subject="Board", **tomorrow(), **MEETING)
        both.gateway.make(Subject="Dentist", **tomorrow(), **MEETING)
        both.items_click("CrmItemsSynchronise", [new], FIRM_STORE, FIRM_CALENDAR)
        both.wait_for_both(set(), {"Board"})

    def test_and_opens_in_it(self, both):
        new = both.gateway.make(FIRM_CALENDAR, Subject="Board", **tomorrow(), **MEETING)
        firm_changed(both, new)
        both.wait_for_both(set(), {"Board"})
        both.items_click("CrmItemsOpen", [new], FIRM_STORE, FIRM_CALENDAR)
        (crm_id,) = both.firm_crm.calendar.living
        assert wait_for(lambda: both.shell.pages, "the page", 5)[0].endswith(crm_id)


class TestAppointmentWindows:
    def open_window(self, both, session, **place):
        both.gateway.open_window(session, **place)
        both.shell.post("inspector.opened", session=session)
        return wait_for(lambda: both.shell.inspectors.get(session), "the window")

    def found(self, both, session):
        both.shell.panes.clear()
        args = {"session": session, "cell": "@accounts", "text": "", "number": 1}
        both.shell.post("pane.search", **args)
        answer = wait_for(lambda: [e for e in both.shell.panes if "found" in e], "rows")
        return [each["text"] for each in answer[0]["found"]["rows"]]

    def test_each_searches_in_the_crm_of_its_calendar(self, both):
        both.firm_crm.records.found[FieldName.ACCOUNTS] = [Found("1", "Sawmill Oy")]
        self.open_window(both, "w1")
        self.open_window(both, "w2", store=FIRM_STORE, folder=FIRM_CALENDAR)
        assert "Nordic Timber" in self.found(both, "w1")
        assert self.found(both, "w2") == ["Sawmill Oy"]
        assert "Nordic Timber" in self.found(both, "w1")

    def test_one_id_reads_as_its_own_crm_calls_it(self, both):
        both.firm_crm.records.found[FieldName.ACCOUNTS] = [Found("1", "Sawmill Oy")]
        cells = dict.fromkeys([each for each in CELLS if each[0] == "@"], ABSENT)
        cells["@accounts"] = value('["1"]')
        for session, place in (("w1", {}), ("w2", {"store": FIRM_STORE, "folder": FIRM_CALENDAR})):
            self.open_window(both, session, cells=cells, **place)
            both.shell.post("pane.shown", session=session)
        names = lambda: {  # noqa: E731
            each["session"]: each["texts"]["@accounts"] for each in both.shell.panes
        }
        expected = {"w1": {"1": "Nordic Timber"}, "w2": {"1": "Sawmill Oy"}}
        wait_for(lambda: names() == expected, f"both names, not {names()}")

    def test_the_stamp_is_that_of_its_pairing(self, both):
        self.open_window(both, "w1", store=FIRM_STORE, folder=FIRM_CALENDAR)
        mine, firms = (each["id"] for each in status(both)["pairings"])
        *_, place, asked = (q for name, q in both.gateway.calls if name == "Inspect")
        assert place["pairing"] == ""
        assert (asked["pairing"], asked["foreign"]) == (firms, [mine])
        assert asked["crm"] == both.shell.inspectors["w1"]["crm"]

    def test_elsewhere_it_is_told_and_the_first_crm_can_be_asked(self, both):
        record = self.open_window(both, "w1", folder="PROJECTS")
        assert "not in the calendar" in record["pane"]["message"]
        assert "Nordic Timber" in self.found(both, "w1")


class TestTheReport:
    def open_report(self, both):
        both.shell.windows.pop("report", None)
        both.shell.click("CrmReport")
        return fields(both.shell.wait_for_window("report"))

    def rows(self, both):
        return self.open_report(both)["items"]["value"]

    def test_shows_the_rows_of_all_with_their_calendars(self, both):
        both.synchronise_on_clicks_alone()
        make_in_both(both)
        both.shell.click("CrmSynchronise")
        both.wait_for_both({"Dentist"}, {"Board"})
        both.shell.wait_for_words("In step")
        rows = wait_for(lambda: len(r := self.rows(both)) == 2 and r, "both rows")
        assert [row[:2] for row in rows] == [[ACCOUNT, "Dentist"], [FIRM, "Board"]]
        runs = [each["text"] for each in self.open_report(both)["run"]["choices"]]
        assert len([each for each in runs if each.endswith(FIRM)]) >= 1

    def test_what_is_taken_back_is_its_own_pairings(self, both):
        both.synchronise_on_clicks_alone()
        make_in_both(both)
        both.shell.click("CrmSynchronise")
        both.wait_for_both({"Dentist"}, {"Board"})
        both.shell.wait_for_words("In step")
        rows = wait_for(lambda: len(r := self.rows(both)) == 2 and r, "both rows")
        number = [row[1] for row in rows].index("Board")
        both.shell.submit("report", "do", items=number, deed="undo")
        both.wait_for_both({"Dentist"}, set())

    def test_a_decision_reaches_the_pairing_that_asked(self, both):
        make_in_both(both)
        both.shell.click("CrmSynchronise")
        both.wait_for_both({"Dentist"}, {"Board"})
        both.synchronise_on_clicks_alone(conflicts="ask")
        (board,) = (i for i, e in both.gateway.items.items() if e["folder"] == FIRM_CALENDAR)
        both.gateway.edit(board, Subject="Board in Outlook")
        (crm_id,) = both.firm_crm.calendar.living
        both.firm_crm.calendar.user_changes(crm_id, {FieldName.SUBJECT: "Board in the CRM"})
        both.shell.click("CrmSynchronise")
        both.shell.wait_for_words("Needs attention: 1")
        assert self.rows(both)[0][:2] == [FIRM, "Board in Outlook"]
        both.shell.submit("report", "do", items=0, deed="crm")
        wait_for(
            lambda: both.gateway.subjects_in(FIRM_CALENDAR) == {"Board in the CRM"}, "the word", 5
        )


class TestTheFirstRuns:
    def test_each_is_asked_about_in_turn(self, pc):
        make_in_both(pc)
        pc.pair()
        pc.shell.wait_for_window("details")
        pc.shell.submit("details", "save")
        assert "calendar" not in fields(pc.shell.wait_for_window("preview"))
        pc.pair_firm()
        pc.shell.wait_for_window("details")
        pc.shell.submit("details", "save")
        states = lambda: [each["state"] for each in status(pc)["pairings"]]  # noqa: E731
        wait_for(lambda: states() == ["waiting", "waiting"], "both wait")
        pc.shell.submit("preview", "go")
        shown = lambda: fields(pc.shell.windows.get("preview", {"sections": []}))  # noqa: E731
        wait_for(lambda: shown().get("calendar", {}).get("value") == FIRM, "the firm's")
        pc.wait_for_both({"Dentist"}, set())
        pc.shell.submit("preview", "go")
        pc.wait_for_both({"Dentist"}, {"Board"})


def test_a_long_run_tells_whose_it_is(both):
    for number in range(400):
        crm_makes(both.firm_crm, f"Call {number}")
    both.gateway.seconds_a_write = 0.05
    both.shell.click("CrmSynchronise")
    shown = fields(both.shell.wait_for_window("progress"))
    assert shown["calendar"]["value"] == FIRM
    both.shell.submit("progress", "stop")
    both.shell.wait_for_words("Paused")
