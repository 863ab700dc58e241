"""Attach a file to a mail: a form of several parts, the file and what is said of it."""

from urllib3.filepost import encode_multipart_formdata

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice.choices import EMAILS, FILE_ATTRIBUTES
from outlook_crm.crm.message import Request, Response


def request(id_: str, name: str, media_type: str, data: bytes) -> Request:
    """Attach ``data`` to the record ``id_`` under this file name."""
    said = {f"attributes[{each}]": value for each, value in FILE_ATTRIBUTES.items()}
    kind = media_type or "application/octet-stream"
    body, content_type = encode_multipart_formdata({**said, "file": (name, data, kind)})
    return Request("POST", f"/{EMAILS}/{id_}/files", body=body, content_type=content_type)


def parse(response: Response) -> str:
    """Empty when it is there.  Raises Missing, and Refused with the CRM's reason."""
    jsonapi.check(response)
    return ""
