"""Logging in, one pairing after the other."""

from collections import deque
from functools import partial

from outlook_crm.errors import Error, WrongKey, WrongPassword
from outlook_crm.logins import Typed
from outlook_crm.pairing import Pairing
from outlook_crm.ui import login as view

from .dialog import Dialog, Surroundings, Values


class LoginDialog(Dialog):
    """Asks for user name and password, tries them once, and stays open when they are refused."""

    name = view.NAME

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._left: deque[Pairing] = deque()

    def open(self) -> None:
        """Show the window for the first of those that need the user, with what is known."""
        every = self._around.session.pairings
        needing = [each for each in every if each.needs_login]
        out = [each for each in every if not each.logged_in]
        self._left = deque(needing or out or every)
        if self._left:
            keyless = not all(each.known_login().has_key for each in self._left)
            self._around.show(view.window(self._text, *self._asked(), ask_key=keyless))

    def submit(self, button: str, values: Values) -> None:
        """Log in with what was typed."""
        typed, errors = view.parse(values, self._text)
        if typed is None:
            self._complain(errors)
        elif self._left:
            login = Typed("", typed.user, typed.api_key, typed.password)
            job = partial(self._left[0].log_in, login, remember=typed.remember)
            self._around.worker(self._attempt(job, self._go_on, _field_of))

    def closed(self) -> None:
        """Cancelled: nobody else is asked for."""
        self._left.clear()

    def _go_on(self) -> None:
        """Ask for the next one in the same window."""
        if self._left:
            self._left.popleft()
        if self._left:
            self._around.update(view.turned(*self._asked()))
        else:
            self._close()

    def _asked(self) -> tuple[view.Asked, str]:
        """Who is to log in; whose calendar that is for, "" where there is one alone."""
        pairing, titles = self._left[0], self._around.session.titles
        login = pairing.known_login()
        asked = view.Asked(pairing.record.crm_address, login.user, remember=login.remember)
        return asked, titles.get(pairing.id, "") if len(titles) > 1 else ""


def _field_of(error: Error) -> str:
    if isinstance(error, WrongKey):
        return "api_key"
    return "password" if isinstance(error, WrongPassword) else ""
