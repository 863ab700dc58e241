"""One CRM's records, as appointment windows look for them."""

from collections.abc import Callable

from outlook_crm.crm.connector import Finder
from outlook_crm.errors import Users
from outlook_crm.session import Session
from outlook_crm.worker import Job

from .open_window import Names
from .seeker import Seeker


class Lookup:
    """How they read, and the newest search; ``pairing`` is the id of whose CRM it is."""

    def __init__(self, session: Session, pairing: str, post: Callable[[Job], None]) -> None:
        self._session = session
        self._pairing = pairing
        self.names = Names()
        self.seeker = Seeker(self._new_finder, post)

    def _new_finder(self) -> Finder:
        pairing = self._session.named(self._pairing)
        if pairing is None or pairing.crm is None:
            raise Users("Log in to search in the CRM.")
        return pairing.crm.finder()
