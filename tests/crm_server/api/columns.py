"""Names in filters and sorts: what they stand for, and which values suit them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models as orm
from tests.crm_server.choices import LINKS_NEED_INCLUDE
from tests.crm_server.switchboard import SWITCHBOARD

from . import moments
from .modules import BY_MODEL, Module, Relation


@dataclass(frozen=True)
class Column:
    """An attribute as the ORM names it, with the way its values are read.

    ``read`` turns a JSON scalar into the column's Python value; it raises ValueError.
    """

    path: str
    is_text: bool
    read: Callable[[Any], Any]


class Columns:
    """The names one request may use.  Every lookup raises ValueError for one it may not."""

    def __init__(self, module: Module, included: frozenset[str] = frozenset()):
        self.module = module
        self.included = included
        self.multiplied = False  # a relation with many ends was named: rows may come double

    def named(self, name: Any) -> Column:
        """An attribute, or ``relation.attribute`` one level deep."""
        if not isinstance(name, str):
            raise ValueError("the field's name is not a text")  # noqa: TRY004 - the client's fault
        prefix, dot, rest = name.rpartition(".")
        if not dot:
            return _column(self.module, name)
        relation = self._relation(prefix)
        return _column(BY_MODEL[relation.target], rest, f"{relation.accessor}__")

    def _relation(self, name: str) -> Relation:
        relation = self.module.relations.get(name)
        if relation is None:
            raise ValueError(f"{self.module.name} has no relation {name}")
        if LINKS_NEED_INCLUDE and relation.linked and name not in self.included:
            raise ValueError(f"a filter on {name} needs include={name}")
        self.multiplied |= relation.many
        return relation


def visible_attributes(module: Module) -> tuple[str, ...]:
    """The module's attributes on this installation."""
    quirks = SWITCHBOARD.quirks
    hidden = set() if quirks.outlook_key else {"cf_outlook_key"}
    hidden |= set() if quirks.attendees else {"attendees", "response"}
    return tuple(name for name in module.attributes if name not in hidden)


def _column(module: Module, name: str, prefix: str = "") -> Column:
    if name == "id":
        return Column(f"{prefix}id", is_text=False, read=_whole_number)
    if name not in visible_attributes(module):
        raise ValueError(f"{module.name} has no attribute {name}")
    column = module.column(name)
    if isinstance(column, orm.GeneratedField):
        column = column.output_field
    is_text = isinstance(column, orm.CharField | orm.TextField)
    return Column(f"{prefix}{name}", is_text, _reader(column))


def _reader(column: orm.Field) -> Callable[[Any], Any]:
    return next((read for kind, read in _READERS.items() if isinstance(column, kind)), _text)


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"not a text: {value!r}")  # noqa: TRY004
    return str(value)


def _whole_number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"not a whole number: {value!r}")  # noqa: TRY004
    return int(value)


def _truth(value: Any) -> bool:
    words = {"true": True, "1": True, "false": False, "0": False}
    found = words.get(str(value).lower())
    if found is None:
        raise ValueError(f"neither true nor false: {value!r}")
    return found


def _moment(value: Any) -> datetime:
    if not isinstance(value, str):
        raise ValueError(f"not a time: {value!r}")  # noqa: TRY004
    if moments.is_moment(value):
        value = moments.resolve(value, SWITCHBOARD.now())
    return moments.parse(value)


_READERS: Mapping[type[orm.Field], Callable[[Any], Any]] = {
    orm.DateTimeField: _moment,
    orm.BooleanField: _truth,
    orm.ForeignKey: _whole_number,
    orm.IntegerField: _whole_number,
}
