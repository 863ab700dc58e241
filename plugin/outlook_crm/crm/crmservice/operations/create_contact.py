"""Make a contact; the user of the token becomes its owner."""

from collections.abc import Mapping, Sequence
from typing import Any

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice.choices import CONTACTS
from outlook_crm.crm.jsonapi import Resource
from outlook_crm.crm.message import JSON_API, Request, Response

from . import list_contacts


def request(attributes: Mapping[str, Any], names: Sequence[str]) -> Request:
    """Make one with these attributes; ``names`` are those to show then."""
    body = jsonapi.body(CONTACTS, "", attributes)
    shape = list_contacts.shape(names)
    return Request("POST", f"/{CONTACTS}", shape, body=body, content_type=JSON_API)


def parse(response: Response) -> Resource:
    """The contact as the CRM keeps it.  Raises Refused with the CRM's reason."""
    return jsonapi.resource(response)
