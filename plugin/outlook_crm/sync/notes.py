"""What one run tells the next beside the links: a value, kept as one JSON text."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from outlook_crm.domain.side import Side

from .steps import Planned
from .values import Item, StepKind

TRIES = 3
"""A step that fails so often, or an item that bounces so often, needs attention."""
BOUNCE = timedelta(minutes=10)
"""Changes to and fro that are farther apart are people's, not the two sides' own."""
REMEMBERED = timedelta(hours=24)

BOUNCED = "Both sides change it again and again."


@dataclass(frozen=True, slots=True)
class Trial:
    """How often a step failed, for which version of what it writes, and why."""

    failures: int
    version: str
    reason: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """The last write of a link: to which side, when, and how often the side changed."""

    side: Side
    at: datetime
    times: int = 0


@dataclass(frozen=True, slots=True)
class Notes:
    """What is remembered between two runs.

    ``cursor`` is where the CRM's next delta starts, ``pending`` the CRM ids that were
    not settled.  ``looked`` says by which settings and on which day everything was
    looked at last, ``privacy`` by which privacy every Outlook item was read ("" while
    they must be read again), ``swept`` when relations were looked at.  ``deletions`` are
    the user's acts of the last 24 hours that led to some.  ``declined`` are the records,
    by CRM id with their subjects, whose copies in Outlook the user took back: none is
    made again.  ``unclear``: items that only their content could join were left apart.
    """

    cursor: str = ""
    pending: frozenset[str] = frozenset()
    looked: str = ""
    privacy: str = ""
    swept: datetime | None = None
    trials: Mapping[str, Trial] = field(default_factory=dict)
    bounces: Mapping[str, Bounce] = field(default_factory=dict)
    deletions: Mapping[str, datetime] = field(default_factory=dict)
    declined: Mapping[str, str] = field(default_factory=dict)
    unclear: bool = False

    def failed(self, planned: Planned, reason: str) -> "Notes":
        """One more failure of this step."""
        name, version = _identity(planned), _version(planned)
        before = self.trials.get(name)
        failures = before.failures + 1 if before and before.version == version else 1
        return replace(self, trials={**self.trials, name: Trial(failures, version, reason)})

    def done(self, planned: Planned, now: datetime) -> "Notes":
        """The step was done."""
        trials = {name: each for name, each in self.trials.items() if name != _identity(planned)}
        notes = replace(self, trials=trials)
        if planned.step.kind is StepKind.DELETE and not planned.free:
            return replace(notes, deletions={**self.deletions, planned.act: now})
        if planned.step.kind is StepKind.UPDATE:
            return replace(
                notes, bounces={**self.bounces, planned.crm_id: self._bounced(planned, now)}
            )
        return notes

    def resting(self, planned: Planned) -> str:
        """Why the step needs attention rather than another try, "" if it does not."""
        trial = self.trials.get(_identity(planned))
        if trial and trial.failures >= TRIES and trial.version == _version(planned):
            return trial.reason
        bounce = self.bounces.get(planned.crm_id)
        if planned.step.kind is StepKind.UPDATE and bounce and bounce.times >= TRIES:
            return BOUNCED
        return ""

    def rests(self, item: Item) -> bool:
        """Whether making this Outlook item in the CRM is not tried again for now."""
        trial = self.trials.get(_name(Side.CRM, StepKind.CREATE, item.id))
        return bool(trial and trial.failures >= TRIES and trial.version == f" {item.version}")

    def at(self, now: datetime) -> "Notes":
        """Without what is too old to matter; what a wrong clock put into the future is of now."""
        bounces = {
            name: replace(each, at=min(each.at, now))
            for name, each in self.bounces.items()
            if each.times >= TRIES or now - each.at < BOUNCE
        }
        deletions = {
            act: min(at, now) for act, at in self.deletions.items() if now - at < REMEMBERED
        }
        swept = self.swept and min(self.swept, now)
        return replace(self, bounces=bounces, deletions=deletions, swept=swept)

    def awaiting(self, crm_id: str) -> "Notes":
        """The next run looks at it, whatever the CRM's delta tells."""
        return replace(self, pending=self.pending | {crm_id})

    def declining(self, crm_id: str, subject: str) -> "Notes":
        """The record stays in the CRM alone."""
        return replace(self, declined={**self.declined, crm_id: subject})

    def taking_in(self, crm_ids: Collection[str]) -> "Notes":
        """These records are declined no more; the next run looks at those that were."""
        declined = {id_: each for id_, each in self.declined.items() if id_ not in crm_ids}
        pending = self.pending | (self.declined.keys() & crm_ids)
        return replace(self, declined=declined, pending=pending)

    def forgiving(self) -> "Notes":
        """The user wants everything tried again: once, and what fails again is told at once."""
        trials = {
            name: replace(each, failures=min(each.failures, TRIES - 1))
            for name, each in self.trials.items()
        }
        return replace(self, trials=trials, bounces={})

    def _bounced(self, planned: Planned, now: datetime) -> Bounce:
        side, before = planned.step.side, self.bounces.get(planned.crm_id)
        if before is None or now - before.at >= BOUNCE:
            return Bounce(side, now)
        return Bounce(side, now, before.times + (before.side is not side))


def to_json(notes: Notes) -> str:
    """The notes as JSON text."""
    return json.dumps(
        {
            "cursor": notes.cursor,
            "pending": sorted(notes.pending),
            "looked": notes.looked,
            "privacy": notes.privacy,
            "swept": notes.swept and notes.swept.isoformat(),
            "trials": {
                name: [each.failures, each.version, each.reason]
                for name, each in notes.trials.items()
            },
            "bounces": {
                name: [each.side, each.at.isoformat(), each.times]
                for name, each in notes.bounces.items()
            },
            "deletions": {act: at.isoformat() for act, at in notes.deletions.items()},
            "declined": dict(notes.declined),
            "unclear": notes.unclear,
        },
        separators=(",", ":"),
    )


def from_json(text: str) -> Notes:
    """What `to_json` made; nothing is known of anything else, which only costs time."""
    try:
        record = json.loads(text or "{}")
        return Notes(
            record.get("cursor", ""),
            frozenset(record.get("pending", ())),
            record.get("looked", ""),
            record.get("privacy", ""),
            datetime.fromisoformat(record["swept"]) if record.get("swept") else None,
            {name: Trial(*each) for name, each in record.get("trials", {}).items()},
            {
                name: Bounce(Side(side), datetime.fromisoformat(at), times)
                for name, (side, at, times) in record.get("bounces", {}).items()
            },
            {
                act: datetime.fromisoformat(at)
                for act, at in dict(record.get("deletions", {})).items()
            },
            dict(record.get("declined", {})),
            bool(record.get("unclear")),
        )
    except (ValueError, TypeError, AttributeError):
        return Notes()


def _identity(planned: Planned) -> str:
    """One name for all steps of a kind on one item, whatever the run."""
    step = planned.step
    return _name(step.side, step.kind, step.target or step.source)


def _name(side: Side, kind: StepKind, id_: str) -> str:
    return f"{side}/{kind}/{id_}"


def _version(planned: Planned) -> str:
    source = planned.source.version if planned.source else ""
    return f"{planned.step.expect} {source}"
