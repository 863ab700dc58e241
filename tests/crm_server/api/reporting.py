"""``POST /reporting``: counts.  Its requests and errors have a form of their own."""

import re
from typing import Any

from rest_framework.exceptions import APIException
from rest_framework.parsers import JSONParser
from rest_framework.response import Response
from rest_framework.views import APIView

from . import access, filters
from .modules import MODULES, Module
from .plain import PLAIN

_COUNT = re.compile(r"\$count(?:\.distinct)?\(id\) as (?P<name>\w+)")


class _Unusable(Exception):
    """The request's sentence of refusal."""


class Reporting(APIView):
    """Counts the records that ``where`` lets through; an empty array lets all through."""

    parser_classes = [JSONParser]
    renderer_classes = PLAIN

    def post(self, request):
        try:
            module, name = _wanted(request.data)
            count = self._count(module, request.data)
        except _Unusable as refusal:
            return Response({"message": str(refusal)}, status=400)
        except APIException as error:
            return Response({"message": str(error.detail)}, status=error.status_code)
        return Response({"meta": {"results": 1, "fields": [name]}, "data": [{name: count}]})

    def _count(self, module: Module, body: dict[str, Any]) -> int:
        records = access.seen(module, self.request.user)
        where = body.get("where")
        if where:
            relations = frozenset(filters.included(module, body.get("include")))
            records = filters.narrowed(records, module, where, relations)
        return records.count()


def _wanted(body: Any) -> tuple[Module, str]:
    if not isinstance(body, dict) or not body.get("from"):
        raise _Unusable("Missing 'from'")
    if body["from"] not in MODULES:
        raise _Unusable(f"There is no module {body['from']}")
    found = _COUNT.fullmatch(str(body.get("select", "")).strip())
    if found is None:
        raise _Unusable("'select' counts ids, nothing else")
    return MODULES[body["from"]], found["name"]
