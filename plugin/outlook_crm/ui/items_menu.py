"""Our commands in the context menus of what is chosen in a list, be it one item or several."""

from collections.abc import Callable
from typing import Any

Text = Callable[..., str]  # as ribbon_state has it, which stands on this module


def ids(command: str) -> tuple[str, str]:
    """A command's ids: in the menu of one item, and in the one that Outlook has for several."""
    return command, f"{command}s"


def menu(text: Text, *, logged_in: bool, mails: bool) -> dict[str, dict[str, Any]]:
    """The commands, each for its kind of items; none on mails where they are not filed at all."""
    commands = {
        "CrmItemsSynchronise": ("appointment", text("Synchronise with the CRM"), "sync"),
        "CrmItemsOpen": ("appointment", text("Open in CRM"), "open"),
        "CrmContactsAdd": ("contact", text("Add to CRM..."), "open"),
        "CrmMailFile": ("mail", text("File to CRM..."), "open"),
        "CrmMailOpen": ("mail", text("Open in CRM"), "open"),
        "CrmMailRemove": ("mail", text("Remove from CRM"), "logout"),
        "CrmMailNever": ("mail", text("Never file from this sender"), "logout"),
    }
    return {
        each: {
            "label": label,
            "image": image,
            "enabled": logged_in,
            "visible": mails or of != "mail",
            "of": of,
        }
        for command, (of, label, image) in commands.items()
        for each in ids(command)
    }
