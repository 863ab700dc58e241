"""Pages: ``page[number]``, ``page[size]``, or ``offset`` in rows."""

from django.db.models import QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from tests.crm_server.choices import LARGEST_PAGE, PAGE_SIZE

from .refusals import BadParameter

_NUMBER, _SIZE = "page[number]", "page[size]"


class Pages(BasePagination):
    """One page.  A page behind the last is empty, not an error: walks end on it.

    ``offset`` counts rows and, where given, decides what the page begins with.
    """

    def paginate_queryset(self, queryset: QuerySet, request, view=None) -> list:
        self.request = request
        self.number = self._positive(_NUMBER, 1)
        self.size = min(self._positive(_SIZE, PAGE_SIZE), LARGEST_PAGE)
        self.total = queryset.count()
        start = self._positive("offset", (self.number - 1) * self.size, least=0)
        # Counting before reading spares the second query of a count alone.
        return list(queryset[start : start + self.size]) if start < self.total else []

    def get_paginated_response(self, data) -> Response:
        last = max(1, -(-self.total // self.size))
        links = {
            "self": self.request.build_absolute_uri(),
            "first": self._link(1),
            "prev": self._link(self.number - 1) if self.number > 1 else None,
            "next": self._link(self.number + 1) if self.number < last else None,
            "last": self._link(last),
        }
        meta = {"total": self.total, "page": self.number, "page_size": self.size}
        return Response({"results": data, "meta": meta, "links": links})

    def _link(self, number: int) -> str:
        return replace_query_param(self.request.build_absolute_uri(), _NUMBER, number)

    def _positive(self, name: str, default: int, least: int = 1) -> int:
        text = self.request.query_params.get(name)
        if text is None:
            return default
        if not text.isdecimal() or int(text) < least:
            raise BadParameter(name, f"{name} is a whole number from {least}")
        return int(text)
