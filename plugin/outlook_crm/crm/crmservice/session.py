"""A user who is logged in to the CRM."""

import threading
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from outlook_crm.crm.connector import CrmUser, PickValue
from outlook_crm.domain.fields import BY_NAME, FieldName
from outlook_crm.errors import Cancelled, Missing, NotACrm, NotAllowed, Refused

from . import pick_lists
from .choices import (
    ACTIVITY_PAGE,
    CONTACT_PAGE,
    EMAIL_PAGE,
    EMAILS,
    OUR_WORDS,
    TASK_DONE,
    TASK_LABELS,
    TASK_TYPES,
)
from .client import Client
from .finder import CrmServiceFinder
from .mail_archive import CrmServiceArchive
from .mail_fields import places_in
from .operations import get_schema, get_user
from .people import CrmServicePeople
from .schema import FieldMap
from .side import CrmServiceSide


class CrmServiceSession:
    """`outlook_crm.crm.connector.CrmSession`; logs in and reads the schema when it is made.

    ``connect`` opens a client of its own for each side, so that one side can be
    cancelled and the others live; the token is common to all.  ``chosen`` gives the
    attributes of roles that an administrator named.
    """

    def __init__(
        self, connect: Callable[[], Client], chosen: Mapping[str, str] | None = None
    ) -> None:
        self._connect = connect
        self._lock = threading.Lock()
        self._clients: weakref.WeakSet[Client] = weakref.WeakSet()
        self._cancelled = False
        self._task_types = TASK_TYPES
        self._client = self._new_client()
        try:
            self._user = get_user.parse(self._client.send(get_user.request()))
            fields = get_schema.parse(self._client.send(get_schema.request()), chosen)
            self._fields = _with_our_words(self._client, fields)
        except BaseException:
            self._client.close()
            raise

    @property
    def user(self) -> CrmUser:
        """Who is logged in."""
        return self._user

    @property
    def unmapped(self) -> Sequence[FieldName]:
        """Fields for which this installation's schema has no place."""
        return self._fields.unmapped

    @property
    def task_types(self) -> frozenset[str]:
        """By the value that the CRM is delivered with, or by how it reads in the pick list."""
        return self._task_types

    @property
    def done_status(self) -> str:
        """By the value that the CRM is delivered with."""
        return TASK_DONE

    def pick_list(self, name: FieldName, language: str) -> Sequence[PickValue]:
        """The values of TYPE or STATUS; none when the field is free text here."""
        attribute = self._fields.attributes.get(BY_NAME[name].crm)
        if attribute is None or not attribute.picklist:
            return []
        values = pick_lists.read(self._client, attribute.picklist, language)
        if name is FieldName.TYPE:
            tasks = {each.value for each in values if each.label.casefold() in TASK_LABELS}
            self._task_types = TASK_TYPES | tasks
        return values

    def knock(self) -> None:
        """Ask who is logged in."""
        client = self._new_client()
        try:
            client.send(get_user.request())
        finally:
            client.close()

    def side(self, crm_user: str, clock: Callable[[], float] = time.monotonic) -> CrmServiceSide:
        """The user's activities, for the pairing with ``crm_user``; ``clock`` in seconds."""
        return CrmServiceSide(self._new_client(), self._fields, self._user.id, crm_user, clock)

    def finder(self) -> CrmServiceFinder:
        """A finder over a client of its own; from any thread."""
        return CrmServiceFinder(self._new_client(), self._user.id)

    def people(self) -> CrmServicePeople:
        """The CRM's contacts, over a client of their own."""
        return CrmServicePeople(self._new_client())

    def archive(self) -> CrmServiceArchive:
        """The user's mails over a client of its own; reads their schema.  From any thread."""
        client = self._new_client()
        schema = get_schema.document(client.send(get_schema.request(EMAILS)))
        return CrmServiceArchive(client, places_in(schema), self._user.id)

    def mail_address(self, crm_id: str) -> str:
        """The page of a mail in the CRM's own windows."""
        return self._page(EMAIL_PAGE, crm_id)

    def contact_address(self, crm_id: str) -> str:
        """The page of a contact in the CRM's own windows."""
        return self._page(CONTACT_PAGE, crm_id)

    def web_address(self, crm_id: str) -> str:
        """The page of an activity in the CRM's own windows."""
        return self._page(ACTIVITY_PAGE, crm_id)

    def cancel(self) -> None:
        """End running and later calls soon; from any thread."""
        with self._lock:
            self._cancelled = True
            clients = list(self._clients)
        for client in clients:
            client.cancel()

    def close(self) -> None:
        """Give the connections back."""
        with self._lock:
            clients = list(self._clients)
        for client in clients:
            client.close()

    def _page(self, form: str, crm_id: str) -> str:
        return f"{self._client.home}{form.format(id=quote(crm_id, safe=''))}"

    def _new_client(self) -> Client:
        client = self._connect()
        with self._lock:
            if self._cancelled:
                raise Cancelled("Stopped before it was finished.")
            self._clients.add(client)
        return client


def _with_our_words(client: Client, fields: FieldMap) -> FieldMap:
    """Without the roles whose pick list has not one of our words: nothing could be said there."""
    for role, words in OUR_WORDS.items():
        place = fields.attributes.get(role)
        if place is None or not place.picklist:
            continue
        try:
            known = pick_lists.stored(client, place.picklist)
        except (Missing, NotACrm, NotAllowed, Refused):
            continue  # not for this user to read: each value is tried
        if known and not known & {each.casefold() for each in words.values()}:
            fields = fields.without(role)
    return fields
