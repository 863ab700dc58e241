"""Preferences, step 1: the pairing."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from outlook_crm.crm.connectors import BUILT_IN, Connectors, parts
from outlook_crm.domain.login_form import LoginForm
from outlook_crm.errors import (
    Error,
    NotACrm,
    NotAllowed,
    Taken,
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
from outlook_crm.pairing import Pairing
from outlook_crm.session import Place
from outlook_crm.ui import pairing_window as view
from outlook_crm.ui.pairing_window import CalendarChoice, Kinds, PairingForm
from outlook_crm.ui.window import Choice, Patch
from outlook_crm.worker import Job

from .dialog import Dialog, Surroundings, Values

_FIELDS: tuple[tuple[type[Error], str], ...] = (
    (WrongKey, "api_key"),
    (WrongPassword, "password"),
    (WrongUser, "user"),
    (NotAllowed, "user"),
    (Taken, "calendar"),
    (WrongAddress, "address"),
    (Unreachable, "address"),
    (Untrusted, "address"),
    (NotACrm, "address"),
)


class PairingDialog(Dialog):
    """Asks which CRM user and which calendar are one; ``next_step`` is Preferences, step 2.

    ``unpair`` and ``another`` open the windows that remove the shown pairing and add one.
    """

    name = view.NAME

    def __init__(
        self,
        around: Surroundings,
        gateway: Gateway,
        connectors: Connectors,
        next_step: Job,
        *,
        unpair: Callable[[str], None] = lambda _: None,
        another: Job = lambda: None,
    ) -> None:
        super().__init__(around)
        self._gateway = gateway
        self._connectors = connectors
        self._forms: Mapping[str, LoginForm] = {}  # by connector
        self._next_step = next_step
        self._unpair = unpair
        self._another = another
        self._calendars: Sequence[CalendarChoice] = ()
        self._names: Mapping[str, str] = {}  # of the calendars, by their choices
        self._pairing: Pairing | None = None
        self._known = PairingForm("", "", "", "")

    def open(self) -> None:
        """Ask Outlook for its calendars, then show the window."""
        self._around.clerk(self._open)

    def submit(self, button: str, values: Values) -> None:
        """Save and go on, or what the button says."""
        others: Mapping[str, Callable[[], None]] = {
            "test": partial(self._test, values),
            "unpair": self._remove,
            "another": partial(self._leave_for, self._another),
        }
        others.get(button, partial(self._save, values))()

    def change(self, field: str, values: Values) -> None:
        """Another pairing; or another account, whose calendars are offered."""
        if field == "pairing":
            self._pairing = self._around.session.named(str(values["pairing"]))
            self._known = self._what_is_known()
            form, has_secrets = self._forms[self._known.connector], self._has_secrets
            self._around.update(
                view.turned(self._text, self._known, self._calendars, form, has_secrets=has_secrets)
            )
        if field == "connector":
            name = str(values["connector"])
            address = self._known.address if name == self._known.connector else ""
            self._around.update(view.of_kind(self._text, self.name, self._forms[name], address))
        if field == "account":
            account = str(values.get("account", ""))
            choices = view.of_account(self._text, self._calendars, account)
            first = choices[0].value if choices else ""
            self._around.update(
                Patch(self.name, choices={"calendar": choices}, values={"calendar": first})
            )

    def _shown_first(self) -> Pairing | None:
        """Which pairing the window shows when it opens; None: one to be made."""
        return self._around.session.first

    def _open(self) -> None:
        # Of a paired calendar only the name is shown, so that it also opens while Outlook is busy.
        self._pairing = self._shown_first()
        self._calendars = self._offered()
        self._forms = self._connectors.forms(self._around.house.catalog.language)
        self._known = self._what_is_known()
        kinds = Kinds(self._forms, locked=self._around.house.chosen.locked("connector"))
        self._around.show(
            view.window(
                self._text,
                self._known,
                self._calendars,
                kinds,
                paired=self._pairing is not None,
                has_secrets=self._has_secrets,
                pairings=self._pairings(),
                name=self.name,
            )
        )

    def _offered(self) -> list[CalendarChoice]:
        """Every calendar: first those that can be chosen, an account's own before its others.

        The accounts stand in Outlook's order, which begins with the user's first.
        """
        outlook, session = profile(self._gateway), self._around.session
        default = {each.account: each.folder for each in outlook.calendars if each.default}
        rank = {each.address: number for number, each in enumerate(outlook.accounts)}
        choices = [
            CalendarChoice(
                f"{each.store}/{each.folder}",
                each.account,
                each.path,
                each.writable,
                each.kind,
                taken=not self._pairing and bool(session.of_folder(each.store, each.folder)),
            )
            for each in sorted(
                outlook.calendars,
                key=lambda each: (
                    default.get(each.account) != each.folder,
                    not each.writable,
                    rank.get(each.account, len(rank)),
                ),
            )
        ]
        self._names = {f"{each.store}/{each.folder}": each.name for each in outlook.calendars}
        return sorted(choices, key=lambda each: each.taken)

    def _pairings(self) -> list[Choice]:
        if self._pairing is None:
            return []
        first = self._pairing.id
        choices = [Choice(id_, title) for id_, title in self._around.session.titles.items()]
        return sorted(choices, key=lambda each: each.value != first)

    def _what_is_known(self) -> PairingForm:
        if (pairing := self._pairing) is not None:
            record, login = pairing.record, pairing.known_login()
            calendar = f"{record.store}/{record.folder}"
            connector, address = self._parts(record.crm_address, BUILT_IN)
            return PairingForm(
                address,
                login.user,
                record.account,
                calendar,
                remember=login.remember,
                connector=connector,
            )
        nothing = CalendarChoice("", "", "", writable=True)
        first = next((each for each in self._calendars if each.account), nothing)
        settings = self._around.house.chosen.settings
        connector, address = self._parts(settings.crm_address, settings.connector)
        return PairingForm(address, "", first.account, first.id, connector=connector)

    def _parts(self, address: str, otherwise: str) -> tuple[str, str]:
        """As `parts`; a connector that is here no more is shown by its name."""
        named = parts(address, otherwise)
        self._forms = {named[0]: LoginForm(named[0]), **self._forms}
        return named

    @property
    def _has_secrets(self) -> bool:
        return self._pairing is not None and self._pairing.known_login().complete

    def _save(self, values: Values) -> None:
        typed, errors = self._parsed(values)
        if errors:
            self._complain(errors)
        elif self._pairing is not None and typed == self._known:
            self._leave_for(self._next_step)
        else:
            then = partial(self._leave_for, self._next_step)
            self._around.worker(self._attempt(partial(self._pair, typed), then, _field_of))

    def _parsed(self, values: Values) -> tuple[PairingForm, dict[str, str]]:
        """An address may name its connector, too."""
        connector = str(values.get("connector", self._known.connector))
        named, address = parts(str(values.get("address", "")), connector)
        if named in self._forms:
            values = {**values, "connector": named, "address": address}
        form = self._forms.get(named) or self._forms[connector]
        return view.parse(values, self._text, form, has_secrets=self._has_secrets)

    def _pair(self, typed: PairingForm) -> None:
        store, _, folder = typed.calendar.partition("/")
        place = Place(typed.account, store, folder, self._names.get(typed.calendar, ""))
        session = self._around.session
        session.pair(self._pairing, self._login(typed), place, remember=typed.remember)

    def _test(self, values: Values) -> None:
        typed, errors = self._parsed(values)
        if errors:
            self._complain(errors)
            return
        self._around.worker(self._attempt(partial(self._try, typed), lambda: None, _field_of))

    def _try(self, typed: PairingForm) -> None:
        trial = self._around.session.attempt(self._pairing, self._login(typed))
        self._complain({}, view.tested(self._text, trial.user, trial.unmapped))

    def _login(self, typed: PairingForm) -> Typed:
        form, address = self._forms[typed.connector], typed.address
        if not parts(address, "")[0]:
            address = f"{typed.connector}+{address}"
        if self._pairing and typed.address == self._known.address:
            address = self._pairing.record.crm_address
        return Typed(
            address,
            typed.user,
            typed.api_key if form.has_key else None,
            typed.password if form.has_password else None,
        )

    def _remove(self) -> None:
        if (pairing := self._pairing) is not None:
            self._leave_for(partial(self._unpair, pairing.id))

    def _leave_for(self, following: Job) -> None:
        self._close()
        following()


class AnotherPairingDialog(PairingDialog):
    """One pairing more."""

    name = view.ANOTHER_NAME

    def _shown_first(self) -> Pairing | None:
        return None


def _field_of(error: Error) -> str:
    return next((field for kind, field in _FIELDS if isinstance(error, kind)), "")
