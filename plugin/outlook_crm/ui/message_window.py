"""Something went wrong: what happened, and what the user can do."""

from collections.abc import Mapping

from outlook_crm import errors

from .ribbon_state import Text
from .window import Button, Section, Window, WindowField

NAME = "message"


def window(
    text: Text, *, happened: str, advice: str = "", log: str = "", versions: str = ""
) -> Window:
    """The window with finished sentences; ``log`` is the path of the log file, if it helps.

    What is copied are the same sentences, and the ``versions`` for whoever is to help.
    """
    notes = (
        ("happened", text("What happened"), happened),
        ("advice", text("What to do"), advice),
        ("log", text("Log file"), log),
    )
    return Window(
        NAME,
        text("CRM add-in"),
        [
            Section(
                "", [WindowField(name, "note", label, told) for name, label, told in notes if told]
            )
        ],
        [Button("copy", text("&Copy details"), "copy"), Button("close", text("Close"), "cancel")],
        copy="\n".join([*(f"{label}: {told}" for _, label, told in notes if told), versions]),
    )


def advice(text: Text, error: BaseException) -> str:
    """What the user can do about an error; "" when there is nothing to do."""
    for kind in type(error).__mro__:
        if kind in _ADVICE:
            return text(_ADVICE[kind])
    return text(_ADVICE[errors.Defect])


_ADVICE: Mapping[type, str] = {
    errors.Unreachable: (
        "Check the network connection. The add-in goes on by itself when the CRM answers again."
    ),
    errors.Busy: "Nothing: the add-in tries again by itself.",
    errors.Untrusted: (
        "Do not log in before your administrator has looked at the CRM's certificate."
    ),
    errors.NotACrm: "Check the CRM's address in Preferences, or log in to the network first.",
    errors.Refused: "Change what the message names, then synchronise again.",
    errors.Missing: (
        "Synchronise again. If that does not help, choose the calendar again in Preferences."
    ),
    errors.WrongAddress: "Correct the CRM's address in Preferences.",
    errors.WrongKey: "Ask your CRM administrator for the right API key.",
    errors.WrongPassword: (
        "Log in again. The add-in does not retry by itself, so that your account is not locked."
    ),
    errors.NotAllowed: "Ask your CRM administrator for the right to do this.",
    errors.WrongUser: "Log in as the user of the pairing, or remove the pairing in Preferences.",
    errors.BadSettings: "Correct what the message names, or ask your administrator.",
    errors.VaultLocked: "Log in again; the login information is then stored again.",
    errors.Cancelled: "Start it again when you like.",
    errors.Defect: "Try again. If it happens again, send the log file to your support.",
}
