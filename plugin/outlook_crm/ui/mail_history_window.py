"""File older mails: how far back, what that would be, and the word to do it."""

from outlook_crm.mail.filing import Survey

from . import moments
from .ribbon_state import Text
from .window import Button, Patch, Section, Window, WindowField

NAME = "mail_history"
DAYS = "days"
MOST_DAYS = 365
_DEFAULT_DAYS = 30
_SHOWN = 500  # subjects: more nobody reads
_MEGABYTE = 1024 * 1024


def window(text: Text) -> Window:
    """Before anything was looked at."""
    return Window(
        NAME,
        text("File older e-mails"),
        [
            Section(
                "",
                [
                    WindowField(
                        DAYS,
                        "number",
                        text("&Days back"),
                        _DEFAULT_DAYS,
                        minimum=1,
                        maximum=MOST_DAYS,
                    ),
                    WindowField("count", "note", text("Would be filed"), text("Not checked yet")),
                    WindowField("list", "passage", text("&E-mails"), ""),
                ],
            )
        ],
        [
            Button("look", text("&Check"), "default"),
            Button("file", text("&File these"), "plain", enabled=False),
            Button("cancel", text("Cancel"), "cancel"),
        ],
    )


def surveyed(text: Text, survey: Survey) -> Patch:
    """What was found."""
    count = text(
        "One e-mail, {size} MB",
        many="{number} e-mails, {size} MB",
        count=len(survey.mails),
        number=moments.number(text, len(survey.mails)),
        size=moments.number(text, survey.size / _MEGABYTE, 1),
    )
    lines = [each.subject for each in survey.mails[:_SHOWN]]
    lines += [f"{number}: {text(reason)}" for reason, number in survey.skipped.items()]
    return Patch(
        NAME,
        busy=False,
        message="",
        values={"count": count, "list": "\n".join(lines)},
        enabled={"file": bool(survey.mails)},
    )
