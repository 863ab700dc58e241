"""Preferences, step 1: which CRM user and which Outlook calendar are one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.login_form import LoginForm

from . import login_fields
from .field_names import field_name
from .ribbon_state import Text
from .window import Button, Choice, Patch, Section, Window, WindowField

NAME, ANOTHER_NAME = "pairing", "another pairing"
"""What is paired, or the first pairing; one more beside it."""


@dataclass(frozen=True, slots=True)
class CalendarChoice:
    """One calendar as the user may choose it; ``id`` joins store and folder.

    ``kind`` is ``own``, ``shared``, ``internet`` or ``pst``; ``account`` is "" for one that
    lies in no account's mailbox: it can be chosen with any of them.  ``taken``: it cannot be
    chosen once more.
    """

    id: str
    account: str
    path: str
    writable: bool
    kind: str = "own"
    taken: bool = False


@dataclass(frozen=True, slots=True)
class PairingForm:
    """What step 1 asks for; key and password never show in a repr.

    ``connector`` is the name of one.  An empty ``api_key`` or ``password`` means "as stored".
    """

    address: str
    user: str
    account: str
    calendar: str
    api_key: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    remember: bool = True
    connector: str = ""


@dataclass(frozen=True, slots=True)
class Kinds:
    """The CRMs to choose from: what a log-in asks for, by connector.

    ``locked``: the administrator chose one.
    """

    forms: Mapping[str, LoginForm]
    locked: bool = False


def window(
    text: Text,
    known: PairingForm,
    calendars: Sequence[CalendarChoice],
    kinds: Kinds,
    *,
    paired: bool,
    has_secrets: bool,
    pairings: Sequence[Choice] = (),
    name: str = NAME,
) -> Window:
    """Step 1 filled with what is known; stored secrets are told of, never shown.

    ``pairings`` are all that there are, the shown one first: of several one is chosen.
    """
    several = len(pairings) > 1
    shown = [Section("", [_chooser(text, pairings)])] if several else []
    return Window(
        name,
        text("Add another calendar")
        if name == ANOTHER_NAME
        else text("Preferences (1 of 2): pairing"),
        [
            *shown,
            Section(
                text("CRM"),
                [
                    *_kind(text, known, kinds, paired=paired),
                    *_crm(text, known, kinds.forms[known.connector], has_secrets=has_secrets),
                ],
            ),
            Section(text("Outlook"), _outlook(text, known, calendars, paired=paired)),
        ],
        _buttons(text, paired=paired),
    )


def turned(
    text: Text,
    known: PairingForm,
    calendars: Sequence[CalendarChoice],
    form: LoginForm,
    *,
    has_secrets: bool,
) -> Patch:
    """The window shows another pairing."""
    return Patch(
        NAME,
        errors={},
        message="",
        fields=_crm(text, known, form, has_secrets=has_secrets),
        choices={"calendar": of_account(text, calendars, known.account)},
        values={
            "connector": known.connector,
            "api_key": "",
            "address": known.address,
            "user": known.user,
            "password": "",
            "remember": known.remember,
            "account": known.account,
            "calendar": known.calendar,
        },
    )


def of_kind(text: Text, name: str, form: LoginForm, address: str) -> Patch:
    """The window asks for a log-in to another CRM; what was typed for one never goes to it."""
    nothing = PairingForm(address, "", "", "")
    return Patch(
        name,
        errors={},
        message="",
        fields=_crm(text, nothing, form, has_secrets=False),
        values={"api_key": "", "address": address, "user": "", "password": ""},
    )


def _chooser(text: Text, pairings: Sequence[Choice]) -> WindowField:
    label = text("Pa&iring")
    return WindowField("pairing", "choice", label, pairings[0].value, choices=pairings, notify=True)


def _kind(text: Text, known: PairingForm, kinds: Kinds, *, paired: bool) -> list[WindowField]:
    """Of one CRM there is nothing to choose."""
    if len(kinds.forms) < 2:  # noqa: PLR2004
        return []
    why = text("Set by your administrator.") if kinds.locked else ""
    if paired:
        why = text("Remove the pairing first to choose another CRM.")
    choices = [Choice(name, form.name) for name, form in kinds.forms.items()]
    label, chosen = text("Kin&d of CRM"), known.connector
    return [
        WindowField(
            "connector",
            "choice",
            label,
            chosen,
            choices=choices,
            enabled=not why,
            hint=why,
            notify=True,
        )
    ]


def _crm(
    text: Text, known: PairingForm, form: LoginForm, *, has_secrets: bool
) -> list[WindowField]:
    stored = text("Stored. Type here only to change it.") if has_secrets else ""
    return [
        login_fields.asked(text, form, "api_key", hint=stored),
        login_fields.asked(text, form, "address", known.address),
        login_fields.asked(text, form, "user", known.user),
        login_fields.asked(text, form, "password", hint=stored),
        WindowField("remember", "check", text("&Remember your login information"), known.remember),
    ]


def _outlook(
    text: Text, known: PairingForm, calendars: Sequence[CalendarChoice], *, paired: bool
) -> list[WindowField]:
    locked = (
        text("Remove the pairing first to choose another account or calendar.") if paired else ""
    )
    return [
        WindowField(
            "account",
            "choice",
            text("&E-mail account"),
            known.account,
            choices=accounts(calendars),
            enabled=not paired,
            notify=True,
        ),
        WindowField(
            "calendar",
            "choice",
            text("&Calendar"),
            known.calendar,
            choices=of_account(text, calendars, known.account),
            enabled=not paired,
            hint=locked,
        ),
    ]


def _buttons(text: Text, *, paired: bool) -> list[Button]:
    of_the_paired = [
        Button("unpair", text("Re&move pairing")),
        Button("another", text("Add an&other calendar...")),
    ]
    return [
        *(of_the_paired if paired else ()),
        Button("test", text("&Test connection")),
        Button("save", text("&Save"), "default"),
        Button("cancel", text("Cancel"), "cancel"),
    ]


def accounts(calendars: Sequence[CalendarChoice]) -> list[Choice]:
    """The accounts that own a calendar, in Outlook's order."""
    names = dict.fromkeys(one.account for one in calendars if one.account)
    return [Choice(name, name) for name in names]


