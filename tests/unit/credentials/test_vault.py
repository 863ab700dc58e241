"""The vault: only this user opens it, and nothing of it is readable on the disk."""

import base64
import json
import os
import stat
import threading

import pytest

from outlook_crm.credentials.vault import FILE_NAME, Vault
from outlook_crm.errors import Users, VaultLocked
from outlook_crm.support.secret import Secret

LOGIN = {
    "password": Secret("Sommar!2026 på Åland"),
    "api_key": Secret("k-4711"),
    "none": Secret(""),
}
OTHER = {"password": Secret("another one")}


class User:
    """A protector as the system's: what one user wrapped, no other can unwrap."""

    def __init__(self, name):
        self.mark = name.encode()
        self.refuses = False

    def protect(self, data):
        if self.refuses:
            raise Users("Windows could not protect the login information, so it is not stored.")
        return self.mark + bytes(255 - each for each in data)

    def unprotect(self, data):
        if not data.startswith(self.mark):
            return None
        return bytes(255 - each for each in data[len(self.mark) :])


@pytest.fixture
def path(tmp_path):
    return tmp_path / "OutlookCrm" / FILE_NAME


@pytest.fixture
def anna(path):
    return Vault(path, User("anna"))


def plain(secrets):
    return {name: secret.reveal() for name, secret in secrets.items()}


def rewrite(path, change):
    record = json.loads(path.read_text())
    change(record)
    path.write_text(json.dumps(record))


