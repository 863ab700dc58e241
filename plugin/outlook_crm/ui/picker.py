"""A picker: a box to search the CRM in, what was found, and what is chosen (docs/seam.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from outlook_crm.domain.fields import FieldName

from .ribbon_state import Text

RELATIONS = (FieldName.ACCOUNTS, FieldName.CONTACTS, FieldName.PROJECTS)
"""What there are pickers for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record among the results: ``detail`` tells it from its namesakes."""

    value: str
    name: str
    detail: str = ""
    suggested: bool = False


def words(
    text: Text, relation: FieldName, texts: Mapping[str, str], *, only_one: bool
) -> dict[str, Any]:
    """Its own words, how what is chosen reads (``texts``, by id), and how many it takes."""
    what = text(_NAMES[relation])
    return {
        **({"most": 1} if only_one else {}),
        "chosen": text("Chosen: {what}", what=what),
        "results": text("Results: {what}", what=what),
        "busy": text("Searching..."),
        "remove": text("Remove"),
        "texts": dict(texts),
    }


def found(text: Text, cell: str, rows: Sequence[Row], note: str, *, number: int) -> dict[str, Any]:
    """The answer to a search, by its number.

    ``note`` is a finished sentence below the rows; without either it says that none was found.
    """
    return {
        "cell": cell,
        "number": number,
        "rows": [{"value": row.value, "text": row.name, "line": _line(text, row)} for row in rows],
        "note": note or ("" if rows else text("Nothing was found.")),
    }


def _line(text: Text, row: Row) -> str:
    line = f"{row.name} - {row.detail}" if row.detail else row.name
    return text("{name} (suggested)", name=line) if row.suggested else line


_NAMES: Mapping[FieldName, str] = {
    FieldName.ACCOUNTS: "Companies",
    FieldName.CONTACTS: "Contacts",
    FieldName.PROJECTS: "Projects",
}
