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
from queue import SimpleQueue
from typing import Any
from urllib.parse import unquote, urlsplit

from urllib3 import Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager, ProxyManager
from urllib3.util import make_headers

_CHUNK = 65_536
_PACKED = {"Accept-Encoding": "gzip, deflate"}


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
    """One HTTP exchange on a line; ``proxy`` an address or "", limits in seconds and bytes.

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

    def carry_out(self, pools: Callable[[str], PoolManager]) -> None:
        """Do it, on the line's own thread; ``pools`` gives the connections over a proxy."""
        try:
            self.answer = self._exchange(pools(self.proxy))
        except Exception as failure:  # noqa: BLE001 - handed to the thread that waits
            self.failure = failure
        self.ended.set()

    def _exchange(self, pools: PoolManager) -> Answer:
        with pools.urlopen(
            self.method,
            self.url,
            body=self.body,
            headers={**_PACKED, **self.headers},
            redirect=False,
            retries=False,
            preload_content=False,
            timeout=Timeout(connect=self.connect_limit, read=self.read_limit),
        ) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            chunks = response.stream(_CHUNK, decode_content=True)
            return Answer(response.status, headers, self._body(chunks))

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
        self._pools: dict[str, PoolManager] = {}
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
            call.carry_out(self._pools_over)
        for pools in self._pools.values():
            pools.clear()

    def _pools_over(self, proxy: str) -> PoolManager:
        if proxy not in self._pools:
            self._pools[proxy] = _opened(proxy, self._trust())
        return self._pools[proxy]


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


def _opened(proxy: str, trust: ssl.SSLContext | None) -> PoolManager:
    """Nothing of it comes from the environment: no proxy, no password file, no authorities."""
    options: dict[str, Any] = {"num_pools": 2, "maxsize": 1}
    if trust:
        options["ssl_context"] = trust
    manager = _over(proxy, trust, options) if proxy else PoolManager(**options)
    manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
    return manager


def _over(proxy: str, trust: ssl.SSLContext | None, options: Mapping[str, Any]) -> ProxyManager:
    address = urlsplit(proxy)
    user = (
        f"{unquote(address.username)}:{unquote(address.password or '')}"
        if address.username
        else None
    )
    log_in = make_headers(proxy_basic_auth=user)
    return ProxyManager(proxy, proxy_headers=log_in, proxy_ssl_context=trust, **options)


def _shut(connection: socket.socket) -> None:
    # Not SSLSocket's own shutdown, which pulls the TLS object from under the reading thread.
    with contextlib.suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
