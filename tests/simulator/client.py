"""Drives the simulated Outlook: starts it, acts as its user, looks at it, ends it.

Every call is one request on the program's control channel, carried out on Outlook's own
thread as a message; what a click starts (a dialog, say) happens after the call came back, so
wait for what you expect with ``wait_for``.
"""

import contextlib
import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Self, TypeVar

from tests.simulator.screen import Screen

__all__ = ["Outlook", "OutlookError", "Screen", "controls", "tab_to", "wait_for"]

HERE = Path(__file__).resolve().parent
ANSWER_SECONDS = 30
LIFETIME_SECONDS = 3600

Json = dict[str, Any]
T = TypeVar("T")


class OutlookError(Exception):
    """The simulated Outlook refused a request, or is gone.

    Attributes:
        hresult: Outlook's error code as ``0x8004010F``, or ``""``.
    """

    def __init__(self, text: str, hresult: str = "") -> None:
        super().__init__(f"{text} {hresult}".strip())
        self.hresult = hresult


def wait_for(look: Callable[[], T], what: str, seconds: float = 60) -> T:
    """Calls until the answer is true, and answers it.

    Raises:
        TimeoutError: naming ``what`` was waited for.
    """
    end = time.monotonic() + seconds
    while not (answer := look()):
        if time.monotonic() > end:
            message = f"not within {seconds} s: {what}"
            raise TimeoutError(message)
        time.sleep(0.03)
    return answer


def controls(tree: Mapping[str, Any]) -> Iterator[Json]:
    """Yields a control tree's node and all below it."""
    yield dict(tree)
    for child in tree["children"]:
        yield from controls(child)


def tab_to(outlook: "Outlook", screen: Screen, window: str, name: str) -> None:
    """Presses Tab in the active window until the control of that name has the focus.

    Raises:
        TimeoutError: when Tab never leads there.
    """

    def focused() -> list[str]:
        tree = outlook.window(window)["tree"]
        return [each["name"] for each in controls(tree) if each.get("focused")]

    for _ in range(40):
        if outlook.control(window, name)["focused"]:
            return
        before = focused()
        screen.keys("Tab")
        with contextlib.suppress(TimeoutError):  # a window's only control keeps it
            wait_for(lambda before=before: focused() != before, "another control", 5)
    message = f"Tab leads to {focused()}, never to {name}"
    raise TimeoutError(message)


