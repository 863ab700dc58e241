"""What is in a file."""

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice.choices import FILE_CONTENT
from outlook_crm.crm.message import Request, Response


def request(id_: str) -> Request:
    """Ask for the bytes of the file ``id_``."""
    return Request("GET", FILE_CONTENT.format(id=id_), accept="*/*")


def parse(response: Response) -> bytes:
    """The bytes.  Raises Missing, and NotAllowed or Refused with the CRM's reason."""
    jsonapi.check(response)
    return response.body
