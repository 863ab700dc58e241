"""Observing the CRM: the whole window, or what changed since and a count that must fit.

A delta shows no deletions.  The count of the window is compared with the number of
activities that are expected in it, and only when they differ the ids are listed and
each missing one is asked for.  A quiet run is two requests, however large the calendar.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from outlook_crm.crm.jsonapi import Resource
from outlook_crm.domain.side import Side
from outlook_crm.sync.ports import Want
from outlook_crm.sync.values import Absence, Item, Observation

from .absence import judge
from .items import item_of
from .records import Records
from .schema import FieldMap
from .version import Seen, seen

ASKED_FOR_EVERY = 600.0
"""Seconds between two looks for a record that is no longer the user's to see."""


@dataclass(slots=True)
class _Findings:
    """What a pass has met so far."""

    items: dict[str, Item] = field(default_factory=dict)
    absent: dict[str, Absence] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)


class Observer:
    """Passes over the activities of one user.

    What was shown and is not taken up (no link knows it, or knows an older version)
    is remembered, so that a quiet pass shows it again without reading it; so is what links
    know and is not there, which would else make every count differ.  ``clock`` is
    monotonic, in seconds.
    """

    def __init__(self, records: Records, fields: FieldMap, clock: Callable[[], float]) -> None:
        self._records = records
        self._fields = fields
        self._clock = clock
        self._open: dict[str, Item] = {}
        self._missing: dict[str, tuple[Absence, float]] = {}

    def observe(self, want: Want) -> Observation:
        """The pass that ``want`` asks for: of some ids, a delta, or everything."""
        if want.only is not None:
            return self._some(want, want.only)
        versions = {id_: seen(version) for id_, version in want.known.items()}
        known = {id_: version for id_, version in versions.items() if version}
        # What is not settled (held, asleep) was shown before and is counted as it was then.
        unsettled = versions.keys() - known.keys()
        if want.cursor and unsettled <= self._open.keys() | self._missing.keys():
            return self._delta(want, known)
        return self._everything(want)

    def read(self, ids: Collection[str]) -> dict[str, Item | Absence]:
        """One answer an id; what cannot be read is UNKNOWN."""
        findings = _Findings()
        self._look_for(ids, (), findings)
        unknown = dict.fromkeys(findings.unreadable, Absence.UNKNOWN)
        return {**unknown, **findings.absent, **findings.items}

    def items_of(self, records: Iterable[Resource]) -> list[Item]:
        """The items, without those that cannot be read."""
        findings = _Findings()
        self._take(records, findings)
        return list(findings.items.values())

    def _some(self, want: Want, ids: Collection[str]) -> Observation:
        findings = _Findings()
        self._look_for(ids, (), findings)
        # What was never known and is not there is nothing.
        findings.absent = {id_: why for id_, why in findings.absent.items() if id_ in want.known}
        return _observation(findings, want, findings.items.keys() & want.known.keys())

    def _everything(self, want: Want) -> Observation:
        findings = _Findings()
        walk = self._records.inside(want.start, want.end)
        self._take(walk, findings)
        inside = findings.items.keys() | findings.unreadable.keys()
        elsewhere = want.known.keys() - inside
        self._look_for(elsewhere, inside & want.known.keys(), findings)
        self._open.clear()
        self._missing.clear()
        self._remember(findings, want)
        self._miss(findings, want)
        return _observation(findings, want, want.known.keys(), cursor=walk.cursor, complete=True)

    def _delta(self, want: Want, known: Mapping[str, Seen]) -> Observation:
        findings = _Findings()
        walk = self._records.changed_after(want.cursor)
        self._take(walk, findings)
        self._remember(findings, want)
        expected = self._expected(findings, want, known)
        missing = frozenset(self._missing.keys() & want.known.keys()) - findings.items.keys()
        if self._records.count(want.start, want.end) != len(expected - missing):
            self._find_out(expected | missing, findings, want, known)
        else:
            self._recall(missing, findings, known)
        self._remember(findings, want)
        self._miss(findings, want)
        findings.items = self._open.copy()
        return _observation(findings, want, want.known.keys(), cursor=walk.cursor, complete=True)

    def _remember(self, findings: _Findings, want: Want) -> None:
        """Keep what is not taken up: in the window as it is now, or linked in another version."""
        self._open |= findings.items
        self._open = {
            id_: item
            for id_, item in self._open.items()
            if (want.known[id_] != item.version if id_ in want.known else _is_inside(item, want))
        }

    def _miss(self, findings: _Findings, want: Want) -> None:
        """Keep what is known and not there, with the moment since when it was not looked for."""
        now, before = self._clock(), self._missing
        self._missing = {
            id_: before.get(id_, (absence, now))
            for id_, absence in findings.absent.items()
            if id_ in want.known
        }

    def _expected(
        self, findings: _Findings, want: Want, known: Mapping[str, Seen]
    ) -> frozenset[str]:
        """The ids that must lie in the window, by the latest version of each."""
        latest = {**self._open, **findings.items}
        begins, ends = want.start.timestamp(), want.end.timestamp()
        unread = {
            id_
            for id_, version in known.items()
            if id_ not in latest and version.overlaps(begins, ends)
        }
        read = {id_ for id_, item in latest.items() if _is_inside(item, want)}
        return frozenset(unread | read)

    def _find_out(
        self,
        expected: frozenset[str],
        findings: _Findings,
        want: Want,
        known: Mapping[str, Seen],
    ) -> None:
        """The count differs: list the window, read what is new in it, ask for what is not."""
        listed = self._records.listed(want.start, want.end)
        unmet = {id_ for id_ in listed if not self._has_met(id_, listed[id_], findings, known)}
        self._take(self._records.by_ids(unmet).values(), findings)
        missing = expected - listed.keys()
        self._missing.clear()
        for id_ in missing:
            self._open.pop(id_, None)
            findings.items.pop(id_, None)
        living = listed.keys() & known.keys()
        self._look_for(missing & want.known.keys(), living, findings)

    def _recall(
        self, missing: frozenset[str], findings: _Findings, known: Mapping[str, Seen]
    ) -> None:
        """The count fits without these: a deletion is proven anew, the rest now and then."""
        now, before = self._clock(), self._missing
        self._missing = {
            id_: (absence, since)
            for id_, (absence, since) in before.items()
            if id_ in missing and absence is Absence.RELEASED and now - since < ASKED_FOR_EVERY
        }
        self._look_for(missing - self._missing.keys(), known.keys() - missing, findings)
        findings.absent |= {id_: absence for id_, (absence, _) in self._missing.items()}

    def _has_met(
        self, id_: str, updated: str, findings: _Findings, known: Mapping[str, Seen]
    ) -> bool:
        if id_ in findings.items or id_ in self._open or id_ in findings.unreadable:
            return True
        return id_ in known and known[id_].updated == updated

    def _look_for(self, ids: Collection[str], living: Collection[str], findings: _Findings) -> None:
        found = self._records.by_ids(ids)
        missing = set(ids) - found.keys()
        alive = [*living, *found]
        later, absent = judge(missing, alive, self._records)
        self._take([*found.values(), *later.values()], findings)
        findings.absent |= absent
        for id_ in absent:
            findings.items.pop(id_, None)

    def _take(self, records: Iterable[Resource], findings: _Findings) -> None:
        for record in records:
            try:
                findings.items[record.id] = item_of(record, self._fields)
            except ValueError:
                findings.unreadable[record.id] = "The CRM shows it without its time of change."


def _observation(
    findings: _Findings,
    want: Want,
    judged: Collection[str],
    *,
    cursor: str = "",
    complete: bool = False,
) -> Observation:
    """``judged`` are the known ids of which this pass says something."""
    changed = {
        id_: item for id_, item in findings.items.items() if want.known.get(id_) != item.version
    }
    told = changed.keys() | findings.absent.keys() | findings.unreadable.keys()
    return Observation(
        Side.CRM,
        changed,
        frozenset(judged) - told,
        findings.absent,
        findings.unreadable,
        complete,
        cursor,
    )


def _is_inside(item: Item, want: Want) -> bool:
    span = seen(item.version)
    return span is not None and span.overlaps(want.start.timestamp(), want.end.timestamp())
