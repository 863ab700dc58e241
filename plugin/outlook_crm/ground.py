"""What every pairing stands on while the state is open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from .audience import Audience
from .entrance import Entrance
from .house import House
from .outlook.gateway import Gateway
from .outlook.watch import Watch
from .pause import Pause
from .state.sqlite import SqliteState


@dataclass(frozen=True, slots=True)
class Ground:
    """Common to all pairings of one Windows user.

    ``closing`` is set when Outlook closes.  ``beat`` is called while a run goes on, which
    may take longer than the lease lasts; ``pause_all`` when the user stopped a run; ``wake``
    from any thread, to have what is due looked at.
    """

    house: House
    gateway: Gateway
    state: SqliteState
    entrance: Entrance
    watch: Watch
    pause: Pause
    audience: Audience
    closing: Event
    beat: Callable[[], object]
    pause_all: Callable[[], None]
    wake: Callable[[], None]
    now: Callable[[], datetime]
    random: Callable[[], float]
