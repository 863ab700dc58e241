"""The first run waits for the user's word."""

from outlook_crm.sync.report import Report
from outlook_crm.ui import preview_window as view

from .dialog import Dialog, Surroundings, Values


class PreviewDialog(Dialog):
    """Shows what the first run would do; closed without a word it will ask again."""

    name = view.NAME

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._pairing = ""

    def ask(self, pairing: str, report: Report) -> None:
        """Show the window, instead of an older one; from any thread."""
        self._pairing = pairing
        self._close()
        self._around.show(view.window(self._text, report))

    def submit(self, button: str, values: Values) -> None:
        """Let it happen."""
        self._close()
        if (pairing := self._around.session.named(self._pairing)) is not None:
            self._around.worker(pairing.runs.let_go)
