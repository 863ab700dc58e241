"""Which attributes and relations the records of this installation have."""

from collections.abc import Mapping

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice.choices import ACTIVITIES
from outlook_crm.crm.crmservice.schema import FieldMap, field_map
from outlook_crm.crm.message import JSON, JSON_API, Request, Response


def request(module: str = ACTIVITIES) -> Request:
    """Ask for a module's schema, which is plain JSON."""
    return Request("GET", f"/schema/{module}", accept=f"{JSON_API}, {JSON}")


def parse(response: Response, chosen: Mapping[str, str] | None = None) -> FieldMap:
    """Where each field of an activity has its place; ``chosen`` are attributes by role."""
    return field_map(document(response), chosen)


def document(response: Response) -> object:
    """The schema itself."""
    jsonapi.check(response)
    return response.json()
