"""The question for a newer add-in: off by default, once a day, told and never installed."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.simulation.pc import Pc
from tests.simulator.client import wait_for
from tests.unit.crm.small_server import SmallServer, Told

from outlook_crm import updates
from outlook_crm.support.update import FILE_NAME, Update, UpdateNote, update_of

DIGEST = "0123456789abcdef" * 4
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def told(version, url="https://intranet.example.com/outlook-crm/", sha256=DIGEST):
    return Told(body=json.dumps({"version": version, "url": url, "sha256": sha256}).encode())


@pytest.fixture
def server():
    with SmallServer().running() as server:
        yield server


class Office:
    """A PC whose policy or settings name the address, or none."""

    def __init__(self, folder, server):
        self.folder = folder
        self.server = server
        self.pc = Pc(folder)

    def set(self, **settings):
        lines = [f"{name}: {json.dumps(value)}\n" for name, value in settings.items()]
        (self.folder / "roaming").mkdir(exist_ok=True)
        (self.folder / "roaming" / "settings.yaml").write_text("".join(lines))

    def start(self, answer):
        self.server.answers = [answer]
        self.pc.start()
        self.pc.shell.wait_for_words("Not set up yet")
        return self.pc.shell

    def asked(self):
        wait_for(lambda: self.server.asked, "the question")

    def offered(self):
        return self.pc.shell.control("CrmUpdate")


@pytest.fixture
def office(tmp_path, server, monkeypatch):
    monkeypatch.setattr(updates, "SPREAD", 0.0)
    office = Office(tmp_path, server)
    office.set(update_address=server.address)
    yield office
    if office.pc.shell:
        office.pc.stop()


def test_nobody_is_asked_by_default(office):
    office.set()
    office.start(told("9.0.0"))
    office.pc.stop()
    assert office.server.asked == []
    assert not office.offered()["visible"]


def test_an_address_that_comes_later_holds_without_a_restart(office, monkeypatch):
    monkeypatch.setattr(updates, "_QUIET", 0.1)
    office.set()
    office.start(told("9.0.0"))
    office.set(update_address=office.server.address)
    office.pc.pair_and_go()  # Preferences are saved, and the file is read again
    wait_for(lambda: office.offered()["visible"], "the offer")


def test_a_newer_version_is_in_the_menu_and_its_window_leads_to_the_page(office):
    shell = office.start(told("9.0.0"))
    wait_for(lambda: office.offered()["visible"], "the offer")
    assert office.offered()["label"] == "Version 9.0.0 is available..."
    shell.click("CrmUpdate")
    window = shell.wait_for_window("about")
    shown = {one["name"]: one["value"] for each in window["sections"] for one in each["fields"]}
    assert shown["page"] == "https://intranet.example.com/outlook-crm/"
    assert shown["sha256"].split() == [DIGEST[:32], DIGEST[32:]]
    shell.submit("about", "open")
    wait_for(lambda: shell.pages, "the page")
    assert shell.pages == ["https://intranet.example.com/outlook-crm/"]
    assert [one.method for one in office.server.asked] == ["GET"]  # nothing is fetched


def test_it_is_told_in_the_users_language(office):
    office.set(update_address=office.server.address, language="fi")
    office.server.answers = [told("9.0.0")]
    office.pc.start()
    wait_for(lambda: office.pc.shell.ribbon, "the ribbon")
    wait_for(lambda: office.offered()["visible"], "the offer")
    assert office.offered()["label"] == "Versio 9.0.0 on saatavilla..."


def test_another_start_on_the_same_day_asks_nobody_and_still_tells(office):
    office.start(told("9.0.0"))
    wait_for(lambda: office.offered()["visible"], "the offer")
    office.pc.stop()
    office.start(told("9.9.9"))
    assert office.offered()["label"] == "Version 9.0.0 is available..."
    office.pc.stop()
    assert len(office.server.asked) == 1


def test_the_next_day_asks_again(office):
    office.start(told("9.0.0"))
    wait_for(lambda: office.offered()["visible"], "the offer")
    office.pc.stop()
    file = office.folder / "local" / FILE_NAME
    record = json.loads(file.read_text())
    record["asked"] = (datetime.now(UTC) - timedelta(days=1, seconds=1)).isoformat()
    file.write_text(json.dumps(record))
    office.start(told("9.9.9"))
    wait_for(lambda: "9.9.9" in office.offered()["label"], "the newer offer")


@pytest.mark.parametrize(
    "answer",
    [
        Told(404),
        Told(body=b"<html>log in first</html>"),
        Told(drop=True),
        told("newest"),
        told("9.0.0", url="http://elsewhere.example.com/"),
        told("9.0.0", url="file:///C:/evil.exe"),
        told("9.0.0", sha256="short"),
        told("0.0.1"),
    ],
)
def test_what_is_no_newer_version_is_not_told_and_not_asked_for_again(office, answer):
    office.start(answer)
    office.asked()
    office.pc.stop()
    office.start(answer)
    assert not office.offered()["visible"]
    office.pc.stop()
    assert len(office.server.asked) == 1


def test_outlook_closes_at_once_while_the_address_is_silent(office):
    office.start(Told(slow=20))
    office.asked()
    office.pc.stop()
    office.server.closing.set()


@pytest.mark.parametrize(
    ("version", "than", "newer"),
    [
        ("0.10.0", "0.9.0", True),
        ("1.0", "1.0.0", False),
        ("1.0.0.1", "1.0.0", True),
        ("0.9.9", "1.0.0", False),
    ],
)
def test_versions_are_compared_by_number(version, than, newer):
    assert Update(version, "", "").is_newer_than(than) is newer


def test_a_digest_in_capitals_is_the_same():
    document = {"version": "1.0", "url": "https://a.example.com", "sha256": DIGEST.upper()}
    assert update_of(document).sha256 == DIGEST


@pytest.mark.parametrize("content", [b"", b"[]", b'{"asked": 1, "latest": null}', b"\xff"])
def test_a_broken_note_is_none(tmp_path, content):
    (tmp_path / FILE_NAME).write_bytes(content)
    note = UpdateNote(tmp_path)
    assert (note.due(NOW), note.latest) == (NOW, None)


def test_a_clock_that_was_set_back_does_not_silence_it(tmp_path):
    note = UpdateNote(tmp_path)
    note.asked(NOW + timedelta(days=300))
    assert note.due(NOW) == NOW
