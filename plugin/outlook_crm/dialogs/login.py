"""Logging in, one pairing after the other."""

from collections import deque
from functools import partial

from outlook_crm.crm.connectors import Connectors
from outlook_crm.domain.login_form import LoginForm
from outlook_crm.errors import Error, WrongKey, WrongPassword
from outlook_crm.logins import Typed
from outlook_crm.pairing import Pairing
from outlook_crm.ui import login as view

from .dialog import Dialog, Surroundings, Values


class LoginDialog(Dialog):
    """Asks for user name and password, tries them once, and stays open when they are refused."""

    name = view.NAME

    def __init__(self, around: Surroundings, connectors: Connectors) -> None:
        super().__init__(around)
        self._connectors = connectors
        self._left: deque[Pairing] = deque()

    def open(self) -> None:
        """Show the window for the first of those that need the user, with what is known."""
        every = self._around.session.pairings
        needing = [each for each in every if each.needs_login]
        out = [each for each in every if not each.logged_in]
        self._left = deque(needing or out or every)
        if self._left:
            self._around.show(view.window(self._text, self._asked()))

    def submit(self, button: str, values: Values) -> None:
        """Log in with what was typed."""
        if not self._left:
            return
        form = self._form
        typed, errors = view.parse(values, self._text, form)
        if typed is None:
            self._complain(errors)
        else:
            key = typed.api_key if form.has_key else None
            password = typed.password if form.has_password else None
            login = Typed("", typed.user, key, password)
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
            self._around.update(view.turned(self._text, self._asked()))
        else:
            self._close()

    @property
    def _form(self) -> LoginForm:
        address = self._left[0].record.crm_address
        return self._connectors.form(address, self._around.house.catalog.language)

    def _asked(self) -> view.Asked:
        """Who is to log in."""
        pairing, titles = self._left[0], self._around.session.titles
        login = pairing.known_login()
        return view.Asked(
            pairing.record.crm_address,
            login.user,
            login.remember,
            self._form,
            titles.get(pairing.id, "") if len(titles) > 1 else "",
            ask_key=not login.has_key,
        )


def _field_of(error: Error) -> str:
    if isinstance(error, WrongKey):
        return "api_key"
    return "password" if isinstance(error, WrongPassword) else ""