class Outlook:
    """One run of the simulated Outlook; a context manager that kills what still runs.

    The mailbox is a file in ``home``: a second run with the same home is the same user
    starting Outlook again.

    Attributes:
        home: the user's folder; ``local_folder`` and ``roaming_folder`` are in it.
        log: what the program and everything in it printed.
        seconds: how long the last ``quit`` took.
    """

    def __init__(
        self,
        home: Path,
        display: str,
        program: Path,
        addin: Path | None = None,
        *,
        progid: str = "OutlookCrm.Connect",
        environment: Mapping[str, str] | None = None,
        zone: str | None = None,
        stay: bool = False,
    ) -> None:
        """Starts Outlook and waits for its first answer.

        Args:
            home: a folder for everything of the user's, made if need be.
            display: the screen, as ``:101``.
            program: OutlookSimulator.exe.
            addin: the add-in's assembly; None starts an Outlook without it.
            progid: the name its class is registered by.
            environment: further variables.
            zone: the user's time zone by its IANA name; None is the machine's own.
            stay: goes on living when this process ends.

        Raises:
            OutlookError: when it does not come up.
        """
        self.home = home
        self.log = home / "outlook.log"
        self.seconds = 0.0
        self._number = 0
        self._lines: SimpleQueue[Json] = SimpleQueue()
        self._asking = threading.Lock()
        home.mkdir(parents=True, exist_ok=True)
        command = ["timeout", "-k", "5", str(LIFETIME_SECONDS)] if not stay else []
        command += ["mono", "--debug", str(program), "--data", str(home / "mailbox.journal")]
        command += ["--addin", str(addin), "--progid", progid] if addin else ["--no-addin"]
        command += ["--stay"] if stay else []
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                env=self._environment(display)
                | ({"TZ": zone} if zone else {})
                | dict(environment or {}),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=home,
                start_new_session=True,
            )
        self._reader = threading.Thread(target=self._read, name="outlook", daemon=True)
        self._reader.start()
        try:
            self.ask("ping", seconds=60)
        except BaseException:
            self.kill()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def local_folder(self) -> Path:
        """What Windows calls LocalApplicationData."""
        return self.home / "local"

    @property
    def roaming_folder(self) -> Path:
        """What Windows calls ApplicationData."""
        return self.home / "roaming"

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """The id of the Outlook process itself."""
        return int(self.facts()["process"])

    # ---- the channel

    def ask(self, op: str, /, *, seconds: float = ANSWER_SECONDS, **arguments: Any) -> Any:
        """Makes one request and answers its value.

        Raises:
            OutlookError: when it was refused, or the program is gone.
            TimeoutError: when Outlook's thread did not come to it.
        """
        with self._asking:
            self._number += 1
            line = json.dumps({"id": self._number, "op": op, **arguments}) + "\n"
            try:
                self._stream().write(line.encode())
                self._stream().flush()
            except (BrokenPipeError, ValueError) as gone:
                raise self._gone(op) from gone
            answer = self._answer(op, self._number, seconds)
        if not answer["ok"]:
            raise OutlookError(f"{op}: {answer['error']}", answer["hresult"])
        return answer["value"]

    def facts(self) -> Json:
        """Answers version, process id, start-up time, memory and faults of the message loop."""
        return self.ask("facts")

    # ---- the mailbox, as the user

    def folders(self) -> list[Json]:
        """Answers every folder: ``{"id", "name", "path", "store"}``."""
        return self.ask("folders")

    def appointments(self, folder: str = "Calendar") -> list[Json]:
        """Answers all items of a folder as they are saved.

        Each has Outlook's properties by their names (times as local ISO text), its ``Folder``'s
        name, and under ``named`` the named properties that add-ins and users made.
        """
        return self.ask("appointments", folder=folder)

    def appointment(self, entry_id: str) -> Json:
        """Answers one item."""
        return self.ask("appointment", item=entry_id)

    def create(self, folder: str = "Calendar", **fields: Any) -> str:
        """Makes an appointment as the user would and answers its EntryID.

        Args:
            folder: its calendar's name, path or EntryID.
            **fields: Outlook's properties; times as local ISO text.
        """
        return self.ask("create", folder=folder, fields=fields)

    def update(self, entry_id: str, **fields: Any) -> str:
        """Changes and saves an appointment; answers its EntryID."""
        return self.ask("update", item=entry_id, fields=fields)

    def delete(self, entry_id: str) -> None:
        """Deletes an appointment: it goes to Deleted Items."""
        self.ask("delete", item=entry_id)

    def move(self, entry_id: str, folder: str) -> str:
        """Moves an appointment and answers its new EntryID."""
        return self.ask("move", item=entry_id, folder=folder)

    def copy(self, entry_id: str) -> str:
        """Copies an appointment in its folder and answers the copy's EntryID."""
        return self.ask("copy", item=entry_id)

    def accept_invitation(self, entry_id: str) -> str:
        """Accepts a meeting; Outlook may re-make the item: answers the EntryID it has then."""
        return self.ask("accept_invitation", item=entry_id)

    def set_habits(self, **habits: Any) -> None:
        """Sets what this Outlook does differently from a well-behaved one, by name.

        On from the start, for Outlook always does so: ``move_changes_id``, ``accept_remakes``,
        ``whole_minutes``, ``tables_cut``.  Off: ``short_term_ids``, ``lose_events``,
        ``double_events``, ``pump_messages``.  Milliseconds, 0 for not: ``late_modification``
        (after a save the server touches the time again), ``echo_events`` (told once more),
        ``busy`` (kept from each fifth of a second).  Lists: ``unreadable`` (EntryIDs),
        ``unreadable_properties`` (names).  ``call_rejected=n``: calls by programs are turned
        away, one, the next after n others, after 2n, 3n and so on; 0 ends it.
        """
        self.ask("habits", habits=habits)

    def migrate(self) -> None:
        """Gives every item and store another id, as a mailbox migration does."""
        self.ask("migrate")

    # ---- windows

    def windows(self) -> list[Json]:
        """Answers the open windows: ``{"name", "title", "modal", "active", "tree"}``."""
        return self.ask("windows")

    def window(self, name: str) -> Json | None:
        """Answers the open window of a name or title, or None."""
        return next((w for w in self.windows() if name in (w["name"], w["title"])), None)

    def wait_for_window(self, name: str, seconds: float = 60) -> Json:
        """Waits until a window of that name or title is open."""
        return wait_for(lambda: self.window(name), f"window {name}", seconds)

    def wait_until_closed(self, name: str, seconds: float = 60) -> None:
        """Waits until no window of that name or title is open."""
        wait_for(lambda: self.window(name) is None, f"window {name} closed", seconds)

    def control(self, window: str, name: str) -> Json:
        """Answers a control by its name or accessible name.

        Raises:
            OutlookError: when the window is not open or has no such control.
        """
        found = self.window(window)
        every = list(controls(found["tree"])) if found else []
        labelled = (node for node in every if node["type"] != "Label")
        for key, nodes in (("name", every), ("accessible_name", labelled)):
            for node in nodes:
                if node[key] == name:
                    return node
        raise OutlookError(f"no control {name} in {window}")

    def window_set(self, window: str, control: str, value: Any) -> None:
        """Gives a control a value, as assistive technology would."""
        self.ask("window_set", window=window, control=control, value=value)

    def window_click(self, window: str, control: str) -> None:
        """Presses a button; what it starts happens after this came back."""
        self.ask("window_click", window=window, control=control)

    def window_close(self, window: str) -> None:
        """Closes a window by its X."""
        self.ask("window_close", window=window)

    def open_inspector(self, entry_id: str = "", folder: str = "Calendar") -> str:
        """Opens an appointment, or a new one, in a window and answers the window's name."""
        return self.ask("open_inspector", item=entry_id, folder=folder)

    def inspector_set(self, window: str, **fields: Any) -> None:
        """Types into an open appointment without saving it."""
        self.ask("inspector_set", window=window, fields=fields)

    def inspector_close(self, window: str, *, save: bool = True) -> str:
        """Closes an appointment's window; answers the item's EntryID, "" if it has none."""
        return self.ask("inspector_close", window=window, save=save)

    # ---- the ribbon

    def ribbon(self, window: str = "Explorer") -> list[Json]:
        """Answers a window's tabs with their groups and controls as they are shown now."""
        return self.ask("ribbon", window=window)

    def menus(self, window: str = "Explorer") -> list[Json]:
        """Answers a window's context menus as they would be if they opened now."""
        return self.ask("menus", window=window)

    def right_click(self, screen: Screen, entry_id: str) -> list[Json]:
        """Opens the context menu of a line that the main window shows, with the mouse.

        Answers the menu's lines: ``{"name", "text", "enabled", "image", "bounds"}``.
        """
        screen.activate("Outlook$")
        left, top, _, height = self.ask("row", item=entry_id)
        screen.click(left + 400, top + height // 2, button=3)
        return wait_for(lambda: self.ask("menu"), "the context menu")

    def ribbon_control(self, control: str, window: str = "Explorer") -> Json:
        """Answers one ribbon control by its id.

        Raises:
            OutlookError: when there is none.
        """
        for look in (self.ribbon, self.menus):
            for top in look(window):
                for node in controls(top):
                    if node["id"] == control:
                        return node
        raise OutlookError(f"no ribbon control {control}")

    def click(self, control: str, window: str = "Explorer") -> None:
        """Clicks a ribbon control."""
        self.ask("click", control=control, window=window)

    def choose(self, control: str, item: str, window: str) -> None:
        """Chooses one of a ribbon list's values by its label."""
        self.ask("choose", control=control, item=item, window=window)

    # ---- the add-in and the message loop

    def addin(self) -> Json:
        """Answers ``{"loaded", "exposed", "calls": [{"name", "ms", "fault"}]}``."""
        return self.ask("addin")

    def call_times(self, name: str) -> list[float]:
        """Answers the milliseconds of each call of that name, ``OnConnection`` or ``GetLabel``."""
        return [c["ms"] for c in self.addin()["calls"] if c["name"].split("(")[0] == name]

    def faults(self) -> list[str]:
        """Answers what left the add-in's calls, and what reached the message loop."""
        calls = self.addin()["calls"] or []
        return [f"{c['name']}: {c['fault']}" for c in calls if c["fault"]] + self.facts()["faults"]

    def modules(self) -> list[Json]:
        """Answers the assemblies loaded in the process: ``{"name", "path"}``."""
        return self.ask("modules")

    def watchdog(self, *, reset: bool = False) -> Json:
        """Answers what the add-in kept the message loop from: longest, share, count.

        Args:
            reset: forgets what was seen, after answering it.
        """
        return self.ask("watchdog", reset=reset)

    def busy(self, milliseconds: int) -> None:
        """Keeps Outlook's thread busy for a while with something of its own."""
        self.ask("busy", milliseconds=milliseconds)

    # ---- the end

    def quit(self, mode: str = "fast", seconds: float = 20) -> None:
        """Quits Outlook and waits until its process has ended.

        Args:
            mode: ``fast`` as Outlook usually does, or ``slow`` with OnDisconnection.
            seconds: how long to wait.

        Raises:
            TimeoutError: when it is still there; it is killed.
        """
        start = time.monotonic()
        self.ask("quit", mode=mode)
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired as late:
            self.kill()
            message = f"Outlook did not quit within {seconds} s"
            raise TimeoutError(message) from late
        self.seconds = time.monotonic() - start
        self._close()

    def kill(self) -> None:
        """Ends the process at once, wherever it is, as a power cut would."""
        if self.alive:
            # The session is our own: timeout, mono and nothing else.
            os.killpg(self._process.pid, 9)
        self._process.wait(10)
        self._close()

    def _environment(self, display: str) -> dict[str, str]:
        folders = {"XDG_DATA_HOME": self.local_folder, "XDG_CONFIG_HOME": self.roaming_folder}
        for folder in folders.values():
            folder.mkdir(parents=True, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return {
            **kept,
            **{name: str(folder) for name, folder in folders.items()},
            "HOME": str(self.home),
            "DISPLAY": display,
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "FONTCONFIG_FILE": str(HERE / "fonts.conf"),
            # With Mono's default a collection while a thread waits for the GIL deadlocks.
            "MONO_THREADS_SUSPEND": "preemptive",
        }

    def _stream(self) -> Any:
        return self._process.stdin

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self._lines.put(json.loads(line))
        self._lines.put({"happened": "gone"})

    def _answer(self, op: str, number: int, seconds: float) -> Json:
        end = time.monotonic() + seconds
        while True:
            try:
                answer = self._lines.get(timeout=max(0.0, end - time.monotonic()))
            except Empty:
                message = f"no answer to {op} within {seconds} s"
                raise TimeoutError(message) from None
            if answer.get("happened") == "gone":
                self._lines.put(answer)
                raise self._gone(op)
            if answer.get("id") == number:
                return answer

    def _gone(self, op: str) -> OutlookError:
        last = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
        return OutlookError(f"Outlook is gone, asked {op}:\n{last}")

    def _close(self) -> None:
        self._reader.join(5)
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
