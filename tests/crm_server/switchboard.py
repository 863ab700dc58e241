"""What tests turn while the server runs: faults, quirks, clock, log of requests.

One process holds one switchboard; every access goes through its lock.
"""

import fnmatch
import threading
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

BESIDE = "X-Beside-Faults"
"""The header of a request that meets no fault and no latency, and is not logged."""

FAULTS = ("status", "html", "broken", "drop", "latency")


@dataclass(frozen=True, slots=True)
class Quirks:
    """How this installation differs from the plainest one; all JSON scalars."""

    outlook_key: bool = True  # the schema has the custom field cf_outlook_key
    attendees: bool = True  # the schema has attendees and response
    subject_cut: int = 0  # longer subjects are cut silently; 0: refused beyond the size
    drop_seconds: bool = False  # start and end are stored to the minute
    flatten_body: bool = False  # white space in the description becomes single blanks
    trim_text: bool = False  # text loses white space at both ends
    relations_bump_version: bool = False  # a new link changes updated_at
    foreign_status: int = 403  # the answer for another user's record: 403 or 404
    skew_seconds: float = 0.0  # the server's clock against the machine's
    latency_ms: int = 0  # every API request takes so much longer


@dataclass(slots=True)
class Rule:
    """The next ``times`` requests that match get the fault; None: all of them.

    ``path`` is a shell pattern on the path without the query.  ``handled``: the
    CRM carries the request out first, only its answer is lost or replaced.
    """

    fault: str
    method: str = "*"
    path: str = "*"
    times: int | None = 1
    skip: int = 0
    handled: bool = False
    status: int = 503
    headers: dict[str, str] = field(default_factory=dict)
    milliseconds: int = 0
    detail: str = "Ordered by a test."

    def __post_init__(self):
        if self.fault not in FAULTS:
            raise ValueError(f"fault is one of {', '.join(FAULTS)}")

    def matches(self, method: str, path: str) -> bool:
        return self.method in ("*", method) and fnmatch.fnmatchcase(path, self.path)


class Switchboard:
    """The state behind ``/_control/``; safe from any thread."""

    def __init__(self):
        self._lock = threading.Lock()
        self._rules: list[Rule] = []
        self._requests: list[dict[str, Any]] = []
        self._reports: list[dict[str, Any]] = []
        self.quirks = Quirks()
        self.stopping = threading.Event()

    def now(self) -> datetime:
        """The server's own idea of the time, UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.quirks.skew_seconds)

    def turn(self, changes: dict[str, Any]):
        """Change some quirks.  Raises ValueError for a name that is not one."""
        unknown = changes.keys() - {each.name for each in fields(Quirks)}
        if unknown:
            raise ValueError(f"no such quirk: {', '.join(sorted(unknown))}")
        with self._lock:
            self.quirks = replace(self.quirks, **changes)

    def order(self, rule: Rule):
        with self._lock:
            self._rules.append(rule)

    def clear_rules(self):
        with self._lock:
            self._rules.clear()

    def take(self, method: str, path: str) -> Rule | None:
        """The fault for this request, if one is ordered; uses it up."""
        with self._lock:
            for rule in self._rules:
                if rule.times == 0 or not rule.matches(method, path):
                    continue
                if rule.skip:
                    rule.skip -= 1
                    continue
                if rule.times is not None:
                    rule.times -= 1
                return rule
        return None

    def record(self, entry: dict[str, Any]):
        with self._lock:
            self._requests.append(entry | {"number": len(self._requests) + 1})

    def requests(self) -> list[dict[str, Any]]:
        with self._lock:
            return list(self._requests)

    def clear_requests(self):
        with self._lock:
            self._requests.clear()

    def keep_report(self, report: dict[str, Any]):
        """An error report of an add-in arrived."""
        with self._lock:
            self._reports.append(report)

    def reports(self) -> list[dict[str, Any]]:
        with self._lock:
            return list(self._reports)

    def reset(self):
        """Everything but the data as it was at the start."""
        with self._lock:
            self._rules.clear()
            self._requests.clear()
            self._reports.clear()
            self.quirks = Quirks()

    def state(self) -> dict[str, Any]:
        with self._lock:
            return {
                "quirks": asdict(self.quirks),
                "faults": [asdict(rule) for rule in self._rules],
                "requests": len(self._requests),
            }


SWITCHBOARD = Switchboard()
