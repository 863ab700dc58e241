"""For which CRM a pairing's choices are, and whose stamps tell of another one's."""

from collections.abc import Collection

from .outlook.choices import Whose
from .state.pairings import PairingRecord, foreign


def whose(pairing: PairingRecord, every: Collection[PairingRecord]) -> Whose:
    """``every`` are all pairings of the user."""
    return Whose(pairing.crm, foreign(pairing, every))
