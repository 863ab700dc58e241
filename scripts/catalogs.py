#!/usr/bin/env python3
"""Brings the words in step with the message ids in the code: catalogs and first words.

``scripts/catalogs.py`` adds what is new (untranslated), drops what is gone, and writes
the ribbon's first words; ``--check`` only tells, and fails when something is to do.  A
message id is the first argument of a call named ``text`` (with ``many``: of a message that
counts, whose other form that is) or of an error of errors.py,
or a value of the module's table that this argument is taken from, or a reason that the
sync tells: a sentence of the decision table, a text of a `Step`, a constant in capitals.
"""

import argparse
import ast
import json
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from outlook_crm import errors
from outlook_crm.sync import table
from outlook_crm.ui import po, ribbon_state
from outlook_crm.ui.catalog import LANGUAGES, Catalog

PACKAGE = Path(errors.__file__).parent
FIRST_WORDS = PACKAGE / "ui" / "ribbon" / "words.json"
_HEADER = """\
# Words of the CRM add-in. The message ids are the English words themselves.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: {language}\\n"
"Plural-Forms: nplurals=2; plural=({rule});\\n"
"""
_RULES = {"fr": "n > 1"}  # all others count as English does
_ERRORS = frozenset(
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type)
    and issubclass(kind, errors.Error)
    and not issubclass(kind, errors.Defect)  # a bug's text is for the log
)
# ``kind`` is what the house calls a class that was chosen, ``Lost`` is the connector's own.
CALLS = _ERRORS | {"text", "kind", "Lost", "sentence"}


@cache
def _sources() -> tuple[tuple[Path, ast.Module], ...]:
    paths = sorted(PACKAGE.rglob("*.py"))
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


@cache
def message_ids() -> Mapping[str, str]:
    """Each message id in the code, with the file it stands in first."""
    found: dict[str, str] = {}
    for path, tree in _sources():
        reasons = _reasons(tree) if path.parent.name in ("sync", "mail") else ()
        for message in (*_in_module(tree), *reasons):
            found.setdefault(message, path.relative_to(PACKAGE).as_posix())
    for row in table.TABLE.values():
        if row.act is not table.Act.IMPOSSIBLE:
            found.setdefault(row.sentence, "sync/table.py")
    return found


@cache
def plurals() -> Mapping[str, str]:
    """Each message that counts, with its other form."""
    found: dict[str, str] = {}
    for _, tree in _sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and _name(node.func) == "text":
                for keyword in node.keywords:
                    if keyword.arg == "many":
                        found[node.args[0].value] = keyword.value.value
    return found


def catalog_file(language: str) -> Path:
    """Where the catalog of a language stands."""
    return PACKAGE / "ui" / "locale" / language / "LC_MESSAGES" / "outlook_crm.po"


def catalog(language: str) -> po.Words:
    """The translations that a catalog holds."""
    file = catalog_file(language)
    return po.read(file.read_text(encoding="utf-8")) if file.exists() else po.Words()


def render(language: str, words: po.Words) -> str:
    """The catalog's text with every message id of the code, in the order of the files."""
    counting = plurals()
    entries = [
        f"\n#: {place}\n{_entry(message, counting.get(message, ''), words)}"
        for message, place in sorted(message_ids().items(), key=lambda one: (one[1], one[0]))
    ]
    header = _HEADER.format(language=language, rule=_RULES.get(language, "n != 1"))
    return header + "".join(entries)


def _entry(message: str, many: str, words: po.Words) -> str:
    if not many:
        translated = _quoted(words.plain.get(message, ""))
        return f"msgid {_quoted(message)}\nmsgstr {translated}\n"
    one, other = words.forms.get(message, ("", ""))
    return (
        f"msgid {_quoted(message)}\nmsgid_plural {_quoted(many)}\n"
        f"msgstr[0] {_quoted(one)}\nmsgstr[1] {_quoted(other)}\n"
    )


def first_words() -> str:
    """The text of words.json: what the ribbon shows in each language before Python is up."""
    words = {language: ribbon_state.first_words(Catalog(language).text) for language in LANGUAGES}
    return json.dumps(words, ensure_ascii=False, indent=1) + "\n"


def to_do() -> Iterator[str]:
    """What is not in step, a line each."""
    for language in LANGUAGES[1:]:
        words = catalog(language)
        known, counting = words.plain.keys() | words.forms.keys(), plurals()
        for message in message_ids():
            if message not in (words.forms if message in counting else words.plain):
                yield f"{language}: not translated: {message}"
        for message in known - message_ids().keys():
            yield f"{language}: no longer in the code: {message}"
    if FIRST_WORDS.read_text(encoding="utf-8") != first_words():
        yield f"{FIRST_WORDS.name}: not what the code and the catalogs say"


def write() -> None:
    """Write the catalogs and the first words anew."""
    for language in LANGUAGES[1:]:
        file = catalog_file(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(render(language, catalog(language)), encoding="utf-8")
    FIRST_WORDS.write_text(first_words(), encoding="utf-8")


def _in_module(tree: ast.Module) -> Iterator[str]:
    tables = dict(_tables(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _name(node.func) in CALLS:
            yield from _constants(node.args[0], tables)


def _reasons(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))):
                if name.isupper() and not name.startswith("_") and " " in text:
                    yield text
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id="why")], value=value):
                yield from _constants(value, {})
            case ast.Call(func=ast.Name(id="Row"), args=[_, sentence, *_]):
                yield from _constants(sentence, {})
            case ast.Call(func=ast.Name(id="Step"), args=arguments):
                for argument in arguments:
                    yield from _constants(argument, {})


def _tables(tree: ast.Module) -> Iterator[tuple[str, ast.Dict]]:
    """The dictionaries that stand in a module, by their names."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict() as table):
                yield name, table
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Dict() as table):
                yield name, table


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr.removeprefix("_")  # a dialog's own ``self._text``
    return function.id if isinstance(function, ast.Name) else ""


def _constants(node: ast.expr, tables: Mapping[str, ast.Dict]) -> Iterator[str]:
    """The texts an expression may be: itself, the branches of a choice, a table's values."""
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _constants(body, tables)
            yield from _constants(orelse, tables)
        case ast.Subscript(value=ast.Dict(values=values)):
            for value in values:
                yield from _constants(value, tables)
        case ast.Subscript(value=ast.Name(id=name)) if name in tables:
            for value in tables[name].values:
                yield from _constants(value, tables)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="change nothing, tell what is missing")
    if not parser.parse_args().check:
        write()
        return 0
    lines = list(to_do())
    print(*lines, sep="\n", end="\n" if lines else "")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
