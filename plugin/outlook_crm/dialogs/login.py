"""Logging in."""

from outlook_crm.errors import Error, WrongPassword
from outlook_crm.logins import Typed
from outlook_crm.ui import login as view

from .dialog import Dialog, Values


class LoginDialog(Dialog):
    """Asks for user name and password, tries them once, and stays open when they are refused."""

    name = view.NAME

    def open(self) -> None:
        """Show the window with what is known."""
        pairing = self._around.session.pairing
        if pairing is None:
            return
        login = self._around.session.known_login()
        self._around.show(
            view.window(
                self._text, address=pairing.crm_address, user=login.user, remember=login.remember
            )
        )

    def submit(self, button: str, values: Values) -> None:
        """Log in with what was typed."""
        typed, errors = view.parse(values, self._text)
        if typed is None:
            self._complain(errors)
            return
        login = Typed("", typed.user, password=typed.password)
        session, remember = self._around.session, typed.remember
        self._around.worker(
            self._attempt(lambda: session.log_in(login, remember=remember), self._close, _field_of)
        )


def _field_of(error: Error) -> str:
    return "password" if isinstance(error, WrongPassword) else ""
