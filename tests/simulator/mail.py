"""Mails that come into the simulated Outlook by the server."""

import base64
from typing import Any

from tests.simulator.client import Outlook

from outlook_crm.domain.email import Correspondent, Email


def arrive(outlook: Outlook, folder: str = "Inbox", **mail: Any) -> str:
    """A mail comes in; answers its EntryID.  Words: tests/simulator/Host/Model/MailArrival.cs."""
    usual = {"Subject": "", "Body": "", "from": "", "at": "2026-03-02T08:00:00Z"}
    return outlook.ask("mail_arrives", folder=folder, mail=usual | mail)


def arrive_email(
    outlook: Outlook, email: Email, folder: str = "Inbox", files: Any = (), **properties: Any
) -> str:
    """This mail comes in; ``files`` are pairs of a name and bytes."""
    attachments = [
        {"name": name, "base64": base64.b64encode(data).decode(), **more}
        for name, data, more in ((*each, {})[:3] for each in files)
    ]
    return arrive(
        outlook,
        folder,
        **{
            "Subject": email.subject,
            "Body": email.text,
            "HTMLBody": email.html,
            "from": _written(email.sender),
            "to": [_written(each) for each in email.to],
            "cc": [_written(each) for each in email.cc],
            "bcc": [_written(each) for each in email.bcc],
            "at": email.at.isoformat() if email.at else "",
            "message_id": email.message_id,
            "headers": email.headers,
            "ConversationID": email.conversation,
            "attachments": attachments,
        }
        | properties,
    )


def _written(who: Correspondent) -> str:
    return f"{who.name} <{who.address}>" if who.name else who.address
