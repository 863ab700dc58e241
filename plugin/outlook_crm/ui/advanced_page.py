"""Preferences: what few users ever change."""

from outlook_crm.domain.policy import Conflicts, Released
from outlook_crm.settings.model import MOST_REPORT_DAYS, Settings

from .ribbon_state import Text
from .window import Choice, WindowField


def fields(text: Text, settings: Settings) -> list[WindowField]:
    """Conflicts, records that are no longer the user's, reports, the log, the network."""
    return [
        WindowField(
            "conflicts",
            "choice",
            text("When both sides changed the same &field"),
            settings.conflicts,
            choices=[
                Choice(Conflicts.NEWEST, text("The newest change stays")),
                Choice(Conflicts.OUTLOOK, text("Outlook's change stays")),
                Choice(Conflicts.CRM, text("The CRM's change stays")),
                Choice(Conflicts.ASK, text("Ask me")),
            ],
        ),
        WindowField(
            "released",
            "choice",
            text("When a CRM record is no longer &yours"),
            settings.released,
            choices=[
                Choice(Released.HOLD, text("Keep the appointment and ask me")),
                Choice(Released.REMOVE, text("Remove the appointment")),
            ],
        ),
        WindowField(
            "report_days",
            "number",
            text("Keep &reports (days)"),
            settings.report_days,
            minimum=1,
            maximum=MOST_REPORT_DAYS,
        ),
        WindowField(
            "log_level",
            "choice",
            text("&Log"),
            settings.log_level,
            choices=[
                Choice("error", text("Errors only")),
                Choice("warning", text("Errors and warnings")),
                Choice("info", text("What happens")),
                Choice("debug", text("Every detail")),
            ],
        ),
        WindowField(
            "proxy",
            "text",
            text("Pro&xy"),
            settings.proxy,
            hint=text("system, none, or an address such as http://proxy.example.com:8080"),
        ),
        *_error_reports(text, settings),
    ]


def _error_reports(text: Text, settings: Settings) -> list[WindowField]:
    """Nothing where nobody named an address: the box would do nothing."""
    if not settings.error_report_address:
        return []
    label = text("Send error reports (&without your data)")
    return [WindowField("error_reports", "check", label, settings.error_reports)]
