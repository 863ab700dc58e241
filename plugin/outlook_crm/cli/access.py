"""doctor's look at the CRM from inside: API key, log-in, rights and schema, with the stored login.

There is one log-in at most, and a password that was refused is forgotten, as the add-in
does: a doctor that runs every day must not lock anybody's account.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from outlook_crm.crm.connector import Connector, CrmSession, Network
from outlook_crm.domain.login_form import LoginForm
from outlook_crm.errors import Error, Users, WrongKey, WrongPassword, WrongUser
from outlook_crm.logins import Logins
from outlook_crm.state.pairings import PairingRecord
from outlook_crm.sync.ports import Want
from outlook_crm.ui.field_names import field_name
from outlook_crm.ui.message_window import advice

from .finding import Finding, Level, Text

_A_LOOK = timedelta(hours=1)  # of the calendar: whether it may be read, not what is in it


@dataclass(frozen=True, slots=True)
class Door:
    """How the CRM is entered, what it asks for, and what its fields are called there."""

    connector: Connector
    form: LoginForm
    logins: Logins
    network: Network
    field_map: Mapping[str, str]


def access(
    text: Text, tell: Callable[[Error], str], door: Door, pairing: PairingRecord, now: datetime
) -> Iterator[Finding]:
    """Log in as the paired user, look at an hour of their calendar, and leave."""
    form = door.form
    try:
        credentials = door.logins.stored(pairing.id)
    except Users as missing:
        todo = text("Log in in Outlook and have the password remembered, then run doctor again.")
        yield Finding("login", Level.WARNING, tell(missing), todo)
        return
    try:
        crm = door.connector.log_in(pairing.crm_address, credentials, door.network, door.field_map)
    except Error as refusal:
        if isinstance(refusal, WrongPassword):
            door.logins.forget_password(pairing.id)
        about = "key" if isinstance(refusal, WrongKey) else "login"
        which_key = text(form.which_key) if about == "key" and form.which_key else ""
        yield Finding(about, Level.FAULT, tell(refusal), which_key or advice(text, refusal))
        return
    with closing(crm):
        if form.has_key:
            fits = text(form.key_fits) if form.key_fits else text("The CRM accepts the API key.")
            yield Finding("key", Level.OK, fits)
        yield Finding("login", Level.OK, text("The CRM accepts the stored login information."))
        yield from _rights(text, tell, crm, pairing, now)
        yield _mapping(text, crm)


def _rights(
    text: Text, tell: Callable[[Error], str], crm: CrmSession, pairing: PairingRecord, now: datetime
) -> Iterator[Finding]:
    side = crm.side(pairing.crm_user)
    try:
        side.verify()
        side.observe(Want(now, now + _A_LOOK, {}, {}, ""))
    except WrongUser as other:
        yield Finding("user", Level.FAULT, tell(other), advice(text, other))
    except Error as refusal:
        yield Finding("rights", Level.FAULT, tell(refusal), advice(text, refusal))
    else:
        yield Finding("rights", Level.OK, text("The user may read the CRM's activities."))


def _mapping(text: Text, crm: CrmSession) -> Finding:
    if not crm.unmapped:
        return Finding("schema", Level.OK, text("Every field has its place in this CRM."))
    names = ", ".join(field_name(text, name) for name in crm.unmapped)
    told = text("This CRM has no place for: {fields}.", fields=names)
    todo = text("These fields stay in Outlook. The CRM's administrator can add them.")
    return Finding("schema", Level.WARNING, told, todo)
