"""``/_control/``: not the CRM's.  Tests turn it and look into it here, without a login."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models as orm
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from oauth2_provider.models import get_access_token_model, get_refresh_token_model

from . import seed
from .api.modules import MODULES, Module
from .switchboard import SWITCHBOARD, Rule

Deed = Callable[[dict[str, Any]], Any]


def _route(**deeds: Deed):
    """A view with one deed a method; what it returns is the answer, in JSON."""

    @csrf_exempt
    def view(request: HttpRequest, **arguments: str) -> JsonResponse:
        deed = deeds.get(request.method or "")
        if deed is None:
            return JsonResponse({"error": "no such method here"}, status=405)
        body = json.loads(request.body) if request.body else {}
        try:
            return JsonResponse({"result": deed(body, **arguments)})
        except (ValueError, TypeError, KeyError, ObjectDoesNotExist) as error:
            return JsonResponse({"error": str(error)}, status=400)

    return view


def _state(body):
    return SWITCHBOARD.state()


def _turn(body):
    SWITCHBOARD.turn(body)
    return SWITCHBOARD.state()["quirks"]


def _order(body):
    SWITCHBOARD.order(Rule(**body))


def _forget_faults(body):
    SWITCHBOARD.clear_rules()


def _requests(body):
    return SWITCHBOARD.requests()


def _forget_requests(body):
    SWITCHBOARD.clear_requests()


def _reset(body):
    SWITCHBOARD.reset()


def _seed(body):
    start = datetime.fromisoformat(body["start"]) if body.get("start") else None
    return seed.seed_activities(
        body["activities"],
        body.get("owner", "anna"),
        start or seed.month_start(SWITCHBOARD.now()),
        body.get("minutes_apart", 30),
    )


def _expire(body):
    """All access tokens end now; with ``refresh`` the refresh tokens, too."""
    now = timezone.now()
    # Just over: a refresh token lives so much longer than its access token.
    get_access_token_model().objects.update(expires=now - timedelta(seconds=1))
    if body.get("refresh"):
        get_refresh_token_model().objects.update(revoked=now)


def _snapshot(body, module: str):
    return [_plain(MODULES[module], record) for record in _all(MODULES[module])]


def _all(module: Module) -> orm.QuerySet:
    links = [each.accessor for each in module.relations.values() if each.linked]
    return module.model._default_manager.order_by("pk").prefetch_related(*links)


def _plain(module: Module, record: orm.Model) -> dict[str, Any]:
    found = {name: _value(name, record) for name in ("id", *module.attributes)}
    for name, relation in module.relations.items():
        if relation.linked:
            keys = sorted(end.pk for end in getattr(record, relation.accessor).all())
            found[name] = [str(key) for key in keys]
    return found


def _value(name: str, record: orm.Model) -> Any:
    value = getattr(record, name)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    is_key = name == "id" or name.endswith("_id")
    return str(value) if is_key and value is not None else value


def _report(body):
    """A receiver of error reports, so that the add-in can be shown sending one."""
    SWITCHBOARD.keep_report(body)


def _reports(body):
    return SWITCHBOARD.reports()


urlpatterns = [
    path("", _route(GET=_state)),
    path("quirks", _route(POST=_turn)),
    path("faults", _route(POST=_order, DELETE=_forget_faults)),
    path("requests", _route(GET=_requests, DELETE=_forget_requests)),
    path("reset", _route(POST=_reset)),
    path("seed", _route(POST=_seed)),
    path("expire", _route(POST=_expire)),
    path("error-reports", _route(GET=_reports, POST=_report)),
    path("snapshot/<module>", _route(GET=_snapshot)),
]
