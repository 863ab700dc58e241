"""Outlook's side as a process of its own: the shim's gateway in memory, and its user."""

import copy
import sys
from typing import Any

from tests.crash.channel import serve
from tests.simulation.fake_gateway import BIN, CALENDAR, FakeGateway, content


class OutlookProcess(FakeGateway):
    """A gateway whose items can be kept as an image and put back."""

    def __init__(self) -> None:
        super().__init__()
        self._images: dict[str, dict[str, Any]] = {}

    def at(self, moment: Any) -> None:
        """It is so late now."""
        self.time = moment

    def keep(self, name: str) -> None:
        """Remember how the mailbox is."""
        self._images[name] = copy.deepcopy(self.items)

    def put_back(self, name: str) -> None:
        """Make the mailbox as it was."""
        self.items = copy.deepcopy(self._images[name])
        self.calls.clear()
        self._pages.clear()

    def calendar(self) -> list[dict[str, Any]]:
        """The calendar's items: their cells as plain values."""
        return self._plain(CALENDAR)

    def deleted(self) -> list[dict[str, Any]]:
        """What lies in Deleted Items."""
        return self._plain(BIN)

    def _plain(self, folder: str) -> list[dict[str, Any]]:
        return [
            {name: content(cell) for name, cell in item["cells"].items()} | {"id": item["id"]}
            for item in self.items.values()
            if item["folder"] == folder
        ]


if __name__ == "__main__":
    serve(sys.argv[1], OutlookProcess())
