"""The user's word on error reports."""

from collections.abc import Callable

from outlook_crm.errors import BadSettings
from outlook_crm.ui import error_report_window as view

from .dialog import Dialog, Surroundings, Values


class ErrorReportDialog(Dialog):
    """Shows the first report; what the user answers holds for later ones, too."""

    name = view.NAME

    def __init__(
        self, around: Surroundings, allow: Callable[[], None], refuse: Callable[[], None]
    ) -> None:
        super().__init__(around)
        self._allow = allow
        self._refuse = refuse

    def ask(self, report: str) -> None:
        """Show the window; from any thread."""
        address = self._around.house.chosen.settings.error_report_address
        self._around.show(view.window(self._text, report=report, address=address))

    def submit(self, button: str, values: Values) -> None:
        """Send, or send none from now on: then the box in Preferences is unticked."""
        if button == view.SEND:
            self._allow()
        else:
            self._refuse()
            self._untick()
        self._close()

    def _untick(self) -> None:
        house = self._around.house
        if house.chosen.locked("error_reports"):
            return  # the administrator's word; the next fault asks again
        try:
            house.save({"error_reports": False})
        except BadSettings as wrong:
            self._complain({}, house.catalog.tell(wrong))
