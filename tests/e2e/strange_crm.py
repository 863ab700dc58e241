"""A CRM that speaks otherwise: stands in front of the embedded one and rewrites what passes.

What public sources leave open about a live server is tried here the other way round.
"""

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

import requests

BASE = "/api/v1"


@dataclass(frozen=True)
class Asked:
    """A request; ``path`` is below the API's base."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def writes(self) -> bool:
        return self.method != "GET" and self.path not in ("/reporting", "/oauth/token")


@dataclass(frozen=True)
class Told:
    """An answer.

    ``cut``: the connection is reset after so many bytes of the body; ``ends``: it ends after
    it, without having been announced.  ``in_parts``: of a length that is not told before.
    """

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    ends: bool = False
    in_parts: bool = False

    @property
    def document(self) -> Any:
        """The body's JSON, None when it has none."""
        return json.loads(self.body) if self.body[:1] in (b"{", b"[") else None

    def saying(self, document: Any) -> "Told":
        """The same answer with another document."""
        return replace(self, body=json.dumps(document).encode())


Forward = Callable[[Asked], Told]
Dialect = Callable[[Asked, Forward], Told]
"""Answers a request, by asking the embedded CRM or without it."""


def plain(asked: Asked, forward: Forward) -> Told:
    """The embedded CRM's own answer."""
    return forward(asked)


class StrangeCrm:
    """``with StrangeCrm(crm.base)``: ``address`` is what a user types, ``dialect`` may be changed.

    ``asked`` lists what came, as (method, path, whether it was answered well).
    """

    def __init__(self, base: str, dialect: Dialect = plain):
        self.dialect = dialect
        self.asked: list[tuple[str, str, bool]] = []
        self._base = base
        self._upstream = requests.Session()
        self._upstream.trust_env = False
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._upstream.close()

    @contextmanager
    def speaking(self, dialect: Dialect) -> Iterator[None]:
        """For a while another dialect."""
        before, self.dialect = self.dialect, dialect
        try:
            yield
        finally:
            self.dialect = before

    @property
    def writes(self) -> list[tuple[str, str]]:
        """The writes that the CRM carried out."""
        return [
            (method, path)
            for method, path, good in self.asked
            if good and Asked(method, path, {}, {}, b"").writes
        ]

    def _forward(self, asked: Asked) -> Told:
        answer = self._upstream.request(
            asked.method,
            f"{self._base}{asked.path}" + (f"?{urlencode(asked.query)}" if asked.query else ""),
            data=asked.body,
            headers=asked.headers,
            allow_redirects=False,
        )
        kept = ("Content-Type", "Retry-After", "Date", "Location")
        headers = {name: answer.headers[name] for name in kept if name in answer.headers}
        self.asked.append((asked.method, asked.path, answer.ok))
        return Told(answer.status_code, answer.content, headers)

    def _answer(self, asked: Asked) -> Told:
        return self.dialect(asked, self._forward)

    def _handler(self):
        owner = self

        class Handler(_Handler):
            def answer(self, asked: Asked) -> Told:
                return owner._answer(asked)

        return Handler


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format, *args):  # noqa: A002 - the library's name
        pass

    def answer(self, asked: Asked) -> Told:
        raise NotImplementedError

    def _serve(self):
        try:
            self._tell(self.answer(self._asked()))
        except requests.ConnectionError:  # the CRM dropped it: so does this one
            self._reset()
        except OSError:
            self.close_connection = True

    def _asked(self) -> Asked:
        url = urlsplit(self.path)
        kept = ("Authorization", "Content-Type", "Accept")
        return Asked(
            self.command,
            url.path.removeprefix(BASE),
            dict(parse_qsl(url.query)),
            {name: self.headers[name] for name in kept if name in self.headers},
            self.rfile.read(int(self.headers.get("Content-Length") or 0)),
        )

    def _tell(self, told: Told):
        self.send_response_only(told.status)
        for name, each in told.headers.items():
            self.send_header(name, each)
        if told.in_parts:
            self.send_header("Transfer-Encoding", "chunked")
        elif told.status != 204:
            self.send_header("Content-Length", str(len(told.body)))
        self.end_headers()
        self.close_connection = self.close_connection or told.ends
        body = _parts(told.body) if told.in_parts else told.body
        self.wfile.write(body[: told.cut])
        if told.cut is not None:
            self._reset()

    def _reset(self):
        linger = struct.pack("ii", 1, 0)  # closing sends a reset, not an end
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True
        self.connection.close()

    do_GET = do_POST = do_PATCH = do_DELETE = _serve  # noqa: N815


def _parts(body: bytes) -> bytes:
    pieces = [body[at : at + 100] for at in range(0, len(body), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(each), each) for each in [*pieces, b""])


# ---- making dialects


def resources(change: Callable[[dict[str, Any]], None], type_: str = "activities") -> Dialect:
    """Each resource object of the type is changed in place before it is told."""

    def dialect(asked: Asked, forward: Forward) -> Told:
        told = forward(asked)
        document = told.document
        if not isinstance(document, dict) or "data" not in document:
            return told
        data = document["data"]
        for each in data if isinstance(data, list) else [data]:
            if isinstance(each, dict) and each.get("type") == type_ and "attributes" in each:
                change(each)
        return told.saying(document)

    return dialect


def attributes(change: Callable[[str, Any], Any], type_: str = "activities") -> Dialect:
    """Each attribute's value is told as ``change(name, value)``."""

    def rewrite(resource: dict[str, Any]) -> None:
        told = resource["attributes"]
        resource["attributes"] = {name: change(name, value) for name, value in told.items()}

    return resources(rewrite, type_)


def lists(change: Callable[[Asked, dict[str, Any]], None]) -> Dialect:
    """A list's document is changed in place before it is told."""

    def dialect(asked: Asked, forward: Forward) -> Told:
        told = forward(asked)
        document = told.document
        if isinstance(document, dict) and isinstance(document.get("data"), list):
            change(asked, document)
            return told.saying(document)
        return told

    return dialect


def asking(change: Callable[[Asked], Asked]) -> Dialect:
    """The request is changed before it is carried out."""
    return lambda asked, forward: forward(change(asked))


def all_of(*dialects: Dialect) -> Dialect:
    """One after the other, the first is the outermost."""
    first, *rest = dialects
    if not rest:
        return first
    inner = all_of(*rest)
    return lambda asked, forward: first(asked, lambda passed: inner(passed, forward))


def error(status: int, **headers: str) -> Told:
    """A refusal as JSON:API tells it."""
    body = json.dumps({"errors": [{"status": str(status), "detail": "No."}]}).encode()
    return Told(status, body, {"Content-Type": "application/vnd.api+json", **headers})


def page(status: int) -> Told:
    """A web page in place of an answer."""
    body = b"<!DOCTYPE html><html><title>Maintenance</title><p>Back soon.</html>"
    return Told(status, body, {"Content-Type": "text/html; charset=utf-8"})
