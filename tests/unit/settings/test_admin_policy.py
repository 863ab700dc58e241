"""The administrator's word goes before the user's, and a preset before the default."""

import pytest

from outlook_crm.domain.policy import ALL_TYPES, NO_TYPES, Types
from outlook_crm.errors import BadSettings
from outlook_crm.settings.effective import Origin, effective
from outlook_crm.settings.file import Chosen
from outlook_crm.settings.model import BY_NAME
from outlook_crm.settings.policy import (
    INSTALLED,
    KEY,
    RECOMMENDED,
    FilePolicy,
    Hive,
    NoPolicy,
    Policy,
    RegistryPolicy,
)


class Registry:
    """A registry in memory: values by hive and key."""

    def __init__(self, **keys):
        self.keys = keys

    def values(self, hive, key):
        kind = {KEY: "locked", RECOMMENDED: "preset", INSTALLED: "installed"}[key]
        return self.keys.get(f"{hive.name.lower()}_{kind}", {})


def policy(**keys):
    return RegistryPolicy(Registry(**keys)).policy()


class TestTheRegistry:
    def test_locks_and_presets_by_the_place_of_a_value(self):
        found = policy(
            machine_locked={"auto_sync": 0, "to_crm.history_days": 5},
            machine_preset={"crm_address": "https://crm.example.com"},
        )
        assert found.locked == {"auto_sync": False, "to_crm.history_days": 5}
        assert found.preset == {"crm_address": "https://crm.example.com"}

    def test_of_the_machine_goes_before_the_users(self):
        found = policy(
            machine_locked={"language": "sv"}, user_locked={"language": "fi", "log_level": "debug"}
        )
        assert found.locked == {"language": "sv", "log_level": "debug"}

    def test_knows_names_in_any_case_and_leaves_out_strange_ones(self):
        found = policy(machine_locked={"Language": "sv", "FutureSetting": 1, "": "default value"})
        assert found.locked == {"language": "sv"}

    def test_holds_lists_as_they_are_there(self):
        found = policy(
            machine_locked={"to_crm.create_types": ["Meeting"], "to_outlook.create_types": []}
        )
        assert found.locked["to_crm.create_types"] == Types(frozenset({"Meeting"}))
        assert found.locked["to_outlook.create_types"] == NO_TYPES

    def test_lets_the_word_all_stand_alone_in_a_list(self):
        found = policy(machine_locked={"to_crm.create_types": ["all"]})
        assert found.locked["to_crm.create_types"] == ALL_TYPES

    def test_takes_the_installers_command_line_for_the_weakest_preset(self):
        found = policy(
            machine_installed={"crm_address": "https://one.example.com", "auto_sync": 0},
            user_preset={"crm_address": "https://two.example.com"},
            user_installed={"auto_sync": 1},
        )
        assert found.preset == {"crm_address": "https://two.example.com", "auto_sync": False}
        assert found.locked == {}

    @pytest.mark.parametrize("place", ["machine_locked", "user_preset"])
    def test_with_a_value_that_is_refused_is_not_guessed(self, place):
        with pytest.raises(BadSettings) as told:
            policy(**{place: {"polling_floor": 1}})
        hive = Hive.MACHINE if place.startswith("machine") else Hive.USER
        assert told.value.values["file"].startswith(f"{hive.value}\\Software\\Policies")
        assert told.value.values["key"] == "polling_floor"
        assert "30 to 86400" in told.value.text

    def test_without_a_policy_says_nothing(self):
        assert policy() == NoPolicy().policy() == Policy()


class TestAPolicyFile:
    def test_locks_all_that_it_holds(self, tmp_path):
        path = tmp_path / "policy.yaml"
        path.write_text("language: sv\nto_crm:\n  history_days: 5\n")
        found = FilePolicy(path).policy()
        assert found == Policy(locked={"language": "sv", "to_crm.history_days": 5})

    def test_that_is_wrong_is_told(self, tmp_path):
        path = tmp_path / "policy.yaml"
        path.write_text("language: xx\n")
        with pytest.raises(BadSettings, match="line 1"):
            FilePolicy(path).policy()


class TestWhatHolds:
    @pytest.mark.parametrize(
        ("preset", "chosen", "locked", "holds", "origin"),
        [
            (None, None, None, "auto", Origin.DEFAULT),
            ("en", None, None, "en", Origin.PRESET),
            ("en", "sv", None, "sv", Origin.CHOSEN),
            (None, "sv", None, "sv", Origin.CHOSEN),
            ("en", "sv", "fi", "fi", Origin.LOCKED),
            (None, None, "fi", "fi", Origin.LOCKED),
            ("en", None, "fi", "fi", Origin.LOCKED),
        ],
    )
    def test_is_the_strongest_word(self, preset, chosen, locked, holds, origin):
        def values(word):
            return {} if word is None else {"language": word}

        found = effective(Chosen(values(chosen)), Policy(values(locked), values(preset)))
        assert found.settings.language == holds
        assert found.origins["language"] is origin
        assert found.locked("language") == (origin is Origin.LOCKED)

    def test_says_of_every_setting_whose_word_it_is(self):
        found = effective(Chosen({"auto_sync": False}), Policy({"log_level": "debug"}))
        assert found.origins.keys() == BY_NAME.keys()
        others = set(BY_NAME) - {"auto_sync", "log_level"}
        assert {found.origins[name] for name in others} == {Origin.DEFAULT}

    def test_keeps_the_users_choice_for_when_the_lock_goes(self):
        chosen = Chosen({"language": "sv"})
        effective(chosen, Policy(locked={"language": "fi"}))
        assert effective(chosen, Policy()).settings.language == "sv"
