"""The CRM as its user may use it: every request with the token, which is renewed once."""

from datetime import timedelta

from outlook_crm.crm.message import Request, Response
from outlook_crm.crm.oauth import Login
from outlook_crm.crm.transport import Transport

from .address import home

_UNAUTHORIZED = 401


class Client:
    """Requests of one logged-in user over one transport.

    `send` raises what the transport raises, and WrongPassword or WrongKey when the
    CRM does not accept the user any more; a status other than 401 is the caller's.
    """

    def __init__(self, transport: Transport, login: Login) -> None:
        self._transport = transport
        self._login = login

    def send(self, request: Request) -> Response:
        """The answer; a 401 gets one new token and one repeat."""
        token = self._login.obtain(self._transport.send)
        response = self._transport.send(request, token)
        if response.status != _UNAUTHORIZED:
            return response
        token = self._login.renew(self._transport.send, token)
        response = self._transport.send(request, token)
        if response.status == _UNAUTHORIZED:
            raise self._login.give_up()
        return response

    @property
    def home(self) -> str:
        """Below which the CRM's own windows are."""
        return home(self._transport.address)

    @property
    def skew(self) -> timedelta | None:
        """How far the CRM's clock is ahead of ours; None before its first answer."""
        return self._transport.skew

    def check_running(self) -> None:
        """Raises Cancelled after `cancel`."""
        self._transport.check_running()

    def cancel(self) -> None:
        """End running and later requests with Cancelled, soon; from any thread."""
        self._transport.cancel()

    def close(self) -> None:
        """Give the connections back."""
        self._transport.close()
