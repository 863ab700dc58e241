"""Which pairings a command is about: the one that ``--pairing`` names, or all."""

import argparse
from collections.abc import Sequence

from outlook_crm.errors import Users
from outlook_crm.state.health import examine
from outlook_crm.state.pairings import PairingRecord

from .places import Places
from .state_file import opened


def option(command: argparse.ArgumentParser) -> None:
    """The option, as every command has it that can be about one pairing."""
    command.add_argument(
        "--pairing", metavar="WHICH", help="this one alone, by its id or mail account (all)"
    )


def chosen(pairings: Sequence[PairingRecord], name: str | None) -> list[PairingRecord]:
    """Those of this id or account, all for None.  Raises Users where none is called so."""
    called = [each for each in pairings if name in (None, each.id, each.account)]
    if name is not None and not called:
        ids = ", ".join(each.id for each in pairings)
        raise Users("No pairing is called {name}. These are: {ids}", name=name, ids=ids or "-")
    return called


def known(at: Places) -> Sequence[PairingRecord]:
    """Those of the state file; none where it cannot be looked into."""
    health = examine(at.state)
    if health.outdated or not health.counts.get("pairings"):
        return ()
    state = opened(at.state)
    try:
        return state.pairings.all()
    finally:
        state.close()
