"""The machine of a user with two PCs, each with an engine and a state of its own.

Both run after whatever happened, in either order, or one in the middle of the other's run.
"""

from hypothesis import strategies as st
from hypothesis.stateful import rule
from tests.simulation.lives import Lives
from tests.simulation.machine import TROUBLES, Machine
from tests.simulation.memory_state import MemoryState
from tests.simulation.two_sides import TwoSides

from outlook_crm.domain.policy import PrivateItems
from outlook_crm.domain.side import Side
from outlook_crm.sync.values import Link


class PcsLives(Lives):
    """See `Lives`.

    No copy gets another id before both PCs know it (nor its original): whose record is whose
    only the one that saw the two knows.  Without keys nobody edits what both have recorded,
    or one alone: then only its content tells that two records are one.
    A value that comes and goes again between two runs of one PC, while the other carried it
    across, shows that one a change on the far side alone.  Neither does a deletion stand
    against what the other one has just carried across.
    """

    def _typed(self, side: Side, id_: str, typed: dict) -> None:
        super()._typed(side, id_, typed)
        self._may_show_either(side, id_, typed.keys() - self._life(side, id_).edits.keys())

    def changed(self, side: Side, id_: str, content: dict) -> None:
        if self._keeps_key or len(self._partners(side, id_)) == 1:
            super().changed(side, id_, content)

    def remade(self, id_: str) -> None:
        if not self.copies[self._life(Side.OUTLOOK, id_).tag, Side.OUTLOOK]:
            super().remade(id_)

    def _is_agreed(self, side: Side, id_: str) -> bool:
        if not super()._is_agreed(side, id_) or len(self._partners(side, id_)) > 1:
            return False
        return all(self._is_seen(pc.linked(side, id_)) for pc in self.pcs)

    def _partners(self, side: Side, id_: str) -> set[str]:
        """What each PC takes for the other record of the item, "" for none."""
        links = [pc.linked(side, id_) for pc in self.pcs]
        return {link.id_on(side.other) if link else "" for link in links}

    def _is_seen(self, link: Link) -> bool:
        versions = {
            side: str(self.world.calendar(side).records[link.id_on(side)].version) for side in Side
        }
        return all(link.seen_on(side) == versions[side] for side in Side)


class PcsMachine(Machine):
    """See `Machine`.

    Neither sleeps and none forgets: of two records made at once the maker of one must
    delete it within half an hour, and only its state knows which that is.  Private items are
    never kept out of the CRM altogether: a record that one PC takes out counts as deleted for
    the other, once its settings let it in again (docs/known-problems.md).
    """

    rounds = 4
    possible = frozenset(TROUBLES) - {"amnesia", "time"}

    def all_pcs(self) -> list[TwoSides]:
        return [self.world, self.world.elsewhere(MemoryState(self.world.fuse))]

    def all_lives(self) -> PcsLives:
        return PcsLives(*self.pcs)

    def choose(self, **settings) -> None:
        if settings.get("private") is not PrivateItems.NONE:
            super().choose(**settings)

    @rule()
    def is_late(self) -> None:
        """From now on the other PC is the first to run."""
        self.pcs.reverse()

    @rule(place=st.integers(0, 12))
    def will_race(self, place: int) -> None:
        """In the middle of one PC's run the other does all of its own."""
        self.world.fuse.blow_at(place, self.race)

    def race(self) -> None:
        for pc in self.pcs:
            if pc is not self.running:
                self.crashes(pc.run)
