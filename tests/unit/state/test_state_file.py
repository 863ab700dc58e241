"""The state's file: what a kill, a torn disk, a newer version and a second opener do to it."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time

import pytest
from tests.conformance.state_suite import NOW, STEP, link

from outlook_crm.errors import Busy, Defect, Users
from outlook_crm.state import database, schema
from outlook_crm.state.sqlite import SqliteState

SUBJECT = "Betriebsrat-Sondersitzung"

# Commits pairs until it is killed, and tells of each; the last one stays open.
CHILD = """
import sys, time
from pathlib import Path
from datetime import datetime, UTC
from outlook_crm.domain.side import Side
from outlook_crm.state.sqlite import SqliteState
from outlook_crm.sync.values import Step, StepKind

state = SqliteState(Path(sys.argv[1]))
step = Step(StepKind.CREATE, Side.CRM, "", "o1", "k1")
for number in range(1, int(sys.argv[2]) + 1):
    with state.atomic():
        state.begin("p1", step, datetime.now(UTC))
        state.put_value("p1", "count", str(number))
    print(number, flush=True)
with state.atomic():
    state.begin("p1", step, datetime.now(UTC))
    state.put_value("p1", "count", "never")
    print("open", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "OutlookCrm" / "state.db"


@pytest.fixture
def opened(path):
    """Opens the state as often as asked; closes all."""
    states = []

    def open_state():
        states.append(SqliteState(path))
        return states[-1]

    yield open_state
    for state in states:
        state.close()


@pytest.fixture
def filled(path):
    """A file that holds a link, closed."""
    state = SqliteState(path)
    with state.atomic():
        state.put_link(link())
    state.close()
    return path


def files(path):
    return sorted(each.name for each in path.parent.iterdir())


def on_disk(path):
    """The files in which the subject can be read."""
    return [each.name for each in path.parent.iterdir() if SUBJECT.encode() in each.read_bytes()]


class TestAKilledProcess:
    def killed_after(self, path, line, many):
        command = [sys.executable, "-c", CHILD, str(path), str(many)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            told = next(each for each in child.stdout if each.strip() == line)
            child.kill()
        return told

    def test_leaves_what_it_committed_and_nothing_of_the_rest(self, path, opened):
        self.killed_after(path, "open", 3)
        state = opened()
        assert state.value("p1", "count") == "3"
        assert len(state.intents("p1")) == 3
        assert state.broken is None

    def test_at_any_moment_leaves_whole_transactions(self, path, opened):
        self.killed_after(path, "5", 100_000)
        state = opened()
        assert len(state.intents("p1")) == int(state.value("p1", "count")) >= 5

    def test_whose_last_words_were_torn_leaves_the_ones_before(self, path, opened):
        """A power cut may leave half a page at the journal's end."""
        self.killed_after(path, "open", 3)
        journal = path.with_name(path.name + "-wal")
        with journal.open("r+b") as file:
            file.truncate(journal.stat().st_size - 2000)
        state = opened()
        assert len(state.intents("p1")) == int(state.value("p1", "count")) == 2
        assert state.broken is None


class TestADamagedFile:
    def garbage(self, data):
        return os.urandom(len(data))

    def cut(self, data):
        return data[: len(data) // 2]

    def emptied(self, data):
        return b""

    def one_page_wrong(self, data):
        return data[:4096] + b"\xff" * 4096 + data[8192:]

    @pytest.mark.parametrize("damage", ["garbage", "cut", "emptied", "one_page_wrong"])
    def test_is_set_aside_and_told_until_it_is_mended(self, filled, opened, damage):
        torn = getattr(self, damage)(filled.read_bytes())
        filled.write_bytes(torn)
        state = opened()
        assert list(state.links("p1")) == []
        assert state.broken.reason
        assert filled.with_name("state.db.broken").read_bytes() == torn
        assert opened().broken == state.broken
        with state.atomic():
            state.mended()
        assert opened().broken is None

    def test_stays_damaged_until_mending_was_committed(self, filled, opened):
        filled.write_bytes(b"no database at all")
        state = opened()

        def crash():
            with state.atomic():
                state.mended()
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            crash()
        assert opened().broken is not None

    def test_its_copy_goes_after_thirty_days(self, filled, opened):
        filled.write_bytes(b"no database at all")
        opened()
        copy = filled.with_name("state.db.broken")
        month_ago = time.time() - 31 * 86400
        opened()
        assert copy.exists()
        os.utime(copy, (month_ago, month_ago))
        opened()
        assert not copy.exists()

    def test_a_missing_file_is_a_first_start(self, opened):
        assert opened().broken is None

    def test_removing_takes_the_copies_too(self, filled):
        filled.write_bytes(b"no database at all")
        SqliteState(filled).close()
        database.remove(filled)
        assert files(filled) == []


class TestAVersion:
    def test_newer_than_ours_is_refused_and_left_as_it_is(self, filled):
        with sqlite3.connect(filled) as connection:
            connection.execute("PRAGMA user_version = 99")
        connection.close()
        before = filled.read_bytes()
        with pytest.raises(Users, match="newer version"):
            SqliteState(filled)
        assert filled.read_bytes() == before
        assert "state.db.broken" not in files(filled)

    def test_older_than_ours_is_brought_up_with_its_rows(self, filled, opened, monkeypatch):
        more = ("ALTER TABLE links ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'",)
        monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, more))
        for _ in range(2):
            state = opened()
            assert state.database.read("SELECT colour FROM links") == [("blue",)]

    def test_step_that_fails_changes_nothing(self, filled, opened, monkeypatch):
        more = ("ALTER TABLE links ADD COLUMN colour TEXT", "ALTER TABLE nothing ADD x TEXT")
        with monkeypatch.context() as patch:
            patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, more))
            with pytest.raises(Users):
                SqliteState(filled)
        state = opened()
        assert len(state.links("p1")) == 1
        assert "colour" not in str(state.database.read("SELECT sql FROM sqlite_master"))


