"""JSON:API 1.0 documents as values: resources, pages, bodies to send, and refusals."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from outlook_crm.errors import (
    Busy,
    Error,
    Missing,
    NotACrm,
    NotAllowed,
    Refused,
    Unreachable,
)

from .failures import Lost
from .message import Response

_FORBIDDEN, _NOT_FOUND, _GONE, _TOO_LARGE = 403, 404, 410, 413
_TOO_MANY, _NOT_MADE, _UNAVAILABLE = 429, 501, 503
_UNFIT = (400, 422)
_ATTRIBUTES = "/data/attributes/"
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource object.

    ``relations`` gives the ids at the other end by the relation's name; a
    relation whose ends the document does not tell is not in it.
    """

    type: str
    id: str
    attributes: Mapping[str, Any]
    relations: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list; ``total`` is how many the whole list has, None when it is not told."""

    resources: tuple[Resource, ...]
    total: int | None


def resource(response: Response) -> Resource:
    """The one resource of a good answer.  Raises NotACrm and what `check` raises."""
    return _resource(_document(response).get("data"))


def written(response: Response) -> Resource | None:
    """The resource that a write was answered by, None where the answer is empty."""
    check(response)
    return resource(response) if response.body.strip() else None


def page(response: Response) -> Page:
    """The resources of a list's good answer.  Raises NotACrm and what `check` raises."""
    document = _document(response)
    data = document.get("data")
    if not isinstance(data, list):
        raise _unlike()
    return Page(tuple(map(_resource, data)), _total(document.get("meta")))


def body(type_: str, id_: str, attributes: Mapping[str, Any]) -> bytes:
    """A create's document (``id_`` is "") or an update's."""
    data: dict[str, Any] = {"type": type_, "attributes": dict(attributes)}
    if id_:
        data["id"] = id_
    return json.dumps({"data": data}).encode()


def linkage(type_: str, ids: Iterable[str]) -> bytes:
    """The document that names the ends of a relation."""
    return json.dumps({"data": [{"type": type_, "id": each} for each in ids]}).encode()


def check(response: Response) -> None:
    """Raise what an answer that is not good means.

    Busy, Missing, NotAllowed, Refused with the server's reason, NotACrm for a web
    page, Unreachable for a server's own failure (`Lost` when a change may have happened).
    """
    if not response.is_good:
        raise _problem(response)


def reason(response: Response) -> str:
    """What the server says of its refusal, as one short line; "" when it says nothing."""
    try:
        document = response.json()
    except NotACrm:
        return ""
    texts = dict.fromkeys(_texts(document))  # the same words once
    return "; ".join(texts)[:_LONGEST_REASON]


def refused_attributes(response: Response) -> frozenset[str]:
    """The attributes whose values are all that a write was refused for; none for other refusals."""
    if response.status not in _UNFIT:
        return frozenset()
    try:
        document = response.json()
    except NotACrm:
        return frozenset()
    match document:
        case {"errors": [*errors]} if all(map(_attribute_named, errors)):
            return frozenset(map(_attribute_named, errors))
    return frozenset()


def _attribute_named(error: object) -> str:
    match error:
        case {"source": {"pointer": str(pointer)}} if pointer.startswith(_ATTRIBUTES):
            return pointer.removeprefix(_ATTRIBUTES)
    return ""


def _problem(response: Response) -> Error:
    status = response.status
    asked_to_wait = status == _UNAVAILABLE and response.retry_after is not None
    if status == _TOO_MANY or asked_to_wait:
        return Busy("The CRM is busy and asks us to wait.", retry_after=response.retry_after)
    if status >= 500 and status != _NOT_MADE:  # noqa: PLR2004 - RFC 9110: the server's own failure
        kind = Unreachable if response.request.is_safe else Lost
        return kind("The CRM failed (status {status}). It is tried again later.", status=status)
    if response.is_page or status < 400:  # noqa: PLR2004
        return _page(response)
    if status in (_NOT_FOUND, _GONE):
        return Missing("The CRM does not have this record (any more).")
    told = reason(response) or f"status {status}"
    if status == _FORBIDDEN:
        return NotAllowed("The CRM does not allow this: {reason}", reason=told)
    return Refused("The CRM refused it: {reason}", reason=told)


def _page(response: Response) -> Error:
    if response.status == _TOO_LARGE:  # the word of the web server before the CRM
        return Refused("It is larger than the CRM takes.")
    return NotACrm(
        "A web page answered in place of the CRM (status {status}). "
        "Check the CRM's address and the proxy.",
        status=response.status,
    )


def _document(response: Response) -> dict[str, Any]:
    check(response)
    document = response.json()
    match document:
        case {"errors": [_, *_]} if "data" not in document:  # a refusal that is called good
            raise Refused("The CRM refused it: {reason}", reason=reason(response) or "-")
        case dict():
            return document
    raise _unlike()


def _total(meta: object) -> int | None:
    match meta:
        case {"total": int() | str() as total} if str(total).isdecimal():
            return int(total)
    return None


def _resource(data: object) -> Resource:
    match data:
        case {"type": str(type_), "id": str() | int() as id_, **rest}:
            attributes = rest.get("attributes")
            return Resource(
                type_,
                str(id_),
                attributes if isinstance(attributes, dict) else {},
                dict(_relations(rest.get("relationships"))),
            )
    raise _unlike()


def _relations(relationships: object) -> Iterable[tuple[str, tuple[str, ...]]]:
    if not isinstance(relationships, dict):
        return
    for name, relation in relationships.items():
        match relation:
            case {"data": list(ends)}:
                if all(isinstance(end, dict) and "id" in end for end in ends):
                    yield name, tuple(str(end["id"]) for end in ends)
            case {"data": {"id": end}}:
                yield name, (str(end),)
            case {"data": None}:
                yield name, ()


def _texts(document: object) -> Iterable[str]:
    """From JSON:API's errors, or from the plainer envelopes that servers fall back to."""
    match document:
        case {"errors": [*errors]}:
            yield from filter(None, map(_error_text, errors))
        case {"message": str(text)} | {"error": str(text)} | {"detail": str(text)}:
            yield " ".join(text.split())


def _error_text(error: object) -> str:
    if not isinstance(error, dict):
        return ""
    text = error.get("detail") or error.get("title") or error.get("code") or ""
    source = error.get("source")
    pointer = source.get("pointer") if isinstance(source, dict) else None
    field = str(pointer).rpartition("/")[2] if pointer else ""
    return " ".join(f"{field}: {text}".split() if field else str(text).split())


def _unlike() -> NotACrm:
    return NotACrm("The CRM's answer has another form than it should. Check the CRM's address.")
