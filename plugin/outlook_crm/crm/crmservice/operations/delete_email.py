"""Delete a mail from the CRM."""

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice.choices import EMAILS
from outlook_crm.crm.message import Request, Response


def request(id_: str) -> Request:
    """Delete the record ``id_``."""
    return Request("DELETE", f"/{EMAILS}/{id_}")


def parse(response: Response) -> str:
    """Empty when it is gone.  Raises Missing when it was gone before."""
    jsonapi.check(response)
    return ""
