"""The window that tells versions, and of a newer one."""

from collections.abc import Callable

from outlook_crm.support.update import Update
from outlook_crm.ui import about as view

from .browser import open_page
from .dialog import Dialog, Surroundings, Values


class AboutDialog(Dialog):
    """``newer`` tells of a newer add-in, None of none; from any thread."""

    name = view.NAME

    def __init__(self, around: Surroundings, newer: Callable[[], Update | None]) -> None:
        super().__init__(around)
        self._newer = newer

    def open(self) -> None:
        """Show it."""
        house = self._around.house
        self._around.show(
            view.window(
                self._text,
                version=house.versions["addin"],
                facts=house.facts,
                log=str(house.log.path),
                update=self._newer(),
            )
        )

    def submit(self, button: str, values: Values) -> None:
        """Show the newer one's page; getting it is the administrator's or the user's."""
        if button == view.OPEN and (update := self._newer()):
            self._close()
            open_page(self._around, update.url)
