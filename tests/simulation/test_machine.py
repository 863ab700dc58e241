"""The engine settles whatever happened: nothing lost, nothing doubled, nothing deleted by nobody.

All machines together take the same 36,000 steps every time; with OUTLOOK_CRM_STEPS they take
so many, and others each time.  ``make bench`` takes 100,000.
"""

import os
import random

import pytest
from tests.simulation import trial

_STEPS = os.environ.get("OUTLOOK_CRM_STEPS")
_EACH = int(_STEPS or 36_000) // len(trial.MACHINES)


@pytest.mark.parametrize("name", trial.MACHINES)
def test_all_is_right_in_the_end(name):
    number = random.randrange(2**32) if _STEPS else None
    trial.run(trial.MACHINES[name], _EACH, number)
