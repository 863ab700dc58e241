"""What the add-in stands on: its folders, log, settings, vault and words on this PC."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from . import __version__
from .credentials.shell_protector import ShellProtector
from .credentials.vault import FILE_NAME as VAULT_FILE
from .credentials.vault import Vault
from .crm.connector import Network
from .domain.policy import Policy
from .errors import BadSettings
from .outlook.zones import iana_name
from .settings.effective import Effective, effective
from .settings.file import Chosen, SettingsFile
from .settings.kinds import Value
from .settings.policy import Policy as AdministratorsWord
from .settings.policy import PolicySource, system_policy
from .state.sqlite import SqliteState
from .support.log import LogFile
from .support.log_tail import LogTail
from .ui.catalog import Catalog
from .ui.shell import Shell

_log = logging.getLogger(__name__)

SETTINGS_FILE = "settings.yaml"
STATE_FILE = "state.sqlite3"
AUTO = "auto"
SAME = "same"


class House:
    """One Windows user's add-in, whatever it is doing; from any thread.

    ``facts`` are what `IShell.Facts` told at the start.  A settings file that cannot
    be used is told by ``complaint``, and the last settings that could be hold on; before
    there are any, `check_settings` lets nobody log in, and so nothing be synchronised.
    """

    def __init__(
        self, shell: Shell, facts: Mapping[str, Any], policy: PolicySource | None = None
    ) -> None:
        self.shell = shell
        self.facts = facts
        self.local = Path(facts["local_folder"])
        self._policy = policy or system_policy()
        self._file = SettingsFile(Path(facts["roaming_folder"]) / SETTINGS_FILE)
        self.log = LogFile(self.local / "logs")
        self.tail = LogTail()
        self.vault = Vault(self.local / VAULT_FILE, ShellProtector(shell))
        self.complaint: BadSettings | None = None
        self._was_read = False
        self.chosen: Effective = effective(Chosen(), AdministratorsWord())
        self.catalog = Catalog(str(facts["ui_language"]))
        self.reload()

    @property
    def versions(self) -> Mapping[str, str]:
        """The add-in's version and Outlook's."""
        return {"addin": __version__, "outlook": str(self.facts["outlook_version"])}

    @property
    def zone(self) -> ZoneInfo:
        """The user's own time zone, UTC where Windows' name for it is not known."""
        return ZoneInfo(iana_name(str(self.facts["zone"])) or "UTC")

    @property
    def pick_list_language(self) -> str:
        """The language in which the CRM's pick lists are read."""
        chosen = self.chosen.settings.pick_list_language
        return self.catalog.language if chosen == SAME else chosen

    def policy(self) -> Policy:
        """What decides about the sync, as the settings are now."""
        return self.chosen.settings.policy(self.zone, self.catalog.text("Private"))

    def network(self) -> Network:
        """How servers are reached, as the settings are now."""
        settings = self.chosen.settings
        match settings.proxy:
            case "system":
                return Network(self.shell.SystemProxy, settings.ca_file)
            case "none":
                return Network(ca_file=settings.ca_file)
            case proxy:
                return Network(lambda _: proxy, settings.ca_file)

    def open_state(self) -> SqliteState:
        """The state file, for the thread that calls; raises Users and Busy."""
        return SqliteState(self.local / STATE_FILE)

    def reload(self) -> None:
        """Read settings and policy again."""
        try:
            chosen = self._file.load()
            self.chosen = effective(chosen, self._policy.policy())
            self.complaint = None
            self._was_read = True
        except BadSettings as wrong:
            _log.warning("%s", wrong)
            self.complaint = wrong
        else:
            for warning in chosen.warnings:
                _log.warning("settings.yaml, %s", warning)
        self._follow()

    def imagined(self, changes: Mapping[str, Value]) -> Policy:
        """What would decide about the sync with these settings; raises BadSettings."""
        chosen = Chosen({**self._file.load().values, **changes})
        settings = effective(chosen, self._policy.policy()).settings
        return settings.policy(self.zone, self.catalog.text("Private"))

    def check_settings(self) -> None:
        """Raises BadSettings while none could be read since the start.

        The defaults would send what user or administrator forbade: private appointments, say.
        """
        if self.complaint and not self._was_read:
            self.reload()  # somebody may have mended it
        if self.complaint and not self._was_read:
            raise self.complaint

    def save(self, changes: Mapping[str, object]) -> None:
        """Write these settings down and follow them; raises BadSettings, then nothing changed."""
        self._file.save(changes)
        self.reload()

    def close(self) -> None:
        """Close the log."""
        self.tail.close()
        self.log.close()

    def _follow(self) -> None:
        settings = self.chosen.settings
        self.log.set_level(settings.log_level)
        language = (
            str(self.facts["ui_language"]) if settings.language == AUTO else settings.language
        )
        self.catalog = Catalog(language)
