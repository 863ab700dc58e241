"""The simulated Outlook's time zones, held against CLDR's names and the IANA rules."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.simulator.macro import application
from tzlocal.windows_tz import tz_win, win_tz

TABLE = Path(__file__).parent / "Host" / "Model" / "windows-zones.csv"


def rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {windows: iana.split(" ") for windows, iana in csv.reader(file)}


def test_the_names_are_cldrs():
    assert {windows: iana[0] for windows, iana in rows().items()} == win_tz
    assert {name: windows for windows, iana in rows().items() for name in iana} == tz_win


@pytest.mark.shim
@pytest.mark.parametrize(
    "zone", ["America/New_York", "Asia/Kolkata", "Australia/Sydney", "Europe/London", "UTC"]
)
def test_a_year_on_the_clocks_of_the_world(plain, zone):
    app = application(plain)
    zones = app.TimeZones
    utc, there = zones.Item("UTC"), zones.Item(tz_win[zone])
    for hours in range(0, 8760, 97):
        moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
        local = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert zones.ConvertTime(moment.replace(tzinfo=None), utc, there) == local


@pytest.mark.shim
def test_the_same_appointment_on_the_clock_of_another_place(start, tmp_path):
    with start(tmp_path) as outlook:
        id_ = outlook.create(Subject="Abroad", Start="2026-03-02T09:00")
        outlook.kill()
    with start(tmp_path, zone="America/New_York") as outlook:
        item = application(outlook).Session.GetItemFromID(id_)
        assert item.Start.isoformat() == "2026-03-02T03:00:00"
        assert item.StartInStartTimeZone.isoformat() == "2026-03-02T09:00:00"
        assert item.StartTimeZone.ID == "W. Europe Standard Time"
