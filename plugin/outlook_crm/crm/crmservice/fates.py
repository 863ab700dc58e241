"""What an error of a write means for its step."""

from collections.abc import Callable

from outlook_crm.crm.failures import Lost
from outlook_crm.domain.sentence import sentence
from outlook_crm.errors import Busy, Missing, NotAllowed, Refused, Unreachable
from outlook_crm.sync.values import Fate, Outcome


def settled(write: Callable[[], Outcome]) -> Outcome:
    """The outcome of ``write``; raises Cancelled or another error if nothing was written."""
    try:
        return write()
    except Lost:
        return Outcome(Fate.UNKNOWN)
    except Unreachable:
        return Outcome(Fate.NOT_DONE)
    except Busy as busy:
        return Outcome(Fate.BUSY, wait=busy.retry_after)
    except Missing:
        return Outcome(Fate.MISSING)
    except (Refused, NotAllowed) as refusal:
        return Outcome(Fate.REFUSED, reason=sentence(refusal.message, **refusal.values))
