"""One activity."""

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice.choices import ACTIVITIES
from outlook_crm.crm.jsonapi import Resource
from outlook_crm.crm.message import Request, Response

from .shape import Query


def request(id_: str, shape: Query) -> Request:
    """Ask for the activity ``id_``."""
    return Request("GET", f"/{ACTIVITIES}/{id_}", shape)


def parse(response: Response) -> Resource:
    """The activity.  Raises Missing when it is not there, NotAllowed when it is not to be seen."""
    return jsonapi.resource(response)
