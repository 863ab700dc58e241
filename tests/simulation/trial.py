"""Runs a machine for so many steps; the machines, and what each is there for."""

from collections.abc import Mapping

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, run_state_machine_as_test
from tests.simulation.machine import KEYLESS, Machine
from tests.simulation.pcs_machine import PcsMachine
from tests.simulation.series_machine import SeriesMachine
from tests.simulation.undo_machine import UndoMachine
from tests.simulation.undo_pcs_machine import UndoPcsMachine

STEPS_EACH = 40
"""So many steps, and a new world."""


class KeylessMachine(Machine):
    crm_habits = KEYLESS


class KeylessUndoMachine(UndoMachine):
    crm_habits = KEYLESS


class KeylessPcsMachine(PcsMachine):
    """See `PcsMachine`.

    Nobody copies, and nothing moves away: of a record without a key nothing tells that it
    was made of an appointment that is elsewhere, nor of which of two that are alike.
    Nor is anything edited in the middle of a run; see `PcsLives`.
    """

    crm_habits = KEYLESS
    possible = PcsMachine.possible - {"copies", "moves", "crashes"}


MACHINES: Mapping[str, type[RuleBasedStateMachine]] = {
    "everything": Machine,
    "everything, on a CRM without keys": KeylessMachine,
    "undo": UndoMachine,
    "undo, on a CRM without keys": KeylessUndoMachine,
    "two PCs": PcsMachine,
    "two PCs, on a CRM without keys": KeylessPcsMachine,
    "two PCs and undo": UndoPcsMachine,
    "series": SeriesMachine,
}


def run(machine: type[RuleBasedStateMachine], steps: int, number: int | None = None) -> int:
    """So many steps, and as many more as end the last world; how many they were.

    ``number`` is the seed: the same takes the same steps.  None: those that depend on the
    machine alone.  Raises AssertionError, with the steps that lead there, for what is wrong.
    """
    counted = _counting(machine)
    while counted.taken < steps:
        worlds = -(-(steps - counted.taken) // STEPS_EACH)
        if number is not None:
            seed(number + counted.taken)(counted)
        run_state_machine_as_test(counted, settings=_settings(worlds, anyhow=number is None))
        if number is None:
            break  # the same ones would come again
    return counted.taken


def _counting(machine: type[RuleBasedStateMachine]) -> type[RuleBasedStateMachine]:
    class Counting(machine):
        taken = 0

        @invariant()
        def step_was_taken(self) -> None:
            Counting.taken += 1

    Counting.__name__ = Counting.__qualname__ = machine.__name__
    return Counting


def _settings(worlds: int, *, anyhow: bool) -> settings:
    return settings(
        max_examples=worlds,
        stateful_step_count=STEPS_EACH,
        deadline=None,
        derandomize=anyhow,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        report_multiple_bugs=False,
    )
