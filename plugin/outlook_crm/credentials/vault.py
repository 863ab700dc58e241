"""The vault: one file of sealed secrets, opened only while one of them is needed."""

import os
import threading
from collections.abc import Mapping
from pathlib import Path

from outlook_crm.errors import Users, VaultLocked
from outlook_crm.files import read_held, write_private
from outlook_crm.support.secret import Secret

from .envelope import KEY_BYTES, Envelope, UnreadableError, envelope_of, seal, unseal
from .protector import Protector

FILE_NAME = "vault.json"


class Vault:
    """Secrets by pairing and name, in a file that only this Windows user can open.

    From any thread.  What cannot be opened (another user or PC, a password reset
    by an administrator, a torn or changed file) raises VaultLocked: ask the user
    again and `store`; the pairing itself is not touched.  A file or protection
    that cannot be used at all raises Users.
    """

    def __init__(self, path: Path, protector: Protector) -> None:
        self._path = path
        self._protector = protector
        self._lock = threading.Lock()

    def secrets(self, pairing: str) -> Mapping[str, Secret]:
        """The pairing's secrets by name; {} when none are stored.

        Raises VaultLocked and Users.
        """
        with self._lock:
            envelope = self._read()
            if envelope is None or pairing not in envelope.seals:
                return {}
            return self._unsealed(envelope, pairing)

    def store(self, pairing: str, secrets: Mapping[str, Secret]) -> None:
        """Replace the pairing's secrets; {} forgets them.

        Where the old key cannot be opened any more, a new vault is begun: what
        was sealed under the old one is lost anyway.  Raises Users.
        """
        if not secrets:
            self.forget(pairing)
            return
        plain = {name: secret.reveal() for name, secret in secrets.items()}
        with self._lock:
            envelope, key = self._writable()
            self._write(envelope.with_seal(pairing, seal(key, pairing, plain)))

    def forget(self, pairing: str) -> None:
        """Remove the pairing's secrets; the last one takes the file with it.  Raises Users."""
        with self._lock:
            left = self._left_without(pairing)
            if left is not None and left.seals:
                self._write(left)
            else:
                self._remove()

    def _left_without(self, pairing: str) -> Envelope | None:
        try:
            envelope = self._read()
        except VaultLocked:
            return None  # nobody can read it: nothing in it is worth keeping
        return envelope and envelope.without(pairing)

    def _writable(self) -> tuple[Envelope, bytes]:
        try:
            envelope = self._read()
            if envelope is not None:
                return envelope, self._key(envelope)
        except VaultLocked:
            pass
        key = os.urandom(KEY_BYTES)
        return Envelope(self._protector.protect(key)), key

    def _unsealed(self, envelope: Envelope, pairing: str) -> Mapping[str, Secret]:
        try:
            plain = unseal(self._key(envelope), pairing, envelope.seals[pairing])
        except UnreadableError:
            raise _locked() from None
        return {name: Secret(text) for name, text in plain.items()}

    def _key(self, envelope: Envelope) -> bytes:
        key = self._protector.unprotect(envelope.wrapped_key)
        if key is None or len(key) != KEY_BYTES:
            raise _locked()
        return key

    def _read(self) -> Envelope | None:
        try:
            return envelope_of(read_held(self._path))
        except FileNotFoundError:
            return None
        except UnreadableError:
            raise _locked() from None
        except OSError as error:
            raise _unusable(error) from error

    def _write(self, envelope: Envelope) -> None:
        try:
            write_private(self._path, envelope.data())
        except OSError as error:
            raise _unusable(error) from error

    def _remove(self) -> None:
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise _unusable(error) from error


def _locked() -> VaultLocked:
    return VaultLocked("The stored login information cannot be opened. Log in again.")


def _unusable(error: OSError) -> Users:
    return Users(
        "The file of the stored login information cannot be used: {reason}", reason=error.strerror
    )
