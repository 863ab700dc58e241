"""*File and send*, in the window of a mail that is being written."""

from outlook_crm.errors import Error
from outlook_crm.mail.relations import NONE
from outlook_crm.outlook.gateway import Gateway
from outlook_crm.outlook.inspector import place_of
from outlook_crm.outlook.mails import file_and_send
from outlook_crm.pairing import Pairing
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
        if (pairing := self._pairing_of(session)) is None:
            return
        try:
            sent = file_and_send(self._gateway, session, pairing.id, NONE)
        except Error as trouble:
            self._tell(self._around.house.catalog.tell(trouble))
            return
        if sent.fate is Fate.REFUSED:
            self._tell(self._around.text(sent.reason))
        elif sent.fate in (Fate.BUSY, Fate.NOT_DONE):
            self._tell(self._around.text("Outlook had no time for it."))
        elif sent.fate is Fate.UNKNOWN:
            self._tell(self._around.text("Outlook did not say whether it was sent."))

    def _pairing_of(self, session: str) -> Pairing | None:
        """That of the account among whose drafts the mail lies."""
        place = place_of(self._gateway, session)
        return self._around.session.of_item(*place) if place else self._around.session.first

    def _tell(self, happened: str) -> None:
        text = self._around.text
        advice = text("If the e-mail is still in its window, send it from there.")
        self._around.show(message_window.window(text, happened=happened, advice=advice))
