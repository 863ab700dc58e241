"""What the last synchronisation did."""

from outlook_crm.ui import report_window as view

from .dialog import Dialog


class ReportDialog(Dialog):
    """Shows the last run's report."""

    name = view.NAME

    def open(self) -> None:
        """Show the window."""
        report = self._around.session.last_report
        self._around.show(view.window(self._text, report, self._around.house.zone))
