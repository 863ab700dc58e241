"""What the last synchronisation did."""

from outlook_crm.error_reports import ErrorReports
from outlook_crm.ui import report_window as view

from .dialog import Dialog, Surroundings


class ReportDialog(Dialog):
    """Shows the last run's report, and what became of error reports."""

    name = view.NAME

    def __init__(self, around: Surroundings, reports: ErrorReports) -> None:
        super().__init__(around)
        self._reports = reports

    def open(self) -> None:
        """Show the window."""
        report = self._around.session.last_report
        waiting, sent = self._reports.counts
        told = view.error_reports(self._text, waiting, sent)
        self._around.show(view.window(self._text, report, self._around.house.zone, told))
