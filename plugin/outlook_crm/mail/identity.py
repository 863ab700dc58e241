"""Which mails are one: by the internet message id, by a digest where there is none.

A mail keeps its message id in every mailbox and folder.  Outlook has none for a
mail that is just being sent and for some that never left the firm's server.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC

from outlook_crm.domain.email import Email

LONGEST = 255
"""Characters of a key: what the CRM's field takes."""

_BLANKS = re.compile(r"\s+")
_IN_BRACKETS = re.compile(r"<([^<>]*)>")
_DIGEST_DOMAIN = "digest.invalid"  # RFC 2606: never a real message id's


@dataclass(frozen=True, slots=True)
class Keys:
    """Both names of a mail; ``message_id`` is "" when it has none (yet)."""

    message_id: str
    digest: str

    @property
    def primary(self) -> str:
        """What a new record is known by."""
        return self.message_id or self.digest

    def same(self, other: "Keys") -> bool:
        """Whether both name one mail: by the message id where both have one, else by the digest."""
        if self.message_id and other.message_id:
            return self.message_id == other.message_id
        return self.digest == other.digest

    @property
    def all(self) -> tuple[str, ...]:
        """What a look-up asks for."""
        return tuple(filter(None, (self.message_id, self.digest)))


def keys_of(email: Email) -> Keys:
    """The mail's keys; one that we brought without a message id carries its record's digest."""
    key = normal(email.message_id)
    return Keys("", key) if is_digest(key) else Keys(key, digest(email))


def normal(message_id: str) -> str:
    """A message id in one writing: in angle brackets, without blanks; "" for none.

    One that is longer than the CRM takes is replaced by its hash.
    """
    found = _IN_BRACKETS.search(message_id)
    bare = _BLANKS.sub("", found[1] if found else message_id.strip("<> \t\r\n"))
    if not bare:
        return ""
    whole = f"<{bare}>"
    return whole if len(whole) <= LONGEST else f"<{_hash(bare)}@long.invalid>"


def digest(email: Email) -> str:
    """A name made of what never changes: who wrote it, when, and what.

    Blanks do not count: stores of another kind break lines elsewhere.  Receivers
    do not either: only the sender's copy knows those of the blind copies.
    """
    at = email.at.astimezone(UTC).replace(microsecond=0).isoformat() if email.at else ""
    told = (email.sender.key, at, _plain(email.subject), _plain(email.text))
    return f"<{_hash(chr(0).join(told))}@{_DIGEST_DOMAIN}>"


def is_digest(key: str) -> bool:
    """Whether the key is one of ours rather than a message id."""
    return key.endswith(f"@{_DIGEST_DOMAIN}>")


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:40]
