"""For every test: Mono started safely, and the test data folders out of the user's way."""

import os

import pytest
from hypothesis import HealthCheck, settings

# With Mono's default a collection while a thread waits for the GIL deadlocks.
os.environ.setdefault("MONO_THREADS_SUSPEND", "preemptive")

# The suite looks at the same examples each time, so that what it says is about the change
# at hand; a search for new ones (OUTLOOK_CRM_STEPS) begins somewhere else each time.
# How long an example takes is no verdict: the machine may be slow or busy.
settings.register_profile(
    "suite",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="OUTLOOK_CRM_STEPS" not in os.environ,
)
settings.load_profile("suite")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Let a report with half a character in its captured log go from one core to the other."""
    report = yield
    report.sections = [
        (title, text.encode("utf-8", "backslashreplace").decode())
        for title, text in report.sections
    ]
    return report
