"""Filed mails and the mail writes that were begun, in the state file."""

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import datetime
from typing import Any

from outlook_crm.mail.identity import Keys
from outlook_crm.mail.relations import Relations
from outlook_crm.mail.values import Deed, Filed, MailIntent, Spot

from .database import Database, Row
from .records import time_of, time_text

_COLUMNS = (
    "pairing, crm_id, message_id, digest, store, outlook_id, conversation, account, contact,"
    " project, parts_left, made, at"
)
_FILED = f"SELECT {_COLUMNS} FROM mails WHERE pairing = ? AND "  # noqa: S608 - our own column names
_PUT = f"INSERT OR REPLACE INTO mails ({_COLUMNS}) VALUES ({', '.join('?' * 13)})"  # noqa: S608
_PUT_VALUE = "INSERT OR REPLACE INTO named_values (pairing, name, value) VALUES (?, ?, ?)"


class Mails:
    """`outlook_crm.mail.ports.FiledMails` on the state's database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def atomic(self) -> AbstractContextManager[None]:
        """One transaction."""
        return self._database.atomic()

    def any(self, pairing: str) -> bool:
        """Whether some mail is known."""
        return bool(
            self._database.read("SELECT 1 FROM mails WHERE pairing = ? LIMIT 1", (pairing,))
        )

    def by_keys(self, pairing: str, keys: Keys) -> Filed | None:
        """By the message id; by the digest where that is all one of them has."""
        if keys.message_id and (found := self._one(pairing, "message_id = ?", keys.message_id)):
            return found
        same = self._one(pairing, "digest = ?", keys.digest)
        return same if same and not (keys.message_id and same.keys.message_id) else None

    def by_crm_id(self, pairing: str, crm_id: str) -> Filed | None:
        """The filed mail of a record."""
        return self._one(pairing, "crm_id = ?", crm_id)

    def in_conversation(self, pairing: str, conversation: str) -> Sequence[Filed]:
        """The newest first; none for a mail that has no conversation."""
        if not conversation:
            return []
        return self._all(pairing, "conversation = ? ORDER BY at DESC, crm_id", conversation)

    def unfinished(self, pairing: str) -> Sequence[Filed]:
        """Those with parts left, the oldest first."""
        return self._all(pairing, "parts_left != ? ORDER BY at, crm_id", "")

    def put(self, filed: Filed) -> None:
        """Add or replace, by CRM id."""
        self._database.write(_PUT, _row(filed))

    def drop(self, pairing: str, crm_id: str) -> None:
        """Forget; no error when there is nothing."""
        self._database.write(
            "DELETE FROM mails WHERE pairing = ? AND crm_id = ?", (pairing, crm_id)
        )

    def intents(self, pairing: str) -> Sequence[MailIntent]:
        """Writes begun and not settled, oldest first."""
        rows = self._database.read(
            "SELECT id, intent FROM mail_intents WHERE pairing = ? ORDER BY id", (pairing,)
        )
        return [_intent(number, pairing, json.loads(text)) for number, text in rows]

    def begin(self, intent: MailIntent, now: datetime) -> int:
        """Record an intent; its number is never used again."""
        return self._database.write(
            "INSERT INTO mail_intents (pairing, intent, begun) VALUES (?, ?, ?)",
            (intent.pairing, _intent_text(intent), time_text(now)),
        )

    def settle(self, intent: int) -> None:
        """Forget the intent; no error when it is settled already."""
        self._database.write("DELETE FROM mail_intents WHERE id = ?", (intent,))

    def value(self, pairing: str, name: str) -> str:
        """A small named value, "" when never set."""
        rows = self._database.read(
            "SELECT value FROM named_values WHERE pairing = ? AND name = ?", (pairing, name)
        )
        return str(rows[0][0]) if rows else ""

    def put_value(self, pairing: str, name: str, value: str) -> None:
        """Set it."""
        self._database.write(_PUT_VALUE, (pairing, name, value))

    def _one(self, pairing: str, where: str, value: str) -> Filed | None:
        return next(iter(self._all(pairing, where, value)), None)

    def _all(self, pairing: str, where: str, value: str) -> list[Filed]:
        return [_filed(row) for row in self._database.read(_FILED + where, (pairing, value))]


def _row(filed: Filed) -> Row:
    return (
        filed.pairing,
        filed.crm_id,
        filed.keys.message_id,
        filed.keys.digest,
        filed.spot.store,
        filed.spot.id,
        filed.conversation,
        filed.relations.account,
        filed.relations.contact,
        filed.relations.project,
        " ".join(filed.left),
        int(filed.made),
        time_text(filed.at) if filed.at else "",
    )


def _filed(row: Row) -> Filed:
    pairing, crm_id, message_id, digest, store, outlook_id, conversation = row[:7]
    account, contact, project, left, made, at = row[7:]
    return Filed(
        pairing,
        crm_id,
        Keys(message_id, digest),
        Spot(store, outlook_id),
        conversation,
        Relations(account, contact, project),
        tuple(left.split()),
        made != 0,
        time_of(at) if at else None,
    )


def _intent_text(intent: MailIntent) -> str:
    record = asdict(intent)
    del record["id"], record["pairing"]  # columns of their own
    return json.dumps(record)


def _intent(number: int, pairing: str, record: dict[str, Any]) -> MailIntent:
    return MailIntent(
        pairing,
        Deed(record["deed"]),
        Keys(**record["keys"]),
        Spot(**record["spot"]),
        record["crm_id"],
        Relations(**record["relations"]),
        number,
        wished=record.get("wished", False),
    )
