"""Preferences: which mails are filed in the CRM, and which come from it."""

from collections.abc import Sequence

from outlook_crm.domain.email import Mode
from outlook_crm.settings.model import MOST_ATTACHMENT_MB, SEPARATOR, MailSettings

from .ribbon_state import Text
from .window import Choice, WindowField


def fields(text: Text, chosen: MailSettings, folders: Sequence[Choice]) -> list[WindowField]:
    """All that is asked about mails; ``folders`` are paths of the account's folders of mails."""
    known = {each.value for each in folders}
    gone = [Choice(path, path) for path in chosen.folders if path not in known]
    return [
        _mode(text, "mail.received", text("File &received e-mails"), chosen.received),
        _mode(text, "mail.sent", text("File sen&t e-mails"), chosen.sent),
        WindowField(
            "mail.folders",
            "checklist",
            text("Chosen &folders"),
            list(chosen.folders),
            choices=[*folders, *gone],
        ),
        WindowField(
            "mail.never",
            "text",
            text("&Never file e-mails with"),
            _joined(chosen.never),
            hint=text("Addresses and domains, with ; between them."),
        ),
        WindowField(
            "mail.own_domains",
            "text",
            text("C&olleagues' domains"),
            _joined(chosen.own_domains),
            hint=text("E-mails between colleagues are never filed. Empty: your own domain."),
        ),
        WindowField(
            "mail.largest_mb",
            "number",
            text("Largest &attachment (MB)"),
            chosen.largest_mb,
            minimum=1,
            maximum=MOST_ATTACHMENT_MB,
        ),
        WindowField(
            "mail.original",
            "check",
            text("File each e-mail as an .&eml file, too"),
            chosen.original,
        ),
        *_arrivals(text, chosen, folders),
    ]


def joined(values: Sequence[str]) -> str:
    """The setting's text of several values."""
    return f"{SEPARATOR} ".join(values)


def _mode(text: Text, name: str, label: str, chosen: Mode) -> WindowField:
    return WindowField(
        name,
        "choice",
        label,
        chosen.value,
        choices=[
            Choice(Mode.OFF, text("Never")),
            Choice(Mode.HAND, text("When I say so")),
            Choice(Mode.KNOWN, text("From and to people in the CRM")),
            Choice(Mode.FOLDERS, text("In chosen folders")),
        ],
    )


def _arrivals(
    text: Text, chosen: MailSettings, folders: Sequence[Choice]
) -> tuple[WindowField, ...]:
    path = chosen.arrivals_folder
    known = {each.value for each in folders} | {""}
    gone = [] if path in known else [Choice(path, path)]
    return (
        WindowField(
            "mail.arrivals", "check", text("&Bring e-mails that only the CRM has"), chosen.arrivals
        ),
        WindowField(
            "mail.arrivals_folder",
            "choice",
            text("&Into this folder"),
            path,
            choices=[Choice("", text("CRM, below the inbox")), *folders, *gone],
        ),
    )


def _joined(values: frozenset[str]) -> str:
    return joined(sorted(values))
