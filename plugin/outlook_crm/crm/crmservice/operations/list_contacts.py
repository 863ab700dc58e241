"""One page of a list of contacts, the longest unchanged first."""

from collections.abc import Sequence

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice import filters
from outlook_crm.crm.crmservice.choices import CONTACTS, CREATED, PAGE_SIZE, UPDATED
from outlook_crm.crm.jsonapi import Page
from outlook_crm.crm.message import Request, Response


def request(where: filters.Filter, names: Sequence[str], *, page: int = 1) -> Request:
    """Ask for page ``page`` (from 1) of what ``where`` lets through, with these attributes."""
    query = (
        ("filter", filters.text(where)),
        ("sort", f"{UPDATED},id"),
        ("page[number]", str(page)),
        ("page[size]", str(PAGE_SIZE)),
        *shape(names),
    )
    return Request("GET", f"/{CONTACTS}", query)


def parse(response: Response) -> Page:
    """The contacts and how many there are in all."""
    return jsonapi.page(response)


def shape(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What of a contact is asked for."""
    return ((f"fields[{CONTACTS}]", ",".join([*names, CREATED, UPDATED])),)
