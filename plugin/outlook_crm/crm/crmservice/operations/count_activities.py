"""How many activities there are, without reading any."""

import json

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice.choices import ACTIVITIES
from outlook_crm.crm.crmservice.filters import Filter
from outlook_crm.crm.message import JSON, Request, Response
from outlook_crm.errors import NotACrm


def request(where: Filter) -> Request:
    """Count what ``where`` lets through."""
    question = {
        "from": ACTIVITIES,
        "select": "$count.distinct(id) as count_value",
        "format": "json",
        "where": where,
        "options": {"kpi": True},
    }
    body = json.dumps(question).encode()
    return Request("POST", "/reporting", body=body, content_type=JSON, accept=JSON, reads=True)


def parse(response: Response) -> int:
    """The count; a report without rows counts none."""
    jsonapi.check(response)
    match response.json():
        case {"data": [{"count_value": int() | str() as count}, *_]} if str(count).isdecimal():
            return int(count)
        case {"meta": {"results": 0}, "data": []}:
            return 0
    raise NotACrm("The CRM's answer has another form than it should. Check the CRM's address.")
