"""All dialogs, by the names of their windows."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from outlook_crm.commands import Command
from outlook_crm.crm.connectors import Connectors
from outlook_crm.error_reports import ErrorReports
from outlook_crm.errors import Cancelled, Error
from outlook_crm.house import House
from outlook_crm.outlook.gateway import Gateway
from outlook_crm.pairing import Pairing
from outlook_crm.session import Session
from outlook_crm.ui import help_window, message_window
from outlook_crm.ui.report_rows import Shown
from outlook_crm.ui.ribbon_state import RibbonState
from outlook_crm.ui.window import Patch, Window
from outlook_crm.updates import Updates
from outlook_crm.worker import Job

from .about import AboutDialog
from .add_contact import AddContactDialog
from .details import DetailsDialog
from .dialog import Dialog, Search, Surroundings
from .error_report import ErrorReportDialog
from .file_mail import FileMailDialog
from .login import LoginDialog
from .mail_history import MailHistoryDialog
from .pairing import AnotherPairingDialog, PairingDialog
from .preview import PreviewDialog
from .progress import ProgressDialog
from .report import ReportDialog
from .unpair import ForcedUnpairDialog, UnpairDialog


class Desk:
    """Opens windows and hands on what the user does in them; ``around`` serves others, too."""

    def __init__(
        self,
        house: House,
        gateway: Gateway,
        session: Session,
        *,
        connectors: Connectors,
        reports: ErrorReports,
        updates: Updates,
        clerk: Callable[[Job], None],
        worker: Callable[[Job], None],
        looker: Callable[[Job], None],
    ) -> None:
        self._house = house
        self._session = session
        self.around = around = Surroundings(house, session, self._show, self._update, clerk, worker)
        self._about = AboutDialog(around, lambda: updates.newer)
        self._login = LoginDialog(around, connectors)
        self._add_contact = AddContactDialog(around)
        self._details = DetailsDialog(around, gateway)
        forced = ForcedUnpairDialog(around)
        unpair = UnpairDialog(around, forced)
        self._report = ReportDialog(around, gateway, reports)
        self._error_report = ErrorReportDialog(around, reports.allow, reports.refuse)
        another = AnotherPairingDialog(around, gateway, connectors, self._go_on)
        self._pairing = PairingDialog(
            around, gateway, connectors, self._go_on, unpair=unpair.open, another=another.open
        )
        preview = PreviewDialog(around)
        self._progress = ProgressDialog(around, preview.ask, time.monotonic)
        session.audience = self._progress
        self.file_mail = FileMailDialog(around, looker)
        self._mail_history = MailHistoryDialog(around)
        dialogs = (
            self._about,
            self._login,
            self._add_contact,
            self.file_mail,
            self._mail_history,
            self._details,
            unpair,
            forced,
            self._report,
            self._error_report,
            self._pairing,
            another,
            self._progress,
            preview,
        )
        self._dialogs: dict[str, Dialog] = {dialog.name: dialog for dialog in dialogs}

    def log_in(self) -> None:
        """Ask for the login, or for the pairing where there is none."""
        (self._login if self._session.pairings else self._pairing).open()

    def preferences(self) -> None:
        """Preferences, from step 1."""
        self._pairing.open()

    def report(self) -> None:
        """What the last runs did."""
        self._report.open()

    def attention(self) -> None:
        """What needs the user."""
        self._report.open(Shown.WAITING)

    def progress(self) -> None:
        """How far the run has come."""
        self._progress.open()

    def pause(self, length: timedelta | None) -> None:
        """Pause for so long, None until the user resumes."""
        self.command(lambda: self._session.pause(length))

    def command(self, job: Job) -> None:
        """Do it on the session's thread; what goes wrong is told in a window."""

        def attempt() -> None:
            try:
                job()
            except Cancelled:
                pass  # the user's own word, or Outlook's end
            except Error as error:
                text = self._house.catalog.text
                self._tell(self._house.catalog.tell(error), message_window.advice(text, error))

        self.around.worker(attempt)

    def reason(self, state: RibbonState) -> None:
        """What went wrong, and what to do."""
        self._tell(state.reason, state.advice)

    def help(self) -> None:
        """Questions and answers."""
        self._show(help_window.window(self._house.catalog.text))

    def add_contacts(self, pairing: Pairing, ids: frozenset[str]) -> None:
        """Contacts of the address book are to be in the CRM, too; the worker's thread."""
        self._add_contact.add(pairing, ids)

    def mail_history(self) -> None:
        """Mails of the past are to be filed."""
        self._mail_history.open()

    def error_report(self, report: str) -> None:
        """Ask whether a report may be sent; from any thread."""
        self._error_report.ask(report)

    def about(self) -> None:
        """Versions, and where the log is."""
        self._about.open()

    def submit(self, command: Command) -> None:
        """A button of a window was pressed."""
        if (dialog := self._dialog(command)) is None:
            return
        button, values = str(command.args["button"]), command.args["values"]
        try:
            if file := command.args.get("file"):
                dialog.write(button, Path(file), values)
            else:
                dialog.submit(button, values)
        except Exception as fault:
            # A bug: the window must not wait for ever; the top of the thread reports it.
            told = self._house.catalog.tell(fault)
            self._update(Patch(dialog.name, message=told, busy=False))
            raise

    def change(self, command: Command) -> None:
        """A field was edited."""
        if dialog := self._dialog(command):
            dialog.change(str(command.args["field"]), command.args["values"])

    def search(self, command: Command) -> None:
        """Records are looked for in a picker."""
        if dialog := self._dialog(command):
            args = command.args
            search = Search(str(args["field"]), str(args["text"]), int(args["number"]))
            dialog.search(search, args["values"])

    def closed(self, command: Command) -> None:
        """A window is gone; what was not saved is forgotten with it."""
        if dialog := self._dialog(command):
            dialog.closed()

    def _go_on(self) -> None:
        """From the pairing to step 2; the first run waits for it."""
        self._details.open_after_pairing()

    def _tell(self, happened: str, advice: str) -> None:
        versions = ", ".join(f"{name} {number}" for name, number in self._house.versions.items())
        self._show(
            message_window.window(
                self._house.catalog.text,
                happened=happened,
                advice=advice,
                log=str(self._house.log.path),
                versions=versions,
            )
        )

    def _dialog(self, command: Command) -> Dialog | None:
        return self._dialogs.get(str(command.args["window"]))

    def _show(self, window: Window) -> None:
        self._house.shell.OpenWindow(json.dumps(window.record()))

    def _update(self, patch: Patch) -> None:
        self._house.shell.UpdateWindow(json.dumps(patch.record()))
