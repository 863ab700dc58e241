"""For every test: Mono started safely, and the test data folders out of the user's way."""

import os

# With Mono's default a collection while a thread waits for the GIL deadlocks.
os.environ.setdefault("MONO_THREADS_SUSPEND", "preemptive")
