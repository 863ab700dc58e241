"""A CRM that is a folder: each user has one in it, and each activity is a JSON file there.

The example of docs/connectors.md.  The whole folder is read at each pass, so that it
needs no cursor; an activity's version is a digest of its file.
"""

import hashlib
import json
import threading
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from uuid import uuid4

from outlook_crm.crm.bare import BareSession
from outlook_crm.crm.connector import Credentials, CrmUser, Network
from outlook_crm.domain.codec import decode_fields, encode_fields
from outlook_crm.domain.fields import CALENDAR_NAMES, FieldName, Fields
from outlook_crm.domain.login_form import LoginForm
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay, Timed
from outlook_crm.errors import (
    Cancelled,
    NotACrm,
    NotAllowed,
    Unreachable,
    WrongAddress,
    WrongUser,
)
from outlook_crm.files import write_private
from outlook_crm.sync.ports import Capabilities, Want
from outlook_crm.sync.values import Absence, Fate, Item, Observation, Outcome, Step, StepKind

RELATIONS = {FieldName.ACCOUNTS, FieldName.CONTACTS, FieldName.PROJECTS}


class FolderCrm:
    """`outlook_crm.crm.connector.Connector`; the address is the folder's path."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def login_form(self, language: str) -> LoginForm:
        return LoginForm(
            "Mapp" if language == "sv" else "Folder",
            has_key=False,
            has_password=False,
            labels={"address": "M&app" if language == "sv" else "&Folder"},
        )

    def address(self, typed: str) -> str:
        path = Path(typed.strip())
        if not path.is_absolute():
            raise WrongAddress("{address} is not the address of a CRM.", address=typed)
        return str(path)

    def log_in(
        self,
        address: str,
        credentials: Credentials,
        network: Network,
        field_map: Mapping[str, str] | None = None,
    ) -> "FolderSession":
        if self._stopped.is_set():
            raise _stopped()
        folder = Path(address)
        if not folder.is_dir():
            raise Unreachable("{host} cannot be reached: {reason}", host=address, reason="-")
        if not (folder / credentials.user).is_dir():
            raise NotAllowed("The CRM knows no user {user}.", user=credentials.user)
        return FolderSession(folder, credentials.user, self._stopped)

    def cancel(self) -> None:
        self._stopped.set()


class FolderSession(BareSession):
    """`outlook_crm.crm.connector.CrmSession`."""

    unmapped = tuple(sorted(RELATIONS))

    def __init__(self, folder: Path, user: str, stopped: threading.Event) -> None:
        self._folder = folder
        self._stopped = stopped
        self.user = CrmUser(user, user.title())

    def side(self, crm_user: str) -> "FolderSide":
        return FolderSide(self._folder, self.user.id, crm_user, self._stopped)

    def cancel(self) -> None:
        self._stopped.set()


class FolderSide:
    """`outlook_crm.sync.ports.SidePort`."""

    side = Side.CRM
    capabilities = Capabilities(CALENDAR_NAMES - RELATIONS)

    def __init__(self, folder: Path, user: str, expected: str, ended: threading.Event) -> None:
        self._folder = folder
        self._own = folder / user
        self._same_user = user == expected
        self._ended = ended  # with the session
        self._cancelled = False

    def verify(self) -> None:
        self._check_running()
        if not self._same_user:
            raise WrongUser("Another CRM user is logged in than the calendar is paired with.")

    def observe(self, want: Want) -> Observation:
        self._check_running()
        ids = want.only if want.only is not None else {file.stem for file in self._files()}
        answers = self.read(ids if want.only is not None else ids | want.known.keys())
        items = {id_: each for id_, each in answers.items() if isinstance(each, Item)}
        wanted = {
            id_: item
            for id_, item in items.items()
            if id_ in want.known or want.only is not None or _overlaps(item, want)
        }
        unchanged = {id_ for id_, item in wanted.items() if want.known.get(id_) == item.version}
        return Observation(
            Side.CRM,
            {id_: item for id_, item in wanted.items() if id_ not in unchanged},
            frozenset(unchanged),
            {id_: answers[id_] for id_ in want.known.keys() & answers.keys() - items.keys()},
            complete=want.only is None,
        )

    def read(self, ids: Collection[str]) -> Mapping[str, Item | Absence]:
        self._check_running()
        return {id_: self._answer(id_) for id_ in ids}

    def find(self, key: str, stamp: str = "") -> list[Item]:
        self._check_running()
        items = (self._answer(file.stem) for file in self._files()) if key else ()
        found = [each for each in items if isinstance(each, Item) and each.key == key]
        return sorted(found, key=lambda item: (item.created, item.id))

    def write(self, step: Step) -> Outcome:
        self._check_running()
        if step.kind is StepKind.CREATE:
            return self._save(uuid4().hex, step.fields, step.key, datetime.now(UTC))
        item = self._answer(step.target)
        if not isinstance(item, Item):
            return Outcome(Fate.MISSING)
        if step.expect and step.expect != item.version:
            return Outcome(Fate.STALE)
        if step.kind is StepKind.DELETE:
            return self._delete(item)
        key = step.key if step.kind is StepKind.STAMP else item.key
        return self._save(item.id, _merged(item.fields, step.fields), key, item.created)

    def cancel(self) -> None:
        self._cancelled = True

    # ---- files

    def _files(self) -> list[Path]:
        """The user's files.  Without the folder nothing is known: an error, never an empty list."""
        try:
            return [file for file in self._own.iterdir() if file.suffix == ".json"]
        except OSError as trouble:
            raise _unreachable(self._own, trouble) from None

    def _file(self, id_: str) -> Path:
        return self._own / f"{id_}.json"

    def _answer(self, id_: str) -> Item | Absence:
        file = self._file(id_)
        try:
            return _item(file, file.read_bytes())
        except FileNotFoundError:
            self._files()  # only a folder that is there proves anything
            elsewhere = any(self._folder.glob(f"*/{file.name}"))
            return Absence.RELEASED if elsewhere else Absence.DELETED
        except OSError as trouble:
            raise _unreachable(file, trouble) from None

    def _save(self, id_: str, fields: Fields, key: str, created: datetime) -> Outcome:
        held = {name: value for name, value in fields.items() if name in self.capabilities.fields}
        record = {"fields": encode_fields(held), "key": key, "created": created.isoformat()}
        data = json.dumps(record, ensure_ascii=True).encode()
        try:
            write_private(self._file(id_), data)
        except OSError:
            return Outcome(Fate.UNKNOWN)
        return Outcome(Fate.DONE, _item(self._file(id_), data))

    def _delete(self, item: Item) -> Outcome:
        try:
            self._file(item.id).unlink()
        except FileNotFoundError:
            return Outcome(Fate.MISSING)
        except OSError:
            return Outcome(Fate.UNKNOWN)
        return Outcome(Fate.DONE)

    def _check_running(self) -> None:
        if self._cancelled or self._ended.is_set():
            raise _stopped()


