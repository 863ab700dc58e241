"""Outlook's mails and the CRM's records of them in memory, with their awkward habits.

Both tell a `Fuse` of every place where the process may be killed.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from tests.simulation.fuse import Fuse

from outlook_crm.domain.email import Attached, Email
from outlook_crm.errors import Cancelled, Missing, NotACrm, NotAllowed, Refused, Unreachable
from outlook_crm.mail.html import clean
from outlook_crm.mail.identity import Keys
from outlook_crm.mail.names import safe
from outlook_crm.mail.relations import AddressBook, Relations
from outlook_crm.mail.rules import Place, Standing
from outlook_crm.mail.values import (
    Changes,
    Content,
    Mail,
    Reading,
    Record,
    RecordFile,
    Row,
    Spot,
    Written,
)
from outlook_crm.sync.values import Fate

STORE = "store"
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Clock:
    """The time for both sides and the engine; moves when told."""

    def __init__(self):
        self.time = START

    def __call__(self):
        return self.time

    def wait(self, **time):
        self.time += timedelta(**time)


class MemoryMailbox:
    """`outlook_crm.mail.ports.Mailbox`, with what a user does there."""

    def __init__(self, clock: Clock, fuse: Fuse | None = None):
        self.fuse = fuse or Fuse()
        self.mails: dict[str, Mail] = {}
        self.files: dict[tuple[str, int], bytes] = {}
        self.unreadable: set[str] = set()
        self.busy: set[str] = set()
        self.gone: set[str] = set()  # folders that were deleted
        self.reads = Counter()
        self.searches = 0
        self.fails: set[str] = set()  # CRM ids of what Outlook chokes on
        self.refuses: set[str] = set()
        self.brought: dict[str, list[str]] = {}  # keys of files by the mail's id
        self.target = "crm"
        self.cancelled = False
        self._clock = clock
        self._ids = count(1)

    # ---- the user

    def arrives(self, email: Email, folder="inbox", **standing) -> Spot:
        return self._add(email, Standing(folder, **standing))

    def moves(self, spot: Spot, folder: str) -> Spot:
        """Outlook gives a moved item another id."""
        mail = self.mails.pop(spot.id)
        return self._add(mail.email, replace(mail.standing, folder=folder), mail, spot)

    def copies(self, spot: Spot, folder: str) -> Spot:
        mail = self.mails[spot.id]
        return self._add(mail.email, replace(mail.standing, folder=folder), mail, spot)

    def deletes(self, spot: Spot):
        del self.mails[spot.id]

    def changes(self, spot: Spot, **values):
        self.mails[spot.id] = replace(self.mails[spot.id], modified=self._clock(), **values)

    def _add(self, email, standing, mail=None, source=None) -> Spot:
        spot = Spot(STORE, f"mail{next(self._ids)}")
        known = {"stamp": mail.stamp, "wish": mail.wish} if mail else {}
        self.mails[spot.id] = Mail(spot, self._clock(), standing, email, **known)
        for attached in email.attachments:
            data = self.files.get((source.id, attached.index)) if source else None
            self.files[spot.id, attached.index] = data or attached.name.encode() * 3
        return spot

    # ---- the port

    def rows(self, folder: Spot, since=None):
        if folder.id in self.gone:
            raise Missing("Outlook's folder is not there.")
        for mail in list(self.mails.values()):
            if mail.standing.folder == folder.id and (not since or mail.modified >= since):
                yield Row(
                    mail.spot,
                    mail.modified,
                    mail.email.at,
                    1000,
                    mail.email.subject,
                    mail.email.message_id,
                    mail.standing.message_class,
                    mail.stamp,
                )

    def read(self, spots):
        if self.cancelled:
            raise Cancelled("Stopped before it was finished.")
        self.reads.update(spot.id for spot in spots)
        ids = [spot.id for spot in spots]
        bad = {each: "0x80040119" for each in ids if each in self.unreadable}
        mails = {each: self.mails[each] for each in ids if each in self.mails and each not in bad}
        return Reading(mails, frozenset(ids) - mails.keys() - bad.keys(), bad)

    def content(self, spot, attached):
        if (spot.id, attached.index) not in self.files or spot.id not in self.mails:
            raise Missing("Outlook's mail is not there.")
        data = self.files[spot.id, attached.index]
        return Content(attached.name, attached.media_type, data)

    def mark(self, spot, crm_id):
        self.fuse.reach(f"before marking {spot.id}")
        if spot.id not in self.mails:
            return Written(Fate.MISSING)
        if spot.id in self.busy:
            return Written(Fate.BUSY)
        self.mails[spot.id] = replace(self.mails[spot.id], stamp=crm_id)
        self.fuse.reach(f"after marking {spot.id}")
        return Written(Fate.DONE)

    def place(self, crm_id, email):
        self.fuse.reach(f"before placing {crm_id}")
        if crm_id in self.fails:
            return Written(Fate.UNKNOWN)
        if crm_id in self.refuses:
            return Written(Fate.REFUSED, reason="Outlook refused it (0x80004005).")
        # As Outlook's: who it went to stands above the text.
        told = replace(email, text=f"To: {len(email.to)} people\r\n\r\n{email.text}")
        spot = self._add(told, Standing(self.target, Place.OTHER))
        self.mails[spot.id] = replace(self.mails[spot.id], stamp=crm_id)
        self.fuse.reach(f"after placing {crm_id}")
        return Written(Fate.DONE, spot.id, spot.store)

    def attach(self, spot, file_id, name, data):
        self.fuse.reach(f"before attaching {file_id}")
        if spot.id not in self.mails:
            return Written(Fate.MISSING)
        if spot.id in self.busy:
            return Written(Fate.BUSY)
        files = self.brought.setdefault(spot.id, [])
        if file_id not in files:
            files.append(file_id)
            mail = self.mails[spot.id]
            known = mail.email.attachments
            attached = Attached(len(known) + 1, safe(name), len(data))
            self.files[spot.id, attached.index] = data
            email = replace(mail.email, attachments=(*known, attached))
            self.mails[spot.id] = replace(mail, email=email)
        self.fuse.reach(f"after attaching {file_id}")
        return Written(Fate.DONE)

    def placed(self, crm_id):
        return next(
            (
                each.spot
                for each in self.mails.values()
                if each.stamp == crm_id and each.standing.folder == self.target
            ),
            None,
        )

    def find(self, message_ids):
        self.searches += bool(message_ids)
        return {
            each.email.message_id: each.spot
            for each in self.mails.values()
            if each.email.message_id in set(message_ids)
        }

    def cancel(self):
        self.cancelled = True


@dataclass
class Kept:
    """A record with its files."""

    record: Record
    changed: datetime
    files: list[Content] = field(default_factory=list)


class MemoryArchive:
    """`outlook_crm.mail.ports.Archive`, with what happens there."""

    def __init__(self, clock: Clock, book: AddressBook, fuse: Fuse | None = None):
        self.fuse = fuse or Fuse()
        self.kept: dict[str, Kept] = {}
        self.known = book
        self.asked = 0
        self.asked_domains: list[str] = []
        self.down = False
        self.cancelled = False
        self.lose_answers = 0
        self.refuse: str = ""
        self.fails: set[str] = set()  # subjects of what the CRM chokes on
        self.hands_out = True
        self.chokes_on: dict[str, Exception] = {}  # by a message id, a record's or a file's id
        self.answers_pages_to: set[str] = set()  # subjects and names of files
        self.refused_types = (".exe",)
        self._clock = clock
        self._ids = count(1)

    def makes(self, email: Email, keys: Keys, relations=None, *, mine=True, files=()) -> str:
        """A record that is made there, not by us."""
        id_ = self._keep(email, keys, relations or Relations(), mine=mine)
        self.kept[id_].files += files
        return id_

    def find(self, keys):
        self._reach(keys.message_id)
        return [
            each.record
            for each in self.kept.values()
            if self._carries(each.record.keys, keys) and each.record.mine
        ]

    def create(self, email, keys, relations):
        self.fuse.reach("before creating")
        if self.down:
            return Written(Fate.NOT_DONE)
        if self.refuse:
            return Written(Fate.REFUSED, reason=self.refuse)
        if email.subject in self.fails:
            return Written(Fate.UNKNOWN)
        self._may_be_a_page(email.subject)
        id_ = self._keep(email, keys, relations)
        self.fuse.reach(f"after creating {id_}")
        return self._answer(Written(Fate.DONE, id_))

    def files(self, crm_id):
        self._reach(crm_id)
        if crm_id not in self.kept:
            raise Missing("The CRM does not have this record (any more).")
        return [
            RecordFile(f"{crm_id}-{number}", each.name, len(each.data))
            for number, each in enumerate(self.kept[crm_id].files)
        ]

    def content(self, file):
        self._reach(file.id)
        if not self.hands_out:
            raise NotAllowed("The CRM does not allow this: {reason}", reason="Files stay here.")
        crm_id, _, number = file.id.rpartition("-")
        if crm_id not in self.kept:
            raise Missing("The CRM does not have this record (any more).")
        data = self.kept[crm_id].files[int(number)].data
        if len(data) != file.size:
            raise Refused("The CRM did not deliver the whole file.")
        return data

    def record(self, crm_id):
        self._reach()
        kept = self.kept.get(crm_id)
        return kept.record if kept and kept.record.mine else None

    def attach(self, crm_id, content):
        self.fuse.reach(f"before attaching {content.name}")
        if self.down:
            return Written(Fate.NOT_DONE)
        if crm_id not in self.kept:
            return Written(Fate.MISSING)
        if content.name.endswith(self.refused_types):
            return Written(Fate.REFUSED, reason="Files of this kind are not taken.")
        self._may_be_a_page(content.name)
        self.kept[crm_id].files.append(content)
        self.fuse.reach(f"after attaching {content.name}")
        return self._answer(Written(Fate.DONE))

    def remove(self, crm_id):
        self.fuse.reach(f"before removing {crm_id}")
        if self.down:
            return Written(Fate.NOT_DONE)
        fate = Fate.DONE if self.kept.pop(crm_id, None) else Fate.MISSING
        self.fuse.reach(f"after removing {crm_id}")
        return self._answer(Written(fate))

    def book(self, people, domains):
        self._reach()
        self.asked += 1
        self.asked_domains += domains
        keys = {each.key for each in people}
        return AddressBook(
            {key: each for key, each in self.known.people.items() if key in keys},
            {key: each for key, each in self.known.accounts.items() if key in keys},
            {name: each for name, each in self.known.domains.items() if name in domains},
        )

    def changed(self, cursor, since):
        self._reach()
        after = datetime.fromisoformat(cursor) if cursor else datetime.min.replace(tzinfo=UTC)
        changed = [
            each
            for each in self.kept.values()
            if each.changed > after and (each.record.email.at or since) >= since
        ]
        latest = max((each.changed for each in changed), default=after)
        return Changes(tuple(each.record for each in changed), latest.isoformat())

    def cancel(self):
        self.cancelled = True

    def _keep(self, email, keys, relations, *, mine=True):
        email = replace(email, html=clean(email.html))
        id_ = f"crm{next(self._ids)}"
        self.kept[id_] = Kept(Record(id_, keys, relations, email, mine), self._clock())
        return id_

    @staticmethod
    def _carries(there: Keys, asked: Keys):
        if asked.message_id and there.message_id:
            return asked.message_id == there.message_id
        return there.digest == asked.digest

    def _reach(self, about=""):
        if failure := self.chokes_on.get(about):
            raise failure
        if self.cancelled:
            raise Cancelled("Stopped before it was finished.")
        if self.down:
            raise Unreachable("No answer.")

    def _may_be_a_page(self, about):
        if about in self.answers_pages_to:
            raise NotACrm("A web page answered in place of the CRM (status {status}).", status=403)

    def _answer(self, written):
        if self.lose_answers:
            self.lose_answers -= 1
            return Written(Fate.UNKNOWN)
        return written
