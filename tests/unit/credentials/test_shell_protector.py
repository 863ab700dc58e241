"""The protector that asks the shim."""

import base64

import pytest

from outlook_crm.credentials.shell_protector import ShellProtector
from outlook_crm.credentials.vault import FILE_NAME, Vault
from outlook_crm.errors import Users, VaultLocked
from outlook_crm.support.secret import Secret

KEY = bytes(range(32))
ERROR = '{"error": {"kind": "refused", "hresult": "0x80090016", "text": ""}}'


class Refusing:
    """A shim whose system refuses, with this answer."""

    def __init__(self, answer):
        self.answer = answer

    def Protect(self, base64):  # noqa: N802 - the C# interface's names
        return self.answer

    def Unprotect(self, base64):  # noqa: N802 - the C# interface's names
        return self.answer


class Wrapping:
    """A shim that wraps by turning the bytes round."""

    def Protect(self, base64):  # noqa: N802 - the C# interface's names
        return turned(base64)

    def Unprotect(self, base64):  # noqa: N802 - the C# interface's names
        return turned(base64)


def turned(text):
    return base64.b64encode(base64.b64decode(text)[::-1]).decode()


def test_passes_bytes_both_ways():
    protector = ShellProtector(Wrapping())
    wrapped = protector.protect(KEY)
    assert wrapped == KEY[::-1]
    assert protector.unprotect(wrapped) == KEY


@pytest.mark.parametrize("answer", ["", ERROR, "not base64!"])
def test_a_refusal_is_told(answer):
    protector = ShellProtector(Refusing(answer))
    with pytest.raises(Users, match="not stored"):
        protector.protect(KEY)
    assert protector.unprotect(b"wrapped") is None


def test_the_vault_stands_on_it(tmp_path):
    Vault(tmp_path / FILE_NAME, ShellProtector(Wrapping())).store("p1", {"a": Secret("secret")})
    again = Vault(tmp_path / FILE_NAME, ShellProtector(Wrapping()))
    assert again.secrets("p1")["a"].reveal() == "secret"
    with pytest.raises(VaultLocked):
        Vault(tmp_path / FILE_NAME, ShellProtector(Refusing(""))).secrets("p1")
