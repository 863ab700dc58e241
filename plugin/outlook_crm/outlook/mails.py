"""Outlook's mails: `outlook_crm.mail.ports.Mailbox` over the shim's gateway."""

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any

from outlook_crm import errors
from outlook_crm.domain.email import Attached, Email
from outlook_crm.files import private_folder
from outlook_crm.mail import names
from outlook_crm.mail.relations import Relations
from outlook_crm.mail.rules import Place
from outlook_crm.mail.values import Content, Reading, Row, Spot, Written
from outlook_crm.sync.values import Fate

from . import mail_records, records
from .gateway import Gateway
from .mail_records import MailFolder
from .mail_wish import wish_text
from .records import Json

_READ_AT_ONCE = 20
_ROUNDING = timedelta(seconds=1)
_FIND_AT_ONCE = 20


def mail_folders(gateway: Gateway) -> Sequence[MailFolder]:
    """Every folder of mails of the accounts; raises what `records.opened` raises."""
    return mail_records.folders(records.opened(gateway.MailFolders()))


def folder_below(gateway: Gateway, parent: Spot, name: str) -> Spot:
    """The folder of that name below another, made if it is not there."""
    question = {"store": parent.store, "folder": parent.id, "name": name}
    answer = records.opened(gateway.MakeMailFolder(json.dumps(question)))
    return Spot(parent.store, answer["folder"])


def cleared(folder: Path) -> Path:
    """The folder for files on their way, without what an earlier life left there."""
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):  # a full disk: what needs the folder tells
        private_folder(folder)
    return folder


def file_and_send(
    gateway: Gateway, session: str, pairings: Mapping[str, str], wish: Relations
) -> Written:
    """Send the mail in a window, which is then filed from Sent Items.

    It is filed for the pairing of the account that sends; ``pairings`` are those of each
    account, by its address.  MISSING: the window is closed, or holds no mail to be sent.
    Raises what `records.opened` raises, and Users where the account has no pairing or the
    mail would be encrypted; then nothing was sent.
    """
    question = {"session": session, "pairings": dict(pairings), "wish": wish_text(wish)}
    answer = records.opened(gateway.FileAndSend(json.dumps(question)))
    if stranger := answer.get("stranger"):
        raise errors.Users(
            "No calendar of {account} is kept in step, so that its e-mails are not filed.",
            account=stranger,
        )
    if answer.get("sealed"):
        raise errors.Users("It is encrypted or its rights are restricted.")
    return mail_records.written(answer, "")


