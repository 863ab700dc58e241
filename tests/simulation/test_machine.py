"""The engine settles whatever happened: nothing lost, nothing doubled, nothing deleted by nobody.

By default each machine takes the same 12,000 steps every time; with OUTLOOK_CRM_STEPS it
takes so many, and others each time.
"""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.simulation.machine import KEYLESS, Machine

_STEPS_EACH = 40
_STEPS = int(os.environ.get("OUTLOOK_CRM_STEPS", "12000"))


class Keyless(Machine):
    crm_habits = KEYLESS


@pytest.mark.parametrize("machine", [Machine, Keyless])
def test_all_is_right_in_the_end(machine):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=max(1, _STEPS // _STEPS_EACH),
            stateful_step_count=_STEPS_EACH,
            deadline=None,
            derandomize="OUTLOOK_CRM_STEPS" not in os.environ,
            suppress_health_check=list(HealthCheck),
            print_blob=False,
            report_multiple_bugs=False,
        ),
    )
