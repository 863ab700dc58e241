"""Mails of the past, filed at the user's word."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from outlook_crm.errors import Users
from outlook_crm.mail.filing import Survey
from outlook_crm.mailroom import Mailroom
from outlook_crm.ui import mail_history_window as view
from outlook_crm.ui.window import Patch

from .dialog import Dialog, Surroundings, Values

T = TypeVar("T")


class MailHistoryDialog(Dialog):
    """Looks first, and files only what it showed."""

    name = view.NAME

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._survey: Survey | None = None

    def open(self) -> None:
        """Show the window."""
        self._survey = None
        self._around.show(view.window(self._text))

    def submit(self, button: str, values: Values) -> None:
        """Look, or file what was shown."""
        self._around.update(Patch(self.name, busy=True))
        if button == "look":
            days = int(values[view.DAYS])
            self._around.worker(self._attempt(partial(self._look, days), self._show))
        elif self._survey is not None:
            self._around.worker(self._attempt(partial(self._file, self._survey), self._close))

    def closed(self) -> None:
        """Cancelled: what runs ends."""
        first = self._around.session.first
        if first and (mails := first.mails):
            mails.stop()

    def _look(self, days: int) -> None:
        self._survey = self._with(lambda mails: mails.survey(days))

    def _show(self) -> None:
        if self._survey is not None:
            self._around.update(view.surveyed(self._text, self._survey))

    def _file(self, survey: Survey) -> None:
        self._with(lambda mails: mails.file_surveyed(survey))

    def _with(self, job: Callable[[Mailroom], T]) -> T:
        if (first := self._around.session.first) is None:
            raise Users("Log in to the CRM first.")
        return first.runs.with_mails(job)
