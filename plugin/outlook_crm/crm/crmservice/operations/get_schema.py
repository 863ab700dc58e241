"""Which attributes and relations the activities of this installation have."""

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice.choices import ACTIVITIES
from outlook_crm.crm.crmservice.schema import FieldMap, field_map
from outlook_crm.crm.message import JSON, JSON_API, Request, Response


def request() -> Request:
    """Ask for the schema, which is plain JSON."""
    return Request("GET", f"/schema/{ACTIVITIES}", accept=f"{JSON_API}, {JSON}")


def parse(response: Response) -> FieldMap:
    """Where each field has its place."""
    jsonapi.check(response)
    return field_map(response.json())
