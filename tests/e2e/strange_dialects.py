"""Ways in which a live CRM may answer otherwise than the embedded one."""

import html
import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from tests.e2e.strange_crm import (
    Asked,
    Dialect,
    Told,
    all_of,
    asking,
    attributes,
    error,
    lists,
    page,
    resources,
)

_TEXTS = frozenset({"subject", "description", "location"})


def _is_time(name: str) -> bool:
    return name.endswith(("_date", "_at"))


def _times(rewrite: Callable[[datetime], str]) -> Dialect:
    def change(name: str, value: Any) -> Any:
        if value is None or not _is_time(name):
            return value
        return rewrite(datetime.fromisoformat(value))

    return attributes(change)


def _plain_time(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat()


def _local(moment: datetime) -> str:
    return moment.astimezone(timezone(timedelta(hours=2))).isoformat()


def _days_of_whole_days(resource: dict[str, Any]) -> None:
    told = resource["attributes"]
    if told.get("all_day"):
        told |= {name: told[name][:10] for name in ("start_date", "end_date")}


def _numbers_for_ids(resource: dict[str, Any]) -> None:
    resource["id"] = int(resource["id"])
    told = resource["attributes"]
    told |= {name: int(each) for name, each in told.items() if name.endswith("_id") and each}
    for relation in resource.get("relationships", {}).values():
        ends = relation.get("data")
        for end in ends if isinstance(ends, list) else [ends] if ends else []:
            end["id"] = int(end["id"])


def _nothing_for_null(resource: dict[str, Any]) -> None:
    told = resource["attributes"]
    resource["attributes"] = {name: each for name, each in told.items() if each is not None}


def _links_for_ends(resource: dict[str, Any]) -> None:
    for name, relation in resource.get("relationships", {}).items():
        relation.pop("data", None)
        relation["links"] = {"related": f"/activities/{resource['id']}/{name}"}


def _without(part: str) -> Callable[[Asked, dict[str, Any]], None]:
    return lambda asked, document: document.pop(part, None)


def _escaped(name: str, value: Any) -> Any:
    return html.escape(value) if name in _TEXTS and value else value


def _small_pages(asked: Asked) -> Asked:
    if "page[size]" not in asked.query:
        return asked
    return replace(asked, query={**asked.query, "page[size]": "3"})


def _sorted_as_it_likes(asked: Asked) -> Asked:
    return replace(asked, query={**asked.query, "sort": "-id"}) if "sort" in asked.query else asked


def _operators(**other: str) -> Dialect:
    def change(asked: Asked) -> Asked:
        where = asked.query.get("filter", "")
        for ours, theirs in other.items():
            where = where.replace(f'"${ours}"', f'"${theirs}"')
        return replace(asked, query={**asked.query, "filter": where}) if where else asked

    return asking(change)


def _write(method: str, answer: Callable[[Told], Told]) -> Dialect:
    """Writes of this kind on records, not on links, are carried out and answered so."""

    def dialect(asked: Asked, forward) -> Told:
        told = forward(asked)
        is_record = asked.method == method and asked.path.startswith("/activities")
        if is_record and "relationships" not in asked.path and told.status < 300:
            return answer(told)
        return told

    return dialect


def refused(method: str, part: str, answer: Told) -> Dialect:
    """Such a request is answered so, and nothing is carried out."""

    def dialect(asked: Asked, forward) -> Told:
        return answer if asked.method == method and part in asked.path else forward(asked)

    return dialect


def _id_alone(told: Told) -> Told:
    data = told.document["data"]
    return told.saying({"data": {"type": data["type"], "id": data["id"]}})


def _token(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Dialect:
    def dialect(asked: Asked, forward) -> Told:
        told = forward(asked)
        return told.saying(change(told.document)) if asked.path == "/oauth/token" else told

    return dialect


_OTHER_NAMES = {
    "subject": "aihe_x",
    "description": "kuvaus_x",
    "location": "paikka",
    "activity_type": "tyyppi_id",
    "start_date": "date_start",
    "end_date": "due_date",
}


def _other_names(asked: Asked, forward) -> Told:
    """The installation's attributes have names of its own, in its schema as well."""

    def back(text: str) -> str:
        for ours, theirs in _OTHER_NAMES.items():
            text = re.sub(rf"\b{theirs}\b", ours, text)
        return text

    query = {name: back(each) for name, each in asked.query.items()}
    told = forward(replace(asked, query=query, body=back(asked.body.decode()).encode()))
    body = told.body.decode()
    for ours, theirs in _OTHER_NAMES.items():
        body = body.replace(f'"{ours}":', f'"{theirs}":')
    return replace(told, body=body.encode())


class ShortToken:
    """A token is good for a few requests, and nothing but the password leads to a new one."""

    def __init__(self) -> None:
        self._left = 0

    def __call__(self, asked: Asked, forward) -> Told:
        if asked.path == "/oauth/token":
            self._left = 7
            told = forward(asked)
            return told.saying({"access_token": told.document["access_token"]})
        self._left -= 1
        return forward(asked) if self._left >= 0 else error(401)


def _in_parts(asked: Asked, forward) -> Told:
    told = forward(asked)
    return replace(told, in_parts=bool(told.body))


class Throttle:
    """Every fifth request is turned away once."""

    def __init__(self, status: int = 429, **headers: str) -> None:
        self._number = 0
        self._answer = error(status, **headers)

    def __call__(self, asked: Asked, forward) -> Told:
        self._number += 1
        return forward(asked) if self._number % 5 else self._answer


def _all_fields(asked: Asked) -> Asked:
    kept = {name: each for name, each in asked.query.items() if not name.startswith("fields[")}
    return replace(asked, query=kept)


def _wrapped_type(resource: dict[str, Any]) -> None:
    resource["type"] = "Activities"


def _seconds_of_change(name: str, value: Any) -> Any:
    return f"{value[:19]}Z" if name in ("updated_at", "created_at") and value else value


DIALECTS: dict[str, Dialect] = {
    "times without a zone": all_of(
        _times(_plain_time), lists(_without("meta")), _write("PATCH", lambda told: Told(204))
    ),
    "times with a blank": all_of(
        _times(lambda moment: str(moment.replace(tzinfo=None))),
        asking(_small_pages),
        _write("POST", lambda told: Told(201)),
    ),
    "times with an offset": all_of(
        _times(datetime.isoformat),
        lists(_without("meta")),
        asking(_small_pages),
        _write("POST", _id_alone),
        _write("PATCH", _id_alone),
    ),
    "times of another zone": all_of(
        _times(_local),
        asking(_sorted_as_it_likes),
        _write("DELETE", lambda told: Told(200, b'{"meta": {}}')),
    ),
    "times with fractions": all_of(
        _times(lambda moment: f"{_plain_time(moment)[:19]}.000+0000"),
        asking(_sorted_as_it_likes),
        asking(_small_pages),
        lists(_without("meta")),
    ),
    "whole days as dates": all_of(resources(_days_of_whole_days), _operators(gt="gte")),
    "times of change to the second": all_of(
        lambda asked, forward: replace(forward(asked), ends=True), attributes(_seconds_of_change)
    ),
    "ids as numbers": all_of(resources(_numbers_for_ids), resources(_wrapped_type)),
    "nothing for null": all_of(
        resources(_nothing_for_null), refused("POST", "/reporting", error(403))
    ),
    "empty texts for null": attributes(
        lambda name, value: "" if value is None and not _is_time(name) else value
    ),
    "names of its own": _other_names,
    "words and numbers for flags": attributes(
        lambda name, value: str(int(value)) if isinstance(value, bool) else value
    ),
    "every field told": all_of(
        _in_parts, asking(_all_fields), refused("POST", "/reporting", error(501))
    ),
    "a token without an end": all_of(
        _token(lambda told: {"access_token": told["access_token"]}),
        refused("POST", "/reporting", error(404)),
    ),
    "a token for a few requests": ShortToken(),
    "too many requests": Throttle(),
    "too many requests, wait a moment": Throttle(**{"Retry-After": "0"}),
    "busy, wait a moment": Throttle(503, **{"Retry-After": "0"}),
}
"""In which both calendars come into step; what belongs to different parts goes together."""

POOR: dict[str, Dialect] = {
    "texts escaped": attributes(_escaped),
    "links in place of ends": resources(_links_for_ends),
    "links that conflict": refused("PATCH", "/relationships/", error(409)),
    "links not made yet": refused("PATCH", "/relationships/", error(501)),
    "no links": refused("PATCH", "/relationships/", error(404)),
}
"""Which cannot show or take all there is."""


class Bad:
    """Requests that a rule names meet an answer that is none; ``met`` counts them."""

    def __init__(self, answer: Callable[[Told], Told], where: Callable[[Asked], bool]) -> None:
        self._answer = answer
        self._where = where
        self.met = 0

    def __call__(self, asked: Asked, forward) -> Told:
        if not self._where(asked):
            return forward(asked)
        self.met += 1
        return self._answer(forward(asked) if asked.writes else Told(200, b"{}"))


def _is_list(asked: Asked) -> bool:
    return asked.method == "GET" and asked.path == "/activities"


def _elsewhere(host: str) -> Callable[[Told], Told]:
    return lambda told: Told(302, b"", {"Location": f"https://{host}/login?next=crm"})


def _in_gzip(told: Told) -> Told:
    return replace(told, body=b"\x1f\x8bno gzip", headers={"Content-Encoding": "gzip"})


ANSWERS: dict[str, Callable[[Told], Told]] = {
    "a page of maintenance": lambda told: page(503),
    "a page in place of data": lambda told: page(200),
    "a page that says not found": lambda told: page(404),
    "a portal": _elsewhere("portal.hotel.example"),
    "https alone": _elsewhere("127.0.0.1"),
    "packed badly": _in_gzip,
    "cut by a reset": lambda told: replace(told, body=told.body * 9 + b" " * 99, cut=20),
    "no JSON": lambda told: Told(200, b'{"data": [', {"Content-Type": "application/json"}),
    "a number": lambda told: Told(200, b"1"),
    "errors called good": lambda told: told.saying({"errors": [{"detail": "Row locked"}]}),
    "nothing": lambda told: Told(200),
    "a failure": lambda told: error(500),
    "no right": lambda told: error(403),
    "an operator it does not know": lambda told: error(400),
}


def bad_lists(name: str) -> Bad:
    """Lists are answered so."""
    return Bad(ANSWERS[name], _is_list)


def bad_writes(name: str) -> Bad:
    """Writes of records and links are carried out and answered so."""
    return Bad(ANSWERS[name], lambda asked: asked.writes)


class Weather:
    """Any request may meet any fault, before it is carried out or after; seeded.

    A token is refused once at most: who is refused twice has to ask the user.
    """

    def __init__(self, seed: int, often: float = 0.15) -> None:
        self._chance = random.Random(seed)
        self._often = often
        told = ("a page of maintenance", "cut by a reset", "no JSON", "nothing", "a failure")
        self._after = [ANSWERS[name] for name in told]
        self._before = [page(503), error(429), error(503, **{"Retry-After": "0"}), error(401)]

    def __call__(self, asked: Asked, forward) -> Told:
        if asked.path == "/oauth/token" or self._chance.random() > self._often:
            return forward(asked)
        if self._chance.random() < 0.5:
            told = self._chance.choice(self._before)
            if told.status == 401:
                self._before.remove(told)
            return told
        return self._chance.choice(self._after)(forward(asked))
