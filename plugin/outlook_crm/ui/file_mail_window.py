"""File to CRM: what of the chosen mails is filed, and what they are linked to."""

from collections.abc import Mapping, Sequence
from typing import Any

from outlook_crm.domain.fields import FieldName
from outlook_crm.mail.relations import Relations

from . import picker
from .picker import RELATIONS
from .ribbon_state import Text
from .window import Button, Patch, Section, Window, WindowField

NAME = "file_mail"

Names = Mapping[FieldName, Mapping[str, str]]
"""How records read, by relation and id."""


def window(
    text: Text, *, subjects: Sequence[str], left: Sequence[str], chosen: Relations, names: Names
) -> Window:
    """``subjects`` are of the mails that can be filed, ``left`` why others cannot.

    ``names`` tell how the ``chosen`` records read.
    """
    notes = [WindowField("mails", "passage", text("&E-mails"), "\n".join(subjects))]
    if left:
        notes.append(WindowField("left", "passage", text("N&ot filed"), "\n".join(left)))
    ids = (chosen.account, chosen.contact, chosen.project)
    pickers = [
        WindowField(
            name.value,
            "picker",
            text(_LABELS[name]),
            [id_] if id_ else [],
            enabled=bool(subjects),
            picker=picker.words(text, name, names.get(name, {}), only_one=True),
        )
        for name, id_ in zip(RELATIONS, ids, strict=True)
    ]
    return Window(
        NAME,
        text("File to CRM"),
        [Section("", notes), Section("", pickers)],
        [
            Button("file", text("&File"), "default", enabled=bool(subjects)),
            Button("cancel", text("Cancel"), "cancel"),
        ],
    )


def found(
    text: Text, relation: FieldName, rows: Sequence[picker.Row], note: str = "", *, number: int
) -> Patch:
    """The answer to a search, see `picker.found`."""
    return Patch(NAME, found=picker.found(text, relation.value, rows, note, number=number))


def relations_of(values: Mapping[str, Any]) -> Relations:
    """What the user chose."""
    return Relations(*(next(iter(values.get(name.value) or ()), "") for name in RELATIONS))


_LABELS: Mapping[FieldName, str] = {
    FieldName.ACCOUNTS: "&Company",
    FieldName.CONTACTS: "Con&tact",
    FieldName.PROJECTS: "&Project",
}
