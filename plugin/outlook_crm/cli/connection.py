"""doctor's look at the way to the CRM: proxy, certificate, answer, clock; without a login."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from outlook_crm.crm.connector import Network
from outlook_crm.crm.message import Request
from outlook_crm.crm.transport import Limits, Transport
from outlook_crm.errors import BadSettings, Error, Untrusted

from .finding import Finding, Level, Text

LIMITS = Limits(connect=5.0, read=10.0, whole=15.0, tries=1)
"""Whoever waits for doctor waits for an answer, not for a network that may come back."""

_SKEW = timedelta(minutes=2)  # more than that, and "the newest change" is the wrong one


def connection(
    text: Text, tell: Callable[[Error], str], address: str, network: Network
) -> Iterator[Finding]:
    """Ask the CRM's address for anything; any answer shows that the way is open."""
    proxy = network.proxy_for(address)
    yield Finding(
        "proxy", Level.OK, text("Proxy: {proxy}", proxy=proxy) if proxy else text("No proxy.")
    )
    transport = Transport(address, network, LIMITS)
    try:
        answer = transport.send(Request("GET", "/"))
    except (Untrusted, BadSettings) as error:
        todo = text("Give the file of the firm's certificate authorities as ca_file.")
        yield Finding("certificate", Level.FAULT, tell(error), todo)
    except Error as error:
        todo = text("Check the address, the proxy ({proxy}) and ca_file.", proxy=proxy or "-")
        yield Finding("connection", Level.FAULT, tell(error), todo)
    else:
        if address.startswith("https:"):
            yield Finding("certificate", Level.OK, text("The CRM's certificate is trusted."))
        told = text("{address} answers (status {status}).", address=address, status=answer.status)
        yield Finding("connection", Level.OK, told)
        yield from _clock(text, transport.skew)
    finally:
        transport.close()


def _clock(text: Text, skew: timedelta | None) -> Iterator[Finding]:
    if skew is None:
        return
    seconds = int(skew.total_seconds())
    told = text("The clocks of this PC and the CRM differ by {seconds} s.", seconds=seconds)
    if abs(skew) > _SKEW:
        yield Finding("clock", Level.WARNING, told, text("Set the clock of this PC."))
    else:
        yield Finding("clock", Level.OK, told)
