"""What every dialog stands on: where its window is shown, in whose words, who works for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outlook_crm.errors import Error
from outlook_crm.house import House
from outlook_crm.session import Session
from outlook_crm.ui.ribbon_state import Text
from outlook_crm.ui.window import Patch, Window
from outlook_crm.worker import Job

Values = Mapping[str, Any]
"""What a window's fields held, by name."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for in a field, and the number that its answer carries."""

    field: str
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``clerk`` runs jobs that ask Outlook, ``worker`` those that need the session's thread."""

    house: House
    session: Session
    show: Callable[[Window], None]
    update: Callable[[Patch], None]
    clerk: Callable[[Job], None]
    worker: Callable[[Job], None]

    @property
    def text(self) -> Text:
        """The user's words now."""
        return self.house.catalog.text


class Dialog:
    """One window's behaviour; methods are called on the add-in's own thread and return at once."""

    name = ""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    @property
    def _text(self) -> Text:
        return self._around.text

    def submit(self, button: str, values: Values) -> None:
        """A button was pressed; the window waits for a patch."""

    def change(self, field: str, values: Values) -> None:
        """A field that notifies was edited."""

    def write(self, button: str, path: Path, values: Values) -> None:
        """The user chose where a button writes its file to."""

    def search(self, search: Search, values: Values) -> None:
        """The user looks for records in a picker."""

    def closed(self) -> None:
        """The user closed the window without a button that submits."""

    def _complain(self, errors: Mapping[str, str], message: str = "") -> None:
        self._around.update(Patch(self.name, errors=errors, message=message, busy=False))

    def _close(self) -> None:
        self._around.update(Patch(self.name, close=True))

    def _attempt(self, job: Job, then: Job, place: Callable[[Error], str] = lambda _: "") -> Job:
        """The job, then the next; an error of ours is told in the window, at its field."""

        def attempt() -> None:
            try:
                job()
            except Error as error:
                told = self._around.house.catalog.tell(error)
                field = place(error)
                self._complain({field: told} if field else {}, "" if field else told)
            except Exception as fault:
                # A bug: the window must not wait for ever; the top of the thread reports it.
                self._complain({}, self._around.house.catalog.tell(fault))
                raise
            else:
                then()

        return attempt
