"""Which items of the two sides are one."""

import hashlib

KEY_PREFIX = "olk-"


def activity_key(crm_user: str, global_id: str) -> str:
    """The activity's key: the same on every PC of the user, at most 64 characters.

    ``global_id`` is Outlook's GlobalAppointmentID, which all attendees of a
    meeting share: hence the CRM user in it.
    """
    digest = hashlib.sha256(f"{crm_user}\n{global_id}".encode()).hexdigest()
    return KEY_PREFIX + digest[:40]
