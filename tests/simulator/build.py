"""Builds the simulated Outlook and its sample add-in when a source is newer than they are."""

import fcntl
import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build" / "simulator"
SIMULATOR = BUILD / "OutlookSimulator.exe"
SAMPLE = BUILD / "SampleAddin.dll"

_REFERENCES = ("System.Windows.Forms.dll", "System.Drawing.dll", "Microsoft.CSharp.dll")


def simulator() -> Path:
    """Answers the simulated Outlook's program, built if need be."""
    project = HERE / "OutlookSimulator.csproj"
    sources = [project, *(HERE / "Host").rglob("*.cs"), *(HERE / "Host").rglob("*.csv")]
    with _alone():
        if _is_older(SIMULATOR, sources):
            # 4.6.2 is the newest framework that xbuild knows.
            options = ("/p:Configuration=Release", "/p:TargetFrameworkVersion=v4.6.2")
            _run("xbuild", "/nologo", "/v:q", *options, str(project))
            SIMULATOR.touch()
    return SIMULATOR


def sample_addin() -> Path:
    """Answers the sample add-in's assembly, built if need be."""
    sources = sorted((HERE / "SampleAddin").glob("*.cs"))
    with _alone():
        if _is_older(SAMPLE, sources):
            _run(
                "mcs",
                *("-nologo", "-langversion:7", "-sdk:4.8-api", "-debug", "-warnaserror"),
                *("-target:library", f"-out:{SAMPLE}"),
                *(f"-r:{name}" for name in _REFERENCES),
                *map(str, sources),
            )
    return SAMPLE


def _is_older(built: Path, sources: Iterable[Path]) -> bool:
    return not built.exists() or built.stat().st_mtime < max(s.stat().st_mtime for s in sources)


def _run(*command: str) -> None:
    done = subprocess.run(
        command,
        env={**os.environ, "MONO_THREADS_SUSPEND": "preemptive"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    if done.returncode:
        message = f"{command[0]} failed:\n{done.stdout}{done.stderr}"
        raise RuntimeError(message)


@contextmanager
def _alone() -> Iterator[None]:
    """Keeps two test runs from building into the same folder at once."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
