"""What all runs over the mails of a pairing share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from outlook_crm.domain.email import Email
from outlook_crm.errors import Cancelled
from outlook_crm.sync.ask import Progress

from .acquaintances import Acquaintances
from .identity import keys_of
from .ports import Archive, FiledMails, Mailbox
from .values import Filed


@dataclass(slots=True)
class Surroundings:
    """Both sides, the state, and what is remembered from one run to the next.

    ``adopted`` is what `Deeds` takes.  ``lost`` are filed mails with parts left that were
    in no folder, by CRM ids, each with when that was.
    """

    mailbox: Mailbox
    archive: Archive
    state: FiledMails
    pairing: str
    now: Callable[[], datetime]
    progress: Callable[[Progress], None]
    acquaintances: Acquaintances
    adopted: dict[str, datetime] = field(default_factory=dict)
    lost: dict[str, datetime] = field(default_factory=dict)
    stopped: bool = False

    def filed(self, email: Email) -> Filed | None:
        """What is known of the mail."""
        return self.state.by_keys(self.pairing, keys_of(email))

    def check(self) -> None:
        """Raises Cancelled once it is stopped."""
        if self.stopped:
            raise Cancelled("Stopped before it was finished.")
