"""What the installer takes away after an update, and what it leaves to a running Outlook."""

from pathlib import Path

import pytest

from outlook_crm.cli import leftovers


def make(root, *paths):
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def in_use(monkeypatch):
    """Folders that Windows would not let move, because a program uses something in them."""
    busy = set()
    rename = Path.rename

    def refusing(self, target):
        if self in busy:
            raise PermissionError(13, "The process cannot access the file")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refusing)
    return busy


def never(path):
    raise AssertionError(path)


def test_every_version_but_the_own_goes(tmp_path):
    make(tmp_path, "1.0.0/a.dll", "1.9.0/python/b.py", "1.10.0/c.dll", "outlook-crm.cmd", "notes/d")
    assert leftovers.remove_versions(tmp_path, "1.10.0", never) == []
    assert names(tmp_path) == ["1.10.0", "notes", "outlook-crm.cmd"]


def test_a_version_in_use_stays_whole_until_the_restart(tmp_path, in_use):
    make(tmp_path, "1.0.0/a.dll", "1.0.0/python/lib/b.py", "2.0.0/a.dll")
    in_use.add(tmp_path / "1.0.0")
    scheduled = []
    left = leftovers.remove_versions(tmp_path, "2.0.0", scheduled.append)
    assert left == [tmp_path / "1.0.0"]
    assert (tmp_path / "1.0.0" / "python" / "lib" / "b.py").exists()
    # Windows deletes empty folders alone: what is in one comes first.
    for path in scheduled:
        inside = set(path.rglob("*"))
        assert inside <= set(scheduled[: scheduled.index(path)])
    assert scheduled[-1] == tmp_path / "1.0.0"


def test_what_an_earlier_removal_left_goes_too(tmp_path):
    make(tmp_path, "removed-0-1.0.0/a.dll", "2.0.0/a.dll")
    leftovers.remove_versions(tmp_path, "2.0.0", never)
    assert names(tmp_path) == ["2.0.0"]


def test_profiles_lose_what_is_of_this_pc_and_nothing_else(tmp_path):
    aside = tmp_path / "installed"
    aside.mkdir()
    anna, otto = tmp_path / "anna", tmp_path / "otto"
    make(anna, "AppData/Local/OutlookCrm/state.sqlite3", "AppData/Local/Other/x")
    make(anna, "AppData/Roaming/OutlookCrm/settings.yaml")
    otto.mkdir()
    assert leftovers.purge_profiles([anna, otto, tmp_path / "gone"], aside) == []
    assert names(anna / "AppData" / "Local") == ["Other"]
    assert (anna / "AppData" / "Roaming" / "OutlookCrm" / "settings.yaml").exists()
    assert names(aside) == []


def test_a_profile_in_use_is_told_and_left_whole(tmp_path, in_use):
    make(tmp_path, "anna/AppData/Local/OutlookCrm/state.sqlite3")
    data = tmp_path / "anna" / "AppData" / "Local" / "OutlookCrm"
    in_use.add(data)
    assert leftovers.purge_profiles([tmp_path / "anna"], tmp_path) == [data]
    assert names(data) == ["state.sqlite3"]


def test_a_link_in_a_profile_leads_nowhere(tmp_path):
    """The system deletes in a place that a user can write to: never through a link of theirs."""
    make(tmp_path, "precious/file", "anna/AppData/Local/OutlookCrm/state.sqlite3")
    local = tmp_path / "anna" / "AppData" / "Local"
    (local / "OutlookCrm" / "link").symlink_to(tmp_path / "precious")
    aside = tmp_path / "aside"
    aside.mkdir()
    leftovers.purge_profiles([tmp_path / "anna"], aside)
    assert not (local / "OutlookCrm").exists()
    (local / "OutlookCrm").symlink_to(tmp_path / "precious")
    leftovers.purge_profiles([tmp_path / "anna"], aside)
    assert (tmp_path / "precious" / "file").exists()
