"""Whether Outlook may use the network now."""

from outlook_crm.errors import Theirs

from . import records
from .gateway import Gateway


def works_offline(gateway: Gateway) -> bool:
    """Whether the user chose *Work Offline*; an Outlook too busy to say so has not."""
    try:
        return bool(records.opened(gateway.Offline())["offline"])
    except Theirs:
        return False
