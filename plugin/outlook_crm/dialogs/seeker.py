"""One search at a time, the newest: what is outdated is given up, not waited for."""

import threading
from collections.abc import Callable

from outlook_crm.crm.connector import Finder
from outlook_crm.errors import Cancelled, Error
from outlook_crm.worker import Job

Search = Callable[[Finder], None]
"""Asks the finder and shows the answer."""

Excuse = Callable[[Error], None]
"""Shows why there is no answer."""


class Seeker:
    """Runs searches on a worker's thread; `seek` and `forget` from any thread.

    ``new_finder`` opens a finder.  It is kept from one search to the next, for its
    connection, and given up with a search that is overtaken.
    """

    def __init__(self, new_finder: Callable[[], Finder], post: Callable[[Job], None]) -> None:
        self._new_finder = new_finder
        self._post = post
        self._lock = threading.Lock()
        self._newest = 0
        self._finder: Finder | None = None
        self._busy = False

    def follow(self, search: Search, excuse: Excuse) -> None:
        """Search when what runs is done, unless another search overtakes it."""
        with self._lock:
            number = self._newest
        self._post(lambda: self._attempt(number, search, excuse))

    def seek(self, search: Search, excuse: Excuse) -> None:
        """Search soon; a search before this one that is not done yet is given up."""
        with self._lock:
            self._newest += 1
            number = self._newest
            outdated = self._take_busy()
        if outdated is not None:
            outdated.cancel()
        self._post(lambda: self._attempt(number, search, excuse))

    def forget(self) -> None:
        """Give up what runs and what is kept: somebody else may be logged in now."""
        with self._lock:
            self._newest += 1
            finder, self._finder, self._busy = self._finder, None, False
        if finder is not None:
            finder.cancel()

    def _take_busy(self) -> Finder | None:
        if not self._busy:
            return None
        finder, self._finder, self._busy = self._finder, None, False
        return finder

    def _attempt(self, number: int, search: Search, excuse: Excuse) -> None:
        try:
            self._run(number, search)
        except Cancelled:
            pass  # nobody waits for it
        except Error as trouble:
            excuse(trouble)

    def _run(self, number: int, search: Search) -> None:
        with self._lock:
            if number != self._newest:
                return
            self._busy, finder = True, self._finder
        try:
            search(finder or self._open(number))
        finally:
            with self._lock:
                self._busy = self._busy and number != self._newest

    def _open(self, number: int) -> Finder:
        finder = self._new_finder()
        with self._lock:
            if number == self._newest:
                self._finder = finder
                return finder
        finder.cancel()  # overtaken while it was opened: it ends at its first request
        return finder
