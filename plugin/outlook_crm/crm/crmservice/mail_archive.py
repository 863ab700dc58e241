"""The CRM's records of one user's mails."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from outlook_crm.crm.failures import Lost
from outlook_crm.crm.jsonapi import Page, Resource
from outlook_crm.domain.email import Correspondent, Email
from outlook_crm.errors import NotACrm, Refused
from outlook_crm.mail.identity import Keys
from outlook_crm.mail.relations import SHARED_DOMAINS, AddressBook, Person, Relations
from outlook_crm.mail.values import Changes, Content, Record, RecordFile, Written
from outlook_crm.sync.values import Fate, Outcome

from . import filters
from .choices import IDS_A_REQUEST, OVERLAP, TARGETS, UPDATED, time_text, time_told
from .client import Client
from .fates import settled
from .filters import Filter
from .mail_fields import Places, attributes_of, digest_text, record_of
from .operations import (
    attach_file,
    create_email,
    delete_email,
    list_emails,
    list_files,
    list_targets,
    read_file,
)
from .pages import walk, walk_by_change

_CHARACTERS = 1500  # of mail addresses in one request's: proxies cut at 2,000 or more
_BETWEEN = 9  # quotes and a comma, as an address writes them
_LONGEST_ADDRESS = 254  # RFC 5321
_ACCOUNT_MAIL = "email"
_LONGEST_SIZE = 15  # digits
_DOMAIN_SHOWS = 20  # contacts of one domain: enough to see whether they are of one account


class CrmServiceArchive:
    """`outlook_crm.mail.ports.Archive` for the user ``user``, over a client of its own."""

    def __init__(self, client: Client, places: Places, user: str) -> None:
        self._client = client
        self._places = places
        self._names = [each.name for each in places.values()]
        self._user = user

    def find(self, keys: Keys) -> Sequence[Record]:
        """The user's records that carry one of the keys, the oldest first."""
        message_id = self._places["message_id"].name
        wanted: list[Filter] = [filters.among(message_id, keys.all)]
        if "digest" in self._places:
            wanted.append(filters.equal(self._places["digest"].name, digest_text(keys)))
        where = filters.both(filters.owned_by(self._user), filters.either(*wanted))
        found = [self._record(each) for each in self._list(where)]
        same = [each for each in found if each.keys.same(keys)]
        return sorted(same, key=lambda each: (len(each.id), each.id))

    def create(self, email: Email, keys: Keys, relations: Relations) -> Written:
        """Make a record."""
        attributes = attributes_of(email, keys, relations, self._places)

        def send() -> str:
            response = self._client.send(create_email.request(attributes))
            try:
                return create_email.parse(response)
            except NotACrm as unlike:  # carried out by the status, but told in no language of ours
                raise Lost(unlike.message, **unlike.values) from None

        return _attempt(send)

    def record(self, crm_id: str) -> Record | None:
        """The user's record, None where there is none."""
        where = filters.both(filters.owned_by(self._user), filters.among("id", [crm_id]))
        return next(map(self._record, self._list(where)), None)

    def files(self, crm_id: str) -> Sequence[RecordFile]:
        """Its files.  Raises Missing without the record."""
        found = walk(
            lambda page: list_files.parse(self._client.send(list_files.request(crm_id, page)))
        )
        return list(map(_file, found))

    def content(self, file: RecordFile) -> bytes:
        """The bytes of a file.

        Raises Missing, NotAllowed, or Refused: also when other bytes than the file's came,
        the web page of a log-in, say.
        """
        data = read_file.parse(self._client.send(read_file.request(file.id)))
        if file.size and len(data) != file.size:
            raise Refused("The CRM did not deliver the whole file.")
        return data

    def attach(self, crm_id: str, content: Content) -> Written:
        """Attach a file; one of no name gets one."""
        name = content.name.strip() or "attachment"
        request = attach_file.request(crm_id, name, content.media_type, content.data)
        return _attempt(lambda: attach_file.parse(self._client.send(request)))

    def remove(self, crm_id: str) -> Written:
        """Delete the record."""
        request = delete_email.request(crm_id)
        return _attempt(lambda: delete_email.parse(self._client.send(request)))

    def book(self, people: Iterable[Correspondent], domains: Iterable[str]) -> AddressBook:
        """Contacts and accounts by these addresses, and the accounts of these domains."""
        addresses = sorted({each.key for each in people if each.domain})
        return AddressBook(
            dict(self._people(addresses)),
            dict(self._accounts(addresses)),
            dict(self._domains(sorted({*domains} - SHARED_DOMAINS))),
        )

    def changed(self, cursor: str, since: datetime) -> Changes:
        """The user's records that changed after the cursor, among those sent since."""
        mine = filters.owned_by(self._user)
        sent: Filter = {"$gte": [self._places["at"].name, time_text(since)]}
        where = filters.both(mine, sent, *([filters.changed_after(cursor)] if cursor else []))
        began: list[datetime] = []

        def page(later: str, number: int) -> Page:
            narrowed = filters.both(where, filters.changed_from(later)) if later else where
            request = list_emails.request(narrowed, self._names, page=number)
            response = self._client.send(request)
            began.append(response.date or response.received)
            return list_emails.parse(response)

        records = list(walk_by_change(page))
        return Changes(tuple(map(self._record, records)), _cursor(records, cursor, began[0]))

    def cancel(self) -> None:
        """End running and later calls of this archive."""
        self._client.cancel()

    def _record(self, record: Resource) -> Record:
        return record_of(record, self._places, self._user)

    def _list(self, where: Filter) -> Iterator[Resource]:
        return walk(
            lambda page: list_emails.parse(
                self._client.send(list_emails.request(where, self._names, page=page))
            )
        )

    # ---- whom the CRM knows

    def _people(self, addresses: Sequence[str]) -> Iterator[tuple[str, Person]]:
        target = TARGETS["contacts"]
        for each in self._by_mail("contacts", target.mail, addresses):
            address = str(each.attributes.get(target.mail) or "").strip().casefold()
            account = each.attributes.get(target.account)
            yield address, Person(each.id, "" if account is None else str(account))

    def _accounts(self, addresses: Sequence[str]) -> Iterator[tuple[str, str]]:
        for each in self._by_mail("accounts", _ACCOUNT_MAIL, addresses):
            yield str(each.attributes.get(_ACCOUNT_MAIL) or "").strip().casefold(), each.id

    def _domains(self, domains: Sequence[str]) -> Iterator[tuple[str, str]]:
        for domain in domains:
            accounts = self._ending("accounts", _ACCOUNT_MAIL, domain)
            people = self._ending("contacts", TARGETS["contacts"].mail, domain)
            found = {each.id for each in accounts} or {
                str(account)
                for each in people
                if (account := each.attributes.get(TARGETS["contacts"].account)) is not None
            }
            if len(found) == 1:
                yield domain, found.pop()

    def _by_mail(self, role: str, name: str, addresses: Sequence[str]) -> Iterator[Resource]:
        for some in _portions(addresses):
            yield from self._targets(role, name, filters.among(name, some))

    def _ending(self, role: str, name: str, domain: str) -> list[Resource]:
        found = self._targets(role, name, filters.contains(name, f"@{domain}"), _DOMAIN_SHOWS)
        return [
            each
            for each in found
            if str(each.attributes.get(name) or "").strip().casefold().endswith(f"@{domain}")
        ]

    def _targets(
        self, role: str, name: str, where: Filter, size: int = IDS_A_REQUEST
    ) -> Sequence[Resource]:
        target = TARGETS[role]
        asked = replace(target, mail=name)
        response = self._client.send(list_targets.request(asked, where, size))
        return list_targets.parse(response).resources


