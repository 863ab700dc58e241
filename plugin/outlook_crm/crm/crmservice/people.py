"""The CRM's contacts for the address book: `outlook_crm.sync.contact_ports.People`.

A person's company is another record: the name of the account that the contact belongs to.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote

from outlook_crm.crm.jsonapi import Resource
from outlook_crm.crm.message import Response
from outlook_crm.domain.fields import BY_NAME, CONTACT, FieldName, Fields, FieldValue
from outlook_crm.domain.side import Side
from outlook_crm.errors import NotACrm
from outlook_crm.sync.contact_ports import Moved
from outlook_crm.sync.values import Absence, Fate, Item, Outcome, Step

from . import filters
from .choices import (
    CONTACT_PAGE,
    CONTACT_PLACES,
    CREATED,
    IDS_A_REQUEST,
    TARGETS,
    UPDATED,
    time_of,
    time_told,
)
from .client import Client
from .fates import settled
from .fields import fitting
from .filters import Filter
from .operations import create_contact, get_schema, list_contacts, list_targets
from .records import Walk
from .schema import Attribute, placed

_ACCOUNT = BY_NAME[FieldName.COMPANY].crm


class CrmServicePeople:
    """The contacts that the user may see, over a client of its own; reads the schema once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known_places: Mapping[str, Attribute] | None = None

    @property
    def names(self) -> frozenset[FieldName]:
        """By the schema; the page is made of the id."""
        return frozenset(
            field.name
            for field in CONTACT
            if field.crm in self._places or field.name is FieldName.PAGE
        )

    def changed(self, cursor: str, known: Collection[str]) -> Moved:
        """One request where nothing changed, however many are known."""
        if not cursor:
            return self._all_of(known)
        walk = self._walk(filters.changed_after(cursor), cursor)
        records = [record for record in walk if record.id in known]
        return Moved(self._items(records), walk.cursor)

    def read(self, ids: Collection[str]) -> Mapping[str, Item | Absence]:
        """In batches; one that is not shown may be deleted or not for this user to see."""
        return {**dict.fromkeys(ids, Absence.UNKNOWN), **self._all_of(ids).items}

    def alike(self, address: str, first: str, last: str) -> Sequence[Item]:
        """By either, without regard to case."""
        wanted = []
        if address and (name := self._name(FieldName.MAIL)):
            wanted.append(filters.equal(name, address))
        if last:
            wanted.append(self._named(first, last))
        if not wanted:
            return []
        found = self._items(list(self._walk(filters.either(*wanted)))).values()
        return sorted(found, key=lambda item: (item.created, len(item.id), item.id))

    def write(self, step: Step) -> Outcome:
        """Make the contact; an account of just this name becomes its company."""
        return settled(lambda: self._create(step.fields))

    def cancel(self) -> None:
        """End the running and all later calls; from any thread."""
        self._client.cancel()

    # ---- reading

    def _all_of(self, ids: Collection[str]) -> Moved:
        every, cursor = sorted(ids), ""
        found: dict[str, Item] = {}
        for at in range(0, len(every), IDS_A_REQUEST):
            walk = self._walk(filters.among("id", every[at : at + IDS_A_REQUEST]))
            found |= self._items(list(walk))
            # The earliest of the batches: what changed meanwhile is met again.
            cursor = min(cursor or walk.cursor, walk.cursor)
        return Moved(found, cursor)

    def _walk(self, where: Filter, cursor: str = "") -> Walk:
        return Walk(partial(self._page, where), cursor)

    def _page(self, where: Filter, since: str, number: int) -> Response:
        asked = filters.both(where, filters.changed_from(since)) if since else where
        return self._client.send(list_contacts.request(asked, self._asked, page=number))

    def _items(self, records: Sequence[Resource]) -> dict[str, Item]:
        """Those of the records that tell when they changed: without it they cannot be followed."""
        told = [each for each in records if all(map(time_told, _times(each)))]
        companies = self._companies(told)
        return {record.id: self._item(record, companies) for record in told}

    def _item(self, record: Resource, companies: Mapping[str, str]) -> Item:
        fields = dict(self._fields(record, companies))
        changed, made = _times(record)
        return Item(
            Side.CRM,
            record.id,
            _version(record, fields),
            fields,
            time_of(changed),
            time_of(made),
        )

    def _fields(
        self, record: Resource, companies: Mapping[str, str]
    ) -> Iterator[tuple[FieldName, FieldValue]]:
        for role, attribute in self._places.items():
            value = record.attributes.get(attribute.name)
            text = companies.get(str(value), "") if role == _ACCOUNT else str(value or "")
            yield _BY_ROLE[role], text or None
        path = CONTACT_PAGE.format(id=quote(record.id, safe=""))
        yield FieldName.PAGE, f"{self._client.home}{path}"

    def _companies(self, records: Iterable[Resource]) -> dict[str, str]:
        """The names of the accounts that these contacts belong to, by id."""
        name = self._name(FieldName.COMPANY)
        ids = {str(each.attributes[name]) for each in records if each.attributes.get(name)}
        every = sorted(ids)
        names: dict[str, str] = {}
        for at in range(0, len(every), IDS_A_REQUEST):
            found = self._accounts(filters.among("id", every[at : at + IDS_A_REQUEST]))
            names |= {each.id: str(each.attributes.get("name") or "") for each in found}
        return names

    def _accounts(self, where: Filter) -> Sequence[Resource]:
        request = list_targets.request(TARGETS["accounts"], where)
        return list_targets.parse(self._client.send(request)).resources

    def _named(self, first: str, last: str) -> Filter:
        names = ((FieldName.FIRST_NAME, first), (FieldName.LAST_NAME, last))
        return filters.both(*(filters.equal(self._name(name), text) for name, text in names))

    # ---- making one

    def _create(self, fields: Fields) -> Outcome:
        request = create_contact.request(self._attributes(fields), self._asked)
        response = self._client.send(request)
        try:
            record = create_contact.parse(response)
        except NotACrm:  # carried out by the status, but told in no language of ours
            return Outcome(Fate.UNKNOWN)
        made = self._items([record]).get(record.id)
        return Outcome(Fate.DONE, made) if made else Outcome(Fate.UNKNOWN)

    def _attributes(self, fields: Fields) -> dict[str, Any]:
        attributes: dict[str, Any] = {}
        for name, value in fields.items():
            role = BY_NAME[name].crm
            if value is None or role not in self._places:
                continue
            place = self._places[role]
            if role != _ACCOUNT:
                attributes[place.name] = fitting(value, place)
            elif account := self._account_called(str(value)):
                attributes[place.name] = account
        return attributes

    def _account_called(self, name: str) -> str:
        found = self._accounts(filters.equal("name", name))
        return found[0].id if len(found) == 1 else ""

    # ---- the schema

    @property
    def _places(self) -> Mapping[str, Attribute]:
        if self._known_places is None:
            response = self._client.send(get_schema.request(TARGETS["contacts"].module))
            self._known_places = placed(get_schema.document(response), CONTACT_PLACES)
        return self._known_places

    @property
    def _asked(self) -> list[str]:
        return sorted({each.name for each in self._places.values()})

    def _name(self, name: FieldName) -> str:
        place = self._places.get(BY_NAME[name].crm)
        return place.name if place else ""


_BY_ROLE: Mapping[str, FieldName] = {field.crm: field.name for field in CONTACT}


def _times(record: Resource) -> tuple[object, object]:
    """When it changed, and when it was made."""
    return record.attributes.get(UPDATED), record.attributes.get(CREATED)


def _version(record: Resource, fields: Fields) -> str:
    told = json.dumps(sorted(fields.items()), default=str).encode()
    digest = hashlib.blake2b(told, digest_size=8).hexdigest()
    return f"{record.attributes.get(UPDATED)} {digest}"
