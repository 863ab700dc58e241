"""*File and send*, in the window of a mail that is being written."""

from collections.abc import Mapping

from outlook_crm.errors import Error
from outlook_crm.mail.relations import NONE
from outlook_crm.outlook.gateway import Gateway
from outlook_crm.outlook.mails import file_and_send
from outlook_crm.sync.values import Fate
from outlook_crm.ui import message_window

from .dialog import Surroundings

CONTROL = "CrmFileAndSend"


class ComposeDesk:
    """Sends what the user wrote; where it is filed follows from whom it went to."""

    def __init__(self, around: Surroundings, gateway: Gateway) -> None:
        self._around = around
        self._gateway = gateway

    def send(self, session: str) -> None:
        """Send the window's mail with the wish to be filed; on the windows' thread."""
        try:
            sent = file_and_send(self._gateway, session, self._pairings, NONE)
        except Error as trouble:
            self._tell(self._around.house.catalog.tell(trouble))
            return
        if sent.fate is Fate.REFUSED:
            self._tell(self._around.text(sent.reason))
        elif sent.fate in (Fate.BUSY, Fate.NOT_DONE):
            self._tell(self._around.text("Outlook had no time for it."))
        elif sent.fate is Fate.UNKNOWN:
            self._tell(self._around.text("Outlook did not say whether it was sent."))

    @property
    def _pairings(self) -> Mapping[str, str]:
        """By the addresses of their accounts, whose mails are their oldest pairing's."""
        return {each.record.account: each.id for each in reversed(self._around.session.pairings)}

    def _tell(self, happened: str) -> None:
        text = self._around.text
        advice = text("If the e-mail is still in its window, send it from there.")
        self._around.show(message_window.window(text, happened=happened, advice=advice))
