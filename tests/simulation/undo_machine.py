"""The machine whose user also takes back what runs did, and takes back the taking back."""

from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import rule
from tests.simulation.lives import Lives, Where, followed, tag_of
from tests.simulation.machine import TROUBLES, Machine, picks, runs
from tests.simulation.memory_side import is_taken_back
from tests.simulation.two_sides import PAIRING, TwoSides

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.sync.report import Entry, Report, from_json
from outlook_crm.sync.undo import given_up
from outlook_crm.sync.values import StepKind


class UndoneLives(Lives):
    """See `Lives`; an item whose copy was taken back lives on alone."""

    def __init__(self, *pcs: TwoSides) -> None:
        super().__init__(*pcs)
        self.resting: set[str] = set()  # tags of items whose copies were taken back
        self._before: dict[Where, dict] = {}

    def about_to_take_back(self) -> None:
        self._before = self._shown()

    def took_back(self, entry: Entry) -> None:
        """Whatever came of it: what is different now was written by it alone."""
        if entry.kind is StepKind.CREATE and entry.side is Side.CRM:
            self.resting.add(tag_of(self.world.crm.records[entry.crm_id]))
        now = self._shown()
        gone, made = self._before.keys() - now.keys(), now.keys() - self._before.keys()
        for side, id_ in gone:
            assert entry.kind is StepKind.CREATE, f"{entry} taken back deleted {id_}"
            assert side is entry.side, f"{entry} taken back deleted {id_} in {side}"
            self._unsettle(self._life(side, id_).tag)
        for side, id_ in made:
            assert entry.kind is StepKind.DELETE, f"{entry} taken back made {id_}"
            tag = self._life(side, id_).tag
            self._unsettle(tag)
            self.made[tag] = max(self.made[tag], 1)
            self.spared.add(tag)
        for side, id_ in now.keys() & self._before.keys():
            self._rewritten(side, id_, self._before[side, id_], now[side, id_])

    def deletes(self, side: Side, id_: str) -> None:
        super().deletes(side, id_)
        if id_ in self.apart(side):
            self.deleted.discard((side, id_))

    def apart(self, side: Side) -> set[str]:
        """Taken back, and so for this side alone; or on the way to it when a crash came."""
        resting = {
            id_
            for id_, record in self.world.outlook.records.items()
            if record.fields.get(FieldName.TYPE, "") is None and tag_of(record) in self.resting
        }
        put_away = {
            id_
            for id_, record in self.world.outlook.records.items()
            if record.absence and is_taken_back(record)
        }
        if side is Side.OUTLOOK:
            return resting | put_away
        links = [link for pc in self.pcs for link in pc.state.links(PAIRING)]
        halfway = {link.crm_id for link in links if link.outlook_id in resting | put_away}
        return halfway.union(*(pc.engine.declined() for pc in self.pcs))

    def _unsettle(self, tag: str) -> None:
        """More than one outcome is right, and no deletion is final."""
        for life in self.lives.values():
            if life.tag == tag:
                life.unsure = True
        self.deleted = {where for where in self.deleted if self.lives[where].tag != tag}

    def _rewritten(self, side: Side, id_: str, before: dict, now: dict) -> None:
        written = {name: value for name, value in now.items() if before.get(name, ...) != value}
        if not written:
            return
        self._supersede(side, id_, followed(written), before)
        self._typed(side, id_, followed(written))
        # The other side gets what this one showed of its own earlier value.
        self._may_show_either(side, id_, written.keys())

    def _shown(self) -> dict[Where, dict]:
        return {
            (side, id_): dict(record.fields)
            for side in Side
            for id_, record in self.world.calendar(side).living.items()
        }


def undoable(report: Report) -> list[Entry]:
    """What the report's window offers to take back: steps, and the losses of conflicts."""
    restored = [entry for clash in report.conflicts if (entry := given_up(clash))]
    return [each for each in report.entries if each.undoable] + restored


class UndoMachine(Machine):
    """See `Machine`.

    Nobody copies: a copy may go on for what was taken back, and either outcome is right.
    """

    possible = frozenset(TROUBLES) - {"copies"}

    def all_lives(self) -> UndoneLives:
        return UndoneLives(*self.pcs)

    @rule(last=st.integers(1, 6), pick=picks, then=runs)
    def takes_back(self, last: int, pick: int, then: str | None) -> None:
        """One of what the last runs did."""
        kept = [from_json(text) for _, text in self.world.state.runs(PAIRING)[:last]]
        if entries := [entry for report in kept for entry in undoable(report)]:
            self.take_back(entries[pick % len(entries)])
        self.then(then)

    @rule(pick=picks)
    def takes_in(self, pick: int) -> None:
        self.running = self.world
        if declined := sorted(self.world.engine.declined()):
            self.world.engine.take_in(declined[pick % len(declined)])

    def take_back(self, entry: Entry) -> None:
        self.running = self.world
        self.lives.about_to_take_back()
        crashed = self.crashes(partial(self.world.engine.undo, entry))
        self.lives.took_back(entry)
        self.world.forget_writes()
        if crashed:
            self.world.start()
