"""A record of the CRM as an item of the sync."""

from outlook_crm.crm.jsonapi import Resource
from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.sync.values import Item

from .choices import CREATED, OWNER, UPDATED, time_of
from .fields import fields_of
from .schema import FieldMap
from .version import version_of


def item_of(record: Resource, fields: FieldMap) -> Item:
    """The item a record means.  Raises ValueError when it does not tell its own times of change."""
    shown, whole = fields_of(record, fields)
    return Item(
        side=Side.CRM,
        id=record.id,
        version=version_of(record, fields),
        fields=shown,
        modified=time_of(record.attributes.get(UPDATED)),
        created=time_of(record.attributes.get(CREATED)),
        key=str(record.attributes.get(fields.name("key")) or ""),
        whole=whole,
        type_read=whole or FieldName.TYPE in shown,
    )


def is_owned_by(record: Resource, user: str) -> bool:
    """Whether the record is this user's."""
    return str(record.attributes.get(OWNER)) == user
