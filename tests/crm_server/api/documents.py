"""JSON:API documents: what is shown of a record, what is included, and errors.

`rest_framework_json_api` builds the documents; what is overridden here makes
relations cheap (each related record is rendered once) and links them.
"""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.db import IntegrityError
from rest_framework.exceptions import APIException, ParseError, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler
from rest_framework_json_api.exceptions import Conflict
from rest_framework_json_api.parsers import JSONParser
from rest_framework_json_api.renderers import JSONRenderer
from rest_framework_json_api.utils import get_serializer_fields
from tests.crm_server.choices import BASE

from .modules import BY_MODEL


class DocumentParser(JSONParser):
    """A document that is sent; the library takes for granted that an array holds objects."""

    def parse_data(self, result, parser_context):
        data = result.get("data") if isinstance(result, dict) else None
        if isinstance(data, list) and not all(isinstance(each, dict) for each in data):
            raise ParseError("A resource identifier is an object.")
        return super().parse_data(result, parser_context)


class DocumentRenderer(JSONRenderer):
    """A module's record or records as a document."""

    def render_errors(self, data, *rest, **kwargs):
        return super().render_errors(data["errors"], *rest, **kwargs)

    @classmethod
    def build_json_resource_obj(cls, fields, resource, resource_instance, *rest, **kwargs):
        built = super().build_json_resource_obj(
            fields, resource, resource_instance, *rest, **kwargs
        )
        built["links"] = {"self": _address(fields.serializer.module, resource_instance)}
        return built

    @classmethod
    def _filter_sparse_fields(cls, serializer, fields, resource_name):
        return fields  # the serializer has left out what is not wanted

    @classmethod
    def extract_attributes(cls, fields, resource) -> dict[str, Any]:
        hidden = {"id", *fields.serializer.module.relations}
        return {name: value for name, value in resource.items() if name not in hidden}

    @classmethod
    def extract_relationships(cls, fields, resource, resource_instance) -> dict[str, Any]:
        serializer = fields.serializer
        address = _address(serializer.module, resource_instance)
        return {name: _relationship(address, name, resource) for name in serializer.shown_relations}

    @classmethod
    def extract_included(
        cls, fields, resource, resource_instance, included_resources, included_cache
    ):
        parent = fields.serializer
        for name in included_resources:
            relation = parent.module.relations[name]
            related = BY_MODEL[relation.target]
            cache = included_cache[related.name]
            serializer = _related_serializer(parent, name)
            for each in _ends(resource_instance, relation):
                if str(each.pk) not in cache:
                    cache[str(each.pk)] = cls.build_json_resource_obj(
                        get_serializer_fields(serializer),
                        serializer.to_representation(each),
                        each,
                        related.name,
                        serializer,
                    )


def _related_serializer(parent, name: str):
    """The serializer of a relation's far end, made once a request."""
    made = parent.context.setdefault("related_serializers", {})
    if name not in made:
        made[name] = parent.included_serializers[name](context=parent.context | {"included": {}})
    return made[name]


def _ends(instance, relation) -> list:
    found = getattr(instance, relation.accessor)
    if relation.many:
        return list(found.all())
    return [] if found is None else [found]


def _address(module, instance) -> str:
    return f"/{BASE}/{module.name}/{instance.pk}"


def _relationship(address: str, name: str, resource: dict[str, Any]) -> dict[str, Any]:
    shown = {
        "links": {"self": f"{address}/relationships/{name}", "related": f"{address}/{name}"},
    }
    return shown | {"data": resource[name]} if name in resource else shown


def handle_exception(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an exception; None leaves it to Django, as an error of the server's."""
    if isinstance(error, IntegrityError):
        error = Conflict("There is such a record already, or others need this one.")
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, ValidationError):
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    found = list(_errors(error, response))
    response.data = {"errors": found}
    return response


def _errors(error: Exception, response: Response) -> Iterator[dict[str, Any]]:
    status = HTTPStatus(response.status_code)
    common = {"status": str(status.value), "title": status.phrase}
    if isinstance(error, ValidationError):
        for pointer, detail in _details(error.detail, "/data"):
            yield common | {"detail": detail, "source": {"pointer": pointer}}
        return
    detail = error.detail if isinstance(error, APIException) else response.data.get("detail", "")
    yield common | {"detail": str(detail)} | _source(error)


def _source(error: Exception) -> dict[str, Any]:
    if hasattr(error, "parameter"):
        return {"source": {"parameter": error.parameter}}
    return {"source": {"pointer": error.pointer}} if hasattr(error, "pointer") else {}


def _details(detail: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            place = pointer if name == "non_field_errors" else f"{pointer}/attributes/{name}"
            yield from _details(inner, place)
    elif isinstance(detail, list):
        for inner in detail:
            yield from _details(inner, pointer)
    else:
        yield pointer, str(detail)
