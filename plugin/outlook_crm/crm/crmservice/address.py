"""What a user types as the CRM's address, and the base address it means."""

import re
from urllib.parse import SplitResult, urlsplit

from outlook_crm.crm.transport import LOOPBACK
from outlook_crm.errors import WrongAddress

from .choices import BASE_PATH

_PATH = re.compile(r"(/[A-Za-z0-9_.~-]+)*")
_HOST = re.compile(r"[a-z0-9_.-]+|\[[0-9a-f:]+\]")


def base_address(typed: str) -> str:
    """``customer.example.com`` and whatever is copied from a browser, as https://host/api/v1.

    Path and query are dropped, but for what stands before the API's own path, where that
    was typed: ``https://host/crm/api/v1`` is the CRM below ``/crm``.  Raises WrongAddress
    for what is no address, for http (but on this machine), and for a name or password in it.
    """
    text = typed.strip()
    url = _parsed(text if "://" in text else f"https://{text}")
    host = _plain(url.hostname or "", typed)
    shown = f"[{host}]" if ":" in host else host
    if not _HOST.fullmatch(shown):
        raise _wrong(typed)
    if "@" in url.netloc:
        raise WrongAddress("The CRM's address must hold no user name: type that beside it.")
    if url.scheme != "https" and not (url.scheme == "http" and host in LOOPBACK):
        raise WrongAddress("The CRM's address must begin with https://.")
    port = f":{url.port}" if url.port else ""
    return f"{url.scheme}://{shown}{port}{_before_api(url.path)}{BASE_PATH}"


def home(base: str) -> str:
    """Below which the CRM's own windows are, of what `base_address` gave."""
    return base.removesuffix(BASE_PATH)


def _before_api(path: str) -> str:
    before, api, after = path.rstrip("/").rpartition(BASE_PATH)
    return before if api and not after and _PATH.fullmatch(before) else ""


def _parsed(text: str) -> SplitResult:
    try:
        url = urlsplit(text)
        _ = url.port  # is checked when it is read
    except ValueError:
        raise _wrong(text) from None
    return url


def _plain(host: str, typed: str) -> str:
    """The host in lower case, letters beyond ASCII in the form that travels (IDNA)."""
    try:
        return host.encode("idna").decode().lower()
    except UnicodeError:
        raise _wrong(typed) from None


def _wrong(typed: str) -> WrongAddress:
    return WrongAddress("{address} is not the address of a CRM.", address=typed.strip() or "-")
