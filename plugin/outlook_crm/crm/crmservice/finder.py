"""Looks for the records that activities can be linked to."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from outlook_crm.crm.connector import Found, Near
from outlook_crm.crm.jsonapi import Resource
from outlook_crm.domain.fields import BY_NAME, FieldName

from . import filters
from .choices import IDS_A_REQUEST, TARGETS, Target
from .client import Client
from .filters import Filter
from .operations import list_targets

_MOST_NEAR = 20  # linked records or attendees that suggestions are made from


class CrmServiceFinder:
    """`outlook_crm.crm.connector.Finder` for the user ``user``, over a client of its own."""

    def __init__(self, client: Client, user: str) -> None:
        self._client = client
        self._user = user

    def search(
        self, relation: FieldName, text: str, limit: int, *, mine: bool = False
    ) -> Sequence[Found]:
        """Records whose name, or mail address, holds every word of ``text``."""
        target = _target(relation)
        parts = [_word_in(target, word) for word in text.split()]
        if mine:
            parts.append(filters.owned_by(self._user))
        where = filters.both(*parts) if parts else None
        return [_found(each, target) for each in self._list(target, where, limit)]

    def suggest(self, relation: FieldName, near: Near, limit: int) -> Sequence[Found]:
        """A contact's account, an account's people and projects, the attendees themselves."""
        target = _target(relation)
        wanted = self._near_filters(relation, near)
        if not wanted:
            return []
        return [_found(each, target) for each in self._list(target, filters.either(*wanted), limit)]

    def labels(self, relation: FieldName, ids: Collection[str]) -> Mapping[str, str]:
        """How these records read."""
        target = _target(relation)
        return {each.id: _label(each, target) for each in self._by_ids(target, ids)}

    def cancel(self) -> None:
        """End running and later calls of this finder."""
        self._client.cancel()

    def _near_filters(self, relation: FieldName, near: Near) -> list[Filter]:
        match relation:
            case FieldName.ACCOUNTS:
                return _among("id", self._accounts_near(near))
            case FieldName.CONTACTS:
                people = TARGETS["contacts"]
                return [
                    *_among(people.mail, near.addresses),
                    *_among(people.account, near.accounts),
                ]
            case _:
                projects = TARGETS["projects"]
                return [
                    *_among(projects.account, near.accounts),
                    *_among(projects.contact, near.contacts),
                ]

    def _accounts_near(self, near: Near) -> list[str]:
        """The accounts of chosen or attending people, and of chosen projects."""
        people, projects = TARGETS["contacts"], TARGETS["projects"]
        who = [*_among("id", near.contacts), *_among(people.mail, near.addresses)]
        found = list(self._list(people, filters.either(*who), _MOST_NEAR)) if who else []
        found += self._by_ids(projects, list(near.projects)[:_MOST_NEAR])
        accounts = (each.attributes.get(people.account) for each in found)
        return list(dict.fromkeys(str(each) for each in accounts if each is not None))

    def _by_ids(self, target: Target, ids: Collection[str]) -> list[Resource]:
        every = list(ids)
        batches = (every[at : at + IDS_A_REQUEST] for at in range(0, len(every), IDS_A_REQUEST))
        return [
            each
            for some in batches
            for each in self._list(target, filters.among("id", some), len(some))
        ]

    def _list(self, target: Target, where: Filter | None, limit: int) -> Iterable[Resource]:
        response = self._client.send(list_targets.request(target, where, limit))
        return list_targets.parse(response).resources


def _target(relation: FieldName) -> Target:
    return TARGETS[BY_NAME[relation].crm]


def _word_in(target: Target, word: str) -> Filter:
    places = filter(None, (*target.names, target.mail))
    return filters.either(*(filters.contains(place, word) for place in places))


def _among(name: str, values: Collection[str]) -> list[Filter]:
    some = list(values)[:_MOST_NEAR]
    return [filters.among(name, some)] if some else []


def _found(record: Resource, target: Target) -> Found:
    detail = record.attributes.get(target.detail) if target.detail else ""
    return Found(record.id, _label(record, target), str(detail or ""))


def _label(record: Resource, target: Target) -> str:
    parts = (str(record.attributes.get(name) or "") for name in target.names)
    return " ".join(filter(None, parts)) or record.id
