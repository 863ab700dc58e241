"""Make a record of a mail; the user of the token becomes its owner."""

from collections.abc import Mapping
from typing import Any

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice.choices import EMAILS
from outlook_crm.crm.message import JSON_API, Request, Response


def request(attributes: Mapping[str, Any]) -> Request:
    """Make one with these attributes; of it only the id is asked for."""
    body = jsonapi.body(EMAILS, "", attributes)
    answer = ((f"fields[{EMAILS}]", "id"),)
    return Request("POST", f"/{EMAILS}", answer, body=body, content_type=JSON_API)


def parse(response: Response) -> str:
    """The record's id.  Raises Refused with the CRM's reason."""
    return jsonapi.resource(response).id
