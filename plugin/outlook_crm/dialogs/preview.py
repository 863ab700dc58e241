"""The first run waits for the user's word."""

from outlook_crm.sync.report import Report
from outlook_crm.ui import preview_window as view

from .dialog import Dialog, Values


class PreviewDialog(Dialog):
    """Shows what the first run would do; closed without a word it will ask again."""

    name = view.NAME

    def ask(self, report: Report) -> None:
        """Show the window, instead of an older one; from any thread."""
        self._close()
        self._around.show(view.window(self._text, report))

    def submit(self, button: str, values: Values) -> None:
        """Let it happen."""
        self._close()
        self._around.worker(self._around.session.let_go)
