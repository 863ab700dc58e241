"""Runs the pipeline for one pairing."""

from collections.abc import Callable
from datetime import datetime

from outlook_crm.domain.policy import Policy

from .ask import Ask, Progress, Reason
from .ports import SidePort, StatePort
from .report import Report

__all__ = ["Ask", "Engine", "Progress", "Reason"]


def _silent(_: Progress) -> None:
    """Nobody looks."""


class Engine:
    """Keeps the two sides of one pairing in step; calls come from one thread.

    ``policy`` is asked once a run, ``now`` is the clock in UTC.
    """

    def __init__(
        self,
        outlook: SidePort,
        crm: SidePort,
        state: StatePort,
        pairing: str,
        *,
        policy: Callable[[], Policy],
        now: Callable[[], datetime],
        progress: Callable[[Progress], None] = _silent,
    ) -> None:
        self._outlook = outlook
        self._crm = crm
        self._state = state
        self._pairing = pairing
        self._policy = policy
        self._now = now
        self._progress = progress
        self._cancelled = False

    def run(self, ask: Ask) -> Report:
        """Do what ``ask`` says.

        Raises Cancelled, Theirs or Users after the report of what was done is stored.
        """
        started = self._now()
        return Report(started, self._now(), ask.reason)

    def cancel(self) -> None:
        """Make the running and every later run end soon; from any thread."""
        self._cancelled = True
        self._outlook.cancel()
        self._crm.cancel()
