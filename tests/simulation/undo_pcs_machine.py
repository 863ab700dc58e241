"""The machine of two PCs on one of which the user takes back what its runs did."""

from tests.simulation.pcs_machine import PcsLives, PcsMachine
from tests.simulation.undo_machine import UndoMachine, UndoneLives

from outlook_crm.domain.side import Side
from outlook_crm.sync.report import Entry


class UndonePcsLives(UndoneLives, PcsLives):
    """See both.  What an undo wrote comes and goes again: only agreement can be asked for."""

    def _rewritten(self, side: Side, id_: str, before: dict, now: dict) -> None:
        super()._rewritten(side, id_, before, now)
        if before != now:
            self._unsettle(self._life(side, id_).tag)


class UndoPcsMachine(UndoMachine, PcsMachine):
    """See both."""

    possible = frozenset({"faults", "settings"})

    def all_lives(self) -> UndonePcsLives:
        return UndonePcsLives(*self.pcs)

    def take_back(self, entry: Entry) -> None:
        self.world.fuse.mend()  # what the other PC did meanwhile would count as the undo's
        super().take_back(entry)
