"""What a benchmark says while it is at it, so that a long one is not taken for a dead one."""

import sys
import time

_BEGAN = time.monotonic()


def say(text: str) -> None:
    """A line of the table."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def at(what: str) -> None:
    """What is being done now, after how long; not among what a benchmark answers."""
    minutes, seconds = divmod(int(time.monotonic() - _BEGAN), 60)
    sys.stderr.write(f"    {minutes:3}:{seconds:02}  {what}\n")
