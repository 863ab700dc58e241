"""Outlook's own windows: what is shown, and what the user does in them."""

import pytest
from tests.simulator.client import OutlookError, wait_for
from tests.simulator.macro import application

pytestmark = pytest.mark.shim

OL_SAVE, OL_DISCARD = 0, 1


def agenda(outlook):
    """The subjects in the calendar's list."""
    return [row[2] for row in outlook.control("Explorer", "Appointments")["value"]]


def test_the_calendar_is_shown_by_day(plain):
    plain.create(Subject="Second", Start="2026-03-02T10:00", BusyStatus=0, Location="Room 1")
    plain.create(Subject="First", Start="2026-03-02T09:00", Categories="Kund")
    days = plain.create(Subject="Days", Start="2026-03-03T00:00", AllDayEvent=True)
    wait_for(lambda: agenda(plain)[:3] == ["First", "Second", "Days"], "the list")
    rows = plain.control("Explorer", "Appointments")["value"]
    assert rows[0] == ["Mon 2 March 2026", "09:00 - 09:30", "First", "", "Busy", "Kund"]
    assert rows[1] == ["", "10:00 - 10:30", "Second", "Room 1", "Free", ""]
    assert rows[2][:2] == ["Tue 3 March 2026", "All day"]
    plain.delete(days)
    wait_for(lambda: "Days" not in agenda(plain), "the deletion")


def test_another_folder_is_shown(plain):
    app = application(plain)
    plain.create(folder="Projects", Subject="Planned")
    explorer = app.ActiveExplorer()
    projects = explorer.CurrentFolder.Folders.Item("Projects")
    explorer.SelectFolder(projects)
    wait_for(lambda: "Planned" in agenda(plain), "the folder")
    assert plain.window("Explorer")["title"] == "Projects - anna@example.com - Outlook"
    explorer.CurrentFolder = projects.Parent
    wait_for(lambda: "Planned" not in agenda(plain), "the way back")


class TestInspector:
    @pytest.fixture
    def app(self, outlook):
        return application(outlook)

    def test_a_new_appointment_has_an_id_once_it_is_saved(self, outlook, app):
        window = outlook.open_inspector()
        item = app.ActiveInspector().CurrentItem
        assert item.EntryID == ""
        outlook.inspector_set(window, Subject="Typed", Start="2026-03-02T14:00")
        assert outlook.control(window, "Subject")["text"] == "Typed"
        assert outlook.control(window, "Start time")["text"] == "2026-03-02 14:00"
        id_ = outlook.inspector_close(window)
        outlook.wait_until_closed(window)
        assert outlook.appointment(id_)["Subject"] == "Typed"

    def test_what_is_typed_is_on_the_item_for_everybody_before_it_is_saved(self, outlook, app):
        id_ = outlook.create(Subject="Before")
        window = outlook.open_inspector(id_)
        outlook.window_set(window, "Subject", "Half")
        shared = app.Session.GetItemFromID(id_)
        assert (shared.Subject, shared.Saved) == ("Half", False)
        assert app.Inspectors.Count == 1
        assert outlook.appointment(id_)["Subject"] == "Before"
        outlook.inspector_close(window, save=False)
        outlook.wait_until_closed(window)
        assert app.Inspectors.Count == 0
        assert app.Session.GetItemFromID(id_).Subject == "Before"

    def test_a_window_closed_by_its_x_saves_nothing(self, outlook, app):
        id_ = outlook.create(Subject="Before")
        window = outlook.open_inspector(id_)
        outlook.inspector_set(window, Subject="Typed")
        shared = app.Session.GetItemFromID(id_)
        outlook.window_close(window)
        outlook.wait_until_closed(window)
        assert (shared.Subject, shared.Saved) == ("Before", True)

    def test_opened_twice_it_is_one_window(self, outlook, app):
        id_ = outlook.create(Subject="Once")
        window = outlook.open_inspector(id_)
        assert outlook.open_inspector(id_) == window
        app.Session.GetItemFromID(id_).Close(OL_DISCARD)
        outlook.wait_until_closed(window)

    def test_save_and_close_and_delete_are_on_its_ribbon(self, outlook):
        id_ = outlook.create(Subject="Before")
        window = outlook.open_inspector(id_)
        outlook.inspector_set(window, Subject="After")
        outlook.click("SaveAndClose", window)
        outlook.wait_until_closed(window)
        assert outlook.appointment(id_)["Subject"] == "After"
        window = outlook.open_inspector(id_)
        outlook.click("Delete", window)
        outlook.wait_until_closed(window)
        with pytest.raises(OutlookError):
            outlook.appointment(id_)

    def test_a_program_shows_and_closes_one(self, outlook, app):
        item = app.CreateItem(1)
        item.Subject = "By a program"
        item.Display()
        shown = outlook.wait_for_window("By a program - Appointment")
        item.Close(OL_SAVE)
        outlook.wait_until_closed(shown["name"])
        assert item.EntryID


def test_a_key_reaches_the_field_it_is_typed_in(start, screen, tmp_path):
    with start(tmp_path) as outlook:
        window = outlook.open_inspector()
        screen.activate("Untitled - Appointment")
        screen.keys("alt+b")
        wait_for(lambda: outlook.control(window, "Subject")["focused"], "the focus")
        screen.type("lunch")
        wait_for(lambda: outlook.control(window, "Subject")["text"] == "lunch", "the keys")
        assert outlook.inspector_close(window)
        assert [item["Subject"] for item in outlook.appointments()] == ["lunch"]
