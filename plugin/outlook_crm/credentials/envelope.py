"""The vault's file: a wrapped key, and per pairing one sealed JSON object.

``{"format": 1, "key": base64, "pairings": {id: {"nonce": base64, "sealed": base64}}}``

AES-256-GCM; the associated data binds a seal to the format and to its pairing, so
that one pairing's secrets cannot be passed off as another's.
"""

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

FORMAT = 1
KEY_BYTES = 32
_NONCE_BYTES = 12  # NIST SP 800-38D's own length; random, far below 2**32 seals a key


class UnreadableError(ValueError):
    """The file or a seal is torn, changed or not ours."""


@dataclass(frozen=True, slots=True)
class Seal:
    """One pairing's secrets, encrypted."""

    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """The file's content; ``wrapped_key`` is the data key under the user's OS protection."""

    wrapped_key: bytes
    seals: Mapping[str, Seal] = field(default_factory=dict)

    def with_seal(self, pairing: str, seal: Seal) -> "Envelope":
        """With this pairing's seal replaced."""
        return replace(self, seals={**self.seals, pairing: seal})

    def without(self, pairing: str) -> "Envelope":
        """Without this pairing's seal."""
        return replace(self, seals={k: v for k, v in self.seals.items() if k != pairing})

    def data(self) -> bytes:
        """The file's bytes."""
        record = {
            "format": FORMAT,
            "key": _text(self.wrapped_key),
            "pairings": {
                pairing: {"nonce": _text(seal.nonce), "sealed": _text(seal.sealed)}
                for pairing, seal in self.seals.items()
            },
        }
        return json.dumps(record, indent=1).encode()


def envelope_of(data: bytes) -> Envelope:
    """The content of a file; raises UnreadableError."""
    try:
        return _envelope(json.loads(data))
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        # ValueError: no JSON, no UTF-8, no base64, a number without end.
        raise UnreadableError(type(error).__name__) from None


def _envelope(record: dict[str, Any]) -> Envelope:
    if record["format"] != FORMAT:
        raise ValueError("another version's format")
    seals = {
        str(pairing): Seal(_bytes(one["nonce"]), _bytes(one["sealed"]))
        for pairing, one in record["pairings"].items()
    }
    return Envelope(_bytes(record["key"]), seals)


def seal(key: bytes, pairing: str, secrets: Mapping[str, str]) -> Seal:
    """Encrypt one pairing's secrets."""
    # Imported here: loading it takes longer than all the rest of a start, and a start
    # without a stored login needs none of it.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    nonce = os.urandom(_NONCE_BYTES)
    plain = json.dumps(dict(secrets)).encode()
    return Seal(nonce, AESGCM(key).encrypt(nonce, plain, _bound_to(pairing)))


def unseal(key: bytes, pairing: str, sealed: Seal) -> dict[str, str]:
    """Decrypt them; raises UnreadableError when anything of it was changed."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see `seal`
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    try:
        plain = AESGCM(key).decrypt(sealed.nonce, sealed.sealed, _bound_to(pairing))
    except (InvalidTag, ValueError):  # ValueError: a key or nonce of another length
        raise UnreadableError("changed") from None
    secrets: dict[str, str] = json.loads(plain)
    return secrets


def _bound_to(pairing: str) -> bytes:
    return f"outlook-crm vault {FORMAT}\0{pairing}".encode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
