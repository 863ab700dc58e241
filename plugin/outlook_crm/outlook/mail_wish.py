"""What *File and send* leaves on a mail, so that its copy in Sent Items is filed there."""

import json

from outlook_crm.mail.relations import Relations


def wish_text(relations: Relations) -> str:
    """The named property's text."""
    return json.dumps([relations.account, relations.contact, relations.project])


def wish_of(text: str) -> Relations | None:
    """What `wish_text` made; None for anything else, and for no text."""
    try:
        account, contact, project = json.loads(text)
    except ValueError:
        return None
    return Relations(str(account), str(contact), str(project))
