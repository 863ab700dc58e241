"""Runs a machine for so many steps; the machines, and what each is there for."""

from collections.abc import Mapping

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, run_state_machine_as_test
from tests.simulation.machine import KEYLESS, Machine
from tests.simulation.pcs_machine import PcsMachine
from tests.simulation.series_machine import SeriesMachine
from tests.simulation.undo_machine import UndoMachine

STEPS_EACH = 40
"""So many steps, and a new world."""


class KeylessMachine(Machine):
    crm_habits = KEYLESS


class KeylessUndoMachine(UndoMachine):
    crm_habits = KEYLESS


MACHINES: Mapping[str, type[RuleBasedStateMachine]] = {
    "everything": Machine,
    "everything, on a CRM without keys": KeylessMachine,
    "undo": UndoMachine,
    "undo, on a CRM without keys": KeylessUndoMachine,
    "two PCs": PcsMachine,
    "series": SeriesMachine,
}


def run(machine: type[RuleBasedStateMachine], steps: int, number: int | None = None) -> int:
    """About so many steps; how many they were.

    ``number`` is the seed: the same takes the same steps.  None: those that depend on the
    machine alone.  Raises AssertionError, with the steps that lead there, for what is wrong.
    """
    taken = 0

    class Counted(machine):
        @invariant()
        def step_was_taken(self) -> None:
            nonlocal taken
            taken += 1

    Counted.__name__ = Counted.__qualname__ = machine.__name__
    run_state_machine_as_test(
        Counted if number is None else seed(number)(Counted),
        settings=settings(
            max_examples=max(1, steps // STEPS_EACH),
            stateful_step_count=STEPS_EACH,
            deadline=None,
            derandomize=number is None,
            database=None,
            suppress_health_check=list(HealthCheck),
            print_blob=False,
            report_multiple_bugs=False,
        ),
    )
    return taken
