"""What a failed exchange means, in the tree of `outlook_crm.errors`."""

import ssl
from collections.abc import Iterator

from outlook_crm.errors import Error, NotACrm, Unreachable, Untrusted

from .line import OversizeError


class Lost(Unreachable):
    """A request that may change something was sent, and nobody knows whether it did."""


def meaning(failure: BaseException, host: str, *, may_have_happened: bool) -> Error:
    """The error to raise for it; ``may_have_happened`` when a write had departed.

    The failure itself is not chained: it holds the request with its token.
    """
    reason = _reason(failure)
    if may_have_happened:
        return Lost(
            "The connection to {host} broke before the answer came: {reason}", **_at(host, reason)
        )
    for each in _chain(failure):
        if isinstance(each, Error):
            return each
        if isinstance(each, ssl.SSLCertVerificationError):
            return Untrusted(
                "The certificate of {host} is not trusted ({reason}). "
                "Ask the administrator before you go on.",
                host=host,
                reason=each.verify_message,
            )
        if isinstance(each, OversizeError):
            return NotACrm("{host} sent an answer that is too large to be the CRM's.", host=host)
    return Unreachable("{host} cannot be reached: {reason}", **_at(host, reason))


def _at(host: str, reason: str) -> dict[str, str]:
    return {"host": host, "reason": reason}


def _reason(failure: BaseException) -> str:
    """The innermost system error's own words; else only the kind, for texts may hold anything."""
    errors = [each for each in _chain(failure) if isinstance(each, OSError) and each.strerror]
    tunnel = [text for each in _chain(failure) if (text := str(each)).startswith("Tunnel ")]
    if tunnel:
        return tunnel[-1]
    if any(isinstance(each, TimeoutError) for each in _chain(failure)):
        return "timed out"
    return str(errors[-1].strerror) if errors else type(failure).__name__


def _chain(failure: BaseException | None) -> Iterator[BaseException]:
    """The failure and what it was made of: causes, contexts, and errors among the arguments."""
    pending = [failure]
    seen: set[int] = set()
    while pending:
        each = pending.pop(0)
        if not isinstance(each, BaseException) or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        pending += [each.__cause__, each.__context__, getattr(each, "reason", None), *each.args]
