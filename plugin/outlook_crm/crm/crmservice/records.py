"""Reading a user's activities: by change, by window, by id, by key, and counting them."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from enum import Enum
from functools import partial

from outlook_crm.crm import jsonapi
from outlook_crm.crm.jsonapi import Page, Resource
from outlook_crm.crm.message import Response
from outlook_crm.errors import Missing, NotACrm, NotAllowed, Refused

from . import filters
from .choices import IDS_A_REQUEST, OVERLAP, UPDATED, time_of, time_text
from .client import Client
from .filters import Filter
from .items import is_owned_by
from .operations import count_activities, get_activity, list_activities, shape
from .operations.shape import Query
from .pages import changed_at, walk_by_change
from .schema import FieldMap
from .version import updated_of


class Gone(Enum):
    """Why an activity cannot be shown."""

    NOT_FOUND = "not found"
    NOT_ALLOWED = "not allowed"
    NOT_OURS = "not ours"  # seen, but it belongs to another user


class Walk:
    """A walk through records in the order of change.

    ``ask(since, page)`` gets a page of what changed at ``since`` or later, "" for all.
    Iterate over it once; `cursor` is then where the next delta starts.
    """

    def __init__(self, ask: Callable[[str, int], Response], cursor: str) -> None:
        self._ask = ask
        self._before = cursor
        self._latest = ""
        self._latest_at = 0.0
        self._began: datetime | None = None

    def __iter__(self) -> Iterator[Resource]:
        for record in walk_by_change(self._page):
            moment = changed_at(record)
            if moment is not None and moment >= self._latest_at:
                self._latest, self._latest_at = str(record.attributes[UPDATED]), moment
            yield record

    @property
    def cursor(self) -> str:
        """The last time of change that was met, but not later than `OVERLAP` before the walk.

        So it never runs ahead of the CRM's own clock, and what commits late is met next time.
        """
        if not self._latest:
            return self._before
        latest = time_of(self._latest)
        settled = (self._began or latest) - OVERLAP
        return time_text(settled) if settled < latest else self._latest

    def _page(self, since: str, number: int) -> Page:
        response = self._ask(since, number)
        self._began = self._began or response.date
        return jsonapi.page(response)


class Records:
    """The activities that the user ``user`` owns; raises what `Client.send` and a parse raise."""

    def __init__(self, client: Client, fields: FieldMap, user: str) -> None:
        self.client = client
        self._fields = fields
        self._user = user
        self._reports = True

    def changed_after(self, cursor: str) -> Walk:
        """What changed after the cursor, inside a window or not."""
        where = filters.both(self._mine, filters.changed_after(cursor))
        return self._walk(where, shape.whole(self._fields), cursor)

    def inside(self, start: datetime, end: datetime) -> Walk:
        """What overlaps the window, in full."""
        return self._walk(self._window(start, end), shape.whole(self._fields))

    def listed(self, start: datetime, end: datetime) -> Mapping[str, str]:
        """The time of change, by id, of what overlaps the window."""
        walk = self._walk(self._window(start, end), shape.bare())
        return {each.id: updated_of(each) for each in walk}

    def count(self, start: datetime, end: datetime) -> int:
        """How many overlap the window; by a list where reports are not for this user."""
        where = self._window(start, end)
        if self._reports:
            try:
                return count_activities.parse(self.client.send(count_activities.request(where)))
            except (Missing, NotACrm, NotAllowed, Refused):
                self._reports = False
        request = list_activities.request(where, shape.bare(), size=1)
        total = list_activities.parse(self.client.send(request)).total
        return len(self.listed(start, end)) if total is None else total

    def by_ids(self, ids: Collection[str]) -> dict[str, Resource]:
        """Those of the ids that are there and the user's."""
        return {
            record.id: record
            for some in _batches(sorted(ids))
            for record in self._list(filters.both(self._mine, filters.among("id", some)))
        }

    def by_key(self, key: str) -> list[Resource]:
        """The user's activities that carry the key, to the letter."""
        name = self._fields.name("key")
        if not name:
            return []
        found = self._list(filters.both(self._mine, filters.equal(name, key)))
        return [each for each in found if each.attributes.get(name) == key]

    def any_id(self) -> str | None:
        """The id of some activity of the user's, None when there is none."""
        request = list_activities.request(self._mine, shape.bare(), size=1)
        page = list_activities.parse(self.client.send(request))
        return page.resources[0].id if page.resources else None

    def one(self, id_: str) -> Resource | Gone:
        """The activity, or why it cannot be shown."""
        request = get_activity.request(id_, shape.whole(self._fields))
        try:
            record = get_activity.parse(self.client.send(request))
        except Missing:
            return Gone.NOT_FOUND
        except NotAllowed:
            return Gone.NOT_ALLOWED
        return record if is_owned_by(record, self._user) else Gone.NOT_OURS

    @property
    def _mine(self) -> Filter:
        return filters.owned_by(self._user)

    def _window(self, start: datetime, end: datetime) -> Filter:
        return filters.both(self._mine, filters.overlapping(self._fields, start, end))

    def _list(self, where: Filter) -> Iterator[Resource]:
        return iter(self._walk(where, shape.whole(self._fields)))

    def _walk(self, where: Filter, shown: Query, cursor: str = "") -> Walk:
        return Walk(partial(self._page, where, shown), cursor)

    def _page(self, where: Filter, shown: Query, since: str, number: int) -> Response:
        asked = filters.both(where, filters.changed_from(since)) if since else where
        return self.client.send(list_activities.request(asked, shown, page=number))


def _batches(ids: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(ids), IDS_A_REQUEST):
        yield ids[first : first + IDS_A_REQUEST]
