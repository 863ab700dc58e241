"""The pairings that there are, and whose business something is."""

from collections.abc import Mapping

from .errors import Users
from .pairing import Pairing
from .state.pairings import titles


class Roster:
    """The user's pairings, oldest first; from any thread.

    ``pairings`` is replaced as a whole.
    """

    def __init__(self) -> None:
        self.pairings: tuple[Pairing, ...] = ()

    @property
    def first(self) -> Pairing | None:
        """The oldest one that is logged in, else the oldest; None where nothing is paired."""
        logged_in = (each for each in self.pairings if each.logged_in)
        return next(logged_in, next(iter(self.pairings), None))

    def named(self, pairing: str) -> Pairing | None:
        """The one with this id."""
        return next((each for each in self.pairings if each.id == pairing), None)

    def of_folder(self, store: str, folder: str) -> Pairing | None:
        """The one whose calendar this is."""
        place = (store, folder)
        mine = (e for e in self.pairings if (e.record.store, e.record.folder) == place)
        return next(mine, None)

    def of_item(self, store: str, folder: str) -> Pairing | None:
        """The one that an item of this folder is the business of, else the `first`.

        A calendar's is that of the calendar; what else lies in a store is the oldest one's
        whose account it belongs to.
        """
        mine = (each for each in self.pairings if each.has_store(store))
        return self.of_folder(store, folder) or next(mine, self.first)

    @property
    def titles(self) -> Mapping[str, str]:
        """What the user knows each by, by id."""
        return titles([each.record for each in self.pairings])

    def of_mails(self) -> list[Pairing]:
        """Those that are logged in and have an account's mails; the worker's thread alone.

        Raises Users where there is none.
        """
        found = [each for each in self.pairings if each.runs.work and each.runs.work.has_account]
        if not found:
            raise Users("Log in to the CRM first.")
        return found
