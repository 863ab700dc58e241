"""CrmServiceSide over the embedded CRM, with what its user does there.

The world that the conformance suite of SidePort asks for.
"""

import time
from collections.abc import Mapping
from datetime import UTC, datetime

from tests.conformance.cases import VALUES
from tests.crm_server.process import OUTLOOK_KEY, PASSWORD, CrmServer, Rule

from outlook_crm.crm.connector import Credentials, Network
from outlook_crm.crm.crmservice.connect import CrmService
from outlook_crm.crm.crmservice.fields import attributes_of, links_of
from outlook_crm.crm.crmservice.session import CrmServiceSession
from outlook_crm.crm.crmservice.side import CrmServiceSide
from outlook_crm.crm.transport import Limits
from outlook_crm.domain.fields import FieldName, Fields
from outlook_crm.support.secret import Secret
from outlook_crm.sync.ports import Want

USER = "anna"


def log_in(server: CrmServer, user: str = USER) -> CrmServiceSession:
    """Log in as a user does."""
    service = CrmService(Limits(pause=0.05))
    credentials = Credentials(Secret(OUTLOOK_KEY), user, Secret(PASSWORD))
    return service.log_in(service.address(server.address), credentials, Network())


class CrmWorld:
    """See side_suite.py.

    The calendar is empty but for one activity long before every window: the
    user has worked in this CRM before.
    """

    def __init__(self, server: CrmServer) -> None:
        self._server = server
        server.reset()
        self._person = server.person(USER)
        for activity in server.activities():
            server.person("admin").delete("activities", activity["id"])
        self._person.create(
            "activities",
            subject="Old",
            start_date="2020-01-01T08:00:00Z",
            end_date="2020-01-01T09:00:00Z",
        )
        self.session = log_in(server)
        self._later = 0.0
        self.values = VALUES | {
            name: tuple((each["id"],) for each in server.snapshot(name.value)[:2])
            for name in (FieldName.ACCOUNTS, FieldName.CONTACTS, FieldName.PROJECTS)
        }

    def close(self) -> None:
        """Give the connections back."""
        self.session.close()

    def side(self) -> CrmServiceSide:
        """A side that has seen nothing yet, whose clock runs ahead when time passes."""
        return self.session.side(self.session.user.id, clock=lambda: time.monotonic() + self._later)

    def want(
        self,
        *,
        known: Mapping[str, str] | None = None,
        keys: Mapping[str, str] | None = None,
        only: frozenset[str] | None = None,
        start: datetime = datetime(2026, 2, 1, tzinfo=UTC),
        end: datetime = datetime(2026, 12, 1, tzinfo=UTC),
        cursor: str = "",
    ) -> Want:
        """What an engine asks for; everything in the window unless said otherwise."""
        return Want(start, end, known or {}, keys or {}, cursor, only)

    def user_creates(self, fields: Fields) -> str:
        self.pass_time()
        id_ = self._person.create("activities", **attributes_of(fields, self._fields))
        self._link(id_, fields)
        return id_

    def user_changes(self, item: str, fields: Fields) -> None:
        self.pass_time()
        if attributes := attributes_of(fields, self._fields):
            self._person.change("activities", item, **attributes)
        self._link(item, fields)

    def user_deletes(self, item: str) -> None:
        self.pass_time()
        self._person.delete("activities", item)

    def user_moves_away(self, item: str) -> None:
        """Gives it to a colleague."""
        self.pass_time()
        (colleague,) = (
            each["id"] for each in self._server.snapshot("users") if each["first_name"] == "Bengt"
        )
        self._person.change("activities", item, owner_id=colleague)

    def user_copies(self, item: str) -> str:
        self.pass_time()
        attributes = self._person.get("activities", item)
        kept = {field.name for field in self._fields.attributes.values()}
        return self._person.create(
            "activities", **{name: value for name, value in attributes.items() if name in kept}
        )

    def lose_next_answer(self) -> None:
        """Of whichever kind the next write is."""
        for method in ("POST", "PATCH", "DELETE"):
            self._server.order(Rule("drop", method, "/api/v1/activities*", handled=True))

    def pass_time(self) -> None:
        self._later += 300

    @property
    def _fields(self):
        return self.session._fields

    def _link(self, id_: str, fields: Fields) -> None:
        for role, ends in links_of(fields, self._fields).items():
            data = [{"type": role, "id": end} for end in ends]
            self._person.call("PATCH", f"activities/{id_}/relationships/{role}", data)
