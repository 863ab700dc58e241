"""A real HTTP server on a free port that answers as a test scripts it."""

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Asked:
    """One request as the server got it; ``connection`` numbers the TCP connections from 1."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    connection: int


@dataclass
class Told:
    """One answer.  ``drop``: close without one.  ``slow``: seconds before, and before the end."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    slow: float = 0.0


def document(data, status=200, **rest) -> Told:
    """A JSON:API document."""
    body = json.dumps({"data": data, **rest}).encode()
    return Told(status, body, {"Content-Type": "application/vnd.api+json"})


class SmallServer:
    """``answers`` are given one after the other, the last for ever; or a function of `Asked`."""

    def __init__(self, certificate: Path | None = None) -> None:
        """``certificate``: a PEM file with the key, too, to speak TLS as ``localhost``."""
        self.asked: list[Asked] = []
        self.answers: Sequence[Told] | Callable[[Asked], Told] = [Told()]
        self.got = threading.Event()
        self._connections = 0
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._scheme, self._host = "http", "127.0.0.1"
        if certificate:
            self._scheme, self._host = "https", "localhost"
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.closing = threading.Event()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def address(self) -> str:
        return f"{self._scheme}://{self._host}:{self.port}/api/v1"

    @contextmanager
    def running(self) -> Iterator["SmallServer"]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield self
        finally:
            self.closing.set()
            self._server.shutdown()
            thread.join()
            self._server.server_close()

    def answer(self, asked: Asked) -> Told:
        with self._lock:
            self.asked.append(asked)
            number = len(self.asked)
        self.got.set()
        if callable(self.answers):
            return self.answers(asked)
        return self.answers[min(number, len(self.answers)) - 1]

    def new_connection(self) -> int:
        with self._lock:
            self._connections += 1
            return self._connections

    def _handler(self):
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def setup(self):
                super().setup()
                self.number = owner.new_connection()

            def log_message(self, format, *args):  # noqa: A002 - the library's name
                pass

            def handle_one_request(self):
                try:
                    super().handle_one_request()
                except OSError:
                    self.close_connection = True

            def _serve(self):
                url = urlsplit(self.path)
                length = int(self.headers.get("Content-Length") or 0)
                asked = Asked(
                    self.command,
                    url.path,
                    dict(parse_qsl(url.query)),
                    {name.lower(): value for name, value in self.headers.items()},
                    self.rfile.read(length),
                    self.number,
                )
                self._tell(owner.answer(asked))

            def _tell(self, told: Told):
                owner.closing.wait(told.slow)
                if told.drop:
                    self.close_connection = True
                    return
                self.send_response_only(told.status)
                for name, value in told.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(told.body)))
                self.end_headers()
                self.wfile.write(told.body)

            do_GET = do_POST = do_PATCH = do_DELETE = _serve  # noqa: N815 - the library's names

        return Handler


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Return as soon as it holds; fail when it never does."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.005)
