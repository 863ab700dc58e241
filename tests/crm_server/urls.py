"""Every address of the server."""

from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from oauth2_provider.views import TokenView

from . import choices, control
from .api.entrance import Me, Nowhere, Root
from .api.relationships import Relationship
from .api.reporting import Reporting
from .api.schema import Schema
from .api.uploads import Content, Files
from .api.views import Records, Related
from .pages.calendar import month

_API = [
    path("", Root.as_view()),
    path(choices.TOKEN_PATH, TokenView.as_view()),
    path("user", Me.as_view()),
    path("reporting", Reporting.as_view()),
    path("schema/<module>", Schema.as_view()),
    path("<module>", Records.as_view({"get": "list", "post": "create"})),
    path(
        "<module>/<pk>",
        Records.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
    ),
    path("<module>/<pk>/files", Files.as_view({"get": "list", "post": "create"})),
    path("files/<pk>/content", Content.as_view({"get": "content"})),
    path("<module>/<pk>/relationships/<relation>", Relationship.as_view()),
    path("<module>/<pk>/<relation>", Related.as_view({"get": "list"})),
    re_path("", Nowhere.as_view()),
]

_CHANGE = "admin:crm_activity_change"  # the activity's page

urlpatterns = [
    path(choices.BASE, Root.as_view()),
    path(f"{choices.BASE}/", include(_API)),
    path("_control/", include(control.urlpatterns)),
    path("admin/", admin.site.urls),
    path("calendar/", month, name="calendar"),
    path("activities/<int:object_id>", RedirectView.as_view(pattern_name=_CHANGE)),
]
