"""The filter language: one JSON object becomes one condition of the ORM.

An operator is one row of `_OPERATORS`: how many values follow the field's name,
and what they mean.  A negated operator is the complement of its positive one,
so it also holds where the field has no value.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from .columns import Column, Columns

Condition = Callable[[Column, list[Any]], Q]


@dataclass(frozen=True)
class Operator:
    """One row: ``values`` follow the field's name; ``text_only``: no other kind of field."""

    values: int
    condition: Condition
    text_only: bool = False


def condition(expression: Any, columns: Columns) -> Q:
    """What the expression means; raises ValueError, with a sentence, for one that means nothing."""
    if not isinstance(expression, dict) or not expression:
        raise ValueError("a filter is an object that is not empty")
    found = Q()
    for key, value in expression.items():
        found &= _term(key, value, columns)
    return found


def _term(key: str, value: Any, columns: Columns) -> Q:
    if key in _LOGIC:
        return _LOGIC[key](value, columns)
    if key in _OPERATORS:
        return _compare(key, _OPERATORS[key], value, columns)
    if key in _COMPLEMENTS:
        positive = _COMPLEMENTS[key]
        return ~_compare(key, _OPERATORS[positive], value, columns)
    if key.startswith("$"):
        raise ValueError(f"no such operator: {key}")
    return _equal(columns.named(key), [value])


def _compare(name: str, operator: Operator, value: Any, columns: Columns) -> Q:
    if not isinstance(value, list) or len(value) != operator.values + 1:
        raise ValueError(f"{name} takes an array of {operator.values + 1}")
    column = columns.named(value[0])
    if operator.text_only and not column.is_text:
        raise ValueError(f"{name} is for text, which {value[0]} is not")
    return operator.condition(column, value[1:])


def _all_of(value: Any, columns: Columns) -> list[Q]:
    if not isinstance(value, list) or not value:
        raise ValueError("$and, $or and $nor take an array that is not empty")
    return [condition(each, columns) for each in value]


def _and(value: Any, columns: Columns) -> Q:
    first, *others = _all_of(value, columns)
    for other in others:
        first &= other
    return first


def _or(value: Any, columns: Columns) -> Q:
    first, *others = _all_of(value, columns)
    for other in others:
        first |= other
    return first


def _not(value: Any, columns: Columns) -> Q:
    return ~_and(value if isinstance(value, list) else [value], columns)


def _equal(column: Column, values: list[Any]) -> Q:
    if values[0] is None:
        return Q(**{f"{column.path}__isnull": True})
    lookup = "says" if column.is_text else "exact"
    return Q(**{f"{column.path}__{lookup}": column.read(values[0])})


def _in(column: Column, values: list[Any]) -> Q:
    if not isinstance(values[0], list):
        raise ValueError("$in and $nin take an array of values")  # noqa: TRY004
    wanted = [column.read(each) for each in values[0]]
    if not wanted:
        return Q(pk__in=[])
    lookup = "says_any" if column.is_text else "in"
    return Q(**{f"{column.path}__{lookup}": wanted})


def _ordered(lookup: str) -> Condition:
    def compare(column: Column, values: list[Any]) -> Q:
        prefix = "says_" if column.is_text else ""
        return Q(**{f"{column.path}__{prefix}{lookup}": column.read(values[0])})

    return compare


def _between(column: Column, values: list[Any]) -> Q:
    # Both ends count, as SQL's BETWEEN has it.
    return _ordered("gte")(column, values[:1]) & _ordered("lte")(column, values[1:])


def _is_null(column: Column, values: list[Any]) -> Q:
    return Q(**{f"{column.path}__isnull": True})


def _like(before: str, after: str, *, escape: bool = True) -> Condition:
    def resemble(column: Column, values: list[Any]) -> Q:
        text = column.read(values[0])
        if escape:
            text = re.sub(r"([\\%_])", r"\\\1", text)
        return Q(**{f"{column.path}__resembles": f"{before}{text}{after}"})

    return resemble


def _regex(column: Column, values: list[Any]) -> Q:
    pattern = column.read(values[0])
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return Q(**{f"{column.path}__iregex": pattern})


_LOGIC: Mapping[str, Callable[[Any, Columns], Q]] = {
    "$and": _and,
    "$or": _or,
    "$nor": lambda value, columns: ~_or(value, columns),
    "$not": _not,
}
_OPERATORS: Mapping[str, Operator] = {
    "$eq": Operator(1, _equal),
    "$gt": Operator(1, _ordered("gt")),
    "$gte": Operator(1, _ordered("gte")),
    "$lt": Operator(1, _ordered("lt")),
    "$lte": Operator(1, _ordered("lte")),
    "$in": Operator(1, _in),
    "$between": Operator(2, _between),
    "$is.null": Operator(0, _is_null),
    "$beg": Operator(1, _like("", "%"), text_only=True),
    "$end": Operator(1, _like("%", ""), text_only=True),
    "$cts": Operator(1, _like("%", "%"), text_only=True),
    "$like": Operator(1, _like("", "", escape=False), text_only=True),
    "$regex": Operator(1, _regex, text_only=True),
}
_COMPLEMENTS = {
    "$ne": "$eq",
    "$nin": "$in",
    "$not.between": "$between",
    "$not.null": "$is.null",
    "$not.cts": "$cts",
}
