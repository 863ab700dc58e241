"""The way in to CRM-service."""

from collections.abc import Callable

from outlook_crm.crm.connector import Credentials, CrmSession, Network
from outlook_crm.crm.oauth import Login
from outlook_crm.crm.transport import Limits, Transport

from .address import base_address
from .choices import TOKEN_PATH
from .client import Client
from .session import CrmServiceSession


class CrmService:
    """`outlook_crm.crm.connector.Connector` for CRM-service; ``limits`` are for all its calls."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits

    def address(self, typed: str) -> str:
        """``customer.example.com`` as https://customer.example.com/api/v1; raises WrongAddress."""
        return base_address(typed)

    def log_in(self, address: str, credentials: Credentials, network: Network) -> CrmSession:
        """Log in, ask who that is, and read the schema: three requests."""
        return CrmServiceSession(self._connector(address, credentials, network))

    def _connector(
        self, address: str, credentials: Credentials, network: Network
    ) -> Callable[[], Client]:
        login = Login(TOKEN_PATH, credentials)
        return lambda: Client(Transport(address, network, self._limits), login)
