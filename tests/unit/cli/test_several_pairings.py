"""The command where several calendars are paired: about all of them, or about one."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.cli.test_console import NOW, PAIRING, PlainProtector, Run

from outlook_crm.cli.places import Places
from outlook_crm.credentials.vault import Vault
from outlook_crm.state.sqlite import SqliteState
from outlook_crm.support.secret import Secret
from outlook_crm.support.status import PairingStatus, Status, write_status
from outlook_crm.sync.ask import Reason
from outlook_crm.sync.report import Report, to_json
from outlook_crm.sync.values import Link

FIRM = replace(PAIRING, id="p2", account="anna@firm.example", folder="g", crm_user="12")


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    return Run(Places(tmp_path / "local", tmp_path / "roaming"))


@pytest.fixture
def both(run):
    state = SqliteState(run.at.state)
    vault = Vault(run.at.vault, PlainProtector())
    with state.atomic():
        for pairing in (PAIRING, FIRM):
            state.pairings.put(pairing)
            state.put_value(pairing.id, "cursor", "x")
            report = Report(NOW - timedelta(seconds=2), NOW, Reason.USER, complete=True)
            state.record_run(pairing.id, to_json(report), NOW)
        state.put_link(Link("p2", "A1", "7", "", {}))
    state.close()
    for pairing in (PAIRING, FIRM):
        vault.store(pairing.id, {"password": Secret("hunter2")})
    states = [PairingStatus("p1", "in step", NOW), PairingStatus("p2", "offline", None, "Busy")]
    write_status(run.at.local, Status("offline", NOW, None, "Busy", pairings=states))
    return run


def test_the_last_runs_say_whose_they_are(both):
    assert both("report") == 0
    lines = both.out.splitlines()
    assert [line.split("  ")[1] for line in lines] == [PAIRING.account, FIRM.account]


@pytest.mark.parametrize("name", ["p2", FIRM.account])
def test_those_of_one_can_be_asked_for(both, name):
    assert both("report", "--pairing", name) == 0
    (line,) = both.out.splitlines()
    assert FIRM.account in line


def test_the_status_of_each_is_told(both):
    assert both("status") == 0
    lines = [line for line in both.out.splitlines() if line.startswith("pairing ")]
    assert "id p1, state in step" in lines[0]
    assert "id p2, state offline, last_success -, last_error Busy" in lines[1]
    assert both("status", "--json", "--pairing", FIRM.account) == 0
    assert [each["id"] for each in json.loads(both.out)["pairings"]] == ["p2"]


def test_the_check_counts_the_links_of_each(both):
    assert both("state", "check") == 0
    assert f"{PAIRING.account} (p1): 0 linked appointments." in both.out
    assert f"{FIRM.account} (p2): 1 linked appointments." in both.out
    assert both("state", "check", "--pairing", "p1") == 0
    assert "(p2)" not in both.out


def test_one_is_forgotten_and_the_other_stays_with_all_that_is_its(both):
    assert both("unpair", "--force", "--pairing", "p2") == 0
    assert "Pairings forgotten: 1" in both.out
    state = SqliteState(both.at.state)
    assert [each.id for each in state.pairings.all()] == ["p1"]
    assert state.value("p1", "cursor") == "x"
    assert len(state.runs("p1")) == 1
    assert not state.links("p2")
    state.close()
    vault = Vault(both.at.vault, PlainProtector())
    assert vault.secrets("p1")
    assert not vault.secrets("p2")


def test_without_a_name_all_are_forgotten(both):
    assert both("unpair", "--force") == 0
    assert "Pairings forgotten: 2" in both.out


@pytest.mark.parametrize("command", [("report",), ("status",), ("unpair", "--force")])
def test_a_name_that_nobody_has_is_told_with_those_that_there_are(both, command):
    assert both(*command, "--pairing", "p3") == 1
    assert "p1, p2" in both.problems
    state = SqliteState(both.at.state)
    assert len(state.pairings.all()) == 2
    state.close()
