"""Posts a text to one address, over the same network, trust and limits as the CRM's requests."""

import threading

from outlook_crm.errors import Refused

from .connector import Network
from .message import JSON, Request
from .transport import Limits, Transport

_LIMITS = Limits(connect=10.0, read=15.0, whole=30.0, tries=1)


class Courier:
    """One post at a time; `cancel` from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._transport: Transport | None = None
        self._cancelled = False

    def post(self, address: str, text: str, network: Network) -> None:
        """Send JSON to ``address``.

        Raises WrongAddress for one that is not https, Refused when it was not taken, and
        what `Transport.send` raises.
        """
        transport = Transport(address, network, _LIMITS)
        with self._lock:
            self._transport = transport
            if self._cancelled:
                transport.cancel()
        try:
            body = text.encode("utf-8", "replace")
            answer = transport.send(
                Request("POST", "", body=body, content_type=JSON, accept=JSON, reads=True)
            )
        finally:
            transport.close()
        if not answer.is_good:
            raise Refused("The address for error reports answered {status}.", status=answer.status)

    def cancel(self) -> None:
        """End a running post, and every later one, soon."""
        with self._lock:
            self._cancelled = True
            transport = self._transport
        if transport:
            transport.cancel()
