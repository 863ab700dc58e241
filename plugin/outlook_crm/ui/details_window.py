"""Preferences, step 2: what is kept in step, and how the add-in behaves.

The fields carry the settings' own names, and what the window answers is held
against what it showed: only what the user changed becomes a choice of theirs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from outlook_crm.domain.policy import (
    ALL_TYPES,
    Conflicts,
    Direction,
    PrivateItems,
    Released,
    Types,
)
from outlook_crm.domain.window import MOST_FORWARD, MOST_HISTORY
from outlook_crm.errors import BadSettings
from outlook_crm.settings.effective import Effective
from outlook_crm.settings.kinds import Number, Proxy, Value
from outlook_crm.settings.model import BY_NAME, MOST_REPORT_DAYS, SearchOffers, Settings, check

from . import contacts_page, mail_page
from .catalog import NAMES
from .ribbon_state import Text
from .window import Button, Choice, Page, Patch, Section, Window, WindowField
from .window import Value as Shown

NAME = "details"


def window(
    text: Text,
    known: Effective,
    types: Sequence[Choice],
    folders: Sequence[Choice] = (),
    *,
    mail_folders: Sequence[Choice] = (),
) -> Window:
    """Step 2 filled with the settings that hold.

    ``types`` are the CRM's activity types in the user's words; with none (nobody has
    logged in yet) what chooses among them is disabled.  So are locked settings; a
    hint says why.  ``folders`` are paths of folders for contacts, ``mail_folders`` of mails.
    """
    settings = known.settings
    pages = [
        (text("Outlook to CRM"), _direction(text, "to_crm", settings.to_crm, types)),
        (text("CRM to Outlook"), _direction(text, "to_outlook", settings.to_outlook, types)),
        (text("Languages"), _languages(text, settings)),
        (text("Calendar"), _calendar(text, settings, types)),
        (text("Contacts and tasks"), contacts_page.fields(text, settings, folders)),
        (text("E-mail"), mail_page.fields(text, settings.mail, mail_folders)),
        (text("Advanced"), _advanced(text, settings)),
    ]
    return Window(
        NAME,
        text("Preferences (2 of 2): synchronisation"),
        [],
        [
            Button("save", text("&Save"), "default"),
            Button("cancel", text("Cancel"), "cancel"),
        ],
        _notice(text, to_crm=_moves(settings.to_crm), to_outlook=_moves(settings.to_outlook)),
        pages=[Page(title, [_with_locks(text, fields, known)]) for title, fields in pages],
    )


def changed(values: Mapping[str, Any], text: Text) -> Patch:
    """What the window says anew after ``window.change``: which direction is silent now."""
    return Patch(
        NAME,
        message=_notice(
            text, to_crm=_ticked(values, "to_crm"), to_outlook=_ticked(values, "to_outlook")
        ),
    )


def parse(
    values: Mapping[str, Any],
    text: Text,
    known: Effective,
    types: Sequence[Choice],
    folders: Sequence[Choice] = (),
    *,
    mail_folders: Sequence[Choice] = (),
) -> tuple[dict[str, Value], dict[str, str]]:
    """The settings that the user changed, by name, and a message beside each refused field.

    ``known`` and ``types`` are those that the window was made of.  The settings are
    what `SettingsFile.save` takes; one that was not touched or is locked is left out.
    """
    changes: dict[str, Value] = {}
    errors: dict[str, str] = {}
    for name, shown in window(
        text, known, types, folders, mail_folders=mail_folders
    ).fields.items():
        answer = values.get(name, shown.value)
        if not shown.enabled or _same(answer, shown.value):
            continue
        try:
            changes[name] = check(name, _raw(answer, shown))
        except BadSettings as wrong:
            errors[name] = _refusal(text, name, wrong)
    return changes, errors


def _languages(text: Text, settings: Settings) -> list[WindowField]:
    own = [Choice(language, name) for language, name in NAMES.items()]
    return [
        WindowField(
            "language",
            "choice",
            text("&Language of the add-in"),
            settings.language,
            choices=[Choice("auto", text("As Outlook")), *own],
        ),
        WindowField(
            "pick_list_language",
            "choice",
            text("Language of the CRM's &pick lists"),
            settings.pick_list_language,
            choices=[Choice("same", text("As the add-in")), *own],
        ),
    ]


def _calendar(text: Text, settings: Settings, types: Sequence[Choice]) -> list[WindowField]:
    return [
        WindowField("auto_sync", "check", text("Synchronise a&utomatically"), settings.auto_sync),
        WindowField(
            "login_at_start", "check", text("Lo&g in when Outlook starts"), settings.login_at_start
        ),
        _default_type(text, settings.default_type, types),
        WindowField(
            "private_items",
            "choice",
            text("&Private appointments"),
            settings.private_items,
            choices=[
                Choice(PrivateItems.FULL, text("Go to the CRM in full")),
                Choice(PrivateItems.BUSY, text("Go to the CRM without content")),
                Choice(PrivateItems.NONE, text("Stay in Outlook")),
            ],
        ),
        WindowField(
            "search_offers",
            "choice",
            text("Search offers &before typing"),
            settings.search_offers,
            choices=[
                Choice(SearchOffers.MINE, text("My own records")),
                Choice(SearchOffers.ALL, text("All records")),
            ],
        ),
    ]


def _advanced(text: Text, settings: Settings) -> list[WindowField]:
    return [
        WindowField(
            "conflicts",
            "choice",
            text("When both sides changed the same &field"),
            settings.conflicts,
            choices=[
                Choice(Conflicts.NEWEST, text("The newest change stays")),
                Choice(Conflicts.OUTLOOK, text("Outlook's change stays")),
                Choice(Conflicts.CRM, text("The CRM's change stays")),
                Choice(Conflicts.ASK, text("Ask me")),
            ],
        ),
        WindowField(
            "released",
            "choice",
            text("When a CRM record is no longer &yours"),
            settings.released,
            choices=[
                Choice(Released.HOLD, text("Keep the appointment and ask me")),
                Choice(Released.REMOVE, text("Remove the appointment")),
            ],
        ),
        WindowField(
            "report_days",
            "number",
            text("Keep &reports (days)"),
            settings.report_days,
            minimum=1,
            maximum=MOST_REPORT_DAYS,
        ),
        WindowField(
            "log_level",
            "choice",
            text("&Log"),
            settings.log_level,
            choices=[
                Choice("error", text("Errors only")),
                Choice("warning", text("Errors and warnings")),
                Choice("info", text("What happens")),
                Choice("debug", text("Every detail")),
            ],
        ),
        WindowField(
            "proxy",
            "text",
            text("Pro&xy"),
            settings.proxy,
            hint=text("system, none, or an address such as http://proxy.example.com:8080"),
        ),
        *_error_reports(text, settings),
    ]


def _error_reports(text: Text, settings: Settings) -> list[WindowField]:
    """Nothing where nobody named an address: the box would do nothing."""
    if not settings.error_report_address:
        return []
    label = text("Send error reports (&without your data)")
    return [WindowField("error_reports", "check", label, settings.error_reports)]


def _default_type(text: Text, chosen: str, types: Sequence[Choice]) -> WindowField:
    return WindowField(
        "default_type",
        "choice",
        text("&Default activity type"),
        chosen,
        choices=[
            Choice("", text("(empty)")),
            *_offered(types, frozenset([chosen]) - {""}),
        ],
        enabled=bool(types),
        hint=text("For appointments that have no type yet. With (empty) they stay in Outlook."),
    )


def _direction(
    text: Text, prefix: str, chosen: Direction, types: Sequence[Choice]
) -> list[WindowField]:
    return [
        WindowField(
            f"{prefix}.history_days",
            "number",
            text("&History (days)"),
            chosen.window.history_days,
            maximum=MOST_HISTORY,
        ),
        WindowField(
            f"{prefix}.forward_days",
            "number",
            text("F&orward (days)"),
            chosen.window.forward_days,
            maximum=MOST_FORWARD,
        ),
        _types(text, f"{prefix}.create_types", text("&Create these types"), chosen.create, types),
        _types(
            text,
            f"{prefix}.change_types",
            text("Chang&e and delete these types"),
            chosen.change,
            types,
        ),
    ]


def _types(
    text: Text, name: str, label: str, chosen: Types, types: Sequence[Choice]
) -> WindowField:
    offered = _offered(types, chosen.names)
    return WindowField(
        name,
        "checklist",
        label,
        [one.value for one in offered if one.value in chosen],
        choices=offered,
        enabled=bool(types),
        hint=text("All ticked: types made later, too.")
        if types
        else text("Can be chosen after the first log-in."),
        notify=True,
    )


def _offered(types: Sequence[Choice], chosen: frozenset[str]) -> list[Choice]:
    """The CRM's types, and what was chosen once and is no longer among them."""
    gone = chosen - {one.value for one in types}
    return [*types, *(Choice(value, value) for value in sorted(gone))]


