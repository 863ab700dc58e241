"""A page of a pick list's values, or of their words in one language."""

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice import filters
from outlook_crm.crm.crmservice.choices import PAGE_SIZE
from outlook_crm.crm.jsonapi import Page
from outlook_crm.crm.message import Request, Response

_LIST = "picklist_id"


def request(picklist: str, page: int = 1) -> Request:
    """Ask for the values, in the order the CRM shows them."""
    return _request("picklist_values", filters.equal(_LIST, picklist), "sort_order,id", page)


def request_words(picklist: str, language: str, page: int = 1) -> Request:
    """Ask for the values' words in ``language``."""
    where = filters.both(filters.equal(_LIST, picklist), filters.equal("language", language))
    return _request("picklist_value_translations", where, "id", page)


def parse(response: Response) -> Page:
    """Resources with ``value``, or with ``picklist_value_id`` and ``label``."""
    return jsonapi.page(response)


def _request(module: str, where: filters.Filter, sort: str, page: int) -> Request:
    query = (
        ("filter", filters.text(where)),
        ("sort", sort),
        ("page[number]", str(page)),
        ("page[size]", str(PAGE_SIZE)),
    )
    return Request("GET", f"/{module}", query)
