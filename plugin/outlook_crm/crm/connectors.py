"""The kinds of CRM that this PC knows, and which of them an address means.

CRM-service comes with the add-in.  Another connector is a package beside it that names
itself in the entry point group ``outlook_crm.connectors``: what stands there is called
without arguments and gives a `Connector`.  docs/connectors.md tells how to write one.
"""

import logging
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from urllib.parse import urlsplit

from outlook_crm.domain.login_form import LoginForm
from outlook_crm.errors import WrongAddress

from .connector import AsksForLogin, Connector, Credentials, CrmSession, Network

_log = logging.getLogger(__name__)

BUILT_IN = "crmservice"
GROUP = "outlook_crm.connectors"

_NAMED = re.compile(r"\s*([a-z][a-z0-9-]*)\+(.*)", re.DOTALL)

Make = Callable[[], Connector]


def others() -> Mapping[str, Make]:
    """How each connector but CRM-service's is made, by name."""
    # Looking through the packages takes a while; with CRM-service alone nobody asks.
    from importlib.metadata import EntryPoint, entry_points  # noqa: PLC0415

    def made(entry: EntryPoint) -> Connector:
        connector: Connector = entry.load()()
        return connector

    return {each.name: partial(made, each) for each in entry_points(group=GROUP)}


class Connectors:
    """`Connector` for all of them.

    ``ics+https://host`` is an address of the connector ``ics``; one without a name is of
    ``chosen()``, and while ``locked()`` no new pairing has another.  What `address` gives
    keeps the name, so that a pairing stays with its connector.
    """

    def __init__(
        self,
        chosen: Callable[[], str] = lambda: BUILT_IN,
        locked: Callable[[], bool] = lambda: False,
        *,
        crm_service: Make | None = None,
        others: Callable[[], Mapping[str, Make]] = others,
    ) -> None:
        self._chosen = chosen
        self._locked = locked
        self._crm_service = crm_service or _crm_service
        self._others = others
        self._lock = threading.Lock()
        self._made: dict[str, Connector] = {}
        self._cancelled = False

    def forms(self, language: str) -> Mapping[str, LoginForm]:
        """What log-ins of each connector ask for, by its name: first the one to be proposed.

        Of one that cannot be loaded only the name is known.
        """
        every = dict.fromkeys((self._chosen(), BUILT_IN, *sorted(self._others())))
        return {name: _form(name, self._loaded(name), language) for name in every}

    def form(self, address: str, language: str) -> LoginForm:
        """What a log-in at an address that `address` gave asks for."""
        name = parts(address, BUILT_IN)[0]
        return _form(name, self._loaded(name), language)

    def address(self, typed: str) -> str:
        """The base address, behind its connector's name where that is not CRM-service.

        Raises WrongAddress, also for a connector that is not installed or not allowed.
        """
        chosen = self._chosen()
        name, rest = parts(typed, chosen)
        if name != chosen and self._locked():
            raise WrongAddress("The administrator chose the connector {name}.", name=chosen)
        base = self._of(name).address(rest)
        return base if name == BUILT_IN else f"{name}+{base}"

    def log_in(
        self,
        address: str,
        credentials: Credentials,
        network: Network,
        field_map: Mapping[str, str] | None = None,
    ) -> CrmSession:
        """Log in with the connector of an address that `address` gave."""
        name, rest = parts(address, BUILT_IN)
        return self._of(name).log_in(rest, credentials, network, field_map)

    def cancel(self) -> None:
        """End running and later calls soon; from any thread."""
        with self._lock:
            self._cancelled = True
            made = list(self._made.values())
        for each in made:
            each.cancel()

    def _loaded(self, name: str) -> Connector | None:
        try:
            return self._of(name)
        except WrongAddress as trouble:
            _log.warning("%s", trouble)
            return None

    def _of(self, name: str) -> Connector:
        with self._lock:
            connector = self._made.get(name)
        return connector or self._new(name)

    def _new(self, name: str) -> Connector:
        connector = self._crm_service() if name == BUILT_IN else self._other(name)
        with self._lock:
            connector = self._made.setdefault(name, connector)
            cancelled = self._cancelled
        if cancelled:
            connector.cancel()
        return connector

    def _other(self, name: str) -> Connector:
        makers = self._others()
        if name not in makers:
            raise _no_connector(name, makers)
        try:
            return makers[name]()
        except Exception as failure:
            raise WrongAddress(
                "The connector {name} cannot be loaded ({reason}).",
                name=name,
                reason=type(failure).__name__,
            ) from failure


def on_the_web(address: str) -> str:
    """The web address in one that `Connectors.address` gave; "" where its CRM is elsewhere."""
    rest = parts(address, BUILT_IN)[1]
    return rest if rest.startswith(("https://", "http://")) else ""


def host(address: str) -> str:
    """The host in an address that `Connectors.address` gave; "" where its CRM has none."""
    return urlsplit(on_the_web(address)).hostname or ""


def parts(address: str, otherwise: str) -> tuple[str, str]:
    """The connector's name and the address as the connector knows it."""
    named = _NAMED.fullmatch(address)
    return (named[1], named[2]) if named else (otherwise, address)


def _form(name: str, connector: object, language: str) -> LoginForm:
    if isinstance(connector, AsksForLogin):
        return connector.login_form(language)
    return LoginForm(name)


def _no_connector(name: str, names: Iterable[str]) -> WrongAddress:
    return WrongAddress(
        "There is no connector {name} on this PC. There are: {names}.",
        name=name,
        names=", ".join(sorted({*names, BUILT_IN})),
    )


def _crm_service() -> Connector:
    # Loading what speaks HTTP costs more than the rest of the start: it waits until it is needed.
    from .crmservice.connect import CrmService  # noqa: PLC0415

    return CrmService()
