"""Files are whole, and their user's alone."""

import os
import stat
from pathlib import Path

import pytest

from outlook_crm import files
from outlook_crm.files import private_folder, read_held, write_private


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a" / "b" / "file"


def test_a_file_is_replaced_and_nothing_is_left_beside_it(path):
    write_private(path, b"old, and longer")
    write_private(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="rights are inherited from the profile there")
def test_what_is_made_is_the_users_alone(path):
    write_private(path, b"")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_folder_that_is_there_keeps_its_rights(path):
    path.parent.mkdir(parents=True, mode=0o755)
    before = path.parent.stat().st_mode
    assert private_folder(path.parent) == path.parent
    assert path.parent.stat().st_mode == before


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_content_and_nothing_else(path, monkeypatch, broken):
    write_private(path, b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    owner = os if broken == "fsync" else Path
    with monkeypatch.context() as patch:
        patch.setattr(owner, broken, fail)
        with pytest.raises(OSError, match="No space"):
            write_private(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(("refusals", "content"), [(3, b"new"), (100, b"old")])
def test_a_file_that_is_held_for_a_moment_is_waited_for(path, monkeypatch, refusals, content):
    write_private(path, b"old")
    replace, left = Path.replace, [refusals]

    def held(self, target):
        left[0] -= 1
        if left[0] >= 0:
            raise PermissionError(13, "The process cannot access the file")
        return replace(self, target)

    monkeypatch.setattr(files, "_PAUSE", 0)
    monkeypatch.setattr(Path, "replace", held)
    try:
        write_private(path, b"new")
    except PermissionError:
        assert refusals == 100
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("refusals", [3, 100])
def test_a_file_that_is_held_for_a_moment_is_read_then(path, monkeypatch, refusals):
    write_private(path, b"content")
    read, left = Path.read_bytes, [refusals]

    def held(self):
        left[0] -= 1
        if left[0] >= 0:
            raise PermissionError(13, "The process cannot access the file")
        return read(self)

    monkeypatch.setattr(files, "_PAUSE", 0)
    monkeypatch.setattr(Path, "read_bytes", held)
    if refusals == 3:
        assert read_held(path) == b"content"
    else:
        with pytest.raises(PermissionError):
            read_held(path)
