"""The query parameters ``filter``, ``sort`` and ``include``, as steps of a list request."""

import json
from typing import Any

from django.db.models import QuerySet
from rest_framework.filters import BaseFilterBackend

from .columns import Columns
from .expressions import condition
from .modules import Module
from .refusals import BadParameter


def included(module: Module, text: str | None) -> tuple[str, ...]:
    """The relations that ``include`` names; raises BadParameter for one that is not there."""
    names = tuple(name.strip() for name in (text or "").split(",") if name.strip())
    for name in names:
        if name not in module.relations:
            raise BadParameter("include", f"The requested relationship ({name}) doesn't exist")
    return names


def narrowed(queryset: QuerySet, module: Module, expression: Any, relations: frozenset[str]):
    """The records that the filter lets through; raises BadParameter."""
    columns = Columns(module, relations)
    try:
        wanted = condition(expression, columns)
    except (ValueError, OverflowError) as error:
        raise BadParameter("filter", str(error)) from None
    found = queryset.filter(wanted)
    return found.distinct() if columns.multiplied else found


class FilterParameter(BaseFilterBackend):
    """``filter``: one JSON object."""

    def filter_queryset(self, request, queryset, view):
        text = request.query_params.get("filter")
        if not text:
            return queryset
        try:
            expression = json.loads(text)
        except ValueError:
            raise BadParameter("filter", "the filter is not JSON") from None
        return narrowed(queryset, view.module, expression, frozenset(view.included))


class SortParameter(BaseFilterBackend):
    """``sort``: names with ``-`` for descending; the id decides between equals."""

    def filter_queryset(self, request, queryset, view):
        names = [each.strip() for each in request.query_params.get("sort", "").split(",")]
        columns = Columns(view.module, frozenset(view.included))
        return queryset.order_by(*(_order(columns, name) for name in names if name), "pk")


def _order(columns: Columns, name: str) -> str:
    try:
        path = columns.named(name.removeprefix("-")).path
    except ValueError as error:
        raise BadParameter("sort", str(error)) from None
    return f"-{path}" if name.startswith("-") else path
