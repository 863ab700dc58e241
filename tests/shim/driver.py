"""Drives the shim in a bare host with a message loop (driver/*.cs), without Outlook's items."""

import fcntl
import json
import os
import shutil
import subprocess
from pathlib import Path

from tests.simulator.client import wait_for

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SHIM = ROOT / "build" / "shim"
PROGRAM = ROOT / "build" / "driver" / "ShimDriver.exe"
FONTS = ROOT / "tests" / "simulator" / "fonts.conf"
_REFERENCES = ("System.Windows.Forms.dll", "System.Drawing.dll", "System.Web.Extensions.dll")


def build():
    """Builds the driver against the shim as it is now."""
    sources = sorted((HERE / "driver").glob("*.cs"))
    PROGRAM.parent.mkdir(parents=True, exist_ok=True)
    with (PROGRAM.parent / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        newest = max(each.stat().st_mtime for each in [*sources, SHIM / "OutlookCrm.Shim.dll"])
        if not PROGRAM.exists() or PROGRAM.stat().st_mtime < newest:
            subprocess.run(
                [
                    *(
                        "mcs",
                        "-nologo",
                        "-langversion:7",
                        "-sdk:4.8-api",
                        "-debug",
                        f"-out:{PROGRAM}",
                    ),
                    *(f"-r:{name}" for name in (*_REFERENCES, SHIM / "OutlookCrm.Shim.dll")),
                    *map(str, sources),
                ],
                check=True,
                timeout=120,
            )


class Driver:
    """One run of the host; a context manager that kills what still runs."""

    def __init__(self, home: Path, display: str, **python_home):
        self.home = home
        self.notes = home / "notes.jsonl"
        self.log = home / "local" / "OutlookCrm" / "shim.log"
        self._seen = 0
        folder = home / "installed"
        shutil.copytree(SHIM, folder)
        for file in PROGRAM.parent.glob("ShimDriver.exe*"):
            shutil.copy(file, folder)
        self._describe_python(folder / "python-home.json", python_home)
        with (home / "driver.log").open("wb") as log:
            self._process = subprocess.Popen(
                ["timeout", "-k", "5", "120", "mono", "--debug", str(folder / PROGRAM.name)],
                env=self._environment(display),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._process.poll() is None:
            os.killpg(self._process.pid, 9)
        self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()

    def ask(self, op, **arguments):
        """One request on Outlook's thread."""
        self._process.stdin.write(json.dumps({"op": op, **arguments}).encode() + b"\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer["value"]

    def start(self):
        """Connects and completes, and answers Python's first command."""
        self.ask("connect", mode=1)
        self.ask("complete")
        return self.command("started")["args"]

    def command(self, name):
        """Waits for the next command of that name that Python took; others are passed over."""

        def look():
            told = self.notes.read_text("utf-8") if self.notes.exists() else ""
            lines = told.splitlines()[: told.count("\n")]  # the last one may still be written
            for at in range(self._seen, len(lines)):
                command = json.loads(lines[at])
                if command.get("command") == name:
                    self._seen = at + 1
                    return command
            return None

        return wait_for(look, f"the command {name}; {self.told()}", 30)

    def python(self, code):
        """Runs code in the embedded interpreter; what it names ``answer`` is answered."""
        self.ask("click", id="py:" + code)
        return self.command("ribbon.click")["answer"]

    def told(self):
        """What the shim's log says."""
        return self.log.read_text("utf-8") if self.log.exists() else "nothing in the log"

    def ended(self, seconds):
        """Whether the process ends by itself."""
        self._process.wait(seconds)
        return True

    def _describe_python(self, file, changes):
        home = json.loads(file.read_text("utf-8"))
        home |= {"module": "tests.shim.guest", "site": [*home["site"], str(ROOT)], **changes}
        file.write_text(json.dumps(home), encoding="utf-8")

    def _environment(self, display):
        return {
            **os.environ,
            "DISPLAY": display,
            "MONO_THREADS_SUSPEND": "preemptive",
            "HOME": str(self.home),
            "XDG_DATA_HOME": str(self.home / "local"),
            "XDG_CONFIG_HOME": str(self.home / "roaming"),
            "LANG": "C.UTF-8",
            "FONTCONFIG_FILE": str(FONTS),
            "GUEST_NOTES": str(self.notes),
            "PYTHONPATH": "/nowhere/that/must/show",
            "PYTHONSTARTUP": "/nowhere.py",
        }
