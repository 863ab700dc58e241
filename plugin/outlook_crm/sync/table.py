"""The decision table: what is done about two items, given what each side shows.

Data, one row a case.  The code looks rows up, docs/decision-table.md is made of
them (`page`), and the tests walk over them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from outlook_crm.errors import Defect


class Sight(StrEnum):
    """What a side shows of one item, against what it showed when both last agreed."""

    ABSENT = "absent"  # not to be seen, and not known to be deleted
    NEW = "new"  # there, and no link knows it
    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"  # proven to be deleted


class Act(StrEnum):
    """What is to be done."""

    NOTHING = "nothing"
    CREATE_CRM = "create in the CRM"
    CREATE_OUTLOOK = "create in Outlook"
    JOIN = "link and merge"
    SEND_CRM = "send the changes to the CRM"
    SEND_OUTLOOK = "send the changes to Outlook"
    MERGE = "merge field by field"
    DELETE_CRM = "delete in the CRM"
    DELETE_OUTLOOK = "delete in Outlook"
    RESTORE_CRM = "create anew in the CRM"
    RESTORE_OUTLOOK = "create anew in Outlook"
    FORGET = "forget the link"
    SLEEP = "leave both alone"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Case:
    """What the two sides show, and whether a link says that the two items are one."""

    outlook: Sight
    crm: Sight
    linked: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One case with its act and the sentence that says why."""

    case: Case
    act: Act
    sentence: str


_A, _N, _S, _C, _G = Sight

_UNLINKED: Mapping[tuple[Sight, Sight], tuple[Act, str]] = {
    (_A, _A): (Act.NOTHING, "There is nothing to keep in step."),
    (_N, _A): (Act.CREATE_CRM, "It is new in Outlook."),
    (_A, _N): (Act.CREATE_OUTLOOK, "It is new in the CRM."),
    (_N, _N): (Act.JOIN, "Both carry the same stamp or key: they are one."),
}

_LINKED: Mapping[tuple[Sight, Sight], tuple[Act, str]] = {
    (_S, _S): (Act.NOTHING, "Neither side changed."),
    (_C, _S): (Act.SEND_CRM, "It was changed in Outlook."),
    (_S, _C): (Act.SEND_OUTLOOK, "It was changed in the CRM."),
    (_C, _C): (Act.MERGE, "It was changed on both sides."),
    (_G, _S): (Act.DELETE_CRM, "It was deleted in Outlook."),
    (_S, _G): (Act.DELETE_OUTLOOK, "It was deleted in the CRM."),
    (_G, _C): (Act.RESTORE_OUTLOOK, "Deleted in Outlook, but changed in the CRM: a change stays."),
    (_C, _G): (Act.RESTORE_CRM, "Deleted in the CRM, but changed in Outlook: a change stays."),
    (_G, _G): (Act.FORGET, "It was deleted on both sides."),
    (_A, _A): (Act.SLEEP, "Neither side shows it, and no deletion is proven."),
    (_A, _S): (Act.SLEEP, "Outlook does not show it, which proves no deletion."),
    (_A, _C): (Act.SLEEP, "Outlook does not show it: a change in the CRM has nowhere to go."),
    (_A, _G): (Act.FORGET, "Deleted in the CRM, and Outlook's item is not here to be deleted."),
    (_S, _A): (Act.SLEEP, "The CRM does not show it, which proves no deletion."),
    (_C, _A): (Act.SLEEP, "The CRM does not show it: a change in Outlook has nowhere to go."),
    (_G, _A): (Act.SLEEP, "Deleted in Outlook; the CRM does not show the record to be deleted."),
}

_IMPOSSIBLE_UNLINKED = (
    "An item without a link has nothing to be compared with: it is new or absent."
)
_IMPOSSIBLE_LINKED = "An item that a link knows is not new."


def _row(case: Case) -> Row:
    rows = _LINKED if case.linked else _UNLINKED
    why = _IMPOSSIBLE_LINKED if case.linked else _IMPOSSIBLE_UNLINKED
    act, sentence = rows.get((case.outlook, case.crm), (Act.IMPOSSIBLE, why))
    return Row(case, act, sentence)


TABLE: Mapping[Case, Row] = {
    case: _row(case)
    for linked, outlook, crm in product((False, True), Sight, Sight)
    for case in [Case(outlook, crm, linked)]
}


def row_for(case: Case) -> Row:
    """The row of this case; raises Defect for one that cannot be."""
    row = TABLE[case]
    if row.act is Act.IMPOSSIBLE:
        raise Defect(
            "Impossible: Outlook {outlook}, CRM {crm}, linked {linked}.",
            outlook=case.outlook,
            crm=case.crm,
            linked=case.linked,
        )
    return row


def page() -> str:
    """The table as the Markdown page docs/decision-table.md."""
    parts = [_HEAD, _section("Items that no link knows", linked=False)]
    parts.append(_section("Items that a link knows", linked=True))
    return "\n".join(parts)


def _section(title: str, *, linked: bool) -> str:
    lines = [f"## {title}", "", "| Outlook | CRM | act | why |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {row.case.outlook} | {row.case.crm} | {row.act} | {row.sentence} |"
        for row in TABLE.values()
        if row.case.linked is linked and row.act is not Act.IMPOSSIBLE
    ]
    why = _IMPOSSIBLE_LINKED if linked else _IMPOSSIBLE_UNLINKED
    return "\n".join([*lines, "", f"All other cases are impossible. {why}", ""])


_HEAD = """# The decision table

Made from `plugin/outlook_crm/sync/table.py`, which the engine itself looks up; a test holds this
page to it. Write it anew with
`python -c "from outlook_crm.sync import table; print(table.page(), end='')"`.

- **absent**: not to be seen, and not known to be deleted (moved, released, lost, unreadable)
- **new**: there, and no link knows it
- **same**, **changed**: against what the same side showed when both last agreed
- **gone**: proven to be deleted, in two passes

An act is what is wanted. Whether it becomes a step is decided after it: by direction, window, type
and privacy, by a meeting's rules, and by the guard against many deletions.
"""
