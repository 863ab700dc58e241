"""A screen for Windows Forms programs: Xvfb with a window manager, and a hand and an eye."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

_PATIENCE = 20.0  # seconds, on a machine with two busy cores


class Screen:
    """One Xvfb display with openbox, for a whole test session; a context manager.

    Attributes:
        display: what DISPLAY must be for a program to be shown here, as ``:101``.
    """

    def __init__(self, width: int = 1280, height: int = 1024) -> None:
        """Starts the display and waits until it can be used.

        Raises:
            RuntimeError: when it does not come up.
        """
        self.display = ""
        self._programs: list[subprocess.Popen[bytes]] = []
        try:
            self._start(f"{width}x{height}x24")
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the window manager and the display."""
        while self._programs:
            program = self._programs.pop()
            program.terminate()
            try:
                program.wait(5)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()

    def screenshot(self, path: Path | str, part: str = "") -> Path:
        """Saves a picture of the screen; the name's ending says the format.

        Args:
            path: where to.
            part: width, height and place as ``300x200+10+20``; all of it without.
        """
        cut = ("-crop", part, "+repage") if part else ()
        self._run("import", "-window", "root", *cut, str(path))
        return Path(path)

    def keys(self, *keys: str) -> None:
        """Presses keys by their X names, as ``alt+g`` or ``Return``, in the active window."""
        self._run("xdotool", "key", "--delay", "30", *keys)

    def type(self, text: str) -> None:
        """Types text in the active window."""
        self._run("xdotool", "type", "--delay", "30", text)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Clicks a button, the left one if none is named, at a place of the screen."""
        self._run("xdotool", "mousemove", "--sync", str(x), str(y), "click", str(button))

    def activate(self, title: str) -> None:
        """Brings the window of that title (a regular expression) to the front.

        Raises:
            RuntimeError: when no such window comes, or the window manager does not know it.
        """
        found = ("xdotool", "search", "--onlyvisible", "--name", title)
        self._wait_for(lambda: self._can(*found, "windowactivate", "--sync"), f"window {title}")

    def environment(self) -> dict[str, str]:
        """Answers the environment for programs on this screen."""
        return {**os.environ, "DISPLAY": self.display, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}

    def _start(self, geometry: str) -> None:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", geometry]
        self._spawn([*command, "-noreset", "-nolisten", "tcp"], pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            message = "Xvfb did not start"
            raise RuntimeError(message)
        self.display = f":{number}"
        # A character outside the keyboard's layout crashes Mono.
        self._run("setxkbmap", "se")
        self._spawn(["openbox"])
        # Only a window manager knows how many desktops there are.
        self._wait_for(lambda: self._can("xdotool", "get_num_desktops"), "the window manager")

    def _wait_for(self, look: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + _PATIENCE
        while not look():
            if time.monotonic() > end:
                message = f"not on the screen: {what}"
                raise RuntimeError(message)
            time.sleep(0.05)

    def _can(self, *command: str) -> bool:
        environment = self.environment()
        try:
            done = subprocess.run(
                command, env=environment, capture_output=True, timeout=10, check=False
            )
        except subprocess.TimeoutExpired:  # --sync waits for what a closing window never does
            return False
        return done.returncode == 0

    def _spawn(self, command: list[str], pass_fds: tuple[int, ...] = ()) -> None:
        self._programs.append(
            subprocess.Popen(
                command,
                env=self.environment(),
                pass_fds=pass_fds,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=self.environment(), capture_output=True, timeout=30, check=True)