def _with_locks(text: Text, fields: Sequence[WindowField], known: Effective) -> Section:
    return Section("", [_with_lock(text, one, known.locked(one.name)) for one in fields])


def _with_lock(text: Text, shown: WindowField, locked: bool) -> WindowField:
    if not locked:
        return shown
    return replace(shown, enabled=False, hint=text("Set by your administrator."))


def _moves(direction: Direction) -> bool:
    return any(one.everything or one.names for one in (direction.create, direction.change))


def _ticked(values: Mapping[str, Any], prefix: str) -> bool:
    return bool(values.get(f"{prefix}.create_types") or values.get(f"{prefix}.change_types"))


def _notice(text: Text, *, to_crm: bool, to_outlook: bool) -> str:
    """Which direction is silent because no type is ticked there; "" when both move."""
    if to_crm and to_outlook:
        return ""
    if to_crm:
        return text("Nothing goes from the CRM to Outlook: no type is ticked there.")
    if to_outlook:
        return text("Nothing goes from Outlook to the CRM: no type is ticked there.")
    return text("Nothing is synchronised: no type is ticked in either direction.")


def _same(answer: object, shown: Shown) -> bool:
    if isinstance(answer, Sequence) and not isinstance(answer, str | bytes):
        return not isinstance(shown, str | bool | int) and set(answer) == set(shown)
    return answer == shown


def _raw(answer: object, shown: WindowField) -> object:
    """What the setting takes: with every box ticked, the word for all types."""
    if shown.name == "mail.folders" and isinstance(answer, Sequence):
        return mail_page.joined(answer)
    every = {one.value for one in shown.choices}
    if shown.kind == "checklist" and isinstance(answer, Sequence) and set(answer) == every:
        return ALL_TYPES
    return answer


def _refusal(text: Text, name: str, wrong: BadSettings) -> str:
    kind = BY_NAME[name].kind
    if isinstance(kind, Number):
        return text(
            "Type a whole number from {minimum} to {maximum}.",
            minimum=kind.minimum,
            maximum=kind.maximum,
        )
    if isinstance(kind, Proxy):
        return text(wrong.message, **wrong.values)
    return text("Choose one of those offered.")
