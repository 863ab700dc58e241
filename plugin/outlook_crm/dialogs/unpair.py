"""Removing the pairing, and removing it by force where the CRM cannot be reached."""

from functools import partial

from outlook_crm.errors import Error, Theirs, Users
from outlook_crm.ui import unpair_window as view

from .dialog import Dialog, Values


class UnpairDialog(Dialog):
    """Asks before it removes; asks again, with the risk told, before it forces."""

    name = view.NAME

    def open(self) -> None:
        """Show the window."""
        if (pairing := self._around.session.first) is not None:
            user = pairing.known_login().user
            self._around.show(view.window(self._text, calendar=pairing.record.account, user=user))

    def submit(self, button: str, values: Values) -> None:
        """Remove the pairing on both sides."""
        self._around.worker(self._remove)

    def _remove(self) -> None:
        if (pairing := self._around.session.first) is None:
            return
        try:
            self._around.session.unpair(pairing, force=False)
        except (Theirs, Users) as trouble:
            self._close()
            self._offer_force(trouble)
        else:
            self._close()

    def _offer_force(self, trouble: Error) -> None:
        if (pairing := self._around.session.first) is None:
            return
        self._around.show(
            view.forced_window(
                self._text,
                calendar=pairing.record.account,
                user=pairing.known_login().user,
                trouble=self._around.house.catalog.tell(trouble),
            )
        )


class ForcedUnpairDialog(Dialog):
    """The second question."""

    name = view.FORCED_NAME

    def submit(self, button: str, values: Values) -> None:
        """Remove the pairing on this PC alone."""
        session = self._around.session
        if (pairing := session.first) is not None:
            job = partial(session.unpair, pairing, force=True)
            self._around.worker(self._attempt(job, self._close))
