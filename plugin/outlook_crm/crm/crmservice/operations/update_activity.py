"""Change some attributes of an activity."""

from collections.abc import Mapping
from typing import Any

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice.choices import ACTIVITIES
from outlook_crm.crm.jsonapi import Resource
from outlook_crm.crm.message import JSON_API, Request, Response

from .shape import Query


def request(id_: str, attributes: Mapping[str, Any], answer: Query) -> Request:
    """Change these attributes and no other; ``answer`` is what of it to show then."""
    body = jsonapi.body(ACTIVITIES, id_, attributes)
    path = f"/{ACTIVITIES}/{id_}"
    return Request("PATCH", path, answer, body=body, content_type=JSON_API)


def parse(response: Response) -> Resource | None:
    """The activity as the CRM keeps it, None if not told.

    Raises Missing, and Refused with the CRM's reason.
    """
    return jsonapi.written(response)