class TestStoring:
    def test_gives_back_what_was_stored_also_after_a_restart(self, path, anna):
        anna.store("p1", LOGIN)
        for vault in (anna, Vault(path, User("anna"))):
            assert plain(vault.secrets("p1")) == plain(LOGIN)

    def test_nothing_stored_is_no_error(self, anna):
        assert anna.secrets("p1") == {}
        anna.store("p1", LOGIN)
        assert anna.secrets("p2") == {}

    def test_replaces_the_pairings_secrets_and_no_others(self, anna):
        anna.store("p1", LOGIN)
        anna.store("p2", LOGIN)
        anna.store("p1", OTHER)
        assert plain(anna.secrets("p1")) == plain(OTHER)
        assert plain(anna.secrets("p2")) == plain(LOGIN)

    def test_a_pairings_name_may_be_any_text(self, anna):
        anna.store('på "1"\n', OTHER)
        assert plain(anna.secrets('på "1"\n')) == plain(OTHER)

    def test_where_the_system_refuses_stores_nothing(self, path):
        user = User("anna")
        user.refuses = True
        with pytest.raises(Users, match="not stored"):
            Vault(path, user).store("p1", LOGIN)
        assert not path.exists()

    def test_from_two_threads_loses_none(self, anna):
        def store(first):
            for number in range(first, 20, 2):
                anna.store(f"p{number}", OTHER)

        threads = [threading.Thread(target=store, args=(first,)) for first in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(anna.secrets(f"p{number}") for number in range(20))


class TestForgetting:
    def test_takes_the_pairings_secrets_alone(self, anna):
        anna.store("p1", LOGIN)
        anna.store("p2", OTHER)
        anna.forget("p1")
        assert anna.secrets("p1") == {}
        assert plain(anna.secrets("p2")) == plain(OTHER)

    def test_the_last_takes_the_file(self, path, anna):
        anna.store("p1", LOGIN)
        anna.store("p1", {})
        assert list(path.parent.iterdir()) == []

    def test_what_was_never_stored_is_no_error(self, path, anna):
        anna.forget("p1")
        assert not path.exists()

    def test_needs_no_key(self, path, anna):
        """A user who logs out is not kept from it by a password reset."""
        anna.store("p1", LOGIN)
        anna.store("p2", LOGIN)
        Vault(path, User("bo")).forget("p1")
        assert plain(anna.secrets("p2")) == plain(LOGIN)
        assert anna.secrets("p1") == {}

    @pytest.mark.parametrize("data", [b"", b"torn {", b"\xff\xfe"])
    def test_removes_a_file_that_nobody_can_read(self, path, anna, data):
        anna.store("p1", LOGIN)
        path.write_bytes(data)
        anna.forget("p1")
        assert not path.exists()


class TestTheDisk:
    def test_holds_no_secret_in_any_form(self, path, anna):
        anna.store("p1", LOGIN)
        anna.store("p1", LOGIN | OTHER)
        data = b"".join(each.read_bytes() for each in path.parent.iterdir())
        for text in ("Sommar!2026", "k-4711", "another one", "password", "api_key"):
            for form in (text.encode(), text.encode("utf-16-le"), base64.b64encode(text.encode())):
                assert form.rstrip(b"=") not in data

    def test_two_seals_of_one_secret_differ(self, path, anna):
        seals = set()
        for _ in range(3):
            anna.store("p1", OTHER)
            seals.add(json.loads(path.read_text())["pairings"]["p1"]["sealed"])
        assert len(seals) == 3

    @pytest.mark.skipif(os.name == "nt", reason="rights are inherited from the profile there")
    def test_is_the_users_alone(self, path, anna):
        anna.store("p1", LOGIN)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700

    def test_that_cannot_be_used_is_told(self, path, anna):
        path.mkdir(parents=True)
        for call in (
            lambda: anna.secrets("p1"),
            lambda: anna.store("p1", LOGIN),
            lambda: anna.forget("p1"),
        ):
            with pytest.raises(Users, match="cannot be used") as told:
                call()
            assert not isinstance(told.value, VaultLocked)


class TestWhatCannotBeOpened:
    def locked(self, vault, pairing="p1"):
        with pytest.raises(VaultLocked):
            vault.secrets(pairing)

    def test_by_another_user_is_locked(self, path, anna):
        anna.store("p1", LOGIN)
        self.locked(Vault(path, User("bo")))
        assert plain(anna.secrets("p1")) == plain(LOGIN)

    def test_is_begun_anew_by_storing(self, path, anna):
        anna.store("p1", LOGIN)
        anna.store("p2", LOGIN)
        bo = Vault(path, User("bo"))
        bo.store("p1", OTHER)
        assert plain(bo.secrets("p1")) == plain(OTHER)
        assert bo.secrets("p2") == {}

    @pytest.mark.parametrize("share", [0, 0.3, 0.6, 0.99])
    def test_because_it_is_torn_is_locked(self, path, anna, share):
        anna.store("p1", LOGIN)
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])
        self.locked(anna)
        anna.store("p1", OTHER)
        assert plain(anna.secrets("p1")) == plain(OTHER)

    @pytest.mark.parametrize("part", ["nonce", "sealed"])
    def test_because_a_seal_was_changed_is_locked_alone(self, path, anna, part):
        anna.store("p1", LOGIN)
        anna.store("p2", OTHER)

        def flip(record):
            seal = record["pairings"]["p1"]
            data = bytearray(base64.b64decode(seal[part]))
            data[3] ^= 1
            seal[part] = base64.b64encode(data).decode()

        rewrite(path, flip)
        self.locked(anna)
        assert plain(anna.secrets("p2")) == plain(OTHER)

    def test_because_another_pairings_seal_was_put_in_its_place_is_locked(self, path, anna):
        anna.store("p1", LOGIN)
        anna.store("p2", OTHER)
        rewrite(path, lambda record: record["pairings"].update(p1=record["pairings"]["p2"]))
        self.locked(anna)

    @pytest.mark.parametrize(
        "change",
        [
            lambda record: record.update(format=2),
            lambda record: record.update(key="not base64!"),
            lambda record: record.update(key=None),
            lambda record: record.update(key=base64.b64encode(b"anna" + b"short").decode()),
            lambda record: record.pop("key"),
            lambda record: record.update(pairings=[1, 2]),
            lambda record: record["pairings"].update(p1=None),
            lambda record: record["pairings"]["p1"].update(nonce=""),
            lambda record: record["pairings"]["p1"].update(sealed=""),
            lambda record: record["pairings"]["p1"].update(nonce="å"),
        ],
    )
    def test_because_it_is_not_ours_is_locked(self, path, anna, change):
        anna.store("p1", LOGIN)
        rewrite(path, change)
        self.locked(anna)
        anna.store("p1", OTHER)
        assert plain(anna.secrets("p1")) == plain(OTHER)

    @pytest.mark.parametrize(
        "data",
        [
            b"[]",
            b"1",
            b"null",
            b'"text"',
            b"\xff\xfe\x00",
            b"[" * 100_000,
            b'{"format": 1}',
            b"9" * 9999,
        ],
    )
    def test_because_it_is_some_other_file_is_locked(self, path, anna, data):
        anna.store("p1", LOGIN)
        path.write_bytes(data)
        self.locked(anna)
