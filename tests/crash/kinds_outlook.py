"""Outlook as a process of its own for tasks, contacts and mails: all in memory, with its user."""

import copy
import sys
from typing import Any

from tests.crash.channel import serve
from tests.crash.outlook_process import OutlookProcess
from tests.simulation.fake_gateway import CONTACTS, TASKS
from tests.simulation.memory_mails import Clock, MemoryMailbox


class KindsProcess(OutlookProcess):
    """The gateway, and beside it a mailbox whose calls are named ``mail_...``."""

    def __init__(self) -> None:
        super().__init__()
        self._clock = Clock()
        self._mailbox = MemoryMailbox(self._clock)
        self._mail_images: dict[str, Any] = {}

    def at(self, moment: Any) -> None:
        """It is so late now."""
        super().at(moment)
        self._clock.time = moment

    def keep(self, name: str) -> None:
        """Remember how everything is."""
        super().keep(name)
        mailbox = self._mailbox
        self._mail_images[name] = copy.deepcopy((mailbox.mails, mailbox.files, mailbox.brought))

    def put_back(self, name: str) -> None:
        """Make everything as it was."""
        super().put_back(name)
        mailbox = self._mailbox
        images = copy.deepcopy(self._mail_images[name])
        mailbox.mails, mailbox.files, mailbox.brought = images

    def contacts(self) -> list[dict[str, Any]]:
        """The address book: cells as plain values, ids, and stamps by pairing."""
        return self._with_stamps(CONTACTS)

    def tasks(self) -> list[dict[str, Any]]:
        """The tasks, told so, too."""
        return self._with_stamps(TASKS)

    def mails(self) -> list[Any]:
        """Every mail."""
        return list(self._mailbox.mails.values())

    def mail(self, name: str, *arguments: Any) -> Any:
        """A call of the mailbox; an iterator's answer as a list."""
        answer = getattr(self._mailbox, name)(*arguments)
        return list(answer) if name == "rows" else answer

    def _with_stamps(self, folder: str) -> list[dict[str, Any]]:
        stamps = {id_: item["stamps"] for id_, item in self.items.items()}
        return [each | {"stamps": stamps[each["id"]]} for each in self._plain(folder)]


if __name__ == "__main__":
    serve(sys.argv[1], KindsProcess())