class OutlookMails:
    """One pairing's mails.

    ``category`` shows on filed mails.  ``target`` is the folder that the CRM's own
    mails are put into, None where they are not wanted; ``drop`` is the one for files on
    their way to Outlook, None for the system's own.  ``others`` are the stores of accounts
    whose mails are another pairing's: an event tells of theirs, too.
    """

    def __init__(
        self,
        gateway: Gateway,
        *,
        pairing: str,
        category: str,
        target: Spot | None = None,
        drop: Path | None = None,
        others: Collection[str] = (),
    ) -> None:
        self._gateway = gateway
        self._pairing = pairing
        self._category = category
        self._target = target
        self._drop = drop
        self._others = others
        self._cancelled = Event()
        self._known_folders: Sequence[MailFolder] | None = None

    @property
    def folders(self) -> Sequence[MailFolder]:
        """The folders of mails, asked for once."""
        if self._known_folders is None:
            self._check()
            self._known_folders = mail_folders(self._gateway)
        return self._known_folders

    def rows(self, folder: Spot, since: datetime | None = None) -> Iterator[Row]:
        """What lies in the folder, page by page.

        The seam rounds times to the second, also up: the question reaches back by one.
        """
        about = {"store": folder.store, "folder": folder.id, "kind": "mail"}
        changed = {"since": records.instant_text(since - _ROUNDING)} if since else {}
        following = ""
        while True:
            page = self._ask(self._gateway.Scan, **about, **changed, next=following)
            yield from (mail_records.row(each, folder.store) for each in page["rows"])
            if not (following := page.get("next") or ""):
                return

    def read(self, spots: Collection[Spot]) -> Reading:
        """Read these mails, in as many calls as the seam asks for."""
        parts = [each for store, ids in _by_store(spots).items() for each in self._read(store, ids)]
        found = {id_: mail for part in parts for id_, mail in part.mails.items()}
        strange = {id_ for id_, mail in found.items() if mail.spot.store in self._others}
        return Reading(
            {id_: mail for id_, mail in found.items() if id_ not in strange},
            frozenset(strange).union(*(part.missing for part in parts)),
            {id_: why for part in parts for id_, why in part.unreadable.items()},
        )

    def content(self, spot: Spot, attached: Attached) -> Content:
        """The bytes of an attachment; the file they come in is gone afterwards."""
        answer = self._ask(
            self._gateway.SaveAttachment, store=spot.store, id=spot.id, index=attached.index
        )
        path = Path(answer["path"])
        try:
            return Content(attached.name, attached.media_type, path.read_bytes())
        except OSError as gone:  # a virus scanner was quicker
            raise errors.Refused(
                "The attachment cannot be read: {reason}", reason=gone.strerror or ""
            ) from None
        finally:
            with suppress(OSError):  # the next start clears it away
                path.unlink(missing_ok=True)

    def mark(self, spot: Spot, crm_id: str) -> Written:
        """Show on the mail that it is filed, or no longer."""
        answer = self._ask(
            self._gateway.MarkMail,
            store=spot.store,
            id=spot.id,
            stamp=crm_id,
            category=self._category,
        )
        return mail_records.written(answer, spot.store)

    def place(self, crm_id: str, email: Email) -> Written:
        """Put a mail of the CRM into its folder.  Raises Missing where there is none."""
        target = self._target_folder()
        answer = self._ask(
            self._gateway.PlaceMail,
            store=target.store,
            folder=target.id,
            stamp=crm_id,
            mail=mail_records.placing(email),
        )
        return mail_records.written(answer, target.store)

    def attach(self, spot: Spot, file_id: str, name: str, data: bytes) -> Written:
        """Attach the file; what Outlook takes it from is gone afterwards."""
        try:
            with TemporaryDirectory(dir=self._drop, ignore_cleanup_errors=True) as folder:
                path = Path(folder, names.safe(name))
                path.write_bytes(data)
                return self._attach(spot, file_id, path)
        except OSError:  # no room, or a virus scanner: tried again, but not for ever
            return Written(Fate.UNKNOWN)

    def placed(self, crm_id: str) -> Spot | None:
        """The mail of the target folder that is marked so."""
        target = self._target_folder()
        return next((row.spot for row in self.rows(target) if row.stamp == crm_id), None)

    def find(self, message_ids: Collection[str]) -> dict[str, Spot]:
        """By message ids, in all folders but junk, drafts and deleted ones."""
        places = [
            {"store": each.spot.store, "folder": each.spot.id}
            for each in self.folders
            if each.place in (Place.INBOX, Place.SENT, Place.OTHER)
        ]
        found: dict[str, Spot] = {}
        every = sorted(message_ids)
        for first in range(0, len(every) if places else 0, _FIND_AT_ONCE):
            some = every[first : first + _FIND_AT_ONCE]
            answer = self._ask(self._gateway.FindMails, folders=places, message_ids=some)
            found |= {
                each["message_id"]: Spot(each["store"], each["id"]) for each in answer["found"]
            }
        return found

    def cancel(self) -> None:
        """Let no further call begin; one that runs ends within its own limit."""
        self._cancelled.set()

    @property
    def _by_spot(self) -> Mapping[Spot, MailFolder]:
        return {each.spot: each for each in self.folders}

    def _read(self, store: str, ids: list[str]) -> Iterator[Reading]:
        while ids:
            some, ids = ids[:_READ_AT_ONCE], ids[_READ_AT_ONCE:]
            answer = self._ask(self._gateway.ReadMails, store=store, ids=some)
            yield mail_records.reading(answer, self._by_spot)
            ids = [*(answer.get("later") or ()), *ids]

    def _attach(self, spot: Spot, file_id: str, path: Path) -> Written:
        answer = self._ask(
            self._gateway.AttachFile, store=spot.store, id=spot.id, key=file_id, path=str(path)
        )
        return mail_records.written(answer, spot.store)

    def _target_folder(self) -> Spot:
        if self._target is None:
            raise errors.Missing(
                "The folder for e-mails of the CRM is not there. Choose it again in Preferences."
            )
        return self._target

    def _ask(self, call: Callable[[str], str], **question: Any) -> Json:
        self._check()
        return records.opened(call(json.dumps({"pairing": self._pairing} | question)))

    def _check(self) -> None:
        if self._cancelled.is_set():
            raise errors.Cancelled("Stopped before it was finished.")


def _by_store(spots: Collection[Spot]) -> Mapping[str, list[str]]:
    stores: defaultdict[str, list[str]] = defaultdict(list)
    for spot in spots:
        stores[spot.store].append(spot.id)
    return stores
