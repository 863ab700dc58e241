"""The mailbox's file: what was saved is there again, however Outlook ended."""

import re
import threading
import uuid

import pytest
from tests.simulator.client import OutlookError
from tests.simulator.macro import application

pytestmark = pytest.mark.shim

TEXT = "Möte \U0001f91d \t tab\r\nnext \\ line ; \\; end"


def journal(outlook):
    return outlook.home / "mailbox.journal"


def test_a_killed_outlook_has_everything_again(start, tmp_path):
    with start(tmp_path) as outlook:
        fields = {"Subject": TEXT, "Start": "2026-03-02T09:00", "Categories": "Kund,Viktig"}
        made = outlook.create(**fields, Body="x" * 5000, ReminderSet=False)
        moved = outlook.move(outlook.create(Subject="Moved"), "Projects")
        gone = outlook.create(Subject="Gone")
        outlook.delete(gone)
        before = outlook.appointment(made), outlook.appointment(moved), outlook.folders()
        outlook.kill()
    with start(tmp_path) as outlook:
        assert (
            outlook.appointment(made),
            outlook.appointment(moved),
            outlook.folders(),
        ) == before
        assert before[0]["Subject"] == TEXT
        assert [item["Subject"] for item in outlook.appointments("Deleted Items")] == ["Gone"]
        with pytest.raises(OutlookError, match="0x8004010F"):
            outlook.appointment(gone)


def test_a_kill_in_the_middle_of_saving_loses_no_save_that_was_answered(start, tmp_path):
    answered = []
    with start(tmp_path) as outlook:

        def save():
            while True:
                try:
                    answered.append(outlook.create(Body="x" * 3000))
                except OutlookError:
                    return

        saving = threading.Thread(target=save)
        saving.start()
        while len(answered) < 50:
            outlook.ask("ping")
        outlook.kill()
        saving.join(10)
    with start(tmp_path) as outlook:
        there = {item["EntryID"] for item in outlook.appointments()}
        assert there >= set(answered)
        assert len(there) <= len(answered) + 1


def test_half_a_line_at_the_end_is_forgotten(start, tmp_path):
    with start(tmp_path) as outlook:
        made = outlook.create(Subject="Whole")
        outlook.kill()
    whole = journal(outlook).read_bytes()
    journal(outlook).write_bytes(whole + whole[-300:-150])
    with start(tmp_path) as outlook:
        after = outlook.create(Subject="After")
        outlook.kill()
    with start(tmp_path) as outlook:
        assert [item["EntryID"] for item in outlook.appointments()] == [made, after]


def test_a_file_full_of_old_states_is_written_anew(start, tmp_path):
    with start(tmp_path) as outlook:
        made = outlook.create(Subject="First")
        outlook.update(made, Subject="Last")
        before = outlook.appointment(made)
        outlook.kill()
    lines = journal(outlook).read_bytes().splitlines(keepends=True)
    journal(outlook).write_bytes(b"".join([*lines[:-1], *lines[-2:] * 1000]))
    with start(tmp_path) as outlook:
        assert outlook.appointment(made) == before
        assert journal(outlook).stat().st_size < 2 * sum(map(len, lines))


def test_a_save_among_ten_thousand_writes_one_line(start, tmp_path):
    with start(tmp_path) as outlook:
        made = outlook.create(Subject="Template", Body="x" * 400)
        outlook.kill()
    template = journal(outlook).read_text(encoding="utf-8").splitlines()[-1]
    with journal(outlook).open("a", encoding="utf-8") as file:
        for number in range(10_000):
            line = template.replace(made, made[:-32] + uuid.uuid4().hex.upper())
            file.write(re.sub(r"^\d+", str(1000 + number), line) + "\n")
    with start(tmp_path) as outlook:
        calendar = application(outlook).Session.GetDefaultFolder(9)
        table = calendar.GetTable()
        assert table.GetRowCount() == 10_001
        while not table.EndOfTable:
            assert table.GetArray(2000)
        size = journal(outlook).stat().st_size
        outlook.update(made, Subject="One of many")
        assert journal(outlook).stat().st_size - size < 3000


def test_two_profiles_know_nothing_of_each_other(start, tmp_path):
    with start(tmp_path / "one") as one, start(tmp_path / "two") as two:
        made = one.create(Subject="One's")
        with pytest.raises(OutlookError):
            two.appointment(made)


def test_a_migrated_mailbox_has_other_ids_and_the_same_items(start, tmp_path):
    with start(tmp_path) as outlook:
        made = outlook.create(Subject="Moved along")
        before = outlook.appointment(made)
        folders = outlook.folders()
        outlook.migrate()
        (after,) = outlook.appointments()
        ids = {"EntryID"}
        assert after["EntryID"] != made
        assert {k: v for k, v in after.items() if k not in ids} == {
            k: v for k, v in before.items() if k not in ids
        }
        for old, new in zip(folders, outlook.folders(), strict=True):
            assert old["path"] == new["path"]
            assert old["id"] != new["id"]
            assert old["store"] != new["store"]
        calendar = application(outlook).Session.GetDefaultFolder(9)
        assert calendar.Items.Item(1).EntryID == after["EntryID"]
