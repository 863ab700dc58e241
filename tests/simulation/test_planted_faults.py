"""The machine is worth its time only if it finds faults: here are some, each put in by hand."""

import os
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.simulation.machine import KEYLESS, LOSSY, Machine
from tests.simulation.pcs_machine import PcsMachine
from tests.simulation.series_machine import SeriesMachine
from tests.simulation.undo_machine import UndoMachine

from outlook_crm.outlook import side
from outlook_crm.outlook.series import parted
from outlook_crm.sync import apply, ledger, match, merge, reconcile, run, steps, undo_run
from outlook_crm.sync.table import Sight

_EXAMPLES = int(os.environ.get("OUTLOOK_CRM_STEPS", "20000")) // 15


def run_machine(machine):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=_EXAMPLES,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            report_multiple_bugs=False,
            print_blob=False,
            suppress_health_check=list(HealthCheck),
        ),
    )


def absence_is_deletion(patch):
    sight = reconcile._sight

    def hasty(pair, side, names, rules):
        return Sight.GONE if pair.on(side).absence else sight(pair, side, names, rules)

    patch.setattr(reconcile, "_sight", hasty)


def base_stays_old(patch):
    patch.setattr(ledger, "_folded_base", lambda base, *_: base)


def intent_comes_after_the_write(patch):
    """The journal is written only when all is over: a crash forgets what was begun."""
    patch.setattr(apply.Apply, "_take", _take_without_intent)


def _take_without_intent(self, planned):
    outcome = self._sides[planned.step.side].write(planned.step)
    with self._state.atomic():
        intent = self._state.begin(self._pairing, planned.step, self._now())
    if outcome.fate is apply.Fate.DONE:
        self._finish(planned, outcome, intent)
    else:
        self._settle(intent)
        self._undone(planned, replace(outcome, fate=apply.Fate.STALE))


def renderings_are_compared_across_sides(patch):
    """The classic: what the CRM shows is held against what Outlook showed."""

    def differs(base, side, name, value):
        rendering = base.get(name, merge._NOTHING)
        return not (rendering.has_outlook and merge.same(name, rendering.outlook, value))

    patch.setattr(merge, "differs", differs)


def writes_expect_no_version(patch):
    planned = steps.Steps._planned

    def blind(self, *args, **more):
        made = planned(self, *args, **more)
        return replace(made, step=replace(made.step, expect=""))

    patch.setattr(steps.Steps, "_planned", blind)


def another_id_is_another_item(patch):
    patch.setattr(match._Matcher, "_link_of", lambda *_: None)


def a_copy_is_its_original(patch):
    """A mark is believed without asking whether the item that bears it lives."""
    patch.setattr(match._Matcher, "_is_gone", lambda *_: True)


def the_delta_goes_on_whatever_happened(patch):
    unsettled = apply.Apply._unsettled

    def careless(self, planned, wait):
        unsettled(self, planned, wait)
        self.done.unsettled.clear()

    patch.setattr(apply.Apply, "_unsettled", careless)


def losers_are_not_told(patch):
    patch.setattr(run.Run, "_report", _silent_report(run.Run._report))


def _silent_report(report):
    return lambda self, error: replace(report(self, error), conflicts=())


FAULTS = [
    (absence_is_deletion, LOSSY, {"moves"}),
    (base_stays_old, LOSSY, set()),
    (intent_comes_after_the_write, KEYLESS, {"crashes", "settings"}),
    (renderings_are_compared_across_sides, LOSSY, set()),
    (writes_expect_no_version, LOSSY, {"crashes"}),
    (another_id_is_another_item, LOSSY, {"moves"}),
    (a_copy_is_its_original, LOSSY, {"copies"}),
    (the_delta_goes_on_whatever_happened, KEYLESS, {"faults", "time"}),
    (losers_are_not_told, LOSSY, set()),
]


def undo_leaves_the_link(patch):
    """A run then sees a linked copy that is gone, and deletes what it was made of."""
    begin = undo_run.UndoRun._begin

    def careless(self, step, entry):
        intent = begin(self, step, entry)
        if self._dropped is not None:
            with self._state.atomic():
                self._state.put_link(self._dropped)
        return intent

    patch.setattr(undo_run.UndoRun, "_begin", careless)


def a_double_is_an_item_of_its_own(patch):
    patch.setattr(match._Matcher, "_is_double", lambda *_: False)


def one_occurrence_stands_for_all(patch):
    """What was meant for one occurrence is written to the series."""
    patch.setattr(side, "parted", lambda id_: (parted(id_)[0], None))


OTHERS = [
    (undo_leaves_the_link, UndoMachine),
    (a_double_is_an_item_of_its_own, PcsMachine),
    (one_occurrence_stands_for_all, SeriesMachine),
]


@pytest.mark.parametrize(("fault", "machine"), OTHERS, ids=[each.__name__ for each, _ in OTHERS])
def test_is_found_by_the_machine_that_is_there_for_it(fault, machine, monkeypatch):
    fault(monkeypatch)
    with pytest.raises(AssertionError):
        run_machine(type("Calm", (machine,), {"chosen": frozenset()}))


@pytest.mark.parametrize(
    ("fault", "crm", "troubles"), FAULTS, ids=[fault.__name__ for fault, *_ in FAULTS]
)
def test_is_found(fault, crm, troubles, monkeypatch):
    fault(monkeypatch)
    chosen = {"crm_habits": crm, "chosen": frozenset(troubles)}
    with pytest.raises(AssertionError):
        run_machine(type("Troubled", (Machine,), chosen))
