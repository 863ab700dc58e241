"""Run by the payload's own Python: what Preferences and a log-in leave in the user's files.

python pair.py ADDRESS USER_ID API_KEY USER PASSWORD ACCOUNT STORE FOLDER
"""

import sys
from datetime import UTC, datetime

from outlook_crm.cli.places import places
from outlook_crm.credentials.own_protector import own_protector
from outlook_crm.credentials.vault import Vault
from outlook_crm.crm.connector import Credentials
from outlook_crm.logins import Logins
from outlook_crm.state.pairings import PairingRecord
from outlook_crm.state.sqlite import SqliteState
from outlook_crm.support.secret import Secret

address, user_id, key, user, password, account, store, folder = sys.argv[1:]
at = places()
state = SqliteState(at.state)
with state.atomic():
    now = datetime.now(UTC)
    state.pairings.put(PairingRecord("p1", account, store, folder, address, user_id, now))
    state.put_value("p1", "first run", "seen")  # the user's word for the first run
state.close()
logins = Logins(Vault(at.vault, own_protector()))
logins.store("p1", Credentials(Secret(key), user, Secret(password)), remember=True)
at.roaming.mkdir(parents=True, exist_ok=True)
at.settings.write_text("proxy: none\nauto_sync: false\ndefault_type: Meeting\n", encoding="utf-8")
