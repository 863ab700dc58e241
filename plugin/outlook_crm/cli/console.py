"""What every command works with: the files of the user who runs it, their settings and words."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TextIO

from outlook_crm.credentials.own_protector import own_protector
from outlook_crm.credentials.protector import Protector
from outlook_crm.errors import BadSettings
from outlook_crm.settings.effective import effective
from outlook_crm.settings.file import SettingsFile
from outlook_crm.settings.model import Settings, settings_of
from outlook_crm.settings.policy import PolicySource
from outlook_crm.ui.catalog import Catalog

from .language import language
from .places import Places
from .registry import Registry

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Console:
    """Everything a command works with."""

    at: Places
    policy: PolicySource
    registry: Registry | None
    now: Callable[[], datetime]
    out: TextIO
    problems: TextIO
    protector: Protector = field(default_factory=own_protector)

    @property
    def settings(self) -> Settings:
        """The settings that hold; the defaults where the file or the policy cannot be used."""
        try:
            chosen = SettingsFile(self.at.settings).load()
            return effective(chosen, self.policy.policy()).settings
        except BadSettings:
            return settings_of({})

    @property
    def catalog(self) -> Catalog:
        """The user's language."""
        wanted = self.settings.language
        return Catalog(language() if wanted == AUTO else wanted)

    def say(self, line: str) -> None:
        """One line of the answer."""
        self.out.write(f"{line}\n")

    def say_json(self, record: object) -> None:
        """The answer for a program: ASCII, whatever code page it reads."""
        self.say(json.dumps(record, indent=1))
