"""A newer add-in that was heard of: what is told of it, and when somebody asked last."""

import json
import logging
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from outlook_crm.files import write_private
from outlook_crm.settings.kinds import is_web_address

_log = logging.getLogger(__name__)

FILE_NAME = "update.json"
EVERY = timedelta(days=1)
"""Nobody is asked more often."""

_VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){1,3}", re.ASCII)
_SHA_256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Update:
    """A version, the page or package it is had from, and the package's SHA-256 in lower case."""

    version: str
    url: str
    sha256: str

    def is_newer_than(self, version: str) -> bool:
        """By numbers: 0.10 comes after 0.9."""
        return _numbers(self.version) > _numbers(version)


def update_of(document: object) -> Update:
    """What ``{"version": "1.2.0", "url": "https://...", "sha256": "..."}`` tells.

    Raises ValueError, which names the part that cannot be used and never tells its text.
    """
    record = document if isinstance(document, dict) else {}
    version, url, digest = (str(record.get(name, "")) for name in ("version", "url", "sha256"))
    if not _VERSION.fullmatch(version):
        raise ValueError("version")
    if not url or not is_web_address(url):
        raise ValueError("url")
    if not _SHA_256.fullmatch(digest.lower()):
        raise ValueError("sha256")
    return Update(version, url, digest.lower())


class UpdateNote:
    """What is remembered from start to start, in ``folder``.

    From one thread; `latest` from any.  A full disk or a broken file loses it, never more.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._asked: datetime | None = None
        self.latest: Update | None = None
        try:
            self._read()
        except (OSError, ValueError, TypeError, KeyError):
            self._asked = None

    def due(self, now: datetime) -> datetime:
        """When to ask; a time of asking that is to come (the clock was set back) is none."""
        asked = self._asked
        return now if asked is None or asked > now else asked + EVERY

    def asked(self, now: datetime) -> None:
        """Somebody asks now, whatever comes of it."""
        self._asked = now
        self._write()

    def heard(self, update: Update) -> None:
        """This came of it."""
        self.latest = update
        self._write()

    def _read(self) -> None:
        record = json.loads(self._path.read_bytes())
        self._asked = datetime.fromisoformat(record["asked"]).astimezone(UTC)
        self.latest = update_of(record["latest"]) if record["latest"] else None

    def _write(self) -> None:
        asked = self._asked and self._asked.isoformat()
        record = {"asked": asked, "latest": self.latest and asdict(self.latest)}
        try:
            write_private(self._path, json.dumps(record).encode())
        except OSError as error:
            _log.warning("%s cannot be written: %s", FILE_NAME, error.strerror)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in version.split(".")]
    while numbers and not numbers[-1]:  # 1.2 and 1.2.0 are one
        numbers.pop()
    return tuple(numbers)
