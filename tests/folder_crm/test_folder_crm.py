"""The example of docs/connectors.md: it passes the suite of every side, and is plugged in."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from tests.conformance.cases import VALUES
from tests.conformance.side_suite import SideSuite
from tests.folder_crm import folder_crm
from tests.folder_crm.folder_crm import FolderCrm
from tests.simulation.pc import Pc, tomorrow
from tests.simulator.client import wait_for

from outlook_crm.crm.connector import Credentials, Network
from outlook_crm.domain.codec import encode_fields
from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import Timed
from outlook_crm.state.sqlite import SqliteState
from outlook_crm.support.secret import Secret
from outlook_crm.sync.ports import Want
from outlook_crm.sync.values import Fate, Outcome, Step, StepKind


class FolderWorld:
    """See tests/conformance/side_suite.py."""

    values = VALUES

    def __init__(self, folder):
        self._folder = folder
        for user in ("anna", "bengt"):
            (folder / user).mkdir()
        self._losing = False
        self._user = self.side()

    def side(self):
        crm, login = FolderCrm(), Credentials(Secret("-"), "anna", Secret("-"))
        side = crm.log_in(crm.address(str(self._folder)), login, Network()).side("anna")
        save, delete = side._save, side._delete
        side._save = lambda *arguments: self._told(save(*arguments))
        side._delete = lambda *arguments: self._told(delete(*arguments))
        return side

    def want(
        self,
        *,
        known=None,
        keys=None,
        only=None,
        start=datetime(2026, 2, 1, tzinfo=UTC),
        end=datetime(2026, 12, 1, tzinfo=UTC),
        cursor="",
    ):
        return Want(start, end, known or {}, keys or {}, cursor, only)

    def user_creates(self, fields):
        return self._does(StepKind.CREATE, "", fields).item.id

    def user_changes(self, item, fields):
        self._does(StepKind.UPDATE, item, fields)

    def user_deletes(self, item):
        self._does(StepKind.DELETE, item, {})

    def user_moves_away(self, item):
        file = self._folder / "anna" / f"{item}.json"
        file.rename(self._folder / "bengt" / file.name)

    def user_copies(self, item):
        file = self._folder / "anna" / f"{item}.json"
        file.with_stem(f"{item}-2").write_bytes(file.read_bytes())
        return f"{item}-2"

    def lose_next_answer(self):
        self._losing = True

    def pass_time(self):
        """Files are read anew each time."""

    def _does(self, kind, item, fields):
        return self._user.write(Step(kind, Side.CRM, item, "", "", fields))

    def _told(self, outcome):
        losing, self._losing = self._losing, False
        return Outcome(Fate.UNKNOWN) if losing else outcome


class TestFolderSide(SideSuite):
    @pytest.fixture
    def world(self, tmp_path):
        return FolderWorld(tmp_path)


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A folder of connectors, as beside an installation, with ours in it."""
    connectors = tmp_path / "connectors"
    about = connectors / "folder_crm-1.0.dist-info"
    about.mkdir(parents=True)
    shutil.copyfile(folder_crm.__file__, connectors / "folder_crm.py")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: folder-crm\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(
        "[outlook_crm.connectors]\nfolder = folder_crm:FolderCrm\n"
    )
    monkeypatch.syspath_prepend(connectors)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "crm" / "anna").mkdir(parents=True)
    return tmp_path / "crm"


def in_the_crm(folder):
    records = (json.loads(file.read_bytes()) for file in (folder / "anna").glob("*.json"))
    return {each["fields"]["subject"] for each in records}


@pytest.mark.parametrize("chosen", ["by the address", "by a setting"])
def test_it_is_plugged_in_and_keeps_both_calendars_in_step(tmp_path, installed, folder, chosen):
    pc = Pc(tmp_path / "pc")
    pc.connector = None  # those that are installed
    if chosen == "by a setting":
        settings = tmp_path / "pc" / "roaming" / "settings.yaml"
        settings.parent.mkdir(parents=True)
        settings.write_text("connector: folder\n")
    pc.start()
    try:
        pc.gateway.make(Subject="Visit", **tomorrow(), **{"@type": "Meeting"})
        prefix = "folder+" if chosen == "by the address" else ""
        pc.pair_and_go(address=f"{prefix}{folder}")
        wait_for(lambda: in_the_crm(folder) == {"Visit"}, "the visit in the folder")
        record = {"fields": encode_fields(_call()), "key": "", "created": "2026-01-01T00:00:00Z"}
        (folder / "anna" / "1.json").write_text(json.dumps(record))
        pc.shell.click("CrmSynchronise")
        wait_for(lambda: "Call" in pc.gateway.subjects(), "the call in Outlook")
    finally:
        pc.stop()
    state = SqliteState(tmp_path / "pc" / "local" / "state.sqlite3")
    assert [each.crm_address for each in state.pairings.all()] == [f"folder+{folder}"]
    state.close()


def test_what_it_has_not_may_be_switched_on_all_the_same(tmp_path, folder):
    settings = tmp_path / "pc" / "roaming" / "settings.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        "tasks: true\ncontacts_to_outlook: true\n"
        "mail: {received: known, sent: known, arrivals: true}\n"
    )
    pc = Pc(tmp_path / "pc")
    pc.connector = FolderCrm()
    pc.start()
    try:
        pc.gateway.make(Subject="Visit", **tomorrow(), **{"@type": "Meeting"})
        pc.pair_and_go(address=str(folder))
        wait_for(lambda: in_the_crm(folder) == {"Visit"}, "the visit in the folder")
        pc.shell.click("CrmSynchronise")
        pc.shell.wait_for_words("In step")
    finally:
        pc.stop()


def _call():
    start = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    return {
        FieldName.SUBJECT: "Call",
        FieldName.WHEN: Timed(start, start + timedelta(hours=1)),
        FieldName.TYPE: "Call",
    }
