"""The accounts and calendars of the Outlook profile, for the preferences to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass

from . import records
from .gateway import Gateway
from .records import Account, Calendar


@dataclass(frozen=True, slots=True)
class Profile:
    """The user's mail accounts and every calendar folder that Outlook shows."""

    accounts: Sequence[Account]
    calendars: Sequence[Calendar]

    def of_account(self, address: str) -> Sequence[Calendar]:
        """The account's calendars that can be written, its default one first."""
        mine = [each for each in self.calendars if each.account == address and each.writable]
        return sorted(mine, key=lambda each: (not each.default, each.path.casefold()))


def profile(gateway: Gateway) -> Profile:
    """Ask Outlook; raises what `outlook_crm.outlook.records.opened` raises."""
    answer = records.opened(gateway.Calendars())
    return Profile(records.accounts(answer), records.calendars(answer))
