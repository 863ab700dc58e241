"""Modules on the wire: lists, single records, related records."""

from functools import cached_property

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from rest_framework.exceptions import MethodNotAllowed, NotFound, PermissionDenied
from rest_framework.response import Response
from rest_framework.viewsets import ModelViewSet

from . import access
from .filters import included
from .modules import BY_MODEL, MODULES, Module, Relation
from .serializers import SERIALIZERS


def module_named(name: str) -> Module:
    """The module; raises NotFound."""
    if name not in MODULES:
        raise NotFound(f"There is no module {name}.")
    return MODULES[name]


class Records(ModelViewSet):
    """Any module's records; the address names the module."""

    @cached_property
    def module(self) -> Module:
        return module_named(self.kwargs["module"])

    @cached_property
    def included(self) -> tuple[str, ...]:
        return included(self.module, self.request.query_params.get("include"))

    def get_serializer_class(self):
        return SERIALIZERS[self.module.name]

    def get_serializer_context(self):
        shown = {self.module.name: frozenset(self.included)}
        return super().get_serializer_context() | {"included": shown}

    def get_queryset(self) -> QuerySet:
        return self._with_ends(access.seen(self.module, self.request.user))

    def get_object(self):
        return access.one(self.module, self.request.user, self.kwargs["pk"])

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.included  # noqa: B018 - a wrong include is told before anything is done
        if request.method in ("POST", "PATCH", "DELETE"):
            access.check_writer(self.module, request.user)

    @transaction.atomic
    def create(self, request, *args, **kwargs):
        if not self.module.creatable:
            raise MethodNotAllowed("POST")
        if "id" in request.data:
            raise PermissionDenied("The CRM gives the ids.")
        return super().create(request, *args, **kwargs)

    @transaction.atomic
    def partial_update(self, request, *args, **kwargs):
        return super().partial_update(request, *args, **kwargs)

    @transaction.atomic
    def destroy(self, request, *args, **kwargs):
        return super().destroy(request, *args, **kwargs)

    def get_success_headers(self, data):
        return {"Location": f"{self.request.build_absolute_uri(self.request.path)}/{data['id']}"}

    def _with_ends(self, records: QuerySet) -> QuerySet:
        for name in self.included:
            relation = self.module.relations[name]
            if relation.many:
                ends = access.seen(BY_MODEL[relation.target], self.request.user)
                records = records.prefetch_related(Prefetch(relation.accessor, queryset=ends))
            else:
                records = records.select_related(relation.accessor)
        return records


class Related(Records):
    """``/<module>/<id>/<relation>``: the records at the other end; read-only."""

    @cached_property
    def parent_module(self) -> Module:
        return module_named(self.kwargs["module"])

    @cached_property
    def relation(self) -> Relation:
        return relation_named(self.parent_module, self.kwargs["relation"])

    @cached_property
    def module(self) -> Module:
        return BY_MODEL[self.relation.target]

    def get_queryset(self) -> QuerySet:
        parent = access.one(self.parent_module, self.request.user, self.kwargs["pk"])
        ends = getattr(parent, self.relation.accessor).values("pk")
        return super().get_queryset().filter(pk__in=ends)

    def list(self, request, *args, **kwargs):
        if self.relation.many:
            return super().list(request, *args, **kwargs)
        parent = access.one(self.parent_module, request.user, self.kwargs["pk"])
        end = getattr(parent, self.relation.accessor)
        return Response(None if end is None else self.get_serializer(end).data)


def relation_named(module: Module, name: str) -> Relation:
    """The relation; raises NotFound."""
    relation = module.relations.get(name)
    if relation is None:
        raise NotFound(f"The requested relationship ({name}) doesn't exist")
    return relation
