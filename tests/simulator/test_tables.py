"""Tables, filters and order, as Outlook answers them."""

import uuid
from datetime import datetime, timedelta

import pytest
from tests.simulator.client import OutlookError
from tests.simulator.macro import application

pytestmark = pytest.mark.shim

DESCENDING = True
at = datetime.fromisoformat
NINE = at("2026-03-02T09:00")
TAG = "http://schemas.microsoft.com/mapi/proptag/0x"
START = "http://schemas.microsoft.com/mapi/id/{00062002-0000-0000-C000-000000000046}/820D0040"
OWN = "http://schemas.microsoft.com/mapi/string/{6F1C9E52-3B7A-4C55-9D0E-5A0B7C2E41D8}/"


@pytest.fixture
def app(outlook):
    return application(outlook)


@pytest.fixture
def folder(app):
    """A folder of the test's own with four appointments, an hour apart, not in order."""
    made = app.Session.GetDefaultFolder(9).Folders.Add(uuid.uuid4().hex)
    for number in (2, 0, 3, 1):
        item = made.Items.Add().with_(
            Start=NINE + timedelta(hours=number),
            Subject=f"Number {number}",
            BusyStatus=number,
            Categories="Even" if number % 2 == 0 else "Odd, It's",
            Location="" if number else "Here",
        )
        item.Save()
    return made


def subjects(items):
    return [item.Subject for item in items]


def numbers(table):
    count = table.GetRowCount()
    return sorted(int(row[1][-1]) for row in table.GetArray(count)) if count else []


class TestTable:
    def test_the_usual_columns(self, folder):
        names = [column.Name for column in folder.GetTable().Columns]
        assert names == [
            *("EntryID", "Subject", "CreationTime", "LastModificationTime", "MessageClass"),
            *("Start", "End", "IsRecurring"),
        ]

    def test_rows_come_in_pieces_until_the_end(self, folder):
        table = folder.GetTable()
        assert [len(table.GetArray(3)) for _ in range(3)] == [3, 1, 0]
        assert table.EndOfTable
        table.MoveToStart()
        assert table.GetNextRow().Item("Subject") == "Number 2"

    def test_a_name_of_outlooks_shows_the_users_clock_and_mapis_shows_utc(self, folder):
        table = folder.GetTable()
        table.Columns.RemoveAll()
        table.Columns.Add("Start")
        table.Columns.Add(START)
        local, utc = table.GetNextRow().GetValues()
        assert local - utc == timedelta(hours=1)

    def test_ids_are_text_by_outlooks_name_and_bytes_by_mapis(self, folder):
        table = folder.GetTable()
        table.Columns.RemoveAll()
        for name in ("EntryID", TAG + "66700102", OWN + "none/0x0000001F"):
            table.Columns.Add(name)
        text, binary, nothing = table.GetNextRow().GetValues()
        assert (bytes.fromhex(text), nothing) == (binary, None)

    @pytest.mark.parametrize("name", ["Body", "StartUTC", "Nonsense", "DAV:nonsense"])
    def test_what_a_table_cannot_show_is_refused(self, folder, name):
        with pytest.raises(OutlookError, match="0x80070057"):
            folder.GetTable().Columns.Add(name)

    def test_it_stays_as_it_was_opened(self, folder):
        table = folder.GetTable()
        folder.Items.Item(1).Delete()
        assert table.GetRowCount() == 4
        assert folder.GetTable().GetRowCount() == 3

    def test_sorted(self, folder):
        table = folder.GetTable()
        table.Sort("[Start]", DESCENDING)
        assert table.GetNextRow().Item("Subject") == "Number 3"
        assert table.FindRow("[Subject] = 'Number 1'").Item(2) == "Number 1"


FILTERS = {
    "[Subject] = 'number 2'": [2],
    "[BusyStatus] > 1 AND [BusyStatus] <= 3": [2, 3],
    "[BusyStatus] = 0 OR NOT ([BusyStatus] < 3)": [0, 3],
    "[Start] >= '3/2/2026 10:00 AM' And [Start] < '3/2/2026 12:00 PM'": [1, 2],
    "[ReminderSet] = True": [0, 1, 2, 3],
    "[Categories] = 'Even'": [0, 2],
    "@SQL=\"urn:schemas:httpmail:subject\" LIKE '%3'": [3],
    f"@SQL=\"{START}\" >= '2026-03-02 10:00'": [2, 3],
    f"@SQL=\"{TAG}001A001F\" LIKE 'IPM.Appointment%'": [0, 1, 2, 3],
    f'@SQL="{OWN}x" IS NULL': [0, 1, 2, 3],
    f'@SQL="{OWN}x" IS NOT NULL': [],
    "@SQL=\"urn:schemas:calendar:location\" ci_startswith 'he'": [0],
}


class TestFilters:
    @pytest.mark.parametrize("text", FILTERS)
    def test_they_take_the_same_in_tables_and_items(self, folder, text):
        assert numbers(folder.GetTable(text)) == FILTERS[text]
        found = subjects(folder.Items.Restrict(text))
        assert sorted(found) == [f"Number {number}" for number in FILTERS[text]]

    @pytest.mark.parametrize(
        "text",
        [
            "[Subject] =",
            "[Subject] LIKES 'x'",
            "([Subject] = 'x'",
            "[Start] > 'soon'",
            "'",
            "[No] = 1",
        ],
    )
    def test_what_is_no_filter_is_refused(self, folder, text):
        with pytest.raises(OutlookError, match="0x80070057"):
            folder.GetTable(text)

    def test_one_on_top_of_another(self, folder):
        both = folder.Items.Restrict("[BusyStatus] > 0").Restrict("[BusyStatus] < 2")
        assert subjects(both) == ["Number 1"]


class TestItems:
    def test_sorted_both_ways(self, folder):
        items = folder.Items
        items.Sort("[Start]")
        assert subjects(items) == [f"Number {number}" for number in range(4)]
        items.Sort("Start", DESCENDING)
        assert items.GetFirst().Subject == "Number 3"
        assert items.GetNext().Subject == "Number 2"
        assert items.GetLast().Subject == "Number 0"
        assert items.GetNext() is None

    def test_found_one_after_the_other(self, folder):
        items = folder.Items
        items.Sort("[Start]")
        assert items.Find("[BusyStatus] > 1").Subject == "Number 2"
        assert items.FindNext().Subject == "Number 3"
        assert items.FindNext() is None

    def test_counted_from_one(self, folder):
        assert folder.Items.Item(1).Subject == "Number 2"
        assert folder.Items.Item("Number 3").Subject == "Number 3"
        with pytest.raises(OutlookError, match="0x8002000B"):
            folder.Items.Item(5)
