"""The only I/O of the CRM's side: limits on everything, repeats only where they are safe.

A request that may change something is never repeated once it departed: its
answer is `Lost`, and the journal finds out.  The token goes to the CRM's own
address and nowhere else.
"""

import logging
import random
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import SplitResult, quote, urlencode, urljoin, urlsplit

from outlook_crm import __version__
from outlook_crm.errors import Cancelled, NotACrm, Unreachable, WrongAddress
from outlook_crm.support.secret import Secret

from . import trust
from .connector import Network
from .failures import Lost, meaning
from .line import Call, Line
from .message import Request, Response

_log = logging.getLogger(__name__)

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_SOON = frozenset({502, 503, 504})
_TOO_MANY, _UNAVAILABLE = 429, 503
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SAME_AGAIN = frozenset({307, 308})  # a write goes on as the write it was
_PROXY_LOGIN = 407


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for connecting, for each silence while reading, and for a whole exchange.

    ``tries`` of one request, ``pause`` seconds before the second (doubling, with
    jitter), ``patience`` the longest Retry-After that is waited out here.
    ``largest`` answer in bytes.  ``proxy_age`` seconds until the proxy is asked for anew.
    ``rest`` seconds after which connections are opened anew: a firewall may have forgotten
    them, or the PC slept, and nobody would tell before the limit for silence is over.
    """

    connect: float = 10.0
    read: float = 30.0
    whole: float = 90.0
    tries: int = 3
    pause: float = 0.5
    patience: float = 10.0
    largest: int = 32 * 1024 * 1024
    redirects: int = 5
    proxy_age: float = 60.0
    rest: float = 90.0
    jitter: Callable[[], float] = field(default=random.SystemRandom().random)


class Transport:
    """Requests to one CRM, one after the other; `cancel` and `close` from any thread.

    Raises WrongAddress at once for an address that is not https (or loopback).
    """

    def __init__(self, address: str, network: Network, limits: Limits | None = None) -> None:
        self._base = urlsplit(address.rstrip("/"))
        if self._base.scheme != "https" and self._base.hostname not in LOOPBACK:
            raise WrongAddress("The CRM's address must begin with https://.")
        self._network = network
        self._limits = limits or Limits()
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        self._line: Line | None = None
        self._call: Call | None = None
        self._rested_from = 0.0  # by the wall clock, which goes on while the PC sleeps
        self._proxy = ""
        self._proxy_asked: float | None = None
        self.skew: timedelta | None = None
        """How far the server's clock is ahead of ours, to about a second; None: never told."""

    def send(self, request: Request, token: Secret | None = None) -> Response:
        """Any answer of the CRM, whatever its status.

        Raises Unreachable (`Lost` when a change may have happened), Untrusted,
        NotACrm or Cancelled.
        """
        tried = 0
        while True:
            tried += 1
            wait = self._limits.pause * 2 ** (tried - 1) * (0.5 + self._limits.jitter())
            last = tried >= self._limits.tries
            began = time.monotonic()
            try:
                response = self._follow(request, token)
            except Unreachable as error:
                # Who was silent is asked again by the next run: other CRMs wait meanwhile.
                silent = time.monotonic() - began >= self._limits.connect
                if last or silent or isinstance(error, Lost):
                    raise
                self._proxy_asked = None  # another network may want another proxy
            else:
                again = self._wait_for(response, wait)
                if last or again is None:
                    return response
                wait = again
            self._rest(wait)

    @property
    def address(self) -> str:
        """What every request's path is below."""
        return self._base.geturl()

    def check_running(self) -> None:
        """Raises Cancelled after `cancel`."""
        if self._cancelled.is_set():
            raise _stopped()

    def cancel(self) -> None:
        """End running and later calls with Cancelled, soon."""
        self._cancelled.set()
        self.close()

    def close(self) -> None:
        """Give the connections back; a later `send` opens new ones."""
        with self._lock:
            line, self._line = self._line, None
            call = self._call
        if call:
            call.abandon()
        if line:
            line.drop()

    def _wait_for(self, response: Response, pause: float) -> float | None:
        """Seconds until this answer may be asked for again; None: it is the answer."""
        asked = response.retry_after
        if asked is not None and response.status in (_TOO_MANY, _UNAVAILABLE):
            return asked if asked <= self._limits.patience else None
        if response.status == _TOO_MANY:
            return pause  # it was turned away: a write, too, may be tried again
        return pause if response.status in _SOON and response.request.is_safe else None

    def _rest(self, seconds: float) -> None:
        if self._cancelled.wait(seconds):
            raise _stopped()

    def _follow(self, request: Request, token: Secret | None) -> Response:
        url = self._url(request)
        for _ in range(self._limits.redirects + 1):
            response = self._exchange(request, url, token)
            if response.status not in _REDIRECTS or "location" not in response.headers:
                return response
            url = self._next(url, response)
        raise NotACrm("{host} sends us round in circles.", host=self._host)

    def _next(self, url: str, response: Response) -> str:
        """Where a redirect leads; only within the CRM's own address, and only as it came."""
        there = urljoin(url, response.headers["location"])
        if _origin(urlsplit(there)) != _origin(self._base):
            raise NotACrm(
                "{host} sends us on to another server ({other}). Check the CRM's address.",
                host=self._host,
                other=urlsplit(there).hostname or "?",
            )
        if not response.request.is_safe and response.status not in _SAME_AGAIN:
            raise NotACrm("{host} did not take what we sent. Check the address.", host=self._host)
        return there

    def _exchange(self, request: Request, url: str, token: Secret | None) -> Response:
        self.check_running()
        call = self._call_for(request, url, token)
        began = time.monotonic()
        self._place(call)
        in_time = call.ended.wait(self._limits.whole)
        with self._lock:
            self._call = None
            self._rested_from = time.time()
        took = time.monotonic() - began
        if call.answer is None:
            self._fail(call, request, in_time=in_time)
        response = self._response(call, request, took)
        # No colon: what follows one behind "token" is crossed out.
        _log.debug("%s %s -> %d, %d ms", request.method, request.path, response.status, took * 1000)
        return response

    def _place(self, call: Call) -> None:
        with self._lock:
            self.check_running()
            if self._line and abs(time.time() - self._rested_from) > self._limits.rest:
                self._line.drop()
                self._line = None
            if self._line is None:
                self._line = Line(self._trust)
            self._call = call
            self._line.place(call)

    def _fail(self, call: Call, request: Request, *, in_time: bool) -> None:
        """Raise what became of a call without an answer."""
        call.abandon()
        lost = call.departed and not request.is_safe
        if self._cancelled.is_set() and not lost:
            raise _stopped()
        failure = call.failure or TimeoutError()
        if not in_time or call.failure is None:
            self.close()  # the line is still busy with what nobody waits for
        raise meaning(failure, self._host, may_have_happened=lost) from None

    def _response(self, call: Call, request: Request, took: float) -> Response:
        answer = call.answer
        assert answer is not None  # noqa: S101 - the caller saw it
        if answer.status == _PROXY_LOGIN:
            raise Unreachable("The proxy wants a login: {host} cannot be reached.", host=self._host)
        now = datetime.now(UTC)
        response = Response(request, answer.status, answer.headers, answer.body, now)
        if response.date:
            # The header tells the second in which the answer was made: its middle, then ours.
            made = response.date + timedelta(seconds=0.5)
            self.skew = made - (now - timedelta(seconds=took / 2))
        return response

    def _call_for(self, request: Request, url: str, token: Secret | None) -> Call:
        headers = {"Accept": request.accept, "User-Agent": f"outlook-crm/{__version__}"}
        if request.content_type:
            headers["Content-Type"] = request.content_type
        if token:
            headers["Authorization"] = f"Bearer {token.reveal()}"
        limits = self._limits
        return Call(
            request.method,
            url,
            headers,
            request.body,
            self._proxy_now(),
            limits.connect,
            limits.read,
            limits.largest,
        )

    def _proxy_now(self) -> str:
        now = time.monotonic()
        if self._proxy_asked is None or now - self._proxy_asked > self._limits.proxy_age:
            self._proxy = _with_scheme(self._network.proxy_for(self._base.geturl()))
            self._proxy_asked = now
        return self._proxy

    def _url(self, request: Request) -> str:
        query = f"?{urlencode(request.query, quote_via=quote)}" if request.query else ""
        return f"{self.address}{request.path}{query}"

    def _trust(self) -> ssl.SSLContext | None:
        secure = self._base.scheme == "https"
        return trust.context(self._network.ca_file) if secure else None

    @property
    def _host(self) -> str:
        return self._base.hostname or "?"


def _origin(url: SplitResult) -> tuple[str, str, int]:
    port = url.port or {"http": 80, "https": 443}.get(url.scheme, 0)
    return url.scheme, (url.hostname or "").lower(), port


def _with_scheme(proxy: str) -> str:
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"


def _stopped() -> Cancelled:
    return Cancelled("Stopped before it was finished.")