class TestTwoOpeners:
    def test_see_what_the_other_committed(self, opened):
        first, second = opened(), opened()
        with first.atomic():
            first.put_link(link())
            assert list(second.links("p1")) == []
        assert len(second.links("p1")) == 1

    def test_write_one_after_the_other(self, opened, monkeypatch):
        monkeypatch.setattr(database, "_LOCK_WAIT", 0.05)
        first, second = opened(), opened()
        with first.atomic():
            first.put_value("p1", "a", "1")
            with pytest.raises(Busy), second.atomic():
                pass
        with second.atomic():
            second.put_value("p1", "a", "2")
        assert first.value("p1", "a") == "2"

    def test_may_be_a_threads_each_but_not_one_of_two_threads(self, opened):
        state = opened()
        told = []

        def use():
            for call in (state.database.close, lambda: state.links("p1")):
                try:
                    call()
                except Defect as defect:
                    told.append(defect)

        thread = threading.Thread(target=use)
        thread.start()
        thread.join()
        assert [str(defect) for defect in told] == [
            "The state was used by a thread that did not open it."
        ] * 2


class TestThePlace:
    @pytest.mark.skipif(os.name == "nt", reason="rights are inherited from the profile there")
    def test_is_the_users_alone(self, path, opened):
        state = opened()
        with state.atomic():
            state.put_link(link())
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        names = files(path)
        assert "state.db-wal" in names
        for name in names:
            assert stat.S_IMODE((path.parent / name).stat().st_mode) == 0o600

    def test_that_cannot_hold_a_file_is_told(self, path):
        path.mkdir(parents=True)
        with pytest.raises(Users, match="cannot be used"):
            SqliteState(path)

    def test_below_a_file_is_told(self, tmp_path):
        (tmp_path / "file").write_text("")
        with pytest.raises(Users, match="cannot be used"):
            SqliteState(tmp_path / "file" / "state.db")


class TestATextThatIsNoUnicode:
    def test_is_stored_with_its_broken_half_replaced(self, opened):
        state = opened()
        with state.atomic():
            state.put_value("p1", "name", "cut \ud83d")
            state.put_value("p1", "whole", "\U0001f9c1")
            state.put_value("p1", "halves", "\ud83e\uddc1")
        assert state.value("p1", "name") == "cut \ufffd"
        assert state.value("p1", "whole") == state.value("p1", "halves") == "\U0001f9c1"


class TestForgetting:
    def test_leaves_no_byte_on_the_disk_once_the_file_is_closed(self, path):
        state = SqliteState(path)
        with state.atomic():
            state.put_link(link(trouble=SUBJECT))
            state.put_link(link("o2", "c2", trouble=SUBJECT))
        state.close()
        assert on_disk(path)
        state = SqliteState(path)
        with state.atomic():
            state.drop_link("p1", "c1")
            state.put_link(link("o2", "c2", trouble=""))
        state.close()
        assert not on_disk(path)


class TestPurging:
    def test_leaves_no_byte_of_the_pairing_on_the_disk(self, path, opened):
        state = opened()
        with state.atomic():
            state.put_link(link(trouble=SUBJECT))
            state.put_link(link("o2", "c2", "p2"))
            state.begin("p1", STEP.__class__(STEP.kind, STEP.side, "", SUBJECT, "k"), NOW)
            state.put_value("p1", "user", SUBJECT)
            state.record_run("p1", SUBJECT, NOW)
        assert on_disk(path)
        with state.atomic():
            state.purge("p1")
        state.database.compact()
        assert not on_disk(path)
        assert len(state.links("p2")) == 1
        assert list(state.links("p1")) == list(state.intents("p1")) == list(state.runs("p1")) == []

    def test_knows_every_table_that_belongs_to_a_pairing(self, opened):
        read = opened().database.read
        tables = [name for (name,) in read("SELECT name FROM sqlite_master WHERE type = 'table'")]
        owned = {
            name
            for name in tables
            if any(row[1] == "pairing" for row in read(f"PRAGMA table_info({name})"))
        }
        assert owned == set(schema.PAIRING_TABLES)
