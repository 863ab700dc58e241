"""The process: it starts quickly, stops gracefully, and a kill loses nothing it promised."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import requests
from tests.crm_server.process import CrmServer, Person, Rule

NEW = {"start_date": "2026-03-02T08:00:00Z", "end_date": "2026-03-02T09:00:00Z"}


def test_a_killed_server_keeps_what_it_answered_and_serves_again_at_the_same_address(tmp_path):
    with CrmServer(tmp_path / "crm.sqlite3") as crm:
        anna = crm.person()
        key = anna.create("activities", subject="Kept", **NEW)
        address = crm.address
        crm.kill()
        with pytest.raises(requests.ConnectionError):
            anna.get("activities", key)
        crm.start()
        assert crm.address == address
        assert anna.get("activities", key)["subject"] == "Kept"
        assert len(crm.snapshot("users")) == 3


def test_kills_among_many_writers_leave_whole_records(tmp_path):
    """Every activity that was answered is there, and none without its row of the entity."""
    with CrmServer(tmp_path / "crm.sqlite3") as crm:
        answered = []
        for _ in range(3):
            anna = crm.person()
            anna.token()
            writers = [threading.Thread(target=write, args=(anna, answered)) for _ in range(4)]
            for writer in writers:
                writer.start()
            wait_for(lambda: len(answered) % 40 > 20)
            crm.kill()
            for writer in writers:
                writer.join()
            crm.start()
        there = {each["id"] for each in crm.activities()}
        assert set(answered) <= there
        anna = crm.person()
        assert anna.call("GET", "activities").json()["meta"]["total"] == len(there)


def write(person, answered):
    for number in range(1000):
        try:
            answered.append(person.create("activities", subject=str(number), **NEW))
        except requests.RequestException:
            return


def wait_for(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.005)


def test_a_stop_answers_the_request_that_is_running():
    with CrmServer() as crm:
        anna = Person(crm.base, "anna")
        anna.token()
        crm.order(Rule("latency", milliseconds=60_000))
        answers = []
        asking = threading.Thread(target=lambda: answers.append(anna.ask("GET", "accounts")))
        asking.start()
        wait_for(lambda: crm._control("GET", "")["faults"][0]["times"] == 0)
        crm.stop()
        asking.join()
        assert answers[0].status_code == 200


def test_the_server_ends_with_its_starter(tmp_path):
    code = (
        "import time\n"
        "from tests.crm_server.process import CrmServer\n"
        f"crm = CrmServer(__import__('pathlib').Path({str(tmp_path / 'crm.sqlite3')!r}))\n"
        "crm.start()\n"
        "print(crm.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    starter = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    with starter:
        pid = int(starter.stdout.readline())
        starter.kill()
    wait_for(lambda: not alive(pid))


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_a_server_that_cannot_start_says_why(tmp_path):
    crm = CrmServer(tmp_path / "no-such-folder" / "crm.sqlite3")
    with pytest.raises(RuntimeError, match="unable to open database file"):
        crm.start()
    crm.__exit__()


def test_it_runs_from_the_command_line(tmp_path):
    command = [sys.executable, "-m", "tests.crm_server", "--db", str(tmp_path / "crm.sqlite3")]
    with subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        address = process.stdout.readline().strip()
        assert requests.get(f"{address}/api/v1", timeout=10).status_code == 401
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_ten_thousand_activities_are_seeded_and_counted(tmp_path):
    with CrmServer() as crm:
        keys = crm.seed(10_000, owner="bengt", start="2026-01-01T08:00:00Z")
        bengt = crm.person("bengt")
        asked = {"page[size]": "1", "sort": "-start_date"}
        last = bengt.call("GET", "activities", **asked).json()
        assert last["meta"]["total"] == 10_000
        assert last["data"][0]["id"] == str(keys[-1])
        bengt.change("activities", keys[-1], subject="As good as any")
