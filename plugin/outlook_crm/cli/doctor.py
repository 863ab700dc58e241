"""What doctor looks at, in its order: from the Python that runs it to the CRM's schema."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from outlook_crm.credentials.vault import Vault
from outlook_crm.crm.connector import Network
from outlook_crm.crm.connectors import Connectors, host, on_the_web
from outlook_crm.crm.crmservice.connect import CrmService
from outlook_crm.logins import Logins
from outlook_crm.settings.model import Settings
from outlook_crm.state.pairings import PairingRecord
from outlook_crm.sync.report import Report, readable

from . import access, connection, installation, rights, userdata
from .chosen import known
from .console import Console
from .finding import Finding, Level, worst
from .state_file import opened


def findings(console: Console, *, online: bool) -> Iterator[Finding]:
    """Every line; without ``online`` nothing leaves this PC."""
    text, at = console.catalog.text, console.at
    yield from installation.python(text)
    if console.registry:
        yield from installation.outlook(text, console.registry)
        yield from installation.registration(text, console.registry)
        yield from installation.loading(text, console.registry)
    yield from userdata.settings(text, console.catalog.tell, at, console.policy)
    yield from userdata.state(text, at)
    yield from userdata.vault(text, at)
    yield from userdata.last_word(text, at, console.now())
    if online:
        yield from _crm(console)


def _crm(console: Console) -> Iterator[Finding]:
    """Each pairing's CRM; of several each line says whose it is, by an id that names nobody."""
    pairings = known(console.at)
    if not pairings:
        yield from _one_crm(console, None)
    for each in pairings:
        for one in _one_crm(console, each):
            told = f"{each.id}: {one.told}" if len(pairings) > 1 else one.told
            yield replace(one, told=told)


def _one_crm(console: Console, pairing: PairingRecord | None) -> Iterator[Finding]:
    text, tell, settings = console.catalog.text, console.catalog.tell, console.settings
    connectors = Connectors(
        lambda: settings.connector, crm_service=lambda: CrmService(connection.LIMITS)
    )
    address = pairing.crm_address if pairing else _preset(connectors, settings)
    network = Network(_proxy_of(settings), settings.ca_file)
    web = on_the_web(address)
    way = list(connection.connection(text, tell, web, network)) if web else []
    yield from way
    if pairing and worst(way) is not Level.FAULT:
        logins = Logins(Vault(console.at.vault, console.protector))
        form = connectors.form(address, console.catalog.language)
        door = access.Door(connectors, form, logins, network, settings.fields_at(host(address)))
        yield from access.access(text, tell, door, pairing, console.now())
        yield from rights.writing(text, _reports(console, pairing))


def _reports(console: Console, pairing: PairingRecord) -> list[Report]:
    """Its kept reports, the newest first."""
    state = opened(console.at.state)
    try:
        return list(readable(text for _, text in state.runs(pairing.id)))
    finally:
        state.close()


def _preset(connectors: Connectors, settings: Settings) -> str:
    return connectors.address(settings.crm_address) if settings.crm_address else ""


def _proxy_of(settings: Settings) -> Callable[[str], str]:
    if settings.proxy == "system":
        from urllib.request import getproxies, proxy_bypass  # noqa: PLC0415 - slow, for this alone

        return lambda address: "" if proxy_bypass(address) else getproxies().get("https", "")
    fixed = "" if settings.proxy == "none" else settings.proxy
    return lambda _: fixed
