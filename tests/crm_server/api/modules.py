"""The one table of modules: what each shows, and how its records hang together.

Names are the wire's.  An attribute is a column of the model under the same
name; a relation names the model's accessor where that differs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import FieldDoesNotExist
from django.db import models as orm
from tests.crm_server import models


@dataclass(frozen=True)
class Relation:
    """One way from a module's records to others'."""

    name: str
    accessor: str
    target: orm.Model
    many: bool
    linked: bool  # through a link table: many to many


@dataclass(frozen=True)
class Module:
    """A kind of record below ``/api/v1``.

    ``personal``: seen by its owner and by administrators only.
    ``writers``: who may create, change and delete ("all", "admin" or "none").
    """

    name: str
    model: type[orm.Model]
    attributes: tuple[str, ...]
    accessors: Mapping[str, str] = field(default_factory=dict)
    writers: str = "all"
    personal: bool = False
    creatable: bool = True
    picklists: tuple[str, ...] = ()  # attributes chosen from the picklist of the same name

    @cached_property
    def relations(self) -> dict[str, Relation]:
        return {name: self._relation(name, accessor) for name, accessor in self.accessors.items()}

    def _relation(self, name: str, accessor: str) -> Relation:
        column = self.column(accessor)
        linked = bool(column.many_to_many)
        many = linked or bool(column.one_to_many)
        return Relation(name, accessor, column.related_model, many, linked)

    def column(self, accessor: str) -> orm.Field:
        """The model's field behind an attribute or an accessor.

        Raises FieldDoesNotExist.
        """
        for column in self.model._meta.get_fields():
            names = {column.name, getattr(column, "attname", None)}
            if hasattr(column, "get_accessor_name"):
                names = {column.get_accessor_name()}
            if accessor in names:
                return column
        raise FieldDoesNotExist(accessor)


_WHO = ("owner_id", "creator_id", "updater_id", "created_at", "updated_at")
_PEOPLE = {"owner": "owner", "creator": "creator", "updater": "updater", "files": "files"}


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


_OWNED = {
    "accounts": "account",
    "activities": "activity",
    "contacts": "contact",
    "emails": "email",
    "files": "file",
    "projects": "project",
}
_OF_USER = {name: f"owned_{model}_set" for name, model in _OWNED.items()} | {
    f"created_{name}": f"created_{model}_set" for name, model in _OWNED.items()
}

_ALL = (
    Module(
        "accounts",
        models.Account,
        ("name", "account_type", "email", "phone", "notes", "parent_id", *_WHO),
        _PEOPLE | _same("parent", "children", "contacts", "projects", "activities", "emails"),
    ),
    Module(
        "activities",
        models.Activity,
        (
            "subject",
            "description",
            "location",
            "activity_type",
            "status",
            "priority",
            "start_date",
            "end_date",
            "all_day",
            "visibility",
            "busy_status",
            "reminder_minutes",
            "categories",
            "attendees",
            "response",
            "cf_outlook_key",
            "project_id",
            "campaign_id",
            "space_id",
            *_WHO,
        ),
        _PEOPLE | _same("accounts", "contacts", "project"),
        personal=True,
        picklists=("activity_type", "status", "priority"),
    ),
    Module(
        "contacts",
        models.Contact,
        (
            "first_name",
            "last_name",
            "email",
            "title",
            "phone",
            "mobile",
            "mailing_street",
            "mailing_zip",
            "mailing_city",
            "mailing_country",
            "account_id",
            *_WHO,
        ),
        _PEOPLE | _same("account", "activities", "emails", "projects"),
    ),
    Module(
        "emails",
        models.Email,
        (
            "subject",
            "from_address",
            "to_addresses",
            "cc_addresses",
            "direction",
            "sent_at",
            "body",
            "body_html",
            "message_id",
            "cf_outlook_key",
            "account_id",
            "contact_id",
            "project_id",
            *_WHO,
        ),
        _PEOPLE | _same("account", "contact", "project"),
        personal=True,
    ),
    Module(
        "files",
        models.File,
        ("file_name", "file_usage_type", "file_access_type", "mime_type", "file_size", *_WHO),
        _same("owner", "creator", "updater"),
        creatable=False,  # by an upload only
    ),
    Module(
        "picklist_value_translations",
        models.PicklistValueTranslation,
        ("picklist_id", "picklist_value_id", "language", "label"),
        _same("picklist", "picklist_value"),
        writers="admin",
    ),
    Module(
        "picklist_values",
        models.PicklistValue,
        ("picklist_id", "value", "sort_order"),
        _same("picklist", "translation"),
        writers="admin",
    ),
    Module("picklists", models.Picklist, ("name",), _same("values"), writers="admin"),
    Module(
        "projects",
        models.Project,
        ("name", "account_id", "contact_id", *_WHO),
        _PEOPLE | _same("account", "contact", "activities", "emails"),
    ),
    Module(
        "users",
        models.User,
        ("name", "email", "is_admin", "first_name", "last_name"),
        _OF_USER,
        writers="none",
    ),
)

MODULES: Mapping[str, Module] = {module.name: module for module in _ALL}
BY_MODEL: Mapping[type[orm.Model], Module] = {module.model: module for module in _ALL}
