"""Our commands on mails in the CRM menu and in the window of a new one."""

from collections.abc import Callable
from typing import Any

Text = Callable[..., str]  # as ribbon_state has it, which stands on this module


def history(text: Text, *, logged_in: bool, on: bool) -> dict[str, dict[str, Any]]:
    """The command of the CRM menu; not shown where mails are not filed at all."""
    shown = {
        "label": text("File older e-mails..."),
        "image": "open",
        "enabled": logged_in,
        "visible": on,
    }
    return {"CrmMailHistory": shown}


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
