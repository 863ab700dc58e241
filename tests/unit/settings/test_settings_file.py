"""settings.yaml: told where it is wrong, and saved without losing what it does not know."""

import os
import stat
import threading

import pytest
import yaml

from outlook_crm.domain.policy import ALL_TYPES, NO_TYPES, Types
from outlook_crm.errors import BadSettings
from outlook_crm.settings.file import SettingsFile

GOOD = """\
# My settings
language: sv
auto_sync: false
to_crm:
  history_days: 10
  create_types: [Meeting, Möte]
to_outlook:
  change_types: []
to_outlook.forward_days: 7
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "OutlookCrm" / "settings.yaml"


@pytest.fixture
def file(path):
    return SettingsFile(path)


@pytest.fixture
def written(path, file):
    def write(text):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write


def wrong(file):
    with pytest.raises(BadSettings) as told:
        file.load()
    assert str(file.path) in told.value.text
    return told.value


MAPPED = """\
field_map:
  location: cf_place
  status: cf_state
"""


def test_a_field_map_stands_in_lines_of_its_own(written, path):
    file = written(MAPPED)
    chosen = file.load().values["field_map"]
    assert chosen == "location=cf_place; status=cf_state"
    file.save({"field_map": chosen})
    assert yaml.safe_load(path.read_text()) == yaml.safe_load(MAPPED)


class TestReading:
    def test_gives_what_was_chosen_and_where_it_stands(self, written):
        chosen = written(GOOD).load()
        assert chosen.values == {
            "language": "sv",
            "auto_sync": False,
            "to_crm.history_days": 10,
            "to_crm.create_types": Types(frozenset({"Meeting", "Möte"})),
            "to_outlook.change_types": NO_TYPES,
            "to_outlook.forward_days": 7,
        }
        assert chosen.lines["to_crm.create_types"] == 6
        assert chosen.warnings == ()

    @pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n", "null\n", "\ufeff"])
    def test_of_an_empty_file_is_no_choice(self, written, text):
        assert written(text).load().values == {}

    def test_without_a_file_is_no_choice(self, file):
        assert file.load().values == {}

    def test_takes_notepads_byte_order_mark_and_line_ends(self, written):
        text = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
        assert written(text).load().values["language"] == "sv"

    def test_warns_of_what_it_does_not_know(self, written):
        chosen = written("language: sv\nlanguages: de\nto_crm:\n  colour: red\n").load()
        assert chosen.values == {"language": "sv"}
        assert chosen.unknown == {"languages": "de", "to_crm.colour": "red"}
        assert chosen.warnings == (
            "line 2: languages is not a setting",
            "line 4: to_crm.colour is not a setting",
        )

    def test_takes_a_key_that_is_no_text_for_one(self, written):
        chosen = written("language: sv\n1: 2\n? [a, b]\n: 3\n").load()
        assert chosen.unknown == {"1": 2, "['a', 'b']": 3}

    def test_follows_an_alias(self, written):
        text = "to_crm: &both\n  history_days: 3\nto_outlook: *both\n"
        values = written(text).load().values
        assert values == {"to_crm.history_days": 3, "to_outlook.history_days": 3}


class TestAMistake:
    @pytest.mark.parametrize(
        ("text", "line", "key", "part"),
        [
            ("language: sv\nlog_level: loud\n", 2, "log_level", "error, warning, info, debug"),
            (
                "to_crm:\n  # so long\n  history_days: 61\n",
                3,
                "to_crm.history_days",
                "from 0 to 60",
            ),
            ("auto_sync: maybe\n", 1, "auto_sync", "true or false"),
            ("\n\nprivate_items: no\n", 3, "private_items", "full, busy, none"),
            ("to_crm:\n  create_types: Meeting\n", 2, "to_crm.create_types", "the word all"),
            ("to_crm:\n  history_days: ten\n", 2, "to_crm.history_days", "whole number"),
            ("language:\n", 1, "language", "one of"),
            ("language: sv\n\nlanguage: en\n", 3, "language", "twice"),
            (
                "to_crm:\n  history_days: 1\nto_crm.history_days: 2\n",
                3,
                "to_crm.history_days",
                "twice",
            ),
            (
                "to_crm:\n  history_days: 1\nto_crm:\n  history_days: 2\n",
                4,
                "to_crm.history_days",
                "twice",
            ),
            ("language: sv\nto_crm: 7\n", 2, "to_crm", "name: value"),
            ("to_crm: [1, 2]\n", 1, "to_crm", "name: value"),
            ("language: sv\nto_crm:\n", 2, "to_crm", "name: value"),
            ("- language\n", 1, "", "name: value"),
            ("just words\n", 1, "", "name: value"),
            ("language: sv\n\tlog_level: info\n", 2, "", "not YAML"),
            ("to_crm:\n\thistory_days: 1\n", 2, "", "not YAML"),
            ("language: 'sv\n", 2, "", "not YAML"),
            ("language: sv\nlanguage en\n", 3, "", "not YAML"),
            ("a: 1\n---\nb: 2\n", 2, "", "not YAML"),
            ("ca_file: *nowhere\n", 1, "", "not YAML"),
            (
                "language: sv\nca_file: !!python/object/apply:os.getcwd []\n",
                2,
                "ca_file",
                "not YAML",
            ),
            ("language: sv\nca_file: \x07\n", 2, "", "not YAML"),
            ("ca_file: 2026-02-31\n", 1, "ca_file", "not YAML"),
        ],
    )
    def test_is_told_with_its_line_and_key(self, written, text, line, key, part):
        error = wrong(written(text))
        assert part in error.text
        assert (error.values["line"], error.values["key"]) == (line, key)
        assert f"line {line}" in error.text

    @pytest.mark.parametrize(
        "data",
        [b"\xff\xfel\x00a\x00", b"language: \xe5\n", b"a" * 1_000_001],
        ids=["UTF-16", "Latin-1", "too large"],
    )
    def test_in_the_files_bytes_is_told(self, written, data):
        wrong(written(data))

    @pytest.mark.timeout(60)
    def test_that_would_fill_the_memory_does_not(self, written):
        """Ten aliases of ten aliases of ten, and so on."""
        levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
        text = "\n".join(["a0: &a0 [x]", *levels, "language: sv"])
        assert written(text).load().values == {"language": "sv"}

    @pytest.mark.timeout(60)
    @pytest.mark.parametrize("text", ["[" * 50_000, "a: " + "{b: " * 5_000, "- " * 50_000])
    def test_of_endless_nesting_is_told(self, written, text):
        wrong(written(text))

    def test_of_a_folder_in_its_place_is_told(self, path, file):
        path.mkdir(parents=True)
        assert "cannot be read" in wrong(file).text


class TestSaving:
    def test_changes_what_is_named_and_keeps_the_rest(self, written):
        file = written(GOOD + "mine: [1, 2]\nto_crm.colour: red\n")
        chosen = file.save({"language": "fi", "to_crm.create_types": "all", "auto_sync": None})
        assert chosen == file.load()
        assert chosen.values == {
            "language": "fi",
            "to_crm.history_days": 10,
            "to_crm.create_types": ALL_TYPES,
            "to_outlook.change_types": NO_TYPES,
            "to_outlook.forward_days": 7,
        }
        assert chosen.unknown == {"mine": [1, 2], "to_crm.colour": "red"}

    def test_writes_only_what_was_chosen_and_readably(self, path, file):
        file.save(
            {"default_type": "Möte", "to_crm.history_days": 5, "to_crm.create_types": ["B", "A"]}
        )
        text = path.read_text(encoding="utf-8")
        assert "Möte" in text
        assert yaml.safe_load(text) == {
            "default_type": "Möte",
            "to_crm": {"history_days": 5, "create_types": ["A", "B"]},
        }

    def test_of_what_it_knows_not_gives_it_back_unharmed(self, written):
        text = "when: 2026-03-01\nnested:\n  deep: {a: [1, null, 1.5]}\n'12': x\n"
        file = written(text)
        file.save({"language": "sv"})
        assert file.load().unknown == yaml.safe_load(text)

    def test_the_last_choice_taken_back_leaves_an_empty_file(self, path, file):
        file.save({"language": "sv"})
        assert file.save({"language": None}).values == {}
        assert yaml.safe_load(path.read_text()) is None

    def test_of_a_refused_value_changes_nothing(self, path, written):
        file = written(GOOD)
        with pytest.raises(BadSettings):
            file.save({"language": "fi", "polling_floor": 1})
        assert path.read_text(encoding="utf-8") == GOOD

    def test_over_a_file_that_cannot_be_read_is_refused(self, path, written):
        file = written("language: 'sv\n")
        with pytest.raises(BadSettings):
            file.save({"language": "fi"})
        assert path.read_text() == "language: 'sv\n"

    def test_where_nothing_can_be_written_is_told(self, tmp_path):
        (tmp_path / "file").write_text("")
        file = SettingsFile(tmp_path / "file" / "settings.yaml")
        with pytest.raises(BadSettings) as told:
            file.save({"language": "sv"})
        assert "file" in told.value.values

    @pytest.mark.skipif(os.name == "nt", reason="rights are inherited from the profile there")
    def test_makes_a_file_of_the_users_alone(self, path, file):
        file.save({"language": "sv"})
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert [each.name for each in path.parent.iterdir()] == ["settings.yaml"]

    def test_is_never_seen_half_done(self, file):
        stop = threading.Event()
        seen = []

        def read():
            while not stop.is_set():
                seen.append(file.load().values.get("default_type", ""))

        reader = threading.Thread(target=read)
        reader.start()
        for number in range(30):
            file.save({"default_type": "x" * number * 50})
        stop.set()
        reader.join()
        assert {len(each) % 50 for each in seen} == {0}
