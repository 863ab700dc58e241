"""The first run waits for the user's word."""

from outlook_crm.sync.report import Report
from outlook_crm.ui import preview_window as view

from .dialog import Dialog, Surroundings, Values


class PreviewDialog(Dialog):
    """Shows what first runs would do, one after the other; without a word they will ask again."""

    name = view.NAME

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._asked: dict[str, Report] = {}  # by pairing; the first one is shown

    def ask(self, pairing: str, report: Report) -> None:
        """Show the window, after those that wait; instead of an older one.  From any thread."""
        self._asked[pairing] = report
        if next(iter(self._asked)) == pairing:
            self._show()

    def submit(self, button: str, values: Values) -> None:
        """Let it happen."""
        asked = next(iter(self._asked), "")
        if (pairing := self._around.session.named(asked)) is not None:
            self._around.worker(pairing.runs.let_go)
        self._close()
        self.closed()

    def closed(self) -> None:
        """The next one is asked about."""
        self._asked.pop(next(iter(self._asked), ""), None)
        if self._asked:
            self._show()

    def _show(self) -> None:
        pairing, report = next(iter(self._asked.items()))
        titles = self._around.session.titles
        self._close()
        calendar = titles.get(pairing, "") if len(titles) > 1 else ""
        self._around.show(view.window(self._text, report, calendar))
