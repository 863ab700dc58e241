"""Preferences, step 2: what is kept in step."""

from collections.abc import Sequence

from outlook_crm.errors import BadSettings
from outlook_crm.settings.effective import Effective
from outlook_crm.ui import details_window as view
from outlook_crm.ui.window import Choice

from .dialog import Dialog, Surroundings, Values


class DetailsDialog(Dialog):
    """Shows the settings that hold and saves those the user changed."""

    name = view.NAME

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._shown: Effective = around.house.chosen
        self._types: Sequence[Choice] = ()

    def open(self) -> None:
        """Show the window."""
        self._shown = self._around.house.chosen
        types = self._around.session.pick_lists.types
        self._types = [Choice(each.value, each.label) for each in types]
        self._around.show(view.window(self._text, self._shown, self._types))

    def change(self, field: str, values: Values) -> None:
        """Say at once which direction is silent now."""
        self._around.update(view.changed(values, self._text))

    def submit(self, button: str, values: Values) -> None:
        """Save; the sync follows at once."""
        changes, errors = view.parse(values, self._text, self._shown, self._types)
        if errors:
            self._complain(errors)
            return
        try:
            self._around.house.save(changes)
        except BadSettings as wrong:
            self._complain({}, self._around.house.catalog.tell(wrong))
            return
        self._around.worker(self._around.session.settings_changed)
        self._close()
