"""A line to a server: one thread that owns the kept-alive connections, and calls on it.

Name look-up, connecting and a TLS handshake cannot be interrupted, so the caller
never does them itself: it waits for the call, and may leave it at any moment.  A
call that was left before its request departed will not depart any more.
"""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from queue import SimpleQueue
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager

_CHUNK = 65_536


class AbandonedError(Exception):
    """Nobody waits for this call any more; its request must not depart."""


class OversizeError(Exception):
    """The answer is larger than the limit."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The parts of an HTTP answer; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(eq=False)
class Call:
    """One HTTP exchange on a line; fields of ``requests.Request``, limits in seconds and bytes.

    ``ended`` is set when the answer or the failure is there, or when `abandon`
    was called.  The headers hold the token and never show in a repr.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)
    proxy: str
    connect_limit: float
    read_limit: float
    largest: int
    ended: threading.Event = field(default_factory=threading.Event)
    answer: Answer | None = None
    failure: Exception | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _departed: bool = False
    _abandoned: bool = False

    @property
    def departed(self) -> bool:
        """Whether the request may have reached the server."""
        with self._lock:
            return self._departed

    def depart(self) -> None:
        """The first byte is about to be sent.  Raises AbandonedError when it must not."""
        with self._lock:
            if self._abandoned:
                raise AbandonedError
            self._departed = True

    def abandon(self) -> None:
        """Wait for it no longer; from any thread."""
        with self._lock:
            self._abandoned = True
        self.ended.set()

    def carry_out(self, session: Callable[[], requests.Session]) -> None:
        """Do it, on the line's own thread."""
        try:
            self.answer = self._exchange(session())
        except Exception as failure:  # noqa: BLE001 - handed to the thread that waits
            self.failure = failure
        self.ended.set()

    def _exchange(self, session: requests.Session) -> Answer:
        request = requests.Request(
            self.method, self.url, headers=dict(self.headers), data=self.body
        )
        with session.send(
            session.prepare_request(request),
            stream=True,
            allow_redirects=False,
            timeout=(self.connect_limit, self.read_limit),
            proxies={"http": self.proxy, "https": self.proxy} if self.proxy else {},
        ) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, headers, self._body(response.iter_content(_CHUNK)))

    def _body(self, chunks: Iterable[bytes]) -> bytes:
        body = bytearray()
        for chunk in chunks:  # unpacked, so that a small packed answer cannot fill the memory
            body += chunk
            if len(body) > self.largest:
                raise OversizeError
        return bytes(body)


class Line:
    """Carries out calls one after the other until `drop`."""

    def __init__(self, trust: Callable[[], ssl.SSLContext | None]) -> None:
        """``trust`` makes the TLS context, on the line's thread; None where none is needed."""
        self._calls: SimpleQueue[Call | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._dropped = False
        self._trust = trust
        self._session: requests.Session | None = None
        threading.Thread(target=self._serve, name="crm-line", daemon=True).start()

    def place(self, call: Call) -> None:
        """Begin a call; its ``ended`` tells when it is over."""
        self._calls.put(call)

    def drop(self) -> None:
        """End the line, whatever it does now; from any thread."""
        with self._lock:
            self._dropped = True
            sockets, self._sockets = self._sockets, set()
        for each in sockets:
            _shut(each)
        self._calls.put(None)

    def opened(self, connection: socket.socket) -> None:
        """Keep a new connection within reach of `drop`."""
        with self._lock:
            if not self._dropped:
                self._sockets.add(connection)
                self._sockets = {each for each in self._sockets if each.fileno() >= 0}
                return
        _shut(connection)

    def _serve(self) -> None:
        _here.line = self
        while (call := self._calls.get()) is not None:
            _here.call = call
            call.carry_out(self._opened_session)
        if self._session:
            self._session.close()

    def _opened_session(self) -> requests.Session:
        self._session = self._session or _session(self._trust())
        return self._session


class _Here(threading.local):
    """What the connections below need to know of the thread they run on."""

    line: Line
    call: Call


_here = _Here()


class _Plain(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _here.line.opened(self.sock)

    def endheaders(self, *args: Any, **kwargs: Any) -> None:
        if self.sock is None:
            self.connect()
        _here.call.depart()
        super().endheaders(*args, **kwargs)


class _Secure(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _here.line.opened(self.sock)

    def endheaders(self, *args: Any, **kwargs: Any) -> None:
        if self.sock is None:
            self.connect()
        _here.call.depart()
        super().endheaders(*args, **kwargs)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class _Adapter(HTTPAdapter):
    """requests' own adapter with our connections and our idea of trust; None for plain HTTP."""

    def __init__(self, trust: ssl.SSLContext | None) -> None:
        self._trust: dict[str, Any] = {"ssl_context": trust} if trust else {}
        super().__init__(pool_connections=2, pool_maxsize=1)

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **kwargs: Any
    ) -> None:
        super().init_poolmanager(connections, maxsize, block, **kwargs, **self._trust)
        _with_our_connections(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> PoolManager:
        manager: PoolManager = super().proxy_manager_for(proxy, **kwargs, **self._trust)
        return _with_our_connections(manager)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Nothing: requests would add its own bundle to the authorities the system trusts."""


def _with_our_connections(manager: PoolManager) -> PoolManager:
    manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
    return manager


def _session(trust: ssl.SSLContext | None) -> requests.Session:
    session = requests.Session()
    session.trust_env = False  # no proxy, .netrc or bundle from the environment
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("http://", "https://"):
        session.mount(scheme, _Adapter(trust))
    return session


def _shut(connection: socket.socket) -> None:
    # Not SSLSocket's own shutdown, which pulls the TLS object from under the reading thread.
    with contextlib.suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
