"""Preferences, step 1: the pairing."""

from collections.abc import Callable, Sequence

from outlook_crm.errors import (
    Error,
    NotACrm,
    NotAllowed,
    Unreachable,
    Untrusted,
    WrongAddress,
    WrongKey,
    WrongPassword,
    WrongUser,
)
from outlook_crm.logins import Typed
from outlook_crm.outlook.calendars import profile
from outlook_crm.outlook.gateway import Gateway
from outlook_crm.session import Place
from outlook_crm.ui import pairing_window as view
from outlook_crm.ui.pairing_window import CalendarChoice, PairingForm
from outlook_crm.ui.window import Patch

from .dialog import Dialog, Surroundings, Values

_FIELDS: tuple[tuple[type[Error], str], ...] = (
    (WrongKey, "api_key"),
    (WrongPassword, "password"),
    (WrongUser, "user"),
    (NotAllowed, "user"),
    (WrongAddress, "address"),
    (Unreachable, "address"),
    (Untrusted, "address"),
    (NotACrm, "address"),
)


class PairingDialog(Dialog):
    """Asks which CRM user and which calendar are one; ``next_step`` is Preferences, step 2."""

    name = view.NAME

    def __init__(
        self,
        around: Surroundings,
        gateway: Gateway,
        next_step: Callable[[], None],
        unpair: Callable[[], None],
    ) -> None:
        super().__init__(around)
        self._gateway = gateway
        self._next_step = next_step
        self._unpair = unpair
        self._calendars: Sequence[CalendarChoice] = ()
        self._known = PairingForm("", "", "", "")

    def open(self) -> None:
        """Ask Outlook for its calendars, then show the window."""
        self._around.clerk(self._open)

    def submit(self, button: str, values: Values) -> None:
        """Save and go on, or remove the pairing."""
        if button == "test":
            self._test(values)
            return
        if button == "unpair":
            self._close()
            self._unpair()
            return
        typed, errors = view.parse(values, self._text, has_secrets=self._has_secrets)
        if errors:
            self._complain(errors)
        elif self._around.session.first is not None and typed == self._known:
            self._go_on()
        else:
            self._around.worker(self._attempt(lambda: self._pair(typed), self._go_on, _field_of))

    def change(self, field: str, values: Values) -> None:
        """Another account: its calendars are offered."""
        if field != "account":
            return
        account = str(values.get("account", ""))
        choices = view.of_account(self._text, self._calendars, account)
        first = choices[0].value if choices else ""
        self._around.update(
            Patch(self.name, choices={"calendar": choices}, values={"calendar": first})
        )

    def _open(self) -> None:
        # Of a paired calendar only the name is shown, so that it also opens while Outlook is busy.
        outlook = profile(self._gateway)
        default = {each.account: each.folder for each in outlook.calendars if each.default}
        self._calendars = [
            CalendarChoice(
                f"{each.store}/{each.folder}", each.account, each.path, each.writable, each.kind
            )
            for each in sorted(
                outlook.calendars,
                key=lambda each: (default.get(each.account) != each.folder, not each.writable),
            )
        ]
        self._known = self._what_is_known()
        self._around.show(
            view.window(
                self._text,
                self._known,
                self._calendars,
                paired=self._around.session.first is not None,
                has_secrets=self._has_secrets,
            )
        )

    def _what_is_known(self) -> PairingForm:
        if (pairing := self._around.session.first) is not None:
            record, login = pairing.record, pairing.known_login()
            calendar = f"{record.store}/{record.folder}"
            return PairingForm(
                record.crm_address,
                login.user,
                record.account,
                calendar,
                remember=login.remember,
            )
        nothing = CalendarChoice("", "", "", writable=True)
        first = next((each for each in self._calendars if each.account), nothing)
        address = self._around.house.chosen.settings.crm_address
        return PairingForm(address, "", first.account, first.id)

    def _test(self, values: Values) -> None:
        typed, errors = view.parse(values, self._text, has_secrets=self._has_secrets)
        if errors:
            self._complain(errors)
            return
        self._around.worker(self._attempt(lambda: self._try(typed), lambda: None, _field_of))

    def _try(self, typed: PairingForm) -> None:
        session = self._around.session
        trial = session.attempt(session.first, _login(typed))
        self._complain({}, view.tested(self._text, trial.user, trial.unmapped))

    def _pair(self, typed: PairingForm) -> None:
        store, _, folder = typed.calendar.partition("/")
        place = Place(typed.account, store, folder)
        session = self._around.session
        session.pair(session.first, _login(typed), place, remember=typed.remember)

    @property
    def _has_secrets(self) -> bool:
        first = self._around.session.first
        return first is not None and first.known_login().complete

    def _go_on(self) -> None:
        self._close()
        self._next_step()


def _login(typed: PairingForm) -> Typed:
    return Typed(typed.address, typed.user, typed.api_key, typed.password)


def _field_of(error: Error) -> str:
    return next((field for kind, field in _FIELDS if isinstance(error, kind)), "")
