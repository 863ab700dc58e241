"""The accounts and calendars of the Outlook profile, for the preferences to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass

from . import records
from .gateway import Gateway
from .records import Account, Calendar


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


def _of_account(folders: Sequence[Calendar], address: str) -> Sequence[Calendar]:
    mine = [each for each in folders if each.account == address and each.writable]
    return sorted(mine, key=lambda each: (not each.default, each.path.casefold()))