def _item(file: Path, data: bytes) -> Item:
    try:
        record = json.loads(data)
        fields = dict.fromkeys(FolderSide.capabilities.fields) | decode_fields(record["fields"])
        created = datetime.fromisoformat(record["created"]).astimezone(UTC)
        key = str(record["key"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotACrm("The CRM's answer cannot be read.") from None
    version = hashlib.sha256(data).hexdigest()[:16]
    modified = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return Item(Side.CRM, file.stem, version, fields, modified, created, key)


def _merged(before: Fields, written: Fields) -> Fields:
    """A time that names no zone keeps the one it had."""
    now = {**before, **written}
    was, when = before.get(FieldName.WHEN), now.get(FieldName.WHEN)
    if isinstance(was, Timed) and isinstance(when, Timed) and when.zone is None:
        now[FieldName.WHEN] = replace(when, zone=was.zone)
    return now


def _overlaps(item: Item, want: Want) -> bool:
    when = item.fields[FieldName.WHEN]
    if isinstance(when, AllDay):
        when = Timed(*(datetime.combine(day, time(), UTC) for day in (when.first, when.end)))
    assert isinstance(when, Timed)
    return when.start < want.end and (when.end > want.start or when.start >= want.start)


def _unreachable(path: Path, trouble: OSError) -> Unreachable:
    return Unreachable(
        "{host} cannot be reached: {reason}", host=path.name, reason=str(trouble.strerror)
    )


def _stopped() -> Cancelled:
    return Cancelled("Stopped before it was finished.")
