"""Carrying out one step on the CRM, and saying truly what became of it.

Whatever fails after a request that changes something had departed is UNKNOWN: the
journal finds out.  A create whose answer was lost is looked up by its key
before it is tried again.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from outlook_crm.crm import jsonapi
from outlook_crm.crm.jsonapi import Resource
from outlook_crm.crm.message import Request, Response
from outlook_crm.domain.sentence import in_a_row, sentence
from outlook_crm.errors import (
    Cancelled,
    Error,
    Missing,
    NotACrm,
    NotAllowed,
    Refused,
    Theirs,
)
from outlook_crm.sync.values import Fate, Item, Outcome, Step, StepKind

from .choices import RELATIONS, SPARED, WRITES_TAKE_INCLUDE
from .fates import settled
from .fields import attributes_of, links_of
from .items import item_of
from .operations import (
    create_activity,
    delete_activity,
    replace_links,
    shape,
    update_activity,
)
from .operations.shape import Query
from .records import Gone, Records
from .schema import FieldMap
from .version import version_of

TRUSTED_FOR = 2.0
"""Seconds that a version counts as current without asking; the CRM offers no locking."""


class Writer:
    """Steps on the activities of one user.

    ``clock`` is monotonic, in seconds.  `saw` tells it what was observed and when.
    """

    def __init__(self, records: Records, fields: FieldMap, clock: Callable[[], float]) -> None:
        self._records = records
        self._fields = fields
        self._clock = clock
        self._answer = shape.whole(fields) if WRITES_TAKE_INCLUDE else ()
        self._seen: dict[str, tuple[str, float]] = {}
        self._doubtful: set[str] = set()
        self._kinds: Mapping[StepKind, Callable[[Step], Outcome]] = {
            StepKind.CREATE: self._create,
            StepKind.UPDATE: self._update,
            StepKind.STAMP: self._update,
            StepKind.DELETE: self._delete,
        }

    def saw(self, versions: Mapping[str, str], when: float) -> None:
        """These versions were current at ``when``; older knowledge is dropped."""
        self._seen = {
            id_: known for id_, known in self._seen.items() if when - known[1] <= TRUSTED_FOR
        } | {id_: (version, when) for id_, version in versions.items()}

    def write(self, step: Step) -> Outcome:
        """Carry out the step.  Raises Cancelled or another error if nothing was written."""
        outcome = settled(lambda: self._kinds[step.kind](step))
        self._note(step, outcome)
        return outcome

    def _note(self, step: Step, outcome: Outcome) -> None:
        self._seen.pop(step.target, None)
        if outcome.item:
            self._seen[outcome.item.id] = (outcome.item.version, self._clock())
        if step.kind is StepKind.CREATE:
            doubt = outcome.fate is Fate.UNKNOWN
            (self._doubtful.add if doubt else self._doubtful.discard)(step.key)

    def _create(self, step: Step) -> Outcome:
        if step.key in self._doubtful and (made := self._made_before(step.key)):
            return Outcome(Fate.DONE, made)
        attributes = attributes_of(step.fields, self._fields) | self._key(step)
        response, told = self._send(create_activity.request, attributes)
        return self._after(step, lambda: create_activity.parse(response), told)

    def _update(self, step: Step) -> Outcome:
        if ended := self._compare(step):
            return ended
        attributes = attributes_of(step.fields, self._fields)
        if step.kind is StepKind.STAMP or step.rekeys:
            attributes |= self._key(step)
        if not attributes:
            return self._after(step, None)
        response, told = self._send(partial(update_activity.request, step.target), attributes)
        return self._after(step, lambda: update_activity.parse(response), told)

    def _delete(self, step: Step) -> Outcome:
        if ended := self._compare(step):
            return ended
        response = self._records.client.send(delete_activity.request(step.target))
        delete_activity.parse(response)
        return Outcome(Fate.DONE)

    def _compare(self, step: Step) -> Outcome | None:
        """Why the step must not be carried out; None when it may."""
        if not step.expect or self._is_current(step):
            return None
        now = self._records.one(step.target)
        if isinstance(now, Gone):
            return Outcome(Fate.MISSING)
        return None if version_of(now, self._fields) == step.expect else Outcome(Fate.STALE)

    def _is_current(self, step: Step) -> bool:
        """Links replace each other and bump no time of change: for them it is always asked."""
        version, when = self._seen.get(step.target, ("", 0.0))
        fresh = version == step.expect and self._clock() - when <= TRUSTED_FOR
        return fresh and not links_of(step.fields, self._fields)

    def _send(
        self, request: Callable[[Mapping[str, Any], Query], Request], attributes: Mapping[str, Any]
    ) -> tuple[Response, str]:
        """The answer, and what had to be left out because the CRM refuses its value."""
        response = self._records.client.send(request(attributes, self._answer))
        refused = jsonapi.refused_attributes(response)
        rest = {name: value for name, value in attributes.items() if name not in refused}
        spared = {self._fields.name(role) for role in SPARED}
        if not refused or not rest or not refused <= spared:
            return response, ""
        told = sentence("The CRM refused it: {reason}", reason=jsonapi.reason(response))
        return self._records.client.send(request(rest, self._answer)), told

    def _after(
        self, step: Step, parse: Callable[[], Resource | None] | None, told: str = ""
    ) -> Outcome:
        """The rest of a step whose first request was answered: parse, links, read-back.

        ``parse`` is None when there was nothing to write but links, ``told`` is what was
        refused of the rest.
        """
        try:
            record = parse() if parse else None
        except NotACrm:  # carried out by the status, but told in no language of ours
            return Outcome(Fate.UNKNOWN)
        try:
            record = record or self._untold(step)
            id_ = record.id if record else step.target
            trouble = self._link(id_, step)
            item = self._read_back(id_, record, step)
        except (Theirs, Cancelled):
            return Outcome(Fate.UNKNOWN)
        return Outcome(Fate.DONE, item, in_a_row(filter(None, (told, trouble))))

    def _untold(self, step: Step) -> Resource | None:
        """What was made by a create whose answer was empty.  Raises Missing if not found."""
        if step.kind is not StepKind.CREATE:
            return None
        found = self._records.by_key(step.key)
        if not found:
            raise _vanished()
        return found[0]

    def _link(self, id_: str, step: Step) -> str:
        """Replace the links that the step names; what the CRM refuses of them is told."""
        troubles = []
        for role, ids in self._links_to_write(step).items():
            relation, module = self._fields.relations[role], RELATIONS[role]
            request = replace_links.request(id_, relation, module, ids)
            response = self._records.client.send(request)
            try:
                replace_links.parse(response)
            except (Missing, NotAllowed, Refused) as refusal:
                troubles.append(sentence(refusal.message, **refusal.values))
        return in_a_row(troubles)

    def _links_to_write(self, step: Step) -> Mapping[str, tuple[str, ...]]:
        """The links by role; a new record has none that would have to be taken away."""
        links = links_of(step.fields, self._fields)
        if step.kind is not StepKind.CREATE:
            return links
        return {role: ids for role, ids in links.items() if ids}

    def _read_back(self, id_: str, record: Resource | None, step: Step) -> Item:
        """The item as the CRM shows it; asked for unless the write's answer told all of it."""
        if record is None or not self._tells_all(record) or self._links_to_write(step):
            record = self._shown(id_)
        try:
            return item_of(record, self._fields)
        except ValueError:
            raise _vanished() from None

    def _tells_all(self, record: Resource) -> bool:
        names = {each.name for each in self._fields.attributes.values()}
        relations = set(self._fields.relations.values())
        return record.attributes.keys() >= names and record.relations.keys() >= relations

    def _shown(self, id_: str) -> Resource:
        record = self._records.one(id_)
        if isinstance(record, Gone):
            raise _vanished()
        return record

    def _made_before(self, key: str) -> Item | None:
        found = self._records.by_key(key)
        return item_of(found[0], self._fields) if found else None

    def _key(self, step: Step) -> dict[str, str | None]:
        """The key's attribute; a stamp without a key takes the record's away."""
        name = self._fields.name("key")
        if not name or (step.kind is StepKind.CREATE and not step.key):
            return {}
        return {name: step.key or None}


def _vanished() -> Error:
    return Missing("The CRM does not have this record (any more).")
