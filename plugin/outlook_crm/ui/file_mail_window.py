"""File to CRM: what of the chosen mails is filed, and what they are linked to."""

from collections.abc import Mapping, Sequence
from typing import Any

from outlook_crm.domain.fields import FieldName
from outlook_crm.mail.relations import Relations

from .ribbon_state import Text
from .window import Button, Choice, Patch, Section, Window, WindowField

NAME = "file_mail"
SEARCH = "search"
NONE = ""
RELATIONS = (FieldName.ACCOUNTS, FieldName.CONTACTS, FieldName.PROJECTS)

Offers = Mapping[FieldName, Sequence[Choice]]


def window(
    text: Text, *, subjects: Sequence[str], left: Sequence[str], chosen: Relations, offers: Offers
) -> Window:
    """``subjects`` are of the mails that can be filed, ``left`` why others cannot.

    ``offers`` are the records to choose from, the proposed ones among them.
    """
    notes = [WindowField("mails", "passage", text("&Mails"), "\n".join(subjects))]
    if left:
        notes.append(WindowField("left", "passage", text("N&ot filed"), "\n".join(left)))
    search = WindowField(
        SEARCH,
        "text",
        text("&Search"),
        hint=text("Type a part of a name; what is found is offered below."),
        notify=True,
    )
    values = dict(zip(RELATIONS, (chosen.account, chosen.contact, chosen.project), strict=True))
    choices = [
        WindowField(
            name.value,
            "choice",
            _label(text, name),
            values[name],
            choices=offered(text, offers.get(name, ())),
        )
        for name in RELATIONS
    ]
    return Window(
        NAME,
        text("File to CRM"),
        [Section("", notes), Section("", [search, *choices])],
        [
            Button("file", text("&File"), "default", enabled=bool(subjects)),
            Button("cancel", text("Cancel"), "cancel"),
        ],
    )


def found(text: Text, offers: Offers, values: Mapping[str, Any]) -> Patch:
    """What a search found; what is chosen stays among it."""
    return Patch(
        NAME,
        choices={name.value: offered(text, rows) for name, rows in offers.items()},
        values={name.value: str(values.get(name.value) or NONE) for name in offers},
    )


def relations_of(values: Mapping[str, Any]) -> Relations:
    """What the user chose."""
    return Relations(*(str(values.get(name.value) or "") for name in RELATIONS))


def offered(text: Text, rows: Sequence[Choice]) -> list[Choice]:
    """The records, and that none is meant."""
    return [Choice(NONE, text("(none)")), *rows]


def _label(text: Text, name: FieldName) -> str:
    match name:
        case FieldName.ACCOUNTS:
            return text("&Account")
        case FieldName.CONTACTS:
            return text("Con&tact")
        case _:
            return text("&Project")
