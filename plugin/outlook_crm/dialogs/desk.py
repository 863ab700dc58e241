"""All dialogs, by the names of their windows."""

import json
from collections.abc import Callable

from outlook_crm.commands import Command
from outlook_crm.error_reports import ErrorReports
from outlook_crm.house import House
from outlook_crm.outlook.gateway import Gateway
from outlook_crm.session import Session
from outlook_crm.ui import about
from outlook_crm.ui.window import Patch, Window
from outlook_crm.worker import Job

from .details import DetailsDialog
from .dialog import Dialog, Surroundings
from .error_report import ErrorReportDialog
from .login import LoginDialog
from .pairing import PairingDialog
from .report import ReportDialog
from .unpair import ForcedUnpairDialog, UnpairDialog


class Desk:
    """Opens windows and hands on what the user does in them; ``around`` serves others, too."""

    def __init__(
        self,
        house: House,
        gateway: Gateway,
        session: Session,
        reports: ErrorReports,
        *,
        clerk: Callable[[Job], None],
        worker: Callable[[Job], None],
    ) -> None:
        self._house = house
        self._session = session
        self.around = around = Surroundings(house, session, self._show, self._update, clerk, worker)
        self._login = LoginDialog(around)
        self._details = DetailsDialog(around)
        self._unpair = UnpairDialog(around)
        self._report = ReportDialog(around, reports)
        self._error_report = ErrorReportDialog(around, reports.allow, reports.refuse)
        self._pairing = PairingDialog(around, gateway, self._details.open, self._unpair.open)
        forced = ForcedUnpairDialog(around)
        dialogs = (
            self._login,
            self._details,
            self._unpair,
            forced,
            self._report,
            self._error_report,
            self._pairing,
        )
        self._dialogs: dict[str, Dialog] = {dialog.name: dialog for dialog in dialogs}

    def log_in(self) -> None:
        """Ask for the login, or for the pairing where there is none."""
        (self._login if self._session.pairing else self._pairing).open()

    def preferences(self) -> None:
        """Preferences, from step 1."""
        self._pairing.open()

    def report(self) -> None:
        """What the last run did."""
        self._report.open()

    def error_report(self, report: str) -> None:
        """Ask whether a report may be sent; from any thread."""
        self._error_report.ask(report)

    def about(self) -> None:
        """Versions, and where the log is."""
        self._show(
            about.window(
                self._house.catalog.text,
                version=self._house.versions["addin"],
                facts=self._house.facts,
                log=str(self._house.log.path),
            )
        )

    def submit(self, command: Command) -> None:
        """A button of a window was pressed."""
        if dialog := self._dialog(command):
            dialog.submit(str(command.args["button"]), command.args["values"])

    def change(self, command: Command) -> None:
        """A field was edited."""
        if dialog := self._dialog(command):
            dialog.change(str(command.args["field"]), command.args["values"])

    def closed(self, command: Command) -> None:
        """A window is gone; what was not saved is forgotten with it."""

    def _dialog(self, command: Command) -> Dialog | None:
        return self._dialogs.get(str(command.args["window"]))

    def _show(self, window: Window) -> None:
        self._house.shell.OpenWindow(json.dumps(window.record()))

    def _update(self, patch: Patch) -> None:
        self._house.shell.UpdateWindow(json.dumps(patch.record()))
