"""Change some attributes of an activity."""

from collections.abc import Mapping
from typing import Any

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice.choices import ACTIVITIES
from outlook_crm.crm.jsonapi import Resource
from outlook_crm.crm.message import JSON_API, Request, Response


def request(id_: str, attributes: Mapping[str, Any]) -> Request:
    """Change these attributes and no other."""
    body = jsonapi.body(ACTIVITIES, id_, attributes)
    return Request("PATCH", f"/{ACTIVITIES}/{id_}", body=body, content_type=JSON_API)


def parse(response: Response) -> Resource:
    """The activity as the CRM keeps it.  Raises Missing, and Refused with the CRM's reason."""
    return jsonapi.resource(response)
