"""The protector of a process without a shim."""

import sys

import pytest

from outlook_crm.credentials.own_protector import own_protector
from outlook_crm.credentials.vault import FILE_NAME, Vault
from outlook_crm.errors import Users
from outlook_crm.support.secret import Secret

on_windows = pytest.mark.skipif(sys.platform != "win32", reason="DPAPI is Windows'")


@on_windows
def test_another_process_of_the_same_user_opens_what_was_wrapped():
    wrapped = own_protector().protect(b"a key")
    assert b"a key" not in wrapped
    assert own_protector().unprotect(wrapped) == b"a key"


@on_windows
def test_the_vault_stands_on_it(tmp_path):
    Vault(tmp_path / FILE_NAME, own_protector()).store("p1", {"a": Secret("secret")})
    again = Vault(tmp_path / FILE_NAME, own_protector())
    assert again.secrets("p1")["a"].reveal() == "secret"


def test_what_it_did_not_wrap_it_does_not_open():
    assert own_protector().unprotect(b"rubbish") is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has DPAPI")
def test_without_dpapi_nothing_is_stored(tmp_path):
    with pytest.raises(Users, match="not stored"):
        Vault(tmp_path / FILE_NAME, own_protector()).store("p1", {"a": Secret("secret")})
    assert not (tmp_path / FILE_NAME).exists()
