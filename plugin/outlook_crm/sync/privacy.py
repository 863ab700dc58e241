"""What of the user's private appointments goes further than the reader.

Masked fields are constants: they are never compared and never sent to Outlook.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from outlook_crm.domain.canonical import same
from outlook_crm.domain.fields import CALENDAR, FieldName, Fields, FieldValue, Privacy
from outlook_crm.domain.policy import Policy, PrivateItems

from .values import Base, Item

CONTENT = frozenset(field.name for field in CALENDAR if field.privacy is Privacy.CONTENT)
"""The fields that tell what an appointment is about."""

_PRIVATE = frozenset({"private", "confidential"})

_MASKS: Mapping[FieldName, FieldValue] = {
    FieldName.DESCRIPTION: None,
    FieldName.LOCATION: None,
    FieldName.IMPORTANCE: "normal",
    FieldName.CATEGORIES: (),
    FieldName.ACCOUNTS: (),
    FieldName.CONTACTS: (),
    FieldName.PROJECTS: (),
    FieldName.ATTENDEES: (),
}


@dataclass(frozen=True, slots=True)
class Veiled:
    """An Outlook item as the sync may see it; ``masked``: without its content.

    ``hidden``: it may not be known in the CRM at all.
    """

    item: Item
    masked: bool = False
    hidden: bool = False


def veiled(item: Item, policy: Policy) -> Veiled:
    """The item as the user's setting lets it be seen.

    One whose sensitivity could not be read counts as private.
    """
    if policy.private is PrivateItems.FULL or not is_private(item):
        return Veiled(item)
    fields = {name: value for name, value in item.fields.items() if name not in CONTENT}
    hidden = policy.private is PrivateItems.NONE
    return Veiled(replace(item, fields=fields), masked=True, hidden=hidden)


def told(item: Item, policy: Policy) -> Fields | None:
    """What the CRM may show of the item, None where it may not know of it."""
    seen = veiled(item, policy)
    if seen.hidden:
        return None
    return (
        {**seen.item.fields, FieldName.SUBJECT: policy.private_subject}
        if seen.masked
        else item.fields
    )


def is_private(item: Item) -> bool:
    """Whether the user marked it private or confidential, or that could not be read."""
    return item.fields.get(FieldName.SENSITIVITY, "private") in _PRIVATE


def masks(policy: Policy) -> Fields:
    """What the CRM shows in place of an item's content."""
    return {FieldName.SUBJECT: policy.private_subject, **_MASKS}


def is_masked(record: Item, policy: Policy) -> bool:
    """Whether a CRM record shows nothing but masks where content would be."""
    shown = ((name, mask) for name, mask in masks(policy).items() if name in record.fields)
    return all(same(name, record.fields[name], mask) for name, mask in shown)


def tells(base: Base) -> bool:
    """Whether the base still holds content that Outlook showed."""
    return any(name in CONTENT and each.has_outlook for name, each in base.items())


def purged(base: Base) -> Base:
    """The base without any content."""
    return {name: each for name, each in base.items() if name not in CONTENT}
