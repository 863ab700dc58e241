"""Say what is at the other end of one of an activity's many-to-many relations."""

from collections.abc import Iterable

from outlook_crm.crm import jsonapi
from outlook_crm.crm.crmservice.choices import ACTIVITIES
from outlook_crm.crm.message import JSON_API, Request, Response


def request(id_: str, relation: str, module: str, ids: Iterable[str]) -> Request:
    """Link the activity by ``relation`` to these records of ``module`` and no other."""
    path = f"/{ACTIVITIES}/{id_}/relationships/{relation}"
    return Request("PATCH", path, body=jsonapi.linkage(module, ids), content_type=JSON_API)


def parse(response: Response) -> None:
    """Done.  Raises Missing or Refused when one of the records is not there."""
    jsonapi.check(response)
