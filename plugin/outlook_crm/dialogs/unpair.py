"""Removing a pairing, and removing it by force where the CRM cannot be reached."""

from outlook_crm.errors import Error, Theirs, Users
from outlook_crm.pairing import Pairing
from outlook_crm.ui import unpair_window as view

from .dialog import Dialog, Surroundings, Values


class UnpairDialog(Dialog):
    """Asks before it removes; ``force`` asks again, with the risk told, before it forces."""

    name = view.NAME

    def __init__(self, around: Surroundings, force: "ForcedUnpairDialog") -> None:
        super().__init__(around)
        self._force = force
        self._pairing: Pairing | None = None

    def open(self, pairing: str) -> None:
        """Show the window for the pairing with this id."""
        self._pairing = found = self._around.session.named(pairing)
        if found is not None:
            calendar, user = _told(self._around, found)
            self._around.show(view.window(self._text, calendar=calendar, user=user))

    def submit(self, button: str, values: Values) -> None:
        """Remove the pairing on both sides."""
        if (pairing := self._pairing) is not None:
            self._around.worker(self._attempt(lambda: self._remove(pairing), lambda: None))

    def _remove(self, pairing: Pairing) -> None:
        try:
            self._around.session.unpair(pairing, force=False)
        except (Theirs, Users) as trouble:
            self._close()
            self._force.ask(pairing, trouble)
        else:
            self._close()


class ForcedUnpairDialog(Dialog):
    """The second question."""

    name = view.FORCED_NAME

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._pairing: Pairing | None = None

    def ask(self, pairing: Pairing, trouble: Error) -> None:
        """Tell why it could not be removed on both sides; from any thread."""
        self._pairing = pairing
        calendar, user = _told(self._around, pairing)
        told = self._around.house.catalog.tell(trouble)
        self._around.show(
            view.forced_window(self._text, calendar=calendar, user=user, trouble=told)
        )

    def submit(self, button: str, values: Values) -> None:
        """Remove the pairing on this PC alone."""
        session = self._around.session
        if (pairing := self._pairing) is not None:
            job = self._attempt(lambda: session.unpair(pairing, force=True), self._close)
            self._around.worker(job)


def _told(around: Surroundings, pairing: Pairing) -> tuple[str, str]:
    """The calendar's name and the CRM user's."""
    title = around.session.titles.get(pairing.id, pairing.record.account)
    return title, pairing.known_login().user
