"""OAuth 2.0: a user's name and password for a token, and the token renewed (RFC 6749).

A password that was refused is never tried a second time: three wrong tries lock
an account in many firms.
"""

import threading
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from outlook_crm.errors import NotACrm, Users, WrongKey, WrongPassword
from outlook_crm.support.secret import Secret

from . import jsonapi
from .connector import Credentials
from .message import FORM, JSON, Request, Response

Send = Callable[[Request], Response]


class Login:
    """One user's token.  ``path`` of the token endpoint is below the CRM's base address.

    `obtain` and `renew` raise WrongKey, WrongPassword and what a transport raises.
    """

    def __init__(self, path: str, credentials: Credentials) -> None:
        self._path = path
        self._credentials = credentials
        # The sync and a search may need a token at once: the password is sent once.
        self._asking = threading.Lock()
        self._token: Secret | None = None
        self._refresh: Secret | None = None
        self._refusal: Users | None = None

    def obtain(self, send: Send) -> Secret:
        """The token; asked for with the password when there is none."""
        with self._asking:
            return self._token or self._by_password(send)

    def renew(self, send: Send, refused: Secret) -> Secret:
        """A token in place of the ``refused`` one: by the refresh token, else by the password."""
        with self._asking:
            return self._renewed(send, refused)

    def _renewed(self, send: Send, refused: Secret) -> Secret:
        if self._token is not None and self._token is not refused:
            return self._token  # renewed meanwhile by another call
        if self._refresh:
            refresh, self._refresh = self._refresh, None
            grant = {"grant_type": "refresh_token", "refresh_token": refresh.reveal()}
            response = self._ask(send, grant)
            if response.is_good:
                return self._keep(response)
        return self._by_password(send)

    def give_up(self) -> WrongPassword:
        """The CRM refused a fresh token, too: nothing is tried any more."""
        self._token = None
        refusal = WrongPassword("The CRM does not accept the login any more. Log in again.")
        self._refusal = refusal
        return refusal

    def _by_password(self, send: Send) -> Secret:
        if self._refusal:
            raise self._refusal
        user, password = self._credentials.user, self._credentials.password
        grant = {"grant_type": "password", "username": user, "password": password.reveal()}
        response = self._ask(send, grant)
        if not response.is_good:
            raise self._refused(response)
        return self._keep(response)

    def _ask(self, send: Send, grant: Mapping[str, str]) -> Response:
        form = {**grant, "client_id": self._credentials.api_key.reveal()}
        body = urlencode(form).encode()
        return send(Request("POST", self._path, body=body, content_type=FORM, accept=JSON))

    def _keep(self, response: Response) -> Secret:
        match response.json():
            case {"access_token": str(token), **rest} if token:
                refresh = rest.get("refresh_token")
                self._refresh = Secret(refresh) if isinstance(refresh, str) and refresh else None
                self._token = Secret(token)
                return self._token
        raise NotACrm("The CRM's answer to the login holds no token. Check the CRM's address.")

    def _refused(self, response: Response) -> Exception:
        make = _REFUSALS.get(_code(response))
        if make is None:
            jsonapi.check(response)
            return _no_password()
        self._refusal = make()
        return self._refusal


def _code(response: Response) -> str:
    try:
        document: Any = response.json()
    except NotACrm:
        return ""
    return str(document.get("error", "")) if isinstance(document, dict) else ""


def _no_key() -> Users:
    return WrongKey("The CRM does not know the API key. Check it in Preferences.")


def _no_outlook_key() -> Users:
    return WrongKey("The API key is not of the type Outlook. Ask for one that is.")


def _no_password() -> Users:
    return WrongPassword("The CRM does not accept the user name or the password.")


_REFUSALS: Mapping[str, Callable[[], Users]] = {
    "invalid_client": _no_key,
    "unauthorized_client": _no_outlook_key,
    "invalid_grant": _no_password,
}
