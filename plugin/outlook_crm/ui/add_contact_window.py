"""Add to CRM, where the CRM has somebody who may be the same person."""

from collections.abc import Sequence

from outlook_crm.domain.fields import FieldName
from outlook_crm.sync.contacts import name_of
from outlook_crm.sync.values import Item

from .ribbon_state import Text
from .window import Button, Choice, Section, Window, WindowField

NAME = "add_contact"
WHO = "who"
NOBODY = ""
"""The choice that none of them is meant."""

_TOLD = (FieldName.COMPANY, FieldName.MAIL, FieldName.PHONE)


def window(text: Text, *, name: str, namesakes: Sequence[Item]) -> Window:
    """The contact's ``name``, and who may be meant: the first is proposed."""
    offered = [Choice(person.id, _told(person)) for person in namesakes]
    return Window(
        NAME,
        text("Add to CRM"),
        [
            Section(
                "",
                [
                    WindowField("name", "note", text("Contact"), name),
                    WindowField(
                        WHO,
                        "choice",
                        text("&In the CRM"),
                        offered[0].value,
                        choices=[*offered, Choice(NOBODY, text("None of these: a new contact"))],
                        hint=text("The same name or e-mail address is there already."),
                    ),
                ],
            )
        ],
        [Button("add", text("&Add"), "default"), Button("cancel", text("Cancel"), "cancel")],
    )


def _told(person: Item) -> str:
    more = (str(person.fields.get(name) or "") for name in _TOLD)
    return ", ".join(filter(None, (name_of(person.fields), *more)))