def of_account(text: Text, calendars: Sequence[CalendarChoice], account: str) -> list[Choice]:
    """The calendars of one account, and those of none, with their kind and what they allow."""
    mine = [one for one in calendars if one.account == account]
    strays = [one for one in calendars if not one.account]
    return [Choice(one.id, _described(text, one)) for one in (*mine, *strays)]


def _described(text: Text, one: CalendarChoice) -> str:
    told = [text(_KINDS[one.kind])] if one.kind in _KINDS else []
    if not one.writable:
        told.append(text("read only: goes to the CRM, takes nothing from it"))
    if one.taken:
        told.append(text("paired already"))
    return f"{one.path} ({', '.join(told)})" if told else one.path


_KINDS: Mapping[str, str] = {
    "shared": "of another mailbox",
    "internet": "from the internet",
    "pst": "data file",
}


def tested(text: Text, user: str, missing: Sequence[FieldName]) -> str:
    """What a log-in that was only tried has shown, as finished sentences."""
    told = [text("It works: logged in as {user}.", user=user)]
    if missing:
        names = ", ".join(field_name(text, name) for name in missing)
        told.append(text("This CRM has no place for: {fields}.", fields=names))
    return " ".join(told)


def parse(
    values: Mapping[str, Any], text: Text, form: LoginForm, *, has_secrets: bool
) -> tuple[PairingForm, dict[str, str]]:
    """What was typed, and a message beside each field that cannot be used as it is."""
    typed = PairingForm(
        address=str(values.get("address", "")).strip(),
        user=str(values.get("user", "")).strip(),
        account=str(values.get("account", "")),
        calendar=str(values.get("calendar", "")),
        api_key=str(values.get("api_key", "")).strip(),
        password=str(values.get("password", "")),
        remember=bool(values.get("remember")),
        connector=str(values.get("connector", "")),
    )
    needed = login_fields.names(form) - (_SECRETS if has_secrets else frozenset())
    errors = {
        name: login_fields.missing(text, form, name)
        for name in sorted(needed)
        if not getattr(typed, name)
    }
    if not typed.account:
        errors["account"] = text("Choose an e-mail account.")
    if not typed.calendar:
        errors["calendar"] = text("Choose a calendar.")
    return typed, errors


_SECRETS = frozenset({"api_key", "password"})
