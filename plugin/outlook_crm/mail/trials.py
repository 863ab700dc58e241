"""Writes of mails that failed, kept with their reason: one that fails three times rests.

It is tried again when the mail changes, or when the user says so.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from outlook_crm.domain.side import Side
from outlook_crm.sync.notes import TRIES
from outlook_crm.sync.report import Entry
from outlook_crm.sync.values import StepKind

from .identity import Keys
from .ports import FiledMails
from .relations import Relations
from .values import Deed, Spot

FAILS = "The CRM fails on it again and again."

_NAME = "mail trials"


@dataclass(frozen=True, slots=True)
class Trial:
    """A write that may fail: enough to try it again, and to tell of it.

    ``version`` is what was to be written, by anything that changes with it.  ``copies``
    are other places where the mail was met since.  ``wish`` is where the user wanted it
    filed, None where nobody said so.
    """

    deed: Deed
    keys: Keys
    spot: Spot
    crm_id: str = ""
    subject: str = ""
    version: str = ""
    wish: Relations | None = None
    failures: int = 0
    reason: str = ""
    copies: tuple[Spot, ...] = ()

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Every place where it was met, the last one first."""
        return (self.spot, *self.copies)

    def after(self, before: "Trial | None") -> "Trial":
        """It, with the places of an earlier try."""
        known = before.spots if before is not None else ()
        return replace(self, copies=tuple(each for each in known if each != self.spot))

    @property
    def name(self) -> str:
        """One name for all tries."""
        return f"{self.deed}/{self.crm_id or self.keys.primary or self.spot.id}"

    @property
    def rests(self) -> bool:
        """Whether it is not tried again by itself."""
        return self.failures >= TRIES

    def entry(self) -> Entry:
        """The line of the report."""
        side = Side.OUTLOOK if self.deed in (Deed.PLACE, Deed.BRING) else Side.CRM
        kind = StepKind.DELETE if self.deed is Deed.REMOVE else StepKind.CREATE
        return Entry(side, kind, self.subject, self.crm_id, self.spot.id, self.reason)


class Trials:
    """Those of a pairing as one run sees them; what writes needs the caller's transaction."""

    def __init__(self, state: FiledMails, pairing: str) -> None:
        self._state = state
        self._pairing = pairing
        self._all = _parsed(state.value(pairing, _NAME))
        self._tried: set[str] = set()

    def knows(self, trial: Trial) -> bool:
        """Whether it failed before."""
        return trial.name in self._all

    def copies(self, trial: Trial) -> Sequence[Spot]:
        """Where the mail was met before, but for the place it is at now."""
        known = self._all.get(trial.name)
        return [each for each in known.spots if each != trial.spot] if known else []

    def tried(self, trial: Trial) -> bool:
        """Whether it failed just now."""
        return trial.name in self._tried

    def resting(self, trial: Trial) -> bool:
        """Whether this write, unchanged, failed often enough."""
        known = self._all.get(trial.name)
        return known is not None and known.rests and known.version == trial.version

    def failed(self, trial: Trial, reason: str) -> bool:
        """One more failure; True when it rests from now on."""
        before = self._all.get(trial.name)
        same = before is not None and before.version == trial.version
        failures = before.failures + 1 if before is not None and same else 1
        self._tried.add(trial.name)
        self._put(replace(trial.after(before), failures=failures, reason=reason))
        return failures >= TRIES

    def met(self, trial: Trial) -> None:
        """A resting one was met somewhere else."""
        known = self._all[trial.name]
        if trial.spot not in known.spots:
            self._put(replace(known, copies=(*known.copies, trial.spot)))

    def forget(self, trial: Trial) -> None:
        """It was done, or there is nothing to do any more."""
        del self._all[trial.name]
        self._write()

    def forgive(self) -> None:
        """The user wants all of them tried again."""
        self._all = {name: replace(each, failures=0) for name, each in self._all.items()}
        self._write()

    def due(self, deed: Deed) -> Sequence[Trial]:
        """What this run may try once more and has not yet."""
        return [each for each in self._untried(deed) if not each.rests]

    def entries(self) -> Sequence[Entry]:
        """Those that rest and did not fail just now, for the report."""
        resting = (each for deed in Deed for each in self._untried(deed) if each.rests)
        return [each.entry() for each in resting]

    def __bool__(self) -> bool:
        return bool(self._all)

    def _untried(self, deed: Deed) -> Iterable[Trial]:
        return [x for name, x in self._all.items() if x.deed is deed and name not in self._tried]

    def _put(self, trial: Trial) -> None:
        self._all[trial.name] = trial
        self._write()

    def _write(self) -> None:
        records = [asdict(each) for each in self._all.values()]
        self._state.put_value(self._pairing, _NAME, json.dumps(records))


def _parsed(text: str) -> dict[str, Trial]:
    trials = map(_trial, json.loads(text or "[]"))
    return {each.name: each for each in trials}


def _trial(record: dict[str, Any]) -> Trial:
    wish = record.pop("wish")
    return Trial(
        **record
        | {
            "deed": Deed(record["deed"]),
            "keys": Keys(**record["keys"]),
            "spot": Spot(**record["spot"]),
            "copies": tuple(Spot(**each) for each in record["copies"]),
            "wish": Relations(**wish) if wish else None,
        }
    )
