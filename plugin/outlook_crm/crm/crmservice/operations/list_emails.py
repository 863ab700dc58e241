"""A page of the mails that the CRM keeps, the longest unchanged first."""

from collections.abc import Iterable

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice import filters
from outlook_crm.crm.crmservice.choices import CREATED, EMAILS, OWNER, PAGE_SIZE, UPDATED
from outlook_crm.crm.jsonapi import Page
from outlook_crm.crm.message import Request, Response


def request(where: filters.Filter, names: Iterable[str], *, page: int = 1) -> Request:
    """Ask for page number ``page`` (from 1); ``names`` are the attributes to show."""
    query = (
        ("filter", filters.text(where)),
        ("sort", f"{UPDATED},id"),
        ("page[number]", str(page)),
        ("page[size]", str(PAGE_SIZE)),
        (f"fields[{EMAILS}]", ",".join([*sorted(names), OWNER, CREATED, UPDATED])),
    )
    return Request("GET", f"/{EMAILS}", query)


def parse(response: Response) -> Page:
    """The mails and how many there are in all."""
    return jsonapi.page(response)
