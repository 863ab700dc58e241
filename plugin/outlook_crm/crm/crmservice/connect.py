"""The way in to CRM-service."""

import threading
import weakref
from collections.abc import Mapping

from outlook_crm.crm.connector import Credentials, CrmSession, Network
from outlook_crm.crm.oauth import Login
from outlook_crm.crm.transport import Limits, Transport
from outlook_crm.domain.login_form import LoginForm
from outlook_crm.domain.sentence import sentence

from .address import base_address
from .choices import TOKEN_PATH
from .client import Client
from .session import CrmServiceSession


class CrmService:
    """`outlook_crm.crm.connector.Connector` for CRM-service; ``limits`` are for all its calls."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._transports: weakref.WeakSet[Transport] = weakref.WeakSet()
        self._cancelled = False

    def login_form(self, language: str) -> LoginForm:
        """In words of the add-in's catalogs, whatever the language."""
        return LoginForm(
            "CRM-service",
            hints={"address": sentence("For example yourcompany.crmservice.fi")},
            which_key=sentence(
                "Type the API key of type Outlook that your CRM administrator made."
            ),
            key_fits=sentence("The API key is of the type Outlook."),
        )

    def address(self, typed: str) -> str:
        """``customer.example.com`` as https://customer.example.com/api/v1; raises WrongAddress."""
        return base_address(typed)

    def log_in(
        self,
        address: str,
        credentials: Credentials,
        network: Network,
        field_map: Mapping[str, str] | None = None,
    ) -> CrmSession:
        """Log in, ask who that is, read the schema, and the lists where it puts words of ours."""
        login = Login(TOKEN_PATH, credentials)
        return CrmServiceSession(
            lambda: Client(self._transport(address, network), login), field_map or {}
        )

    def cancel(self) -> None:
        """End running and later calls soon, a log-in too; from any thread."""
        with self._lock:
            self._cancelled = True
            transports = list(self._transports)
        for transport in transports:
            transport.cancel()

    def _transport(self, address: str, network: Network) -> Transport:
        transport = Transport(address, network, self._limits)
        with self._lock:
            self._transports.add(transport)
            cancelled = self._cancelled
        if cancelled:
            transport.cancel()
        return transport
