"""``POST /<module>/<id>/files``: one file, linked to the record; ``GET /files/<id>/content``."""

import re
from pathlib import PurePath

from django.db import transaction
from django.http import HttpResponse
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from tests.crm_server.choices import ENTITY_WORD, REFUSED_EXTENSIONS
from tests.crm_server.models import Entity
from tests.crm_server.models.records import MAX_FILE_BYTES

from . import access
from .modules import Module
from .refusals import NotOffered
from .serializers import SERIALIZERS
from .views import Records, Related, module_named

BINARY = "application/octet-stream"

_ATTRIBUTE = re.compile(r"attributes\[(?P<name>\w+)\]")


class Files(Related):
    """The record's files: listed like any relation, added by an upload."""

    def get_parsers(self):
        return [MultiPartParser()] if self.request.method == "POST" else super().get_parsers()

    @property
    def parent_module(self) -> Module:
        return _module(self.kwargs["module"], self.kwargs["pk"])

    def initial(self, request, *args, **kwargs):
        self.kwargs["relation"] = "files"
        if request.method == "POST" and self.kwargs["module"] == "users":
            raise NotOffered
        super().initial(request, *args, **kwargs)

    @transaction.atomic
    def create(self, request, *args, **kwargs):
        parent = access.one(self.parent_module, request.user, self.kwargs["pk"])
        upload = _checked(request.FILES.get("file"))
        attributes = {"file_name": upload.name} | _attributes(request.POST)
        serializer = SERIALIZERS["files"](data=attributes, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        made = serializer.save(
            content=upload.read(), file_size=upload.size, mime_type=upload.content_type or ""
        )
        parent.files.add(made)
        return Response(
            serializer.data, status=201, headers=self.get_success_headers({"id": made.pk})
        )


class Content(Records):
    """The bytes of a file, for whom it is shown."""

    def initial(self, request, *args, **kwargs):
        self.kwargs["module"] = "files"
        super().initial(request, *args, **kwargs)

    def perform_content_negotiation(self, request, force=False):
        return super().perform_content_negotiation(request, force=True)

    def content(self, request, *args, **kwargs):
        file = self.get_object()
        return HttpResponse(bytes(file.content), content_type=file.mime_type or BINARY)


def _module(name: str, key: str) -> Module:
    if name != ENTITY_WORD:
        return module_named(name)
    entity = Entity.objects.filter(pk=key).first() if key.isdecimal() else None
    return module_named(entity.module if entity else "")


def _attributes(form) -> dict[str, str]:
    found = {}
    for name, value in form.items():
        match = _ATTRIBUTE.fullmatch(name)
        if match is None:
            raise ParseError(f"No such part: {name}")
        found[match["name"]] = value
    return found


def _checked(upload):
    if upload is None:
        raise ParseError("The part 'file' is missing.")
    if upload.size > MAX_FILE_BYTES:
        raise ValidationError({"file": "A file has 25 MiB at most."})
    if PurePath(upload.name).suffix.lower().removeprefix(".") in REFUSED_EXTENSIONS:
        raise ValidationError({"file": "Files of this kind are not taken."})
    return upload
