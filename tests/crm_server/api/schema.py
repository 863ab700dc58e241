"""``/schema/<module>``: the attributes and relations of this installation."""

from collections.abc import Mapping
from typing import Any

from django.db import models as orm
from rest_framework.response import Response
from rest_framework.views import APIView
from tests.crm_server.models import Picklist

from .columns import visible_attributes
from .modules import BY_MODEL, Module, Relation
from .plain import PLAIN
from .views import module_named

# Columns that this installation has for modules that it has not.
_FOREIGN_ELSEWHERE = {"campaign_id": "campaigns", "space_id": "spaces"}


class Schema(APIView):
    """Not JSON:API: the document has no ``data``."""

    renderer_classes = PLAIN

    def get(self, request, module: str):
        return Response(schema(module_named(module)))


def schema(module: Module) -> dict[str, Any]:
    """The module's schema document."""
    picklists = dict(Picklist.objects.values_list("name", "pk"))
    attributes = {"id": {"type": "integer", "label": "Id", "nullable": False}}
    for name in visible_attributes(module):
        attributes[name] = _attribute(module, name)
        if name in module.picklists and name in picklists:
            attributes[name]["picklist_id"] = str(picklists[name])
    return {
        "primary-key": ["id"],
        "attributes": attributes,
        "relations": {name: _relation(each) for name, each in module.relations.items()},
    }


def _attribute(module: Module, name: str) -> dict[str, Any]:
    column = module.column(name)
    described: dict[str, Any] = {
        "type": _type(name, column),
        "label": str(column.verbose_name).capitalize(),
        "nullable": bool(column.null),
    }
    if isinstance(column, orm.ForeignKey):
        target = BY_MODEL[column.related_model].name
        return described | _foreign(name, target)
    if name in _FOREIGN_ELSEWHERE:
        return described | _foreign(name, _FOREIGN_ELSEWHERE[name])
    if column.max_length:
        described["size"] = column.max_length
    if column.has_default():
        described["defaultValue"] = column.get_default()
    return described


def _foreign(name: str, target: str) -> dict[str, Any]:
    return {
        "relationType": target,
        "relationName": name.removesuffix("_id"),
        "relationModules": [target],
    }


def _type(name: str, column: orm.Field) -> str:
    if name in _FOREIGN_ELSEWHERE:
        return "relation"
    if isinstance(column, orm.GeneratedField):
        column = column.output_field
    return next((word for kind, word in _TYPES.items() if isinstance(column, kind)), "string")


def _relation(relation: Relation) -> dict[str, str]:
    kind = "hasMany" if relation.many else "hasOne"
    return {"type": kind, "class": BY_MODEL[relation.target].name}


_TYPES: Mapping[type[orm.Field], str] = {
    orm.ForeignKey: "relation",
    orm.DateTimeField: "datetime",
    orm.BooleanField: "boolean",
    orm.IntegerField: "integer",
    orm.TextField: "text",
}
