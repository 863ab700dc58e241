"""Preferences: appointments, and the type of those that have none."""

from collections.abc import Sequence

from outlook_crm.domain.policy import PrivateItems
from outlook_crm.settings.model import SearchOffers, Settings

from . import moments
from .direction_page import offered
from .ribbon_state import Text
from .window import Choice, WindowField

EXISTING = "existing"
"""The field that says which appointments the default type is for: no setting, but a wish."""
LATER, ALL = "later", "all"


def fields(
    text: Text, settings: Settings, types: Sequence[Choice], *, first: bool
) -> list[WindowField]:
    """``types`` are the CRM's; ``first``: nothing was synchronised yet."""
    return [
        WindowField("auto_sync", "check", text("Synchronise a&utomatically"), settings.auto_sync),
        WindowField(
            "login_at_start", "check", text("Lo&g in when Outlook starts"), settings.login_at_start
        ),
        _default_type(text, settings.default_type, types),
        WindowField(
            EXISTING,
            "choice",
            text("It is &for"),
            ALL if first else LATER,
            choices=existing(text),
            enabled=first and bool(types),
        ),
        WindowField(
            "private_items",
            "choice",
            text("&Private appointments"),
            settings.private_items,
            choices=[
                Choice(PrivateItems.FULL, text("Go to the CRM in full")),
                Choice(PrivateItems.BUSY, text("Go to the CRM without content")),
                Choice(PrivateItems.NONE, text("Stay in Outlook")),
            ],
        ),
        WindowField(
            "search_offers",
            "choice",
            text("Search offers &before typing"),
            settings.search_offers,
            choices=[
                Choice(SearchOffers.MINE, text("My own records")),
                Choice(SearchOffers.ALL, text("All records")),
            ],
        ),
    ]


def existing(text: Text, count: int = 0) -> list[Choice]:
    """Which appointments the default type is for; ``count`` as far as it is known."""
    everything = text("Existing ones without a type, too")
    if count:
        told = moments.number(text, count)
        everything = text("Existing ones without a type, too ({number})", number=told)
    return [Choice(LATER, text("New appointments only")), Choice(ALL, everything)]


def _default_type(text: Text, chosen: str, types: Sequence[Choice]) -> WindowField:
    return WindowField(
        "default_type",
        "choice",
        text("&Default activity type"),
        chosen,
        choices=[
            Choice("", text("(empty)")),
            *offered(types, frozenset([chosen]) - {""}),
        ],
        enabled=bool(types),
        notify=True,
        hint=text("For appointments that have no type yet. With (empty) they stay in Outlook."),
    )
