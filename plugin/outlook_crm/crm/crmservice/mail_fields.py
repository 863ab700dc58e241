"""A record of a mail and the mail it means: attributes one way, values the other."""

from collections.abc import Iterable, Mapping
from email.utils import formataddr, getaddresses
from typing import Any

from outlook_crm.crm.jsonapi import Resource
from outlook_crm.domain.email import Correspondent, Email, Way
from outlook_crm.errors import NotACrm
from outlook_crm.mail.html import clean
from outlook_crm.mail.identity import Keys, digest, is_digest, normal
from outlook_crm.mail.relations import Relations
from outlook_crm.mail.values import Record

from .choices import (
    ADDRESS_SEPARATOR,
    DIRECTION_WORDS,
    EMAIL_PLACES,
    OWNER,
    time_text,
    time_told,
)
from .fields import fitting
from .schema import Attribute, placed

Places = Mapping[str, Attribute]
"""Attributes of this installation by role, see `EMAIL_PLACES`."""

_NEEDED = ("subject", "message_id")


def places_in(document: object) -> Places:
    """Where each role has its place.  Raises NotACrm when the schema has none for the keys."""
    places = placed(document, EMAIL_PLACES)
    if not all(role in places for role in _NEEDED):
        raise NotACrm("The e-mails of this CRM have no subject and message id that can be used.")
    return places


def attributes_of(email: Email, keys: Keys, relations: Relations, places: Places) -> dict[str, Any]:
    """What makes a record of the mail; its HTML is made safe, what is too long is cut."""
    values: dict[str, Any] = {
        "subject": email.subject,
        "from": _written((email.sender,)),
        "to": _written(email.to),
        "cc": _written(email.cc),
        "direction": DIRECTION_WORDS[email.way],
        "at": time_text(email.at) if email.at else None,
        "text": email.text,
        "html": clean(email.html),
        "message_id": keys.primary,
        "digest": digest_text(keys),
        "account": relations.account or None,
        "contact": relations.contact or None,
        "project": relations.project or None,
    }
    return {
        place.name: fitting(values[role], place)
        for role, place in places.items()
        if values[role] is not None
    }


def digest_text(keys: Keys) -> str:
    """The digest as its field holds it: without brackets and domain, which are always the same."""
    return keys.digest.strip("<>").partition("@")[0]


def record_of(record: Resource, places: Places, user: str) -> Record:
    """The mail that a record of the CRM means."""
    values = {role: record.attributes.get(each.name) for role, each in places.items()}
    email = Email(
        Way.SENT if values.get("direction") == DIRECTION_WORDS[Way.SENT] else Way.RECEIVED,
        str(values.get("subject") or ""),
        next(iter(_read(values.get("from"))), Correspondent()),
        time_told(values.get("at")),
        to=_read(values.get("to")),
        cc=_read(values.get("cc")),
        text=str(values.get("text") or ""),
        html=clean(str(values.get("html") or "")),
        message_id=_message_id(values),
    )
    relations = Relations(
        *(str(values.get(role) or "") for role in ("account", "contact", "project"))
    )
    keys = Keys(_message_id(values), _digest(values, email))
    owner = record.attributes.get(OWNER)
    return Record(record.id, keys, relations, email, mine=owner is None or str(owner) == user)


def _message_id(values: Mapping[str, Any]) -> str:
    key = normal(str(values.get("message_id") or ""))
    return "" if is_digest(key) else key


def _digest(values: Mapping[str, Any], email: Email) -> str:
    """As it was written with the record; a mail of the CRM's own has one made now."""
    key = normal(str(values.get("message_id") or ""))
    if is_digest(key):
        return key
    kept = str(values.get("digest") or "")
    return digest_of(kept) if kept else digest(email)


def digest_of(text: str) -> str:
    """The key that `digest_text` shortened."""
    return f"<{text}@digest.invalid>"


def _written(people: Iterable[Correspondent]) -> str:
    return ADDRESS_SEPARATOR.join(filter(None, map(_one, people)))


def _one(who: Correspondent) -> str:
    return formataddr((who.name, who.address), "utf-8") if _is_plain(who) else _told(who)


def _is_plain(who: Correspondent) -> bool:
    return who.name.isascii() and who.address.isascii() and bool(who.name and who.domain)


def _told(who: Correspondent) -> str:
    """People read this field: no encoded words, and no address that is none for them (X.500)."""
    name = who.name.replace('"', "'")
    return f'"{name}" <{who.address}>' if name and who.domain else name or who.address


def _read(text: object) -> tuple[Correspondent, ...]:
    found = getaddresses([str(text or "").replace(ADDRESS_SEPARATOR, ", ")])
    return tuple(Correspondent(name, address) for name, address in found if name or address)
