"""In the add-in's place: nothing, once the modules named in BENCH_IMPORTS are loaded.

The file named in BENCH_READY is there when they are.
"""

import json
import os
from importlib import import_module
from pathlib import Path


def main(shell, gateway):
    """Load, say so, and wait for Outlook's end."""
    for name in os.environ["BENCH_IMPORTS"].split():
        import_module(name)
    Path(os.environ["BENCH_READY"]).touch()
    while json.loads(shell.NextCommand(60_000) or "{}").get("command") != "stop":
        pass
