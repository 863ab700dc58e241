"""Takes the marks off all mails when their pairing is removed; mails and records stay.

A copy or a mail that was moved carries its mark with it, so the folders are looked
through rather than what the state knows.
"""

from collections.abc import Sequence

from outlook_crm.errors import Missing
from outlook_crm.sync.ask import Progress

from .surroundings import Surroundings
from .values import Spot


def unmark_all(around: Surroundings, folders: Sequence[Spot]) -> None:
    """Take them off in these folders.

    A mail that cannot be written now keeps a mark that no later pairing heeds.  Raises
    what the mailbox raises, and Cancelled when stopped; what is left can be taken off then.
    """
    marked = [spot for folder in folders for spot in _marked(around, folder)]
    for number, spot in enumerate(marked):
        around.check()
        around.progress(Progress(number, len(marked)))
        around.mailbox.mark(spot, "")


def _marked(around: Surroundings, folder: Spot) -> list[Spot]:
    try:
        return [row.spot for row in around.mailbox.rows(folder) if row.stamp]
    except Missing:  # deleted just now
        return []
