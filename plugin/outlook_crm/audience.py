"""Who is told while the session works: the windows, when somebody looks."""

from typing import Protocol

from .sync.ask import Progress
from .sync.report import Report


class Audience(Protocol):
    """Called on the session's thread; every call returns at once."""

    def began(self, pairing: str) -> None:
        """A run of the pairing with this id begins, that somebody may wait for."""
        ...

    def progressed(self, progress: Progress) -> None:
        """How far it has come."""
        ...

    def ended(self) -> None:
        """It is over, however."""
        ...

    def asked(self, pairing: str, report: Report) -> None:
        """The first run of the pairing with this id would do this: it waits for the user's word."""
        ...


class Nobody:
    """An audience that looks at nothing."""

    def began(self, pairing: str) -> None:
        """Not seen."""

    def progressed(self, progress: Progress) -> None:
        """Not seen."""

    def ended(self) -> None:
        """Not seen."""

    def asked(self, pairing: str, report: Report) -> None:
        """Not seen."""
