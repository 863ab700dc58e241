# ruff: noqa: N802  # the names of the C# interface
"""The shim's shell in memory: a test posts commands and looks at what is shown."""

import base64
import json
import queue
import threading

from tests.simulator.client import wait_for


class FakeShell:
    """`outlook_crm.ui.shell.Shell`: ``ribbon`` is the last snapshot, ``windows`` what is open."""

    def __init__(self, folder):
        self.ribbon = {}
        self.ribbons = []
        self.windows = {}
        self.patches = []
        self.inspectors = {}  # the last record of SetInspector, by session
        self.panes = []
        self.pages = []
        self.browser = True
        self._folder = folder
        self._commands = queue.SimpleQueue()
        self._changed = threading.Condition()
        self.post("started", **self._facts())

    # What a test does.

    def post(self, command, /, **args):
        """The shim posts a command."""
        self._commands.put(json.dumps({"command": command, "id": "1", "args": args}))

    def click(self, control):
        """The user clicks in the ribbon."""
        self.post("ribbon.click", control=control)

    def submit(self, window, button, *, file="", **values):
        """The user presses a button of a window, with these values among the shown ones.

        ``file`` is where the user wants a file that the button writes.
        """
        record = self.windows[window]
        paged = [section for page in record["pages"] for section in page["sections"]]
        shown = {
            field["name"]: field["value"]
            for section in [*record["sections"], *paged]
            for field in section["fields"]
        }
        named = {"file": str(file)} if file else {}
        self.post("window.submit", window=window, button=button, values=shown | values, **named)

    def wait_for_window(self, name):
        """Wait until the window is open; returns its record."""
        return wait_for(lambda: self.windows.get(name), f"window {name}")

    def wait_for_words(self, words):
        """Wait until the ribbon's line says so."""
        wait_for(lambda: self.words == words, f"{words} (it says {self.words})")

    def wait_for_patch(self, window):
        """Wait for the next patch of a window and take it."""
        mine = wait_for(
            lambda: [each for each in self.patches if each["window"] == window],
            f"a patch of {window}",
        )
        self.patches.remove(mine[0])
        return mine[0]

    @property
    def words(self):
        """The state in words."""
        return self.ribbon.get("controls", {}).get("CrmState", {}).get("label", "")

    def said_since(self, number):
        """The states in words that were shown after so many snapshots."""
        return [each["controls"]["CrmState"]["label"] for each in self.ribbons[number:]]

    def control(self, name):
        """What a ribbon control shows."""
        return self.ribbon["controls"][name]

    # What Python calls.

    def NextCommand(self, milliseconds):
        try:
            return self._commands.get(timeout=milliseconds / 1000)
        except queue.Empty:
            return ""

    def SetRibbon(self, text):
        self.ribbon = json.loads(text)
        self.ribbons.append(self.ribbon)

    def OpenWindow(self, text):
        record = json.loads(text)
        self.windows[record["window"]] = record

    def UpdateWindow(self, text):
        patch = json.loads(text)
        if patch["window"] in self.windows:
            self.patches.append(patch)
            if patch.get("close"):
                del self.windows[patch["window"]]

    def SetInspector(self, text):
        record = json.loads(text)
        self.inspectors[record["session"]] = record

    def UpdatePane(self, text):
        self.panes.append(json.loads(text))

    def OpenAddress(self, address):
        self.pages.append(address)
        return self.browser

    def Facts(self):
        return json.dumps(self._facts())

    def SystemProxy(self, address):
        return ""

    def Protect(self, text):
        return base64.b64encode(b"wrapped" + base64.b64decode(text)).decode()

    def Unprotect(self, text):
        return base64.b64encode(base64.b64decode(text).removeprefix(b"wrapped")).decode()

    def _facts(self):
        return {
            "outlook_version": "16.0.0.17328",
            "bits": 64,
            "ui_language": "en-GB",
            "zone": "FLE Standard Time",
            "local_folder": str(self._folder / "local"),
            "roaming_folder": str(self._folder / "roaming"),
            "fault": "",
        }
