"""Our commands on mails: in their context menus, and in the CRM menu."""

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
        "label": text("File older mails..."),
        "image": "open",
        "enabled": logged_in,
        "visible": on,
    }
    return {**commands, "CrmMailHistory": history}
