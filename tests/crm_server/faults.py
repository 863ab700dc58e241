"""What stands before the CRM: it logs every API request and carries out the ordered faults."""

import json
import time
from collections.abc import Callable, Iterable
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any

from django.db import connection
from waitress.channel import ClientDisconnected

from .choices import BASE
from .switchboard import BESIDE, SWITCHBOARD, Rule

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Start = Callable[[str, Headers], Any]
App = Callable[[Environ, Start], Iterable[bytes]]

_BESIDE = f"HTTP_{BESIDE.upper().replace('-', '_')}"
_LOGIN_PAGE = b"<!doctype html><title>Hotel Wi-Fi</title><p>Please accept our terms first.</p>"


class Answer:
    """A whole answer: status line, headers and body."""

    def __init__(self, status: str, headers: Headers, body: bytes):
        self.status, self.headers, self.body = status, headers, body

    def send(self, start: Start) -> list[bytes]:
        kept = [(name, value) for name, value in self.headers if name not in _OWN_HEADERS]
        own = [("Content-Length", str(len(self.body))), ("Date", _date())]
        start(self.status, [*kept, *own])
        return [self.body]


class Queries:
    """Counts what one request asks the database: a list must not ask once a row."""

    def __init__(self):
        self.count = 0

    def __call__(self, execute, *arguments):
        self.count += 1
        return execute(*arguments)


class Faults:
    """A WSGI application around the CRM's own."""

    def __init__(self, app: App):
        self._app = app

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        if not environ["PATH_INFO"].startswith(f"/{BASE}") or _BESIDE in environ:
            return self._app(environ, start)
        return self._api(environ, start)

    def _api(self, environ: Environ, start: Start) -> Iterable[bytes]:
        began = time.perf_counter()
        rule = SWITCHBOARD.take(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        queries = Queries()
        with connection.execute_wrapper(queries):
            answer = self._answer(environ, rule)
        status = 0 if answer is None else int(answer.status.split()[0])
        SWITCHBOARD.record(
            {
                "method": environ["REQUEST_METHOD"],
                "path": environ["PATH_INFO"],
                "query": environ["QUERY_STRING"],
                "status": status,
                "ms": round((time.perf_counter() - began) * 1000, 2),
                "queries": queries.count,
                "fault": rule.fault if rule else "",
            }
        )
        if answer is None:
            raise ClientDisconnected  # the one way to make waitress close without a word
        return answer.send(start)

    def _answer(self, environ: Environ, rule: Rule | None) -> Answer | None:
        _wait(SWITCHBOARD.quirks.latency_ms + (rule.milliseconds if rule else 0))
        if rule is None or rule.fault == "latency":
            return self._ask(environ)
        if rule.handled or rule.fault == "broken":
            return _spoilt(rule, self._ask(environ))
        return _spoilt(rule, Answer("200 OK", [], b""))

    def _ask(self, environ: Environ) -> Answer:
        """The CRM's own answer, complete: what it says is decided before anything is sent."""
        opening: list[tuple[str, Headers]] = []
        chunks = self._app(environ, lambda status, headers, *_: opening.append((status, headers)))
        try:
            body = b"".join(chunks)
        finally:
            getattr(chunks, "close", lambda: None)()
        status, headers = opening[-1]
        return Answer(status, headers, body)


def _spoilt(rule: Rule, answer: Answer) -> Answer | None:
    return _FAULTS[rule.fault](rule, answer)


def _status(rule: Rule, answer: Answer) -> Answer:
    status = HTTPStatus(rule.status)
    error = {"status": str(status.value), "title": status.phrase, "detail": rule.detail}
    headers = [("Content-Type", "application/vnd.api+json"), *rule.headers.items()]
    return Answer(
        f"{status.value} {status.phrase}", headers, json.dumps({"errors": [error]}).encode()
    )


def _html(rule: Rule, answer: Answer) -> Answer:
    return Answer("200 OK", [("Content-Type", "text/html; charset=utf-8")], _LOGIN_PAGE)


def _broken(rule: Rule, answer: Answer) -> Answer:
    return Answer(answer.status, answer.headers, answer.body[: len(answer.body) // 2])


def _drop(rule: Rule, answer: Answer) -> None:
    return None


_FAULTS: dict[str, Callable[[Rule, Answer], Answer | None]] = {
    "status": _status,
    "html": _html,
    "broken": _broken,
    "drop": _drop,
}
_OWN_HEADERS = frozenset(("Content-Length", "Date"))


def _wait(milliseconds: int):
    if milliseconds:
        SWITCHBOARD.stopping.wait(milliseconds / 1000)


def _date() -> str:
    return format_datetime(SWITCHBOARD.now(), usegmt=True)
