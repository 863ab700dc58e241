"""The administrator's command: what it prints, its exit codes, and what it leaves alone."""

import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from outlook_crm.cli.command_line import main
from outlook_crm.cli.console import Console
from outlook_crm.cli.places import Places
from outlook_crm.credentials.vault import Vault
from outlook_crm.settings.policy import NoPolicy, Policy
from outlook_crm.state.lease import Lease
from outlook_crm.state.pairings import PairingRecord
from outlook_crm.state.schema import MIGRATIONS
from outlook_crm.state.sqlite import SqliteState
from outlook_crm.support.secret import Secret
from outlook_crm.support.status import Status, write_status
from outlook_crm.sync.ask import Reason
from outlook_crm.sync.report import Report, to_json

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PAIRING = PairingRecord("p1", "anna@example.com", "s", "f", "https://crm.example.com", "7", NOW)


class PlainProtector:
    def protect(self, data):
        return data

    def unprotect(self, data):
        return data


class Run:
    """The command on the files of one user, and what came of it."""

    def __init__(self, at):
        self.at = at
        self.policy = NoPolicy()
        self.registry = None

    def __call__(self, *arguments):
        out, problems = io.StringIO(), io.StringIO()
        console = Console(self.at, self.policy, self.registry, lambda: NOW, out, problems)
        code = main(arguments, console)
        self.out, self.problems = out.getvalue(), problems.getvalue()
        return code


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    return Run(Places(tmp_path / "local", tmp_path / "roaming"))


@pytest.fixture
def paired(run):
    state = SqliteState(run.at.state)
    with state.atomic():
        state.pairings.put(PAIRING)
        state.put_value("p1", "cursor", "x")
        report = Report(NOW - timedelta(seconds=2), NOW, Reason.USER, complete=True)
        state.record_run("p1", to_json(report), NOW)
    state.close()
    Vault(run.at.vault, PlainProtector()).store("p1", {"password": Secret("hunter2")})
    return run


@pytest.fixture
def outlook_runs(paired):
    waiting = (sys.executable, "-c", "input()")
    state = SqliteState(paired.at.state)
    with subprocess.Popen(waiting, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as other:
        with state.atomic():
            assert Lease(state.database, other.pid).take(NOW)
        yield paired
        other.communicate(b"\n")
    state.close()


def level_of(findings, about):
    return {one["level"] for one in findings if one["about"] == about}


def doctor(run, *options):
    code = run("doctor", "--json", "--offline", *options)
    return code, json.loads(run.out)


class TestDoctor:
    def test_finds_no_fault_where_nothing_was_begun(self, run):
        code, findings = doctor(run)
        assert code == 0
        assert level_of(findings, "pairing") == {"warning"}
        assert {one["about"] for one in findings} >= {"python", "parts", "settings", "vault"}

    def test_finds_a_paired_calendar_well(self, paired):
        write_status(paired.at.local, Status("in step", NOW, NOW - timedelta(hours=1)))
        code, findings = doctor(paired)
        assert code == 0
        assert {one["level"] for one in findings} == {"ok"}

    def test_tells_a_damaged_state_and_what_to_do(self, paired):
        paired.at.state.write_bytes(b"not a database" * 1000)
        code, findings = doctor(paired)
        assert code == 1
        (found,) = [one for one in findings if one["about"] == "state"]
        assert found["level"] == "fault"
        assert "outlook-crm state rebuild" in found["todo"]
        assert paired.at.state.read_bytes().startswith(b"not a database")

    def test_names_the_line_of_a_wrong_setting(self, run):
        run.at.roaming.mkdir()
        run.at.settings.write_text("auto_sync: perhaps\n")
        code, findings = doctor(run)
        assert code == 1
        (told, *_) = [one["told"] for one in findings if one["level"] == "fault"]
        assert "line 1" in told

    def test_counts_whose_word_the_settings_are(self, run):
        class Locks:
            def policy(self):
                return Policy(locked={"auto_sync": False}, preset={"language": "en"})

        run.policy = Locks()
        run("doctor", "--offline")
        counts = "0 chosen by the user, 1 (auto_sync) locked and 1 (language) preset"
        assert counts in run.out

    def test_speaks_the_language_of_the_settings(self, run):
        run.at.roaming.mkdir()
        run.at.settings.write_text("language: sv\n")
        run("doctor", "--offline")
        assert "Alla delar finns." in run.out

    def test_an_old_success_is_a_warning(self, paired):
        write_status(paired.at.local, Status("fault", NOW, NOW - timedelta(days=4), "Busy"))
        _, findings = doctor(paired)
        (found,) = [one for one in findings if one["about"] == "status"]
        assert (found["level"], found["todo"]) == ("warning", "Last error: Busy")

    def test_every_profiles_last_word_is_one_object(self, run, tmp_path):
        class Users:
            def profiles(self):
                return [tmp_path / "anna", tmp_path / "otto"]

        local = tmp_path / "anna" / "AppData" / "Local" / "OutlookCrm"
        write_status(local, Status("in step", NOW, NOW))
        run.registry = Users()
        assert run("doctor", "--all-users") == 0
        assert json.loads(run.out)["anna"]["state"] == "in step"
        assert "otto" not in json.loads(run.out)

    def test_an_address_that_does_not_answer_is_a_fault(self, run):
        class Preset:
            def policy(self):
                return Policy(preset={"crm_address": "http://127.0.0.1:9", "proxy": "none"})

        run.policy = Preset()
        assert run("doctor", "--json") == 1
        (found,) = [one for one in json.loads(run.out) if one["about"] == "connection"]
        assert found["level"] == "fault"


class TestBesideARunningOutlook:
    @pytest.mark.parametrize(
        "arguments", [("unpair", "--force"), ("state", "rebuild"), ("purge", "--force")]
    )
    def test_nothing_is_changed(self, outlook_runs, arguments):
        assert outlook_runs(*arguments) == 3
        assert "Close Outlook first" in outlook_runs.problems
        assert outlook_runs.at.state.exists()
        assert outlook_runs.at.vault.exists()

    @pytest.mark.parametrize(
        "arguments", [("doctor", "--offline"), ("state", "check"), ("report",), ("diagnostics",)]
    )
    def test_everything_may_be_looked_at(self, outlook_runs, arguments):
        assert outlook_runs(*arguments) == 0


class TestAnEarlierAddInThatStillRuns:
    """After an update beneath a running Outlook; the command is the new version's already."""

    @pytest.fixture
    def before(self, outlook_runs):
        connection = sqlite3.connect(outlook_runs.at.state)
        with closing(connection):
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) - 1}")
            yield outlook_runs
            assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) - 1,)

    def test_is_no_fault_and_keeps_its_file_as_it_knows_it(self, before):
        code, findings = doctor(before)
        assert code == 0
        (found,) = [one for one in findings if one["about"] == "state"]
        assert (found["level"], found["todo"]) == ("warning", "Restart Outlook.")

    @pytest.mark.parametrize("arguments", [("report",), ("sync",), ("unpair", "--force")])
    def test_is_not_worked_against(self, before, arguments):
        assert before(*arguments) == 3
        assert "Restart Outlook first" in before.problems


