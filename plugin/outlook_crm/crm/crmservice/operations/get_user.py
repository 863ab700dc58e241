"""Who the token belongs to."""

from outlook_crm.crm import jsonapi
from outlook_crm.crm.connector import CrmUser
from outlook_crm.crm.message import Request, Response


def request() -> Request:
    """Ask who is logged in."""
    return Request("GET", "/user", (("fields[users]", "id,name,email"),))


def parse(response: Response) -> CrmUser:
    """The user; the mail address stands in for a missing name."""
    user = jsonapi.resource(response)
    return CrmUser(user.id, str(user.attributes.get("name") or user.attributes.get("email") or ""))
