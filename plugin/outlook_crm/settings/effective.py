"""What holds in the end: locks before choices, choices before presets, presets before defaults."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .file import Chosen
from .model import TABLE, Settings, settings_of
from .policy import Policy


class Origin(StrEnum):
    """Whose word a value is."""

    LOCKED = "locked"  # the administrator's; the user cannot change it
    CHOSEN = "chosen"  # the user's
    PRESET = "preset"  # the administrator's; the user may change it
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Effective:
    """The settings that hold, and whose word each of them is, by setting name."""

    settings: Settings
    origins: Mapping[str, Origin]

    def locked(self, name: str) -> bool:
        """Whether the user cannot change the setting."""
        return self.origins[name] is Origin.LOCKED


def effective(chosen: Chosen, policy: Policy) -> Effective:
    """Lay the administrator's word over the user's."""
    layers = (
        (Origin.PRESET, policy.preset),
        (Origin.CHOSEN, chosen.values),
        (Origin.LOCKED, policy.locked),
    )
    origins = {row.name: Origin.DEFAULT for row in TABLE}
    for origin, values in layers:
        origins.update(dict.fromkeys(values, origin))
    return Effective(settings_of({**policy.preset, **chosen.values, **policy.locked}), origins)
