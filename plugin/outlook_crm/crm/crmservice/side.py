"""The CRM's activities of one user as a side of the sync."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.errors import WrongUser
from outlook_crm.sync.ports import Capabilities, Want
from outlook_crm.sync.values import Absence, Item, Observation, Outcome, Step

from .choices import RELATIONS_BUMP_VERSION
from .client import Client
from .passes import Observer
from .records import Records
from .schema import FieldMap
from .writing import Writer


class CrmServiceSide:
    """`outlook_crm.sync.ports.SidePort` over the activities of the logged-in user.

    ``user`` is who is logged in, ``expected`` the pairing's user.  ``clock`` is monotonic.
    """

    def __init__(
        self,
        client: Client,
        fields: FieldMap,
        user: str,
        expected: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._fields = fields
        self._user = user
        self._expected = expected
        self._clock = clock
        self._records = Records(client, fields, user)
        self._observer = Observer(self._records, fields, clock)
        self._writer = Writer(self._records, fields, clock)

    @property
    def side(self) -> Side:
        """The CRM."""
        return Side.CRM

    @property
    def capabilities(self) -> Capabilities:
        """By the schema; an activity holds one project and no time zone."""
        held = self._fields.fields
        return Capabilities(
            fields=held,
            single_valued=frozenset({FieldName.PROJECTS}) & held,
            keeps_key=bool(self._fields.name("key")),
            keeps_zone=False,
            relations_bump_version=RELATIONS_BUMP_VERSION,
        )

    def verify(self) -> None:
        """Raises WrongUser when somebody else than the pairing's user is logged in.

        Asks nothing: a token belongs to the user it was given to, and the log-in asked who that is.
        """
        self._client.check_running()
        if self._user != self._expected:
            raise WrongUser(
                "Another CRM user is logged in than the one this calendar is paired with."
            )

    def observe(self, want: Want) -> Observation:
        """The whole window without a cursor, else what changed since and a count."""
        when = self._clock()
        observation = replace(self._observer.observe(want), ahead=self._client.skew)
        told = {id_: item.version for id_, item in observation.items.items()}
        known = {id_: want.known[id_] for id_ in observation.unchanged if id_ in want.known}
        self._writer.saw(known | told, when)
        return observation

    def read(self, ids: Collection[str]) -> Mapping[str, Item | Absence]:
        """Read these activities now."""
        when = self._clock()
        answers = self._observer.read(ids)
        items = {id_: each.version for id_, each in answers.items() if isinstance(each, Item)}
        self._writer.saw(items, when)
        return answers

    def find(self, key: str, stamp: str = "") -> Sequence[Item]:
        """The user's activities that carry the key, oldest first."""
        if not key or not self._fields.name("key"):
            self._client.check_running()
            return []
        found = self._observer.items_of(self._records.by_key(key))
        return sorted(found, key=lambda item: (item.created, len(item.id), item.id))

    def write(self, step: Step) -> Outcome:
        """Carry out one step."""
        return self._writer.write(step)

    def cancel(self) -> None:
        """End the running and all later calls of this side; from any thread."""
        self._client.cancel()
