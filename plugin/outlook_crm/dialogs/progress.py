"""How far a long run has come, and what the first one would do."""

from collections.abc import Callable

from outlook_crm.sync.ask import Progress
from outlook_crm.sync.report import Report
from outlook_crm.ui import progress_window as view
from outlook_crm.ui.progress_window import Pace

from .dialog import Dialog, Surroundings, Values

_WORTH = 3.0  # seconds a run must take still before a window opens by itself
_SETTLED = 1.0  # seconds before the pace says anything
_BETWEEN = 0.25  # seconds between two looks: faster nobody reads


class ProgressDialog(Dialog):
    """The session's `Audience`; ``clock`` counts seconds, ``ask`` shows the first run's preview.

    The window opens by itself when a run will take a while, and at the user's word.
    """

    name = view.NAME

    def __init__(
        self, around: Surroundings, ask: Callable[[str, Report], None], clock: Callable[[], float]
    ) -> None:
        super().__init__(around)
        self._ask = ask
        self._clock = clock
        self._began = 0.0
        self._told = 0.0
        self._pace: Pace | None = None
        self._open = False
        self._hidden = False
        self._calendar = ""  # whose run it is, where there are several

    def open(self) -> None:
        """Show the window for the run that goes on; at the user's word."""
        if (pace := self._pace) is not None:
            self._show(pace)

    def submit(self, button: str, values: Values) -> None:
        """Stop: the run ends after the step it is at, and the user's pause begins."""
        self._around.session.stop_run()

    def closed(self) -> None:
        """Hidden: it does not come again in this run by itself."""
        self._open, self._hidden = False, True

    # ---- the session's, on its own thread

    def began(self, pairing: str) -> None:
        """A run begins; it may be over before anything is worth showing."""
        titles = self._around.session.titles
        self._calendar = titles.get(pairing, "") if len(titles) > 1 else ""
        self._began, self._pace, self._hidden = self._clock(), None, False

    def progressed(self, progress: Progress) -> None:
        """Show it, now and then."""
        now = self._clock()
        if self._pace is None:
            self._began = now
        self._pace = pace = Pace(progress, now - self._began)
        if now - self._told < _BETWEEN:
            return
        self._told = now
        if self._open:
            self._around.update(view.patch(self._text, pace))
        elif not self._hidden and _is_long(pace):
            self._show(pace)

    def ended(self) -> None:
        """The run is over."""
        self._pace = None
        if self._open:
            self._open = False
            self._close()

    def asked(self, pairing: str, report: Report) -> None:
        """The first run waits for the user's word."""
        self._ask(pairing, report)

    def _show(self, pace: Pace) -> None:
        self._open = True
        self._around.show(view.window(self._text, pace, self._calendar))


def _is_long(pace: Pace) -> bool:
    left = pace.left
    return left is not None and pace.seconds >= _SETTLED and left >= _WORTH
