"""What a picker offers before a word is typed (suggestions, then records), and after."""

from collections.abc import Sequence

from outlook_crm.crm.connector import Finder, Found, Near
from outlook_crm.domain.fields import FieldName
from outlook_crm.ui.pane import Row

MOST_ROWS = 20
_ASKED = 2 * MOST_ROWS  # what is chosen already is among them and is not shown again
_MOST_SUGGESTED = 5


def with_words(finder: Finder, relation: FieldName, text: str) -> list[Row]:
    """Every record that fits the words, whoever owns it."""
    return _rows(finder.search(relation, text, _ASKED))


def before_typing(finder: Finder, relation: FieldName, near: Near, *, mine: bool) -> list[Row]:
    """What hangs together with the appointment first, then records in order of their names."""
    suggested = finder.suggest(relation, near, _MOST_SUGGESTED)
    others = finder.search(relation, "", _ASKED, mine=mine)
    known = {each.id for each in suggested}
    return [
        *_rows(suggested, suggested=True),
        *_rows([each for each in others if each.id not in known]),
    ]


def _rows(found: Sequence[Found], *, suggested: bool = False) -> list[Row]:
    return [Row(each.id, each.label, each.detail, suggested) for each in found]
