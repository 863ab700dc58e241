"""What is attached to a mail."""

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice.choices import EMAILS, PAGE_SIZE
from outlook_crm.crm.jsonapi import Page
from outlook_crm.crm.message import Request, Response


def request(id_: str, page: int = 1) -> Request:
    """Ask for names and sizes of the files of the record ``id_``."""
    query = (
        ("page[number]", str(page)),
        ("page[size]", str(PAGE_SIZE)),
        ("fields[files]", "file_name,file_size"),
    )
    return Request("GET", f"/{EMAILS}/{id_}/files", query)


def parse(response: Response) -> Page:
    """Resources with ``file_name`` and ``file_size``.  Raises Missing without the mail."""
    return jsonapi.page(response)
