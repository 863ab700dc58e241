"""The CRM group in an appointment's ribbon."""

from collections.abc import Callable, Sequence
from typing import Any

from .window import Choice

Text = Callable[..., str]  # as ribbon_state has it, which stands on this module
Controls = dict[str, dict[str, Any]]


def group(
    text: Text,
    *,
    types: Sequence[Choice] = (),
    statuses: Sequence[Choice] = (),
    usable: bool = False,
    linked: bool = False,
    why: str = "",
) -> Controls:
    """The group's controls; by default those of a window that Python has not looked at.

    ``why`` is a finished sentence for the long help when nothing can be used.
    """
    open_help = text("Shows this appointment's activity in the browser.")
    return {
        "CrmActivity": {"label": text("CRM")},
        "CrmType": _choice(text("Type"), "@type", types, usable, why),
        "CrmStatus": _choice(text("Status"), "@status", statuses, usable, why),
        "CrmRelations": {
            "label": text("Relations..."),
            "image": "relations",
            "enabled": usable,
            "screentip": text("Relations"),
            "supertip": why or text("Links companies, contacts and projects to this appointment."),
        },
        "CrmOpen": {
            "label": text("Open in CRM"),
            "image": "open",
            "enabled": linked,
            "screentip": text("Open in CRM"),
            "supertip": open_help if linked else text("It is not in the CRM yet."),
        },
    }


def _choice(
    label: str, cell: str, choices: Sequence[Choice], usable: bool, why: str
) -> dict[str, Any]:
    return {
        "label": label,
        "enabled": usable,
        "screentip": label,
        "supertip": why,
        "cell": cell,
        "choices": [{"value": one.value, "text": one.text} for one in choices],
    }
