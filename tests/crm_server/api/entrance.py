"""``/`` and ``/user``: which modules there are, and who is asking."""

from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.views import APIView

from .filters import included
from .modules import MODULES
from .plain import PLAIN
from .serializers import SERIALIZERS


class Root(APIView):
    """Links to every module."""

    renderer_classes = PLAIN

    def get(self, request):
        links = {name: {"href": f"/{name}", "type": "modules"} for name in MODULES}
        return Response({"meta": {"version": "1"}, "links": {"self": {"href": "/"}, **links}})


class Me(APIView):
    """The user that the token stands for."""

    def get_serializer_class(self):
        return SERIALIZERS["users"]

    def get(self, request):
        module = MODULES["users"]
        relations = frozenset(included(module, request.query_params.get("include")))
        context = {"request": request, "view": self, "included": {module.name: relations}}
        return Response(self.get_serializer_class()(request.user, context=context).data)


class Nowhere(APIView):
    """Any other address below the API."""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        raise NotFound

    def get(self, request, *args, **kwargs):
        raise NotFound