class TestUnpair:
    def test_forgets_links_history_and_secrets(self, paired):
        assert paired("unpair", "--force") == 0
        assert "Pairings forgotten: 1" in paired.out
        state = SqliteState(paired.at.state)
        assert list(state.pairings.all()) == []
        assert state.value("p1", "cursor") == ""
        state.close()
        assert not paired.at.vault.exists()

    def test_is_never_done_without_saying_so_twice(self, paired):
        with pytest.raises(SystemExit) as ended:
            paired("unpair")
        assert ended.value.code == 2
        assert paired.at.vault.exists()

    def test_does_nothing_where_nothing_is(self, run):
        assert run("unpair", "--force") == 0
        assert not run.at.local.exists()


def test_rebuild_keeps_the_old_state_beside(paired):
    assert paired("state", "rebuild") == 0
    assert not paired.at.state.exists()
    assert Path(paired.at.state.with_name("state.sqlite3.broken")).exists()
    assert paired("state", "check") == 0


def test_purge_removes_both_folders(paired):
    paired.at.roaming.mkdir()
    assert paired("purge", "--force") == 0
    assert not paired.at.local.exists()
    assert not paired.at.roaming.exists()


def test_the_last_runs_are_told_newest_first(paired):
    assert paired("report") == 0
    assert paired.out.startswith("2026-03-02T09:30:00+00:00  run (user): nothing to do")


def test_status_is_what_the_add_in_wrote(paired):
    assert paired("status") == 1
    assert paired("status", "--json") == 1
    assert json.loads(paired.out) == {}
    write_status(paired.at.local, Status("in step", NOW, NOW, counts={"links": 4}))
    assert paired("status", "--json") == 0
    assert json.loads(paired.out)["counts"] == {"links": 4}


class TestDiagnostics:
    def test_shows_the_list_before_anything_is_written(self, paired, tmp_path):
        assert paired("diagnostics") == 0
        assert "doctor.json" in paired.out
        assert not list(tmp_path.glob("*.zip"))

    def test_holds_no_address_and_no_state(self, paired, tmp_path):
        paired.at.logs.mkdir()
        line = "login of anna@example.com: password=hunter2\n"
        (paired.at.logs / "outlook-crm.log").write_text(line)
        assert paired("diagnostics", "--out", str(tmp_path / "case.zip")) == 0
        with zipfile.ZipFile(tmp_path / "case.zip") as archive:
            assert set(archive.namelist()) == {"doctor.json", "outlook-crm.log"}
            text = b"".join(map(archive.read, archive.namelist())).decode()
        assert "anna@example.com" not in text
        assert "hunter2" not in text
        assert str(paired.at.local) not in text or "~" in text

    def test_never_writes_over_a_file(self, paired, tmp_path):
        (tmp_path / "case.zip").write_text("mine")
        assert paired("diagnostics", "--out", str(tmp_path / "case.zip")) == 1
        assert (tmp_path / "case.zip").read_text() == "mine"
