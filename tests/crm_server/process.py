"""The CRM as a process of its own, and a hand on its controls."""

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

import requests

from .choices import BASE
from .person import PATIENCE, Person
from .seeded import CUSTOM_KEY, OUTLOOK_KEY, PASSWORD
from .switchboard import Rule

_ROOT = Path(__file__).resolve().parents[2]
__all__ = ["CUSTOM_KEY", "OUTLOOK_KEY", "PASSWORD", "CrmServer", "Person", "Rule"]


class CrmServer:
    """A running CRM; ``with CrmServer() as crm``.

    It holds what `tests.crm_server.seed` puts into a fresh file: the users ``anna``,
    ``bengt`` and ``admin`` (password PASSWORD), the keys OUTLOOK_KEY and CUSTOM_KEY.
    ``database``: a file to keep and to go on with; without it a temporary one.
    ``tls``: the files of a self-signed certificate for 127.0.0.1 and of its key: https.

    ``address`` is what a user types; the API is below ``base``.
    """

    def __init__(
        self,
        database: Path | None = None,
        *,
        port: int = 0,
        tls: tuple[Path, Path] | None = None,
    ):
        self._folder = tempfile.TemporaryDirectory(prefix="crm-")
        self._log = Path(self._folder.name) / "log.txt"
        self.database = database or Path(self._folder.name) / "crm.sqlite3"
        self._port = port
        self._process: subprocess.Popen | None = None
        self._tls = tls
        self._controls = requests.Session()
        self._controls.trust_env = False  # no proxy of the machine's stands between
        self._controls.verify = str(tls[0]) if tls else True
        self.address = ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        self._controls.close()
        self._folder.cleanup()

    @property
    def base(self) -> str:
        return f"{self.address}/{BASE}"

    @property
    def pid(self) -> int:
        return self._process.pid

    def start(self):
        """Start it; a second start goes on with the same file on the same port.

        Raises RuntimeError, with what the process said, when it does not come up.
        """
        command = [sys.executable, "-m", "tests.crm_server", "--db", str(self.database)]
        command += ["--port", str(self._port), "--seed", "--until-stdin-ends"]
        command += ["--tls", *map(str, self._tls)] if self._tls else []
        with self._log.open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                command,
                cwd=_ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self.address = self._process.stdout.readline().strip()
        if not self.address:
            said = self.log()
            self.stop()
            raise RuntimeError(f"the CRM did not start: {said}")
        self._port = int(self.address.rpartition(":")[2])

    def stop(self):
        """Stop it gracefully: requests that are running are answered."""
        if self._process is not None:
            self._process.terminate()
            self._gone()

    def kill(self):
        """End it between two instructions, as a power cut would."""
        self._process.kill()
        self._gone()

    def log(self) -> str:
        """What the process wrote to its error stream."""
        return self._log.read_text(encoding="utf-8")

    def _gone(self):
        process, self._process = self._process, None
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout):
            stream.close()
        # A connection to the process that is gone must not serve the next one.
        self._controls.close()

    # What tests turn.

    def turn(self, **quirks):
        """Change quirks of `tests.crm_server.switchboard.Quirks`."""
        self._control("POST", "quirks", quirks)

    def order(self, rule: Rule):
        """Order a fault for the next API requests that match."""
        self._control("POST", "faults", asdict(rule))

    def clear_faults(self):
        self._control("DELETE", "faults")

    def reset(self):
        """Forget faults and requests, set quirks back; the data stays."""
        self._control("POST", "reset")

    def requests(self) -> list[dict[str, Any]]:
        """The API requests in the order they ended.

        Keys: number, method, path, query, status (0: dropped), ms, queries (of the
        database), fault.
        """
        return self._control("GET", "requests")

    def clear_requests(self):
        self._control("DELETE", "requests")

    def expire_tokens(self, *, refresh: bool = False):
        """End every access token now; with ``refresh`` the refresh tokens, too."""
        self._control("POST", "expire", {"refresh": refresh})

    def seed(self, activities: int, owner: str = "anna", **place) -> list[int]:
        """Make many activities quickly; their ids.

        ``start`` (ISO 8601, default: this month's first, 08:00Z), ``minutes_apart`` (30).
        """
        return self._control("POST", "seed", {"activities": activities, "owner": owner, **place})

    @property
    def report_address(self) -> str:
        """Where error reports of the add-in are received."""
        return f"{self.address}/_control/error-reports"

    def error_reports(self) -> list[dict[str, Any]]:
        """Those that arrived, oldest first."""
        return self._control("GET", "error-reports")

    def snapshot(self, module: str) -> list[dict[str, Any]]:
        """Every record of a module as it is stored: attributes, and the ids linked, as texts."""
        return self._control("GET", f"snapshot/{module}")

    def activities(self) -> list[dict[str, Any]]:
        """Every user's activities, by id."""
        return self.snapshot("activities")

    def person(self, user: str = "anna") -> Person:
        """A user who works in the CRM, unmoved by faults and unseen by the log of requests."""
        return Person(self.base, user, verify=self._controls.verify, beside=True)

    def _control(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        url = f"{self.address}/_control/{path}"
        answer = self._controls.request(method, url, json=body, timeout=PATIENCE)
        said = answer.json()
        if not answer.ok:
            raise ValueError(said["error"])
        return said["result"]
