"""Mails for tests."""

from datetime import UTC, datetime

from outlook_crm.domain.email import Correspondent, Email, Way

AINO = Correspondent("Aino Virtanen", "aino@timber.example")
MARY = Correspondent("Mary Smith", "mary@smith.example")
ANNA = Correspondent("Anna Ahola", "anna@firm.example")
OTTO = Correspondent("Otto Olsson", "otto@mail.firm.example")
AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def received(sender=AINO, *, subject="Offer", to=(ANNA,), message_id="<1@timber.example>", **more):
    """A mail from a customer to the user."""
    values = {"text": "Hello\r\n", "at": AT} | more
    at = values.pop("at")
    return Email(Way.RECEIVED, subject, sender, at, to=to, message_id=message_id, **values)


def sent(*to, subject="Re: Offer", message_id="<2@firm.example>", **more):
    """A mail from the user."""
    values = {"text": "Thanks\r\n", "at": AT} | more
    at = values.pop("at")
    return Email(Way.SENT, subject, ANNA, at, to=to or (AINO,), message_id=message_id, **values)
