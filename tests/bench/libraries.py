"""What Mono takes for .NET's libraries that the shim uses: it compiles them in each process.

The .NET Framework of Windows has them as native images that its processes share.
"""

import os
import subprocess
import tempfile
from pathlib import Path

_SOURCE = Path(__file__).with_suffix(".cs")
_REFERENCES = ("System.Runtime.Serialization.dll", "Microsoft.CSharp.dll")
_LIMIT = 60  # seconds


def megabytes() -> float:
    """In a process that does nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "libraries.exe"
        references = [f"-r:{each}" for each in _REFERENCES]
        _said("mcs", "-nologo", *references, f"-out:{program}", os.fspath(_SOURCE))
        return int(_said("mono", os.fspath(program))) / 1024


def _said(*command: str) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=_LIMIT)
    return done.stdout
