"""How the filter language compares text in SQLite: without regard to case, in any alphabet.

SQLite folds ASCII alone; `fold` knows the rest, at the price of a call a row.
Text in ASCII goes the built-in way, which an index can serve.
"""

from collections.abc import Iterable

from django.db.models import CharField, Lookup, TextField

_FOLD = "CRM_FOLD"


def fold(text: str | None) -> str | None:
    """The form that is equal for all cases of a text."""
    return None if text is None else text.casefold()


def teach(connection, **_):
    """Give a new connection the function that the lookups call."""
    connection.connection.create_function(_FOLD, 1, fold, deterministic=True)


class _TextLookup(Lookup):
    prepare_rhs = False

    def left(self, compiler, connection):
        sql, parameters = self.process_lhs(compiler, connection)
        return sql, list(parameters)


class Says(_TextLookup):
    """``field__says="text"``: equal but for case."""

    lookup_name = "says"

    def as_sql(self, compiler, connection):
        sql, parameters = self.left(compiler, connection)
        if self.rhs.isascii():
            return f"{sql} = %s COLLATE NOCASE", [*parameters, self.rhs]
        return f"{_FOLD}({sql}) = %s", [*parameters, fold(self.rhs)]


class SaysAny(_TextLookup):
    """``field__says_any=[...]``: equal to one of them but for case."""

    lookup_name = "says_any"

    def as_sql(self, compiler, connection):
        sql, parameters = self.left(compiler, connection)
        places = ", ".join(["%s"] * len(self.rhs))
        if _all_ascii(self.rhs):
            return f"{sql} COLLATE NOCASE IN ({places})", [*parameters, *self.rhs]
        return f"{_FOLD}({sql}) IN ({places})", [*parameters, *map(fold, self.rhs)]


class Resembles(_TextLookup):
    """``field__resembles="pa%"``: SQL's LIKE, with a backslash before a plain % or _."""

    lookup_name = "resembles"

    def as_sql(self, compiler, connection):
        sql, parameters = self.left(compiler, connection)
        return f"{_FOLD}({sql}) LIKE %s ESCAPE '\\'", [*parameters, fold(self.rhs)]


def _ordered(name: str, operator: str) -> type[Lookup]:
    def as_sql(self, compiler, connection):
        sql, parameters = self.left(compiler, connection)
        return f"{_FOLD}({sql}) {operator} %s", [*parameters, fold(self.rhs)]

    return type(name, (_TextLookup,), {"lookup_name": name, "as_sql": as_sql})


def _all_ascii(texts: Iterable[str]) -> bool:
    return all(text.isascii() for text in texts)


_LOOKUPS = (
    Says,
    SaysAny,
    Resembles,
    _ordered("says_gt", ">"),
    _ordered("says_gte", ">="),
    _ordered("says_lt", "<"),
    _ordered("says_lte", "<="),
)
for _lookup in _LOOKUPS:
    CharField.register_lookup(_lookup)
    TextField.register_lookup(_lookup)
