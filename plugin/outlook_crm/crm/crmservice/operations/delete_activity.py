"""Delete an activity."""

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice.choices import ACTIVITIES
from outlook_crm.crm.message import Request, Response


def request(id_: str) -> Request:
    """Delete the activity ``id_``."""
    return Request("DELETE", f"/{ACTIVITIES}/{id_}")


def parse(response: Response) -> None:
    """It is gone.  Raises Missing when it was gone before."""
    jsonapi.check(response)
