"""What is asked of a server and what it answered, as plain values."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from outlook_crm.errors import NotACrm

JSON_API = "application/vnd.api+json"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
_HALVES = re.compile(rb"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, slots=True)
class Request:
    """One request; ``path`` is below the CRM's base address and begins with ``/``.

    ``reads`` says of a POST that it changes nothing, so that it may be repeated.
    The body may hold a password and never shows in a repr.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: bytes | None = field(default=None, repr=False)
    content_type: str = ""
    accept: str = JSON_API
    reads: bool = False

    @property
    def is_safe(self) -> bool:
        """Whether carrying it out twice is the same as once."""
        return self.method == "GET" or self.reads


@dataclass(frozen=True, slots=True)
class Response:
    """One answer of any status; ``headers`` have lower-case names, ``body`` is unpacked.

    ``received`` is our own clock in UTC.
    """

    request: Request
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    received: datetime

    @property
    def is_good(self) -> bool:
        """Whether the request was carried out."""
        return 200 <= self.status < 300  # noqa: PLR2004 - RFC 9110

    @property
    def is_page(self) -> bool:
        """Whether a web page came in place of data: a log-in page, a proxy's notice."""
        start = self.body[:200].lstrip().lower()
        by_type = self.headers.get("content-type", "").lower().startswith("text/html")
        return by_type or start.startswith((b"<!doctype html", b"<html"))

    @property
    def date(self) -> datetime | None:
        """The server's clock by its header, to the second in UTC; None when it tells none."""
        return _http_date(self.headers.get("date", ""))

    @property
    def retry_after(self) -> float | None:
        """Seconds that the server asks us to wait; None when it does not say."""
        text = self.headers.get("retry-after", "").strip()
        if not text:
            return None
        if (until := _http_date(text)) is not None:
            return max(0.0, (until - (self.date or self.received)).total_seconds())
        return _seconds(text)

    def json(self) -> Any:
        """The body's JSON.  Raises NotACrm, saying what came in its place."""
        if self.is_page:
            raise NotACrm(
                "A web page answered in place of the CRM (status {status}). "
                "Check the CRM's address and the proxy.",
                status=self.status,
            )
        try:
            return _whole(self.body, json.loads(self.body))
        except (ValueError, RecursionError):
            raise NotACrm(
                "The CRM's answer cannot be read (status {status}, {size} bytes). "
                "Check the CRM's address and the proxy.",
                status=self.status,
                size=len(self.body),
            ) from None


def _whole(body: bytes, document: Any) -> Any:
    """Lone surrogates, which only an escape can make and nothing can write, become U+FFFD."""
    if not _HALVES.search(body):
        return document
    text = json.dumps(document, ensure_ascii=False).encode("utf-16", "surrogatepass")
    return json.loads(text.decode("utf-16", "replace"))


def _http_date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None


def _seconds(text: str) -> float | None:
    try:
        seconds = float(text)
    except ValueError:
        return None
    return max(0.0, seconds) if math.isfinite(seconds) else None
