"""Our commands on mails: in their context menus, the CRM menu and the window of a new one."""

from collections.abc import Callable
from typing import Any

Text = Callable[..., str]  # as ribbon_state has it, which stands on this module


def menu(text: Text, *, logged_in: bool, on: bool) -> dict[str, dict[str, Any]]:
    """The commands; none is shown where mails are not filed at all."""
    words = {
        "CrmMailFile": (text("File to CRM..."), "open"),
        "CrmMailOpen": (text("Open in CRM"), "open"),
        "CrmMailRemove": (text("Remove from CRM"), "logout"),
        "CrmMailNever": (text("Never file from this sender"), "logout"),
    }
    commands = {
        f"{name}{kind}": {"label": label, "image": image, "enabled": logged_in, "visible": on}
        for name, (label, image) in words.items()
        for kind in ("", "s")  # one id for one mail's menu, one for that of several
    }
    history = {
        "label": text("File older e-mails..."),
        "image": "open",
        "enabled": logged_in,
        "visible": on,
    }
    return {**commands, "CrmMailHistory": history}


def compose(text: Text, *, logged_in: bool, on: bool) -> dict[str, dict[str, Any]]:
    """The group in the window of a mail that is being written; gone where none is filed."""
    label = text("File and send")
    return {
        "CrmMail": {"label": text("CRM"), "visible": on},
        "CrmFileAndSend": {
            "label": label,
            "image": "open",
            "enabled": logged_in,
            "visible": on,
            "screentip": label,
            "supertip": text("Sends the e-mail and files it where it belongs."),
        },
    }
