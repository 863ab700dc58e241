"""Logging in."""

from functools import partial

from outlook_crm.errors import Error, WrongPassword
from outlook_crm.logins import Typed
from outlook_crm.ui import login as view

from .dialog import Dialog, Values


class LoginDialog(Dialog):
    """Asks for user name and password, tries them once, and stays open when they are refused."""

    name = view.NAME

    def open(self) -> None:
        """Show the window with what is known."""
        pairing = self._around.session.first
        if pairing is None:
            return
        login = pairing.known_login()
        self._around.show(
            view.window(
                self._text,
                address=pairing.record.crm_address,
                user=login.user,
                remember=login.remember,
            )
        )

    def submit(self, button: str, values: Values) -> None:
        """Log in with what was typed."""
        typed, errors = view.parse(values, self._text)
        if typed is None:
            self._complain(errors)
            return
        login = Typed("", typed.user, password=typed.password)
        pairing, remember = self._around.session.first, typed.remember
        if pairing is not None:
            job = partial(pairing.log_in, login, remember=remember)
            self._around.worker(self._attempt(job, self._close, _field_of))


def _field_of(error: Error) -> str:
    return "password" if isinstance(error, WrongPassword) else ""
