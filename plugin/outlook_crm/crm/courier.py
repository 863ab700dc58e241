"""Posts to and fetches from one address, with the same trust and limits as the CRM's requests."""

import threading

from outlook_crm.errors import Refused

from .connector import Network
from .message import JSON, Request, Response
from .transport import Limits, Transport

_LIMITS = Limits(connect=10.0, read=15.0, whole=30.0, tries=1)


class Courier:
    """One errand at a time; `cancel` from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._transport: Transport | None = None
        self._cancelled = False

    def post(self, address: str, text: str, network: Network) -> None:
        """Send JSON to ``address``.

        Raises WrongAddress for one that is not https, Refused when it was not taken, and
        what `Transport.send` raises.
        """
        body = text.encode("utf-8", "replace")
        posted = Request("POST", "", body=body, content_type=JSON, accept=JSON, reads=True)
        answer = self._send(address, posted, network)
        if not answer.is_good:
            raise Refused("The address for error reports answered {status}.", status=answer.status)

    def fetch(self, address: str, network: Network) -> object:
        """The JSON at ``address``; raises what `post` does, and NotACrm for anything else."""
        answer = self._send(address, Request("GET", "", accept=JSON), network)
        if not answer.is_good:
            raise Refused("The address for updates answered {status}.", status=answer.status)
        return answer.json()

    def _send(self, address: str, request: Request, network: Network) -> Response:
        transport = Transport(address, network, _LIMITS)
        with self._lock:
            self._transport = transport
            if self._cancelled:
                transport.cancel()
        try:
            return transport.send(request)
        finally:
            transport.close()

    def cancel(self) -> None:
        """End a running errand, and every later one, soon."""
        with self._lock:
            self._cancelled = True
            transport = self._transport
        if transport:
            transport.cancel()
