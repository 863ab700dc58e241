"""Make an activity; the user of the token becomes its owner."""

from collections.abc import Mapping
from typing import Any

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice.choices import ACTIVITIES
from outlook_crm.crm.jsonapi import Resource
from outlook_crm.crm.message import JSON_API, Request, Response

from .shape import Query


def request(attributes: Mapping[str, Any], answer: Query) -> Request:
    """Make one with these attributes; ``answer`` is what of it to show then."""
    body = jsonapi.body(ACTIVITIES, "", attributes)
    return Request("POST", f"/{ACTIVITIES}", answer, body=body, content_type=JSON_API)


def parse(response: Response) -> Resource | None:
    """The activity as the CRM keeps it, None if not told.  Raises Refused with the reason."""
    return jsonapi.written(response)
