"""Has the add-in that runs do something, and waits for its answer."""

import time
from datetime import datetime

from outlook_crm.errands import Answer
from outlook_crm.errors import Users
from outlook_crm.state.errands import Deed
from outlook_crm.state.lease import Lease
from outlook_crm.state.sqlite import SqliteState

from .places import Places
from .state_file import opened

_NOBODY = 0  # no process of ours: whoever holds the lease is another
_PAUSE = 0.2  # seconds between two looks for the answer


class OutlookNeeded(Exception):
    """It is the add-in's work, and no add-in runs."""


def carried_out(at: Places, deed: Deed, now: datetime, patience: float) -> Answer:
    """What the add-in answered within ``patience`` seconds.

    Raises OutlookNeeded, Users when nothing came in time, and what opening the state raises.
    """
    if not at.state.exists():
        raise OutlookNeeded
    state = opened(at.state)
    try:
        if not Lease(state.database, _NOBODY).held_by_another(now):
            raise OutlookNeeded
        return _answer(state, deed, now, patience)
    finally:
        state.close()


def _answer(state: SqliteState, deed: Deed, now: datetime, patience: float) -> Answer:
    with state.atomic():
        errand = state.errands.ask(deed, now)
    until = time.monotonic() + patience
    try:
        while (text := state.errands.answer_to(errand)) is None:
            if time.monotonic() >= until:
                raise Users(
                    "The add-in did not answer within {seconds} s.", seconds=round(patience)
                )
            time.sleep(_PAUSE)
    finally:
        with state.atomic():
            state.errands.drop(errand)
    return Answer.of(text)
