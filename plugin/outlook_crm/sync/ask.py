"""What a run is asked to do, and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from outlook_crm.domain.side import Side


class Reason(StrEnum):
    """Why a run happens."""

    USER = "user"  # a click: what needs attention is tried again, too
    CHANGED = "changed"  # Outlook told of changes
    POLL = "poll"
    START = "start"
    AGAIN = "again"  # a run before asked for it: the second pass of a deletion, a retry
    UNDO = "undo"  # the user took back what a run did


@dataclass(frozen=True, slots=True)
class Ask:
    """One run.

    ``outlook_ids`` limits it to these items of Outlook's; None is a full pass of both
    sides.  ``approved`` are the CRM ids of links whose held deletions the user wants,
    ``answers`` says by CRM id whose values stay where the policy is to ask.  ``wary``: the
    PC slept or the network failed, and may be another one: this run proves no deletion.
    """

    reason: Reason
    outlook_ids: frozenset[str] | None = None
    approved: frozenset[str] = frozenset()
    answers: Mapping[str, Side] = field(default_factory=dict)
    wary: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` steps (None while it is not known yet).

    ``item`` is the subject of the one at work: for the window, never for a log.
    """

    done: int
    total: int | None
    item: str = ""
