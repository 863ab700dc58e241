"""Preferences: the people of appointments in the address book, and tasks."""

from collections.abc import Sequence

from outlook_crm.settings.model import Settings

from .ribbon_state import Text
from .window import Choice, WindowField


def fields(text: Text, settings: Settings, folders: Sequence[Choice]) -> list[WindowField]:
    """Whether, and where to; ``folders`` are paths of the account's folders for contacts."""
    chosen = settings.contacts_folder
    known = {each.value for each in folders} | {""}
    gone = [] if chosen in known else [Choice(chosen, chosen)]
    return [
        WindowField(
            "contacts_to_outlook",
            "check",
            text("Bring the &people of appointments into the address book"),
            settings.contacts_to_outlook,
            hint=text("What you write there stays, and nobody is ever deleted."),
        ),
        WindowField(
            "contacts_folder",
            "choice",
            text("&Folder"),
            chosen,
            choices=[Choice("", text("The account's own contacts")), *folders, *gone],
        ),
        WindowField(
            "tasks",
            "check",
            text("Synchronise &tasks"),
            settings.tasks,
            hint=text("Activities of the type Task are kept in step with your Outlook tasks."),
        ),
    ]
