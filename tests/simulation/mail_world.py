"""A filing engine over sides in memory and a real state file, which can be killed anywhere."""

from collections import Counter
from contextlib import contextmanager

from tests.simulation.fuse import Fuse
from tests.simulation.memory_mails import STORE, Clock, MemoryArchive, MemoryMailbox
from tests.unit.mail.mails import AINO

from outlook_crm.mail.filing import Filing
from outlook_crm.mail.relations import AddressBook, Person
from outlook_crm.mail.rules import Mode, Rules
from outlook_crm.mail.values import Spot
from outlook_crm.state.sqlite import SqliteState

INBOX, SENT, OTHER = Spot(STORE, "inbox"), Spot(STORE, "sent"), Spot(STORE, "other")
FOLDERS = (INBOX, SENT, OTHER)
BOOK = AddressBook(people={AINO.key: Person("c1", "a1")}, domains={"timber.example": "a1"})
RULES = Rules(
    Mode.KNOWN,
    Mode.KNOWN,
    own_domains=frozenset({"firm.example"}),
    never=frozenset({"bank.example"}),
    largest=1000,
)


class FusedMails:
    """The state's mails, which may be killed before and after each commit."""

    def __init__(self, mails, fuse):
        self._mails = mails
        self._fuse = fuse

    def __getattr__(self, name):
        return getattr(self._mails, name)

    @contextmanager
    def atomic(self):
        with self._mails.atomic():
            yield
            self._fuse.reach("before a commit")
        self._fuse.reach("after a commit")


class MailWorld:
    """Both sides, the state, and an engine that `restart` makes anew."""

    def __init__(self, folder, rules=RULES):
        self.fuse = Fuse()
        self.clock = Clock()
        self.rules = rules
        self.mailbox = MemoryMailbox(self.clock, self.fuse)
        self.archive = MemoryArchive(self.clock, BOOK, self.fuse)
        self.state = SqliteState(folder / "state.sqlite3")
        self.progress = []
        self.restart()
        self.filing.sweep(FOLDERS)  # from here on nothing is missed
        self.fuse.mend()

    def restart(self):
        """A new process: what lived in memory is gone."""
        self.archive.cancelled = self.mailbox.cancelled = False
        self.filing = Filing(
            self.mailbox,
            self.archive,
            FusedMails(self.state.mails, self.fuse),
            "p",
            rules=lambda: self.rules,
            now=self.clock,
            progress=self.progress.append,
        )

    def sweep(self):
        self.clock.wait(seconds=1)
        return self.filing.sweep(FOLDERS)

    def records(self):
        """Subjects of the records, with how often each is there."""
        return Counter(each.record.email.subject for each in self.archive.kept.values())

    def files(self, subject):
        """Names of the files of the one record with this subject."""
        (kept,) = (
            each for each in self.archive.kept.values() if each.record.email.subject == subject
        )
        return sorted(each.name for each in kept.files)

    def close(self):
        self.state.close()