def _file(resource: Resource) -> RecordFile:
    name = str(resource.attributes.get("file_name") or "")
    return RecordFile(resource.id, name, _size(resource.attributes.get("file_size")))


def _size(told: object) -> int:
    """In bytes; 0 where it is not told."""
    return int(str(told)) if str(told).isdecimal() and len(str(told)) < _LONGEST_SIZE else 0


def _portions(addresses: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many at a time as a web address takes; none that is longer than one may be."""
    some: list[str] = []
    room = _CHARACTERS
    for each in addresses:
        length = len(quote(each, safe="")) + _BETWEEN
        if some and (len(some) == IDS_A_REQUEST or length > room):
            yield some
            some, room = [], _CHARACTERS
        if len(each) <= _LONGEST_ADDRESS:
            some.append(each)
            room -= length
    if some:
        yield some


def _cursor(records: Sequence[Resource], before: str, began: datetime) -> str:
    """The last time of change, but not later than `OVERLAP` before the walk began."""
    if not records:
        return before
    latest = str(records[-1].attributes.get(UPDATED) or before)
    settled = began - OVERLAP
    told = time_told(latest)
    return time_text(settled) if told and settled < told else latest


def _attempt(send: Callable[[], str]) -> Written:
    """What became of a write that gives an id or "".

    Raises Cancelled or another error if nothing was written.
    """
    ids: list[str] = []

    def write() -> Outcome:
        ids.append(send())
        return Outcome(Fate.DONE)

    outcome = settled(write)
    return Written(outcome.fate, "".join(ids), reason=outcome.reason, wait=outcome.wait)
