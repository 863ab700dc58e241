"""What is plain JSON on the wire, not JSON:API."""

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import JSONRenderer

PLAIN = [JSONRenderer]


class AnyAccept(DefaultContentNegotiation):
    """Answers in the view's own language, whatever ``Accept`` says."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type
