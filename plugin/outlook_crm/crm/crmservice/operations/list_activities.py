"""One page of a list of activities, the longest unchanged first."""

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice import filters
from outlook_crm.crm.crmservice.choices import ACTIVITIES, PAGE_SIZE, UPDATED
from outlook_crm.crm.jsonapi import Page
from outlook_crm.crm.message import Request, Response

from .shape import Query


def request(
    where: filters.Filter, shape: Query, *, page: int = 1, size: int = PAGE_SIZE
) -> Request:
    """Ask for page number ``page`` (from 1) of what ``where`` lets through."""
    query = (
        ("filter", filters.text(where)),
        ("sort", f"{UPDATED},id"),
        ("page[number]", str(page)),
        ("page[size]", str(size)),
        *shape,
    )
    return Request("GET", f"/{ACTIVITIES}", query)


def parse(response: Response) -> Page:
    """The activities and how many there are in all."""
    return jsonapi.page(response)
