"""How single values look on the wire."""

from datetime import datetime
from typing import Any

from rest_framework import serializers
from rest_framework_json_api.relations import ResourceRelatedField

from . import access
from .habits import kept_time
from .modules import BY_MODEL, Module


class Instant(serializers.DateTimeField):
    """RFC 3339 with a zone, shown in UTC; a time without a zone is refused."""

    default_error_messages = {"naive": "A time needs a zone."}

    def to_internal_value(self, value: Any) -> datetime:
        return kept_time(super().to_internal_value(value))

    def enforce_timezone(self, value: datetime) -> datetime:
        if value.tzinfo is None:
            self.fail("naive")
        return super().enforce_timezone(value)

    def to_representation(self, value: datetime) -> str:
        return value.isoformat().replace("+00:00", "Z")


class ForeignId(serializers.Field):
    """An attribute that holds another record's id: a text of digits, or null."""

    default_error_messages = {
        "missing": "There is no {module} record {number}.",
        "malformed": "Not an id.",
    }

    def __init__(self, target: Module, **kwargs):
        self.target = target
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not str(data).isdecimal():
            self.fail("malformed")
        user = self.context["request"].user
        if not access.seen(self.target, user).filter(pk=data).exists():
            self.fail("missing", module=self.target.name, number=data)
        return int(data)

    def to_representation(self, value: int) -> str:
        return str(value)


class Ends(ResourceRelatedField):
    """The resource identifiers at the other end of a relation."""

    def __init__(self, target: Module, **kwargs):
        self.target = target
        super().__init__(model=target.model, **kwargs)

    def get_resource_type_from_included_serializer(self) -> str:
        return self.target.name

    def use_pk_only_optimization(self) -> bool:
        return True

    def to_representation(self, value) -> dict[str, str]:
        return {"type": self.target.name, "id": str(value.pk)}

    def get_queryset(self):
        return access.seen(self.target, self.context["request"].user)


def ends(target_model, *, many: bool, **kwargs):
    """The field for a relation to ``target_model``."""
    return Ends(target=BY_MODEL[target_model], many=many, **kwargs)
