"""Where one user's files are: the same folders as the shim's Places."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from outlook_crm.credentials.vault import FILE_NAME as VAULT_FILE
from outlook_crm.support.status import FILE_NAME as STATUS_FILE

_PRODUCT = "OutlookCrm"


@dataclass(frozen=True, slots=True)
class Places:
    """``local`` is of this PC (state, vault, logs), ``roaming`` follows the user (settings)."""

    local: Path
    roaming: Path

    @property
    def state(self) -> Path:
        """The state file; see outlook_crm.house."""
        return self.local / "state.sqlite3"

    @property
    def vault(self) -> Path:
        """The vault's file."""
        return self.local / VAULT_FILE

    @property
    def status(self) -> Path:
        """What the add-in last told of itself."""
        return self.local / STATUS_FILE

    @property
    def logs(self) -> Path:
        """The folder of the log files."""
        return self.local / "logs"

    @property
    def settings(self) -> Path:
        """settings.yaml."""
        return self.roaming / "settings.yaml"


def places(environment: Mapping[str, str] = os.environ) -> Places:
    """The places of the user who runs this."""
    if sys.platform == "win32":
        local, roaming = environment["LOCALAPPDATA"], environment["APPDATA"]
    else:  # as Mono has them
        home = Path.home()
        local = environment.get("XDG_DATA_HOME") or str(home / ".local" / "share")
        roaming = environment.get("XDG_CONFIG_HOME") or str(home / ".config")
    return Places(Path(local) / _PRODUCT, Path(roaming) / _PRODUCT)


def profile_places(profile: Path) -> Places:
    """The places of the user whose profile folder this is."""
    data = profile / "AppData"
    return Places(data / "Local" / _PRODUCT, data / "Roaming" / _PRODUCT)
