"""Mails of the past, filed at the user's word."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from outlook_crm.mail.filing import Survey
from outlook_crm.mailroom import Mailroom
from outlook_crm.pairing import Pairing
from outlook_crm.ui import mail_history_window as view
from outlook_crm.ui.window import Patch

from .dialog import Dialog, Surroundings, Values

T = TypeVar("T")


class MailHistoryDialog(Dialog):
    """Looks first, and files only what it showed."""

    name = view.NAME

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._surveys: list[tuple[Pairing, Survey]] = []
        self._at_work: Mailroom | None = None

    def open(self) -> None:
        """Show the window."""
        self._surveys = []
        self._around.show(view.window(self._text))

    def submit(self, button: str, values: Values) -> None:
        """Look, or file what was shown."""
        self._around.update(Patch(self.name, busy=True))
        if button == "look":
            days = int(values[view.DAYS])
            self._around.worker(self._attempt(partial(self._look, days), self._show))
        elif self._surveys:
            self._around.worker(self._attempt(self._file, self._close))

    def closed(self) -> None:
        """Cancelled: what was begun here ends, and no run of another's."""
        if mails := self._at_work:
            mails.stop()

    def _look(self, days: int) -> None:
        pairings = self._around.session.of_mails()
        self._surveys = [
            (each, self._with_mails(each, lambda mails: mails.survey(days))) for each in pairings
        ]

    def _show(self) -> None:
        every = [survey for _, survey in self._surveys]
        skipped = sum((Counter(each.skipped) for each in every), Counter[str]())
        mails = tuple(mail for each in every for mail in each.mails)
        self._around.update(view.surveyed(self._text, Survey(mails, skipped)))

    def _file(self) -> None:
        for pairing, survey in self._surveys:
            self._with_mails(pairing, partial(_filed, survey))

    def _with_mails(self, pairing: Pairing, job: Callable[[Mailroom], T]) -> T:
        def noted(mails: Mailroom) -> T:
            self._at_work = mails
            try:
                return job(mails)
            finally:
                self._at_work = None

        return pairing.runs.with_mails(noted)


def _filed(survey: Survey, mails: Mailroom) -> None:
    mails.file_surveyed(survey)
