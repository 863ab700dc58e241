"""Files of mails on their way: gone at once, and no trouble of the disk's stops a run."""

import json
import os
from pathlib import Path

import pytest

from outlook_crm import errors
from outlook_crm.domain.email import Attached
from outlook_crm.mail.values import Spot
from outlook_crm.outlook.mails import OutlookMails, cleared
from outlook_crm.sync.values import Fate

SPOT = Spot("store", "mail")
FILE = Attached(1, "offer.pdf", 4)


class Gateway:
    """Saves what it is told to hand out, and reads what it is told to attach."""

    def __init__(self, folder):
        self.saved = folder / "saved"
        self.attached = []

    def SaveAttachment(self, text):  # noqa: N802
        return json.dumps({"path": str(self.saved)})

    def AttachFile(self, text):  # noqa: N802
        path = Path(json.loads(text)["path"])
        self.attached.append((path.name, path.read_bytes()))
        return json.dumps({"fate": "done", "id": "mail"})


@pytest.fixture
def gateway(tmp_path):
    return Gateway(tmp_path)


@pytest.fixture
def drop(tmp_path):
    return cleared(tmp_path / "drop")


@pytest.fixture
def mails(gateway, drop):
    return OutlookMails(gateway, pairing="p", category="CRM", drop=drop)


def test_a_file_that_was_read_is_gone(mails, gateway):
    gateway.saved.write_bytes(b"%PDF")
    assert mails.content(SPOT, FILE).data == b"%PDF"
    assert not gateway.saved.exists()


def test_a_file_that_a_scanner_took_away_is_refused_with_the_reason(mails):
    with pytest.raises(errors.Refused, match="No such file"):
        mails.content(SPOT, FILE)


def test_a_file_that_was_attached_is_gone(mails, gateway, drop):
    assert mails.attach(SPOT, "f1", "a/b.pdf", b"%PDF").fate is Fate.DONE
    assert gateway.attached == [("a_b.pdf", b"%PDF")]
    assert list(drop.iterdir()) == []


def test_a_disk_without_room_is_no_answer(mails, drop):
    drop.rmdir()
    assert mails.attach(SPOT, "f1", "b.pdf", b"%PDF").fate is Fate.UNKNOWN


def test_what_an_earlier_life_left_is_cleared_away(tmp_path):
    drop = cleared(tmp_path / "drop")
    (drop / "left.pdf").write_bytes(b"%PDF")
    assert list(cleared(drop).iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="rights are inherited from the profile there")
def test_nobody_else_looks_into_it(tmp_path):
    assert cleared(tmp_path / "drop").stat().st_mode & 0o077 == 0
