"""The folder connector as it lies beside an installation, and what is in its CRM."""

import json
import shutil
from datetime import UTC, datetime, timedelta

from tests.folder_crm import folder_crm

from outlook_crm.domain.codec import encode_fields
from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.when import Timed


def plug_in(place):
    """A folder of connectors with ours in it, made below ``place``."""
    connectors = place / "connectors"
    about = connectors / "folder_crm-1.0.dist-info"
    about.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder_crm.__file__, connectors / "folder_crm.py")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: folder-crm\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(
        "[outlook_crm.connectors]\nfolder = folder_crm:FolderCrm\n"
    )
    return connectors


def in_the_crm(folder):
    """The subjects of anna's activities."""
    records = (json.loads(file.read_bytes()) for file in (folder / "anna").glob("*.json"))
    return {each["fields"]["subject"] for each in records}


def user_calls(folder):
    """Anna makes an activity in the CRM."""
    start = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    call = {
        FieldName.SUBJECT: "Call",
        FieldName.WHEN: Timed(start, start + timedelta(hours=1)),
        FieldName.TYPE: "Call",
    }
    record = {"fields": encode_fields(call), "key": "", "created": "2026-01-01T00:00:00Z"}
    (folder / "anna" / "1.json").write_text(json.dumps(record))
