"""doctor's look at the way to the CRM: name, proxy, certificate, clock; without a login."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from outlook_crm.crm.connector import Network
from outlook_crm.crm.message import Request
from outlook_crm.crm.transport import Limits, Transport
from outlook_crm.errors import Error

from .finding import Finding, Level, Text

_LIMITS = Limits(connect=5.0, read=10.0, whole=15.0, tries=1)
_SKEW = timedelta(minutes=2)  # more than that, and "the newest change" is the wrong one


def connection(
    text: Text, tell: Callable[[Error], str], address: str, network: Network
) -> Iterator[Finding]:
    """Ask the CRM's address for anything; any answer shows that the way is open."""
    proxy = network.proxy_for(address)
    transport = Transport(address, network, _LIMITS)
    try:
        answer = transport.send(Request("GET", "/"))
    except Error as error:
        todo = text("Check the address, the proxy ({proxy}) and ca_file.", proxy=proxy or "-")
        yield Finding("connection", Level.FAULT, tell(error), todo)
        return
    finally:
        transport.close()
    told = text("{address} answers (status {status}).", address=address, status=answer.status)
    yield Finding("connection", Level.OK, told)
    if transport.skew is not None and abs(transport.skew) > _SKEW:
        seconds = int(transport.skew.total_seconds())
        told = text("The clocks of this PC and the CRM differ by {seconds} s.", seconds=seconds)
        yield Finding("clock", Level.WARNING, told, text("Set the clock of this PC."))
