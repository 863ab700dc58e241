"""``/<module>/<id>/relationships/<relation>``: who is linked, and linking."""

from functools import cached_property

from django.db import transaction
from rest_framework.exceptions import ParseError, PermissionDenied, ValidationError
from rest_framework.response import Response
from rest_framework_json_api.exceptions import Conflict
from rest_framework_json_api.views import RelationshipView
from tests.crm_server.models.records import Record
from tests.crm_server.switchboard import SWITCHBOARD

from . import access
from .modules import BY_MODEL, Module, Relation
from .views import module_named, relation_named


class Relationship(RelationshipView):
    """The ends of one relation of one record, as resource identifiers.

    Links through a table take POST (add), DELETE (take away) and PATCH (replace); one
    end takes PATCH.  A relation whose far records hold the id is changed there.
    """

    @cached_property
    def module(self) -> Module:
        return module_named(self.kwargs["module"])

    @cached_property
    def relation(self) -> Relation:
        return relation_named(self.module, self.kwargs["relation"])

    @cached_property
    def target(self) -> Module:
        return BY_MODEL[self.relation.target]

    @property
    def resource_name(self) -> str:
        return self.target.name

    def get(self, request, *args, **kwargs):
        parent = self._parent()
        if not self.relation.many:
            end = getattr(parent, self.relation.accessor)
            return Response(None if end is None else self._identifier(end.pk))
        ends = (
            access.seen(self.target, request.user) & getattr(parent, self.relation.accessor).all()
        )
        keys = ends.order_by("pk").values_list("pk", flat=True)
        return Response([self._identifier(key) for key in keys])

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        return self._link(request, lambda links, keys: links.add(*keys))

    @transaction.atomic
    def delete(self, request, *args, **kwargs):
        return self._link(request, lambda links, keys: links.remove(*keys))

    @transaction.atomic
    def patch(self, request, *args, **kwargs):
        if self.relation.many:
            return self._link(request, lambda links, keys: links.set(keys))
        return self._point(request)

    def get_links(self) -> dict[str, str]:
        here = self.request.path
        return {"self": here, "related": here.replace("/relationships/", "/")}

    def _link(self, request, change) -> Response:
        self._check_writable(linked=True)
        parent = self._parent()
        if not isinstance(request.data, list):
            raise ParseError("The data of a relation with many ends is an array.")
        change(getattr(parent, self.relation.accessor), [self._key(each) for each in request.data])
        if SWITCHBOARD.quirks.relations_bump_version and isinstance(parent, Record):
            parent.save()
        return Response(status=204)

    def _point(self, request) -> Response:
        self._check_writable(linked=False)
        parent = self._parent()
        key = None if request.data is None else self._key(request.data)
        column = self.module.column(self.relation.accessor)
        if key is None and not column.null:
            raise ValidationError(f"{self.relation.name} cannot be empty.")
        setattr(parent, column.attname, key)
        parent.updater = request.user
        parent.save()
        return Response(status=204)

    def _check_writable(self, *, linked: bool):
        access.check_writer(self.module, self.request.user)
        column = self.module.column(self.relation.accessor)
        if self.relation.linked != linked or not getattr(column, "editable", True):
            raise PermissionDenied(f"{self.relation.name} cannot be changed here.")

    def _parent(self):
        return access.one(self.module, self.request.user, self.kwargs["pk"])

    def _key(self, identifier) -> int:
        if identifier["type"] != self.target.name:
            raise Conflict(f"The ends of {self.relation.name} are {self.target.name}.")
        return access.one(self.target, self.request.user, str(identifier["id"])).pk

    def _identifier(self, key: int) -> dict[str, str]:
        return {"type": self.target.name, "id": str(key)}
