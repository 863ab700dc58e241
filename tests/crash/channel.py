"""A process of the crash proof and whoever drives it: calls by name over one local socket."""

import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
READY = "ready"


def serve(address: str, target: object) -> None:
    """Carry out calls on ``target``'s methods, one at a time, until the starter is gone."""
    lock = threading.Lock()
    with Listener(address, "AF_UNIX", backlog=16) as listener:
        sys.stdout.write(f"{READY}\n")
        sys.stdout.flush()
        _leave_with(sys.stdin, listener)
        while True:
            try:
                connection = listener.accept()
            except OSError:
                return
            threading.Thread(target=_answer, args=(connection, target, lock), daemon=True).start()


def _answer(connection: Connection, target: object, lock: threading.Lock) -> None:
    with connection:
        while True:
            try:
                name, arguments, named = connection.recv()
            except (EOFError, ConnectionResetError):
                return
            with lock:
                try:
                    answer = True, getattr(target, name)(*arguments, **named)
                except Exception as error:  # noqa: BLE001 - told to the caller
                    answer = False, f"{type(error).__name__}: {error}"
            try:
                connection.send(answer)
            except BrokenPipeError:  # killed while it waited
                return


def _leave_with(stream: Any, listener: Listener) -> None:
    def wait() -> None:
        stream.read()
        listener.close()

    threading.Thread(target=wait, daemon=True).start()


class Remote:
    """The other end of `serve`: every method called here is called there."""

    def __init__(self, address: str) -> None:
        self._connection = Client(address, "AF_UNIX")

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            self._connection.send((name, arguments, named))
            good, answer = self._connection.recv()
            if not good:
                raise RuntimeError(answer)
            return answer

        return call

    def close(self) -> None:
        """Let the connection go."""
        self._connection.close()


class Process:
    """A process that serves at ``address``; ends with the block, or with its starter."""

    def __init__(self, module: str, address: Path, *arguments: str) -> None:
        self.address = str(address)
        self._command = [sys.executable, "-m", module, self.address, *arguments]
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self._command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        if self._process.stdout.readline().strip() != READY:
            self._end()
            message = f"{self._command[2]} did not start"
            raise RuntimeError(message)
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def connect(self) -> Remote:
        """A connection of one's own."""
        return Remote(self.address)

    def _end(self) -> None:
        process = self._process
        assert process is not None
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream:
                stream.close()
