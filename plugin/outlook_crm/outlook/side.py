"""Outlook's calendar as a side of the sync.

A pass reads the folder's table, and of the items only those whose row tells of
a change.  Outlook keeps no memory of what was deleted: whatever is gone is
searched for, and counts as deleted only where that was proven.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.sync.ports import Capabilities, Want
from outlook_crm.sync.values import Absence, Fate, Item, Observation, Outcome, Step, StepKind

from .absence import Verdict, is_alive, judge
from .fields import cells_of
from .folder import Folder, Scan
from .gateway import Gateway
from .items import is_unchanged, item_of, shim_version
from .records import ReadAnswer, Record, Row

_APPOINTMENT = "IPM.Appointment"  # also the class of forms derived from it

_CAPABILITIES = Capabilities(fields=frozenset(FieldName))


class OutlookSide:
    """`outlook_crm.sync.ports.SidePort` over the shim's gateway, for one calendar folder.

    ``key_of`` makes the activity's key of a GlobalAppointmentID.  ``now`` is
    the clock in UTC.
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
    ) -> None:
        self._folder = Folder(gateway, store, folder, pairing)
        self._key_of = key_of
        self._now = now
        # Items of the window that no link knows (another type, private, held): kept, so
        # that a quiet pass over a large calendar does not read them again and again.
        self._unlinked: Mapping[str, Item] = {}
        self._keys: Mapping[str, str] = {}

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

    def watch(self) -> None:
        """Have Outlook tell of changes in this folder, and in no other, from now on."""
        self._folder.watch()

    def observe(self, want: Want) -> Observation:
        """The whole window and every known item, or just the items ``want.only`` names.

        There is no delta in Outlook: ``want.cursor`` is not used and none is given.
        """
        self._keys = dict(want.keys)
        if want.only is not None:
            return self._reading(want, want.only, None)
        scan = self._folder.scan()
        kept = self._still_unlinked(scan, want)
        rows = [row for row in scan.rows.values() if row.id not in kept]
        changed = {row.id for row in rows if _must_read(row, want)}
        gone = want.known.keys() - scan.rows.keys()
        observation = self._reading(want, changed | gone, scan)
        items = {**kept, **observation.items}
        self._unlinked = {id_: items[id_] for id_ in items.keys() - want.known.keys()}
        return replace(
            observation,
            items=items,
            unchanged=observation.unchanged | (want.known.keys() - gone - changed),
            complete=scan.complete,
        )

    def read(self, ids: Collection[str]) -> Mapping[str, Item | Absence]:
        """Read these items now; one that is there but unreadable is UNKNOWN."""
        answer = self._folder.read(ids)
        items = self._living(answer)
        gone = set(ids) - items.keys() - answer.unreadable.keys()
        absent = self._judge(gone, None).absent
        return {**dict.fromkeys(answer.unreadable, Absence.UNKNOWN), **absent, **items}

    def find(self, key: str, stamp: str = "") -> Sequence[Item]:
        """Living items of the folder that carry the key or the stamp, oldest first."""
        rows = self._folder.scan().rows.values()
        ids = [row.id for row in rows if self._carries(row, key, stamp)]
        found = self._living(self._folder.read(ids)).values()
        return sorted(found, key=lambda item: (item.created, item.id))

    def write(self, step: Step) -> Outcome:
        """Carry out one step; the shim compares the version just before it writes."""
        answer = self._folder.write(
            step.kind.value,
            id=step.target,
            expect=shim_version(step.expect),
            stamp="" if step.kind is StepKind.DELETE else step.source,
            cells=cells_of(step.fields),
        )
        fate = Fate(answer.fate)
        item = self._item(answer.item) if answer.item else None
        reason = answer.reason or f"Outlook refused it ({answer.hresult})."
        return Outcome(fate, item, reason if fate is Fate.REFUSED else "")

    def cancel(self) -> None:
        """Let no further call begin; one that runs ends within its own limit."""
        self._folder.cancel()

    def _reading(self, want: Want, ids: Collection[str], scan: Scan | None) -> Observation:
        answer = self._folder.read(ids)
        items = self._living(answer)
        gone = (set(ids) & want.known.keys()) - items.keys() - answer.unreadable.keys()
        verdict = self._judge(gone, scan)
        remade = self._living(self._folder.read(verdict.remade - items.keys()))
        unchanged = {id_ for id_, item in items.items() if want.known.get(id_) == item.version}
        changed = {id_: item for id_, item in items.items() if id_ not in unchanged}
        return Observation(
            Side.OUTLOOK,
            {**changed, **remade},
            frozenset(unchanged),
            verdict.absent,
            {id_: f"Outlook could not read it ({why})." for id_, why in answer.unreadable.items()},
        )

    def _judge(self, gone: Collection[str], scan: Scan | None) -> Verdict:
        if not gone:
            return Verdict({}, frozenset())
        found = self._folder.locate(gone)
        if all(is_alive(each) for each in found):
            return judge(found, self._keys, {}, {}, certain=True)
        scan = scan or self._folder.scan()
        strangers = {id_: row for id_, row in scan.rows.items() if id_ not in self._keys}
        binned = self._by_key(self._folder.scan_deleted().rows)
        return judge(found, self._keys, self._by_key(strangers), binned, certain=scan.complete)

    def _by_key(self, rows: Mapping[str, Row]) -> Mapping[str, str]:
        return {self._key_of(row.gid): row.id for row in rows.values() if row.gid}

    def _still_unlinked(self, scan: Scan, want: Want) -> dict[str, Item]:
        return {
            id_: item
            for id_, item in self._unlinked.items()
            if id_ not in want.known
            and (row := scan.rows.get(id_))
            and is_unchanged(row, item.version)
            and _overlaps(row, want)
        }

    def _carries(self, row: Row, key: str, stamp: str) -> bool:
        by_stamp = stamp and row.stamp == stamp
        return bool(by_stamp or (key and row.gid and self._key_of(row.gid) == key))

    def _living(self, answer: ReadAnswer) -> dict[str, Item]:
        here = (record for record in answer.items if self._folder.holds(record))
        return {record.id: self._item(record) for record in here}

    def _item(self, record: Record) -> Item:
        return item_of(record, self._key_of, self._now())


def _must_read(row: Row, want: Want) -> bool:
    if (version := want.known.get(row.id)) is not None:
        return not is_unchanged(row, version)
    return row.message_class.startswith(_APPOINTMENT) and _overlaps(row, want)


def _overlaps(row: Row, want: Want) -> bool:
    """A row without times cannot be judged and is in; so is an empty span at the edge."""
    if row.start is None or row.end is None:
        return True
    return row.start < want.end and (row.end > want.start or row.start == row.end == want.start)
