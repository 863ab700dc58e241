"""The accounts and calendars of the Outlook profile, for the preferences to choose from."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from outlook_crm.errors import Missing

from . import records
from .gateway import Gateway
from .records import Account, Calendar

Place = tuple[str, str]
"""Outlook's ids of a store and of a folder in it."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The user's mail accounts, and every folder of appointments, contacts, tasks."""

    accounts: Sequence[Account]
    calendars: Sequence[Calendar]
    contacts: Sequence[Calendar] = ()
    tasks: Sequence[Calendar] = ()

    def of_account(self, address: str) -> Sequence[Calendar]:
        """The account's calendars that can be written, its default one first."""
        return _of_account(self.calendars, address)

    def contacts_of(self, address: str) -> Sequence[Calendar]:
        """The account's folders of contacts that can be written, its default one first."""
        return _of_account(self.contacts, address)

    def tasks_of(self, address: str) -> Sequence[Calendar]:
        """The account's folders of tasks that can be written, its default one first."""
        return _of_account(self.tasks, address)


def profile(gateway: Gateway) -> Profile:
    """Ask Outlook; raises what `outlook_crm.outlook.records.opened` raises."""
    answer = records.opened(gateway.Calendars())
    return Profile(
        records.accounts(answer),
        records.calendars(answer),
        records.contact_folders(answer),
        records.task_folders(answer),
    )


def found_again(gateway: Gateway, account: str, place: Place, name: str) -> Place | None:
    """The account's calendar of that name ("": the default one), where nothing is at ``place``.

    A mailbox that was migrated and a profile that was made anew have other ids.  None
    while the calendar is where it was, and where it cannot be told which one it is.
    """
    store, folder = place
    asked = {"folders": [{"store": store, "folder": folder}], "ids": []}
    try:
        records.opened(gateway.Locate(json.dumps(asked)))
    except Missing:
        mine = profile(gateway).of_account(account)
        fitting = [each for each in mine if (each.name == name if name else each.default)]
        return (fitting[0].store, fitting[0].folder) if len(fitting) == 1 else None
    return None


def _of_account(folders: Sequence[Calendar], address: str) -> Sequence[Calendar]:
    mine = [each for each in folders if each.account == address and each.writable]
    return sorted(mine, key=lambda each: (not each.default, each.path.casefold()))
