"""The zip for a support case: what happened, without whose or what about."""

import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from outlook_crm.support.mask import masked

from .finding import Finding
from .places import Places

_LARGEST = 5_000_000  # bytes of one log file: four times what the log rotates at


def contents(at: Places, findings: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    """Name and masked text of each file: doctor's lines, status, settings, logs.

    The state is not among them: it holds subjects and people's names.
    """
    record = json.dumps([one.record() for one in findings], ensure_ascii=False, indent=1)
    yield "doctor.json", masked(record)
    logs = sorted(at.logs.glob("*.log*")) if at.logs.is_dir() else []
    for path in (at.status, at.settings, *logs):
        text = _text(path)
        if text is not None:
            yield path.name, masked(text)


def write(target: Path, files: Sequence[tuple[str, str]]) -> None:
    """Make the zip; raises OSError, also for one that is there already."""
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files:
            archive.writestr(name, text)


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes()[-_LARGEST:].decode("utf-8", "replace")
    except OSError:
        return None
