"""Records that an activity can be linked to, by name."""

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice import filters
from outlook_crm.crm.crmservice.choices import PAGE_SIZE, Target
from outlook_crm.crm.jsonapi import Page
from outlook_crm.crm.message import Request, Response


def request(target: Target, where: filters.Filter | None, size: int = PAGE_SIZE) -> Request:
    """Ask for the first ``size`` of what ``where`` lets through; None: of all."""
    asked = dict.fromkeys(
        (*target.names, target.detail, target.mail, target.account, target.contact)
    )
    query = (
        *((("filter", filters.text(where)),) if where else ()),
        ("sort", ",".join([*reversed(target.names), "id"])),
        ("page[number]", "1"),
        ("page[size]", str(min(size, PAGE_SIZE))),
        (f"fields[{target.module}]", ",".join(filter(None, asked))),
    )
    return Request("GET", f"/{target.module}", query)


def parse(response: Response) -> Page:
    """The records, with what was asked for of them."""
    return jsonapi.page(response)
