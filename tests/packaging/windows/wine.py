"""A Windows to install on: one Wine prefix."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

VIEW = {"x64": "/reg:64", "x86": "/reg:32"}
_WAIT = 240  # seconds: no command here takes a tenth of it


@dataclass(frozen=True)
class Done:
    code: int
    output: str


class Windows:
    def __init__(self, prefix):
        self.prefix = prefix

    @property
    def drive(self):
        return self.prefix / "drive_c"

    @property
    def system_folders(self):
        windows = self.drive / "windows"
        return {"x64": windows / "system32", "x86": windows / "syswow64"}

    def create(self):
        self._call("wineboot", "--init")
        self.settle()

    def copy(self, prefix):
        shutil.copytree(self.prefix, prefix, symlinks=True)
        return Windows(prefix)

    def settle(self):
        """Wait until the registry is on the disk."""
        self._call("wineserver", "--wait")

    def end(self):
        self._call("wineserver", "--kill")

    def run(self, *command, limit=_WAIT, **environment):
        """A Windows command; the exit code is Wine's, cut to eight bits."""
        return self._call("wine", *map(str, command), limit=limit, **environment)

    def msi(self, *arguments):
        """The real exit code of msiexec, which a batch file alone can tell."""
        quoted = " ".join(f'"{one}"' if " " in str(one) else str(one) for one in arguments)
        script = self.drive / "msiexec.bat"
        script.write_text(f"@msiexec {quoted} /qn /l*v C:\\msi.log\r\n@echo code=%ERRORLEVEL%\r\n")
        done = self.run("cmd", "/c", "C:\\msiexec.bat")
        return int(re.findall(r"code=(\d+)", done.output)[-1])

    @property
    def msi_log(self):
        data = (self.drive / "msi.log").read_bytes()
        return data.decode("utf-16" if data.startswith(b"\xff\xfe") else "utf-8", "replace")

    def set_number(self, key, bits, number, name="Release"):
        done = self.run(
            "reg", "add", key, "/v", name, "/t", "REG_DWORD", "/d", number, "/f", VIEW[bits]
        )
        assert done.code == 0, done.output

    def set_text(self, key, bits, name, text):
        done = self.run("reg", "add", key, "/v", name, "/d", text, "/f", VIEW[bits])
        assert done.code == 0, done.output

    def delete_key(self, key, bits):
        self.run("reg", "delete", key, "/f", VIEW[bits])

    def registry(self, key, bits):
        """Each value below a key: (key, name) to (type, text); the key's own path is cut off."""
        values, current = {}, ""
        for line in self.run("reg", "query", key, "/s", VIEW[bits]).output.splitlines():
            if line.startswith("HKEY_"):
                current = line.split("\\", 1)[1]
            elif found := re.match(r"    (.*?)    (REG_\w+)(?:    (.*))?$", line):
                name, kind, text = found.groups()
                values[current, "" if name == "(Default)" else name] = (kind, text or "")
        return values

    def files(self, folder):
        """What is below a folder of drive C, as its relative paths."""
        root = self.drive / folder
        return {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()}

    def start(self, *command, **environment):
        """A Windows program beside the test; it ends with its standard input."""
        return subprocess.Popen(
            ["wine", *map(str, command)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=self._environment(environment),
        )

    def _call(self, *command, limit=_WAIT, **environment):
        # Through pipes: Python under Wine cannot start with a plain file as its output.
        done = subprocess.run(
            ["timeout", "-k", "5", str(limit), *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self._environment(environment),
            check=False,
        )
        text = done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
        return Done(done.returncode, text)

    def _environment(self, more):
        wine = {
            "WINEPREFIX": str(self.prefix),
            "WINEDEBUG": "-all",
            "WINEARCH": "win64",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
        }
        kept = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "PYTHONPATH"}}
        return {**kept, **wine, **more}


def drive_z(path):
    """The Windows name of a path of this machine."""
    return "Z:" + str(Path(path).resolve()).replace("/", "\\")
