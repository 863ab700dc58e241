"""Preferences, step 2: what is kept in step, and how the add-in behaves.

The fields carry the settings' own names, and what the window answers is held
against what it showed: only what the user changed becomes a choice of theirs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from outlook_crm.domain.policy import ALL_TYPES
from outlook_crm.errors import BadSettings
from outlook_crm.settings.effective import Effective
from outlook_crm.settings.kinds import Number, Proxy, Value
from outlook_crm.settings.model import BY_NAME, Settings, check

from . import advanced_page, calendar_page, contacts_page, direction_page, mail_page
from .catalog import NAMES
from .direction_page import TO_CRM, TO_OUTLOOK
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
    first: bool = False,
) -> Window:
    """Step 2 filled with the settings that hold.

    ``types`` are the CRM's activity types in the user's words; with none (nobody has
    logged in yet) what chooses among them is disabled.  So are locked settings; a
    hint says why.  ``folders`` are paths of folders for contacts, ``mail_folders`` of mails.
    ``first``: nothing was synchronised yet, and the default type is for all appointments.
    """
    settings = known.settings
    pages = [
        (text("Outlook to CRM"), direction_page.fields(text, TO_CRM, settings.to_crm, types)),
        (
            text("CRM to Outlook"),
            direction_page.fields(text, TO_OUTLOOK, settings.to_outlook, types),
        ),
        (text("Languages"), _languages(text, settings)),
        (text("Calendar"), calendar_page.fields(text, settings, types, first=first)),
        (text("Contacts and tasks"), contacts_page.fields(text, settings, folders)),
        (text("E-mail"), mail_page.fields(text, settings.mail, mail_folders)),
        (text("Advanced"), advanced_page.fields(text, settings)),
    ]
    return Window(
        NAME,
        text("Preferences (2 of 2): synchronisation"),
        [],
        [
            Button("save", text("&Save"), "default"),
            Button("cancel", text("Cancel"), "cancel"),
        ],
        direction_page.silence(text, settings),
        pages=[Page(title, [_with_locks(text, fields, known)]) for title, fields in pages],
    )


def changed(values: Mapping[str, Any], text: Text) -> Patch:
    """What the window says anew after ``window.change``: which direction is silent now."""
    return Patch(NAME, message=direction_page.silence_of(text, values))


def counted(text: Text, count: int, *, first: bool) -> Patch:
    """What the window says once the appointments are counted that the default may go to."""
    name = calendar_page.EXISTING
    offered = count > 0 or first
    return Patch(
        NAME,
        choices={name: calendar_page.existing(text, count)},
        values={} if offered else {name: calendar_page.LATER},
        enabled={name: offered},
    )


def for_all(values: Mapping[str, Any]) -> bool:
    """Whether the default type is to go to existing appointments, too."""
    return values.get(calendar_page.EXISTING) == calendar_page.ALL


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
        if not shown.enabled or name not in BY_NAME or _same(answer, shown.value):
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


def _with_locks(text: Text, fields: Sequence[WindowField], known: Effective) -> Section:
    return Section("", [_with_lock(text, one, known) for one in fields])


def _with_lock(text: Text, shown: WindowField, known: Effective) -> WindowField:
    if shown.name not in BY_NAME or not known.locked(shown.name):
        return shown
    return replace(shown, enabled=False, hint=text("Set by your administrator."))


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
