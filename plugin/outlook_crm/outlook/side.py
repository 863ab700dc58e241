"""Outlook's calendar as a side of the sync.

A pass reads the folder's table, and of the items only those whose row tells of
a change.  Outlook keeps no memory of what was deleted: whatever is gone is
searched for, and counts as deleted only where that was proven.  A series is shown as its
occurrences.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from outlook_crm.domain.fields import CALENDAR_NAMES
from outlook_crm.domain.sentence import sentence
from outlook_crm.domain.side import Side
from outlook_crm.sync.ports import Capabilities, Want
from outlook_crm.sync.values import (
    TAKEN_BACK,
    Absence,
    Fate,
    Item,
    Observation,
    Outcome,
    Step,
    StepKind,
)

from .absence import Gone, Kin, Verdict, is_alive, is_taken_back, judge
from .away import Away
from .choices import Whose
from .fields import cells_of
from .folder import Folder, Scan
from .gateway import Gateway
from .items import is_unchanged, item_of, shim_version
from .known_series import KnownSeries, Shows
from .records import ReadAnswer, Record, Row, instant
from .series import Families, families_of, occurrence_cells, occurrence_id, parted

_APPOINTMENT = "IPM.Appointment"  # also the class of forms derived from it

TRIED_EVERY = timedelta(minutes=10)
"""How long what could not be read in whole is left alone."""

_SINGLE = {None}  # a family's dates, when it is a single item

_CAPABILITIES = Capabilities(fields=CALENDAR_NAMES, series=True)


@dataclass(slots=True)
class _Living:
    """What a read showed of this folder, by EntryID; ``gids`` of all of them."""

    singles: dict[str, Item] = field(default_factory=dict)
    series: set[str] = field(default_factory=set)
    unreadable: dict[str, str] = field(default_factory=dict)
    gids: dict[str, str] = field(default_factory=dict)


class OutlookSide:
    """`outlook_crm.sync.ports.SidePort` over the shim's gateway, for one calendar folder.

    ``key_of`` makes the activity's key of a GlobalAppointmentID, or of an occurrence's
    (`outlook_crm.outlook.series.occurrence_id`).  ``now`` is the clock in UTC.  ``whose``
    tells for which CRM type, status and relations are meant.
    """

    def __init__(
        self,
        gateway: Gateway,
        *,
        store: str,
        folder: str,
        pairing: str,
        key_of: Callable[[str], str],
        now: Callable[[], datetime],
        whose: Callable[[], Whose] = Whose,
    ) -> None:
        self._folder = Folder(gateway, store, folder, pairing, whose=whose)
        self._key_of = key_of
        self._now = now
        self._series = KnownSeries(key_of, now)
        self._away = Away(now)
        # What was shown and not taken up: no link knows it (another type, private, held), or
        # knows it otherwise (held, asleep).  Kept, so that no quiet pass reads it again.
        self._open: Mapping[str, Item] = {}
        self._tried = datetime.min.replace(tzinfo=UTC)
        self._keys: Mapping[str, str] = {}
        self._marks: Mapping[str, str] = {}

    @property
    def side(self) -> Side:
        """Outlook."""
        return Side.OUTLOOK

    @property
    def capabilities(self) -> Capabilities:
        """Outlook holds every field: what it has no property for lies in named properties."""
        return _CAPABILITIES

    def verify(self) -> None:
        """Raises Missing when the pairing's folder is not there (any more)."""
        self._folder.check()

    def observe(self, want: Want) -> Observation:
        """The whole window and every known item, or just the items ``want.only`` names.

        There is no delta in Outlook: ``want.cursor`` is not used and none is given.
        """
        self._keys, self._marks = dict(want.keys), dict(want.marks)
        families = families_of(want.known)
        if want.only is not None:
            return self._reading(want, families, families_of(want.only).keys(), None)
        scan = self._folder.scan()
        kept = self._still_open(scan, want)
        rows = [row for row in scan.rows.values() if row.id not in kept]
        changed = {row.id for row in rows if _must_read(row, want, families)}
        recurring = {row.id: row for row in scan.rows.values() if row.recurring}
        changed |= self._series.to_read(recurring.values())
        self._series.keep_only(recurring.keys())
        gone = families.keys() - scan.rows.keys()
        away = self._away.still(self._named(gone, families).values(), scan.rows, self._kin)
        observation = self._reading(want, families, changed | (gone - away.keys()), scan)
        absent = {id_: absence for each, absence in away.items() for id_ in families[each].values()}
        items = {**kept, **observation.items}
        self._open = items
        singles = (scan.rows.keys() & want.known.keys()) - self._series.ids
        return replace(
            observation,
            items=items,
            unchanged=observation.unchanged | (singles - changed - kept.keys()),
            absent={**observation.absent, **absent},
            complete=scan.complete,
        )

    def read(self, ids: Collection[str]) -> Mapping[str, Item | Absence]:
        """Read these items now; one that is there but unreadable is UNKNOWN."""
        families = families_of(ids)
        living = self._take(self._folder.read(families.keys()))
        here = living.singles.keys() | living.series | living.unreadable.keys()
        verdict = self._judge(families.keys() - here, families, None)
        answers: dict[str, Item | Absence] = dict.fromkeys(ids, Absence.UNKNOWN)
        for entry_id, family in families.items():
            if entry_id in living.series:
                answers |= {id_: self._series.occurrence(id_) for day, id_ in family.items() if day}
            elif item := living.singles.get(entry_id):
                answers |= {id_: item for day, id_ in family.items() if day is None}
            elif absence := verdict.absent.get(entry_id):
                answers |= dict.fromkeys(family.values(), absence)
        return answers

    def find(self, key: str, stamp: str = "") -> Sequence[Item]:
        """Living items of the folder that carry the key or the stamp, oldest first."""
        rows = self._folder.scan().rows.values()
        ids = {row.id for row in rows if self._carries(row, key, stamp)}
        living = self._take(self._folder.read(ids | self._series.to_read(rows)))
        found = [item for id_, item in living.singles.items() if id_ in ids]
        if key and (occurrence := self._series.find(key)):
            found.append(occurrence)
        return sorted(found, key=lambda item: (item.created, item.id))

    def write(self, step: Step) -> Outcome:
        """Carry out one step; the shim compares the version just before it writes."""
        entry_id, day = parted(step.target)
        cells = cells_of(step.fields)
        if day:
            cells = occurrence_cells(cells)
            if not cells and step.kind is not StepKind.DELETE:
                return self._as_it_is(step)
        answer = self._folder.write(
            step.kind.value,
            id=entry_id,
            occurrence=day.isoformat() if day else "",
            expect=shim_version(step.expect),
            stamp="" if step.kind is StepKind.DELETE or day else step.source,
            cells=cells,
        )
        fate = Fate(answer.fate)
        item = self._written(answer.item, step.target) if answer.item else None
        reason = answer.reason or sentence(
            "Outlook refused it ({hresult}).", hresult=answer.hresult
        )
        return Outcome(fate, item, reason if fate is Fate.REFUSED else "")

    def cancel(self) -> None:
        """Let no further call begin; one that runs ends within its own limit."""
        self._folder.cancel()

    # ---- one reading

    def _reading(
        self, want: Want, families: Families, ids: Collection[str], scan: Scan | None
    ) -> Observation:
        living = self._take(self._folder.read(ids))
        here = living.singles.keys() | living.series | living.unreadable.keys()
        gone = (set(ids) & families.keys()) - here
        self._series.forget(gone)
        verdict = self._judge(gone, families, scan)
        self._away.learn(verdict)
        remade = self._take(self._folder.read(set(verdict.remade.values()) - here))
        shown = self._series.shows(
            want,
            None if scan is not None else living.series | remade.series,
            _dates(families, verdict),
        )
        self._spread(verdict, families, shown)
        self._turned(families, living, scan, shown)
        for entry_id, reason in living.unreadable.items():
            shown.unreadable |= dict.fromkeys(
                families.get(entry_id, {None: entry_id}).values(), reason
            )
        singles = {**living.singles, **remade.singles}
        same = {id_ for id_, item in singles.items() if want.known.get(id_) == item.version}
        changed = {id_: item for id_, item in singles.items() if id_ not in same}
        return Observation(
            Side.OUTLOOK,
            {**changed, **shown.items},
            frozenset(same | shown.unchanged),
            shown.absent,
            shown.unreadable,
            series=shown.series,
        )

    def _spread(self, verdict: Verdict, families: Families, shown: Shows) -> None:
        """What became of a series became of its occurrences.

        What was made in its stead may have got a rule, or lost it.
        """
        for entry_id, absence in verdict.absent.items():
            heir = verdict.remade.get(entry_id, "")
            name = self._series.name(heir) or entry_id
            for day, id_ in families[entry_id].items():
                shown.absent[id_] = absence
                if day is None and heir not in self._series:
                    continue
                if heir:
                    shown.absent[id_] = self._in(heir, day)
                if not self._series.was_deleted(heir, day):
                    shown.series |= {id_: name, heir or id_: name}

    def _in(self, heir: str, day: date | None) -> Absence:
        """Whether it has this occurrence; a single item goes on as one, or for one, of any day."""
        if day is None or heir not in self._series:
            return Absence.DELETED
        there = self._series.occurrence(occurrence_id(heir, day))
        return Absence.MOVED if isinstance(there, Item) else there

    def _turned(self, families: Families, living: _Living, scan: Scan | None, shown: Shows) -> None:
        """A single item that became a series, or a series that became a single item."""
        some = {
            entry_id: family
            for entry_id, family in families.items()
            if entry_id in self._series or family.keys() != _SINGLE
        }
        rows = {id_: scan.rows[id_] for id_ in some.keys() & scan.rows.keys()} if scan else {}
        gids = {id_: row.gid for id_, row in rows.items()} if scan else living.gids
        for entry_id in some.keys() & gids.keys():
            is_series = entry_id in self._series
            is_single = entry_id in living.singles or (scan and not rows[entry_id].recurring)
            name = gids[entry_id] or entry_id
            for day, id_ in some[entry_id].items():
                if is_series if day is None else is_single:
                    shown.absent[id_] = Absence.DELETED
                    shown.series |= {id_: name, entry_id: name}

    def _judge(self, gone: Collection[str], families: Families, scan: Scan | None) -> Verdict:
        """By EntryID; one occurrence speaks for its series."""
        if not gone:
            return Verdict({}, {})
        found = self._folder.locate(gone)
        lost = self._named(gone, families)
        if all(is_alive(each) for each in found):
            nobody = self._kin(())
            return judge(found, lost, nobody, nobody, nobody, certain=True)
        scan = scan or self._folder.scan()
        binned = self._folder.scan_deleted().rows.values()
        places = (scan.rows.values(), binned, filter(is_taken_back, binned))
        return judge(found, lost, *map(self._kin, places), certain=scan.complete)

    def _kin(self, rows: Iterable[Row]) -> Kin:
        known = families_of(self._keys)

        def linked(entry_id: str) -> Mapping[date | None, str]:
            return {day: self._keys[id_] for day, id_ in known.get(entry_id, {}).items()}

        return Kin(rows, self._key_of, linked)

    def _named(self, gone: Collection[str], families: Families) -> Mapping[str, Gone]:
        """By EntryID, with what else they are known by."""
        one_each = {entry_id: next(iter(families[entry_id].items())) for entry_id in gone}
        return {
            entry_id: Gone(entry_id, self._keys.get(id_, ""), day, self._marks.get(id_))
            for entry_id, (day, id_) in one_each.items()
        }

    def _still_open(self, scan: Scan, want: Want) -> dict[str, Item]:
        tries = self._tries_again()
        return {
            id_: item
            for id_, item in self._open.items()
            if want.known.get(id_) != item.version
            and (item.whole or not tries)
            and (row := scan.rows.get(id_))
            and is_unchanged(row, item.version)
            and (id_ in want.known or _overlaps(row, want))
        }

    def _tries_again(self) -> bool:
        """Whether parts that could not be read are tried again: some can never be."""
        now = self._now()
        if timedelta() <= now - self._tried < TRIED_EVERY:
            return False
        self._tried = now
        return True

    def _carries(self, row: Row, key: str, stamp: str) -> bool:
        by_stamp = stamp and row.stamp.removeprefix(TAKEN_BACK) == stamp
        by_key = key and row.gid and self._key_of(row.gid) == key
        return bool(by_stamp or by_key) and not row.recurring

    def _take(self, answers: Iterable[ReadAnswer]) -> _Living:
        living = _Living()
        for answer in answers:
            for id_, hresult in answer.unreadable.items():
                living.unreadable[id_] = sentence(
                    "Outlook could not read it ({reason}).", reason=hresult
                )
            for record in filter(self._folder.holds, answer.items):
                self._take_in(record, living)
        return living

    def _take_in(self, record: Record, living: _Living) -> None:
        living.gids[record.id] = record.gid
        if why := self._series.take(record):
            living.unreadable[record.id] = why
        elif record.id in self._series:
            living.series.add(record.id)
        else:
            living.singles[record.id] = self._item(record)

    def _as_it_is(self, step: Step) -> Outcome:
        """Nothing that an occurrence can hold by itself: saving it would change it all the same."""
        found = self.read([step.target])[step.target]
        return Outcome(Fate.DONE, found) if isinstance(found, Item) else Outcome(Fate.MISSING)

    def _written(self, record: Record, target: str) -> Item | None:
        """The read-back; of a series the occurrence that was written."""
        if record.series is None:
            return self._item(record)
        return self._series.written(record, target)

    def _item(self, record: Record) -> Item:
        return item_of(record, self._key_of, self._now())


def _dates(families: Families, verdict: Verdict) -> Mapping[str, Collection[date]]:
    """The dates of the known occurrences by EntryID, also by that of what stands for it now."""
    dates = {entry_id: [day for day in family if day] for entry_id, family in families.items()}
    for entry_id, heir in verdict.remade.items():
        dates[heir] = [*dates.get(heir, ()), *dates[entry_id]]
    return dates


def _must_read(row: Row, want: Want, families: Families) -> bool:
    if row.recurring:
        return False
    if (version := want.known.get(row.id)) is not None:
        return not is_unchanged(row, version)
    if row.id in families:
        return True
    return row.message_class.startswith(_APPOINTMENT) and _overlaps(row, want)


def _overlaps(row: Row, want: Want) -> bool:
    """A row without times cannot be judged and is in; so is an empty span at the edge."""
    if not row.start or not row.end:
        return True
    start, end = instant(row.start), instant(row.end)
    return start < want.end and (end > want.start or start == end == want.start)
