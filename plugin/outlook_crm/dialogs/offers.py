"""What a picker offers before a word is typed (suggestions, then records), and after."""

from collections.abc import Callable, Collection, Sequence

from outlook_crm.crm.connector import Finder, Found, Near
from outlook_crm.domain.fields import FieldName
from outlook_crm.errors import Error, Theirs
from outlook_crm.settings.model import SearchOffers
from outlook_crm.ui.picker import Row

from .dialog import Surroundings

_MOST_ROWS = 20
_ASKED = 2 * _MOST_ROWS  # what is chosen already is among them and is not shown again
_MOST_SUGGESTED = 5


def offered(
    finder: Finder,
    relation: FieldName,
    words: str,
    near: Callable[[], Near],
    offers: SearchOffers,
) -> list[Row]:
    """Every record that fits the words, whoever owns it; without words what `before_typing` has."""
    if words.strip():
        return _rows(finder.search(relation, words.strip(), _ASKED))
    return before_typing(finder, relation, near(), mine=offers is SearchOffers.MINE)


def before_typing(finder: Finder, relation: FieldName, near: Near, *, mine: bool) -> list[Row]:
    """What hangs together with the item first, then records in order of their names."""
    suggested = finder.suggest(relation, near, _MOST_SUGGESTED)
    others = finder.search(relation, "", _ASKED, mine=mine)
    known = {each.id for each in suggested}
    return [
        *_rows(suggested, suggested=True),
        *_rows([each for each in others if each.id not in known]),
    ]


def free(rows: Sequence[Row], chosen: Collection[str]) -> list[Row]:
    """Those that can be chosen still, as many as are shown."""
    return [row for row in rows if row.value not in chosen][:_MOST_ROWS]


def why_none(around: Surroundings, trouble: Error) -> str:
    """What is said in place of results."""
    if isinstance(trouble, Theirs):
        return around.text("The CRM is out of reach. What is chosen stays; search again later.")
    return around.house.catalog.tell(trouble)


def _rows(found: Sequence[Found], *, suggested: bool = False) -> list[Row]:
    return [Row(each.id, each.label, each.detail, suggested) for each in found]
