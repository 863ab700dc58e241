"""For every test: Mono started safely, and the test data folders out of the user's way."""

import os

import pytest

# With Mono's default a collection while a thread waits for the GIL deadlocks.
os.environ.setdefault("MONO_THREADS_SUSPEND", "preemptive")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Let a report with half a character in its captured log go from one core to the other."""
    report = yield
    report.sections = [
        (title, text.encode("utf-8", "backslashreplace").decode())
        for title, text in report.sections
    ]
    return report
