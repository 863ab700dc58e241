"""The user's PC: a process that lives one life after the other, each killed or not.

A life is a fork of a process that has loaded the add-in's modules and logged in, and has
opened nothing else: no state, no connection to Outlook, none of its own to the CRM.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tests.conformance.crm_cases import log_in
from tests.crash.channel import Remote, serve
from tests.crash.places import WatchedGateway, WatchedState, die, watch_requests
from tests.simulation.fake_gateway import CALENDAR, STORE
from tests.simulation.fuse import Fuse

from outlook_crm.crm.crmservice.session import CrmServiceSession
from outlook_crm.domain.policy import Policy
from outlook_crm.outlook.side import OutlookSide
from outlook_crm.sync.engine import Ask, Engine, Reason
from outlook_crm.sync.marks import activity_key

PAIRING = "p1"
RUNS = 12
"""After so many everything that can be settled is."""


@dataclass(frozen=True)
class Order:
    """What a life is told: its state's file, the place to die at (-1: none), its clock's lead."""

    state: Path
    place: int
    ahead: timedelta


class Pc:
    """Lives lives; ``crm`` has the attribute ``address``."""

    def __init__(self, crm: Any, outlook: str) -> None:
        self._session = log_in(crm)
        self._session.close()  # the token stays; each life connects by itself
        self._outlook = outlook
        self._life: Callable[..., Life] = Life

    def live(self, state: str, place: int, ahead: float) -> dict[str, Any]:
        """One life: synchronise until all is settled, or die at the place (-1: at none).

        ``ahead`` is how many seconds later than it is this life takes it to be.  Answers
        ``killed`` and, of one that was not, ``places`` and ``counts``.
        """
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            order = Order(Path(state), place, timedelta(seconds=ahead))
            _live(self._life, self._session, self._outlook, order, writing)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            told = pipe.read()
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return {"killed": True}
        if not told:
            message = f"a life ended with {os.waitstatus_to_exitcode(status)}: see above"
            raise RuntimeError(message)
        return {"killed": False} | json.loads(told)


def _live(
    life: "Callable[..., Life]",
    session: CrmServiceSession,
    outlook: str,
    order: Order,
    told: int,
) -> None:
    """In the fork; never returns."""
    code = 1
    try:
        answer = life(session, outlook, order).sync()
        with os.fdopen(told, "w") as pipe:
            json.dump(answer, pipe)
        code = 0
    except BaseException:  # noqa: BLE001 - the top of a process
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
    finally:
        os._exit(code)


class Life:
    """The add-in's engine on a real state, a real connector, and a gateway over a socket."""

    def __init__(self, session: CrmServiceSession, outlook: str, order: Order) -> None:
        self._ahead = order.ahead
        self._fuse = Fuse()
        if order.place >= 0:
            self._fuse.blow_at(order.place, die)
        watch_requests(self._fuse)
        side = OutlookSide(
            WatchedGateway(Remote(outlook), self._fuse),
            store=STORE,
            folder=CALENDAR,
            pairing=PAIRING,
            key_of=partial(activity_key, session.user.id),
            now=self._now,
        )
        self._engine = Engine(
            side,
            session.side(session.user.id),
            WatchedState(order.state, self._fuse),
            PAIRING,
            policy=lambda: Policy(default_type="Meeting"),
            now=self._now,
        )

    def sync(self) -> dict[str, Any]:
        """Run, and run again whenever that is wanted, each time as late as wanted."""
        counts: dict[str, int] = {}
        reason = Reason.START
        for _ in range(RUNS):
            report = self._engine.run(Ask(reason))
            for (side, kind), number in report.counts.items():
                counts[f"{side}.{kind}"] = counts.get(f"{side}.{kind}", 0) + number
            if report.waiting:
                message = f"held or in trouble: {[*report.held, *report.trouble]}"
                raise RuntimeError(message)
            if report.again_at is None:
                break
            self._ahead += max(timedelta(0), report.again_at - self._now())
            reason = Reason.AGAIN
        return {"places": self._fuse.places, "counts": counts}

    def _now(self) -> datetime:
        return datetime.now(UTC) + self._ahead


class _Crm:
    def __init__(self, address: str) -> None:
        self.address = address


if __name__ == "__main__":
    serve(sys.argv[1], Pc(_Crm(sys.argv[2]), sys.argv[3]))
