"""Login information: what the user typed, completed by what the vault remembers."""

from dataclasses import dataclass, field

from .credentials.vault import Vault
from .crm.connector import Credentials
from .errors import Users
from .support.secret import Secret

_KEY, _USER, _PASSWORD = "api_key", "user", "password"


@dataclass(frozen=True, slots=True)
class Typed:
    """What a window asked for; an empty secret means "as stored", None that there is none."""

    address: str
    user: str
    api_key: str | None = field(default="", repr=False)
    password: str | None = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class KnownLogin:
    """What a window may show: the user's name, and which secrets need not be typed again."""

    user: str = ""
    remember: bool = True
    complete: bool = False
    has_key: bool = False


class Logins:
    """The vault's login information by pairing.

    The API key is always kept: the pairing is useless without it.  The password is
    kept only where the user said so.  What a CRM does not ask for is kept empty.
    Methods raise VaultLocked and Users.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def remembered(self, pairing: str) -> bool:
        """Whether a log-in needs nothing from the user."""
        return {_KEY, _USER, _PASSWORD} <= self._vault.secrets(pairing).keys()

    def known(self, pairing: str) -> KnownLogin:
        """What a window may show; nothing where the vault cannot be opened."""
        try:
            secrets = self._vault.secrets(pairing)
        except Users:
            return KnownLogin()
        user = secrets[_USER].reveal() if _USER in secrets else ""
        password, key = _PASSWORD in secrets, _KEY in secrets
        return KnownLogin(user, password, password and key, key)

    def stored(self, pairing: str) -> Credentials:
        """The whole login information; raises Users when a part of it is not stored."""
        secrets = self._vault.secrets(pairing)
        if not self.remembered(pairing):
            raise Users("Log in again: the login information is not stored.")
        return Credentials(secrets[_KEY], secrets[_USER].reveal(), secrets[_PASSWORD])

    def complete(self, typed: Typed, pairing: str | None) -> Credentials:
        """What was typed, with stored secrets where nothing was."""
        stored = self._vault.secrets(pairing) if pairing and not _all_typed(typed) else {}
        key, password = (
            stored.get(name) if typed == "" else Secret(typed or "")
            for name, typed in ((_KEY, typed.api_key), (_PASSWORD, typed.password))
        )
        if key is None or password is None:
            raise Users("Type the API key and the password: they are not stored.")
        return Credentials(key, typed.user, password)

    def store(self, pairing: str, credentials: Credentials, *, remember: bool) -> None:
        """Keep it after a log-in that worked; without ``remember`` no password."""
        secrets = {_KEY: credentials.api_key, _USER: Secret(credentials.user)}
        if remember:
            secrets[_PASSWORD] = credentials.password
        self._vault.store(pairing, secrets)

    def forget_password(self, pairing: str) -> None:
        """It was refused: it is not tried again."""
        kept = {k: v for k, v in self._vault.secrets(pairing).items() if k != _PASSWORD}
        self._vault.store(pairing, kept)


def _all_typed(typed: Typed) -> bool:
    return "" not in (typed.api_key, typed.password)
