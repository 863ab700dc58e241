"""The real gateway inside a running Outlook, called from the test's process."""

import json
import shutil
import socket
from pathlib import Path

from tests.simulator.client import Outlook, wait_for

ROOT = Path(__file__).resolve().parents[2]
SHIM = ROOT / "build" / "shim"
SIMULATOR = ROOT / "build" / "simulator" / "OutlookSimulator.exe"


class RemoteGateway:
    """`outlook_crm.outlook.gateway.Gateway` over the relay's socket."""

    def __init__(self, port):
        self._connection = wait_for(lambda: _connect(port), "the relay inside Outlook", 60)
        self._lines = self._connection.makefile("rw", encoding="utf-8")
        self._taken = []

    def __getattr__(self, method):
        return lambda text="": self._call(method, text)

    def commands(self):
        """The commands that the shim posted since the last time."""
        return [json.loads(command) for command in json.loads(self._call("commands", ""))]

    def tell(self, method, record):
        """Calls a method of the shell's with a record, or with a text as it is."""
        text = record if isinstance(record, str) else json.dumps(record)
        return self._call(f"shell.{method}", text)

    def command(self, name, **args):
        """Waits for the next command of that name with these arguments; passes others over."""

        def look():
            self._taken += self.commands()
            while self._taken:
                command = self._taken.pop(0)
                if command["command"] == name and args.items() <= command["args"].items():
                    return command["args"]
            return None

        return wait_for(look, f"the command {name} {args}")

    def close(self):
        self._lines.close()
        self._connection.close()

    def _call(self, method, text):
        self._lines.write(json.dumps({"method": method, "text": text}) + "\n")
        self._lines.flush()
        return json.loads(self._lines.readline())


def start(home, display, zone=None):
    """An Outlook whose add-in runs `tests.shim.relay`; returns it and its gateway."""
    addin = home / "shim"
    shutil.copytree(SHIM, addin)
    place = addin / "python-home.json"
    settings = json.loads(place.read_text(encoding="utf-8"))
    settings["module"] = "tests.shim.relay"
    settings["site"].append(str(ROOT))
    place.write_text(json.dumps(settings), encoding="utf-8")
    port = _free_port()
    outlook = Outlook(
        home,
        display,
        SIMULATOR,
        addin / "OutlookCrm.Shim.dll",
        environment={"RELAY": str(port)},
        zone=zone,
    )
    return outlook, RemoteGateway(port)


def _connect(port):
    try:
        return socket.create_connection(("127.0.0.1", port), timeout=120)
    except ConnectionRefusedError:
        return None


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]
