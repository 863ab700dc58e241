"""Records as JSON:API resources, one serializer a module, made from the table."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.db import models as orm
from rest_framework.exceptions import ValidationError
from rest_framework.serializers import ModelSerializer as PlainModelSerializer
from rest_framework_json_api import serializers as json_api
from tests.crm_server.models import PicklistValue
from tests.crm_server.models.records import Record

from . import habits
from .columns import visible_attributes
from .fields import ForeignId, Instant, ends
from .modules import BY_MODEL, MODULES, Module
from .refusals import BadParameter, UnknownName

_NOT_ATTRIBUTES = frozenset(("id", "type"))


class RecordSerializer(json_api.ModelSerializer):
    """Any module's record.

    ``fields[<module>]`` chooses what is shown; a relation that is included is
    shown in any case, and one with many ends shows them only then.
    """

    module: Module
    serializer_field_mapping = PlainModelSerializer.serializer_field_mapping | {
        orm.DateTimeField: Instant
    }

    @cached_property
    def wanted(self) -> frozenset[str] | None:
        """The names in ``fields[<module>]``; None: all.  Raises BadParameter."""
        parameter = f"fields[{self.module.name}]"
        text = self.context["request"].query_params.get(parameter)
        if text is None:
            return None
        names = frozenset(each.strip() for each in text.split(",") if each.strip())
        unknown = names - {"id", *visible_attributes(self.module), *self.module.relations}
        if unknown:
            raise BadParameter(parameter, f"{self.module.name} has no {', '.join(sorted(unknown))}")
        return names

    @cached_property
    def included(self) -> frozenset[str]:
        """The relations whose ends are shown whole."""
        return self.context.get("included", {}).get(self.module.name, frozenset())

    @cached_property
    def shown_relations(self) -> tuple[str, ...]:
        """The relations in the resource's ``relationships``."""
        return tuple(name for name in self.module.relations if self._shows(name))

    def _shows(self, name: str) -> bool:
        return self.wanted is None or name in self.wanted or name in self.included

    @property
    def _readable_fields(self) -> Iterator:
        return iter(self._shown_fields)

    @cached_property
    def _shown_fields(self) -> list:
        visible = {"id", *visible_attributes(self.module)}
        return [field for name, field in self.fields.items() if self._has_value(name, visible)]

    def _has_value(self, name: str, visible: set[str]) -> bool:
        relation = self.module.relations.get(name)
        if relation is None:
            return name in visible and (name == "id" or self._shows(name))
        return name in self.included or (not relation.many and self._shows(name))

    def build_field(self, field_name, info, model_class, nested_depth):
        column = self.module.column(field_name)
        if isinstance(column, orm.ForeignKey) and field_name == column.attname:
            return ForeignId, _foreign_options(column)
        return super().build_field(field_name, info, model_class, nested_depth)

    def build_standard_field(self, field_name, model_field):
        kind, options = super().build_standard_field(field_name, model_field)
        if isinstance(model_field, orm.CharField | orm.TextField) and "choices" not in options:
            options["trim_whitespace"] = False
        return kind, options

    def to_internal_value(self, data: dict[str, Any]) -> dict[str, Any]:
        self._check_names(data.keys() - _NOT_ATTRIBUTES)
        return super().to_internal_value(habits.kept(data))

    def _check_names(self, names: set[str]):
        known = {*visible_attributes(self.module), *self.module.relations}
        for name in sorted(names):
            if name not in known:
                detail = f"{self.module.name} has no attribute {name}"
                raise UnknownName(f"/data/attributes/{name}", detail)
            if self.fields[name].read_only:
                raise ValidationError({name: "This is kept by the CRM."})

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        for name in self.module.picklists:
            if name in attrs:
                attrs[name] = _chosen(name, attrs[name])
        return attrs

    def create(self, validated_data: dict[str, Any]):
        user = self.context["request"].user
        if issubclass(self.module.model, Record):
            validated_data.setdefault("owner_id", user.pk)
            validated_data |= {"creator": user, "updater": user}
        return super().create(validated_data)

    def update(self, instance, validated_data: dict[str, Any]):
        if isinstance(instance, Record):
            instance.updater = self.context["request"].user
        return super().update(instance, validated_data)


class ActivitySerializer(RecordSerializer):
    """Activities: the two ends of the time belong together."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs = super().validate(attrs)
        start, end, all_day = (
            self._now(attrs, name) for name in ("start_date", "end_date", "all_day")
        )
        if start and end and end < start:
            raise ValidationError({"end_date": "The end is before the start."})
        if all_day and start and end:
            _check_whole_days(start, end)
        return attrs

    def _now(self, attrs: dict[str, Any], name: str) -> Any:
        return attrs[name] if name in attrs else getattr(self.instance, name, None)


def _check_whole_days(start, end):
    for name, moment in (("start_date", start), ("end_date", end)):
        if moment.hour or moment.minute or moment.second:
            raise ValidationError({name: "An all-day activity begins and ends at 00:00Z."})
    if start == end:
        raise ValidationError({"end_date": "An all-day activity takes a day at least."})


def _chosen(picklist: str, value: str | None) -> str | None:
    """The value as its picklist has it; an empty text is no value."""
    if not value:
        return None
    if not PicklistValue.objects.filter(picklist__name=picklist, value=value).exists():
        raise ValidationError({picklist: f"{value} is not in the picklist."})
    return value


def _foreign_options(column: orm.ForeignKey) -> dict[str, Any]:
    options: dict[str, Any] = {"target": BY_MODEL[column.related_model]}
    if not column.editable:
        return options | {"read_only": True}
    # An owner not given is the user himself.
    required = not column.null and column.name != "owner"
    return options | {"required": required, "allow_null": column.null}


def _relation_fields(module: Module) -> dict[str, Any]:
    return {name: _relation_field(module, name) for name in module.relations}


def _relation_field(module: Module, name: str):
    relation = module.relations[name]
    column = module.column(relation.accessor)
    source = {} if relation.accessor == name else {"source": relation.accessor}
    if relation.linked:
        return ends(relation.target, many=True, required=False, **source)
    writable = not relation.many and column.editable
    if not writable:
        return ends(relation.target, many=relation.many, read_only=True, **source)
    return ends(relation.target, many=False, required=False, allow_null=column.null, **source)


_BASES = {"activities": ActivitySerializer}


def _make(module: Module) -> type[RecordSerializer]:
    meta = {
        "model": module.model,
        "resource_name": module.name,
        "fields": ["id", *module.attributes, *module.relations],
        "validators": [],  # what must be unique together, the database says
    }
    members = {"module": module, "Meta": type("Meta", (), meta), **_relation_fields(module)}
    base = _BASES.get(module.name, RecordSerializer)
    return type(f"{module.model.__name__}Serializer", (base,), members)


SERIALIZERS = {name: _make(module) for name, module in MODULES.items()}
for _module in MODULES.values():
    SERIALIZERS[_module.name].included_serializers = {
        name: SERIALIZERS[BY_MODEL[relation.target].name]
        for name, relation in _module.relations.items()
    }
