"""Commands on what is chosen in a list: appointments of the calendar, contacts, mails."""

from collections.abc import Callable, Mapping

from outlook_crm.commands import Command
from outlook_crm.ui import message_window

from .browser import open_page
from .dialog import Surroundings

_MOST_PAGES = 5  # in the browser, for one click

Ids = frozenset[str]


class ItemsDesk:
    """Runs the context menu's commands; `clicked` returns at once."""

    def __init__(
        self,
        around: Surroundings,
        add_contacts: Callable[[Ids], None],
        mails: Mapping[str, Callable[[Ids], None]],
    ) -> None:
        self._around = around
        self._jobs: Mapping[str, Callable[[Ids], None]] = {
            "CrmItemsSynchronise": self._synchronise,
            "CrmItemsOpen": self._open,
            "CrmContactsAdd": add_contacts,
            **mails,
        }

    def clicked(self, command: Command) -> None:
        """A command of the context menu was chosen."""
        job = self._jobs.get(str(command.args["control"]))
        ids = frozenset(str(each) for each in command.args["ids"])
        if job is not None and ids:
            self._around.worker(lambda: job(ids))

    def _synchronise(self, ids: Ids) -> None:
        if (pairing := self._around.session.first) is not None:
            pairing.runs.items(ids)

    def _open(self, ids: Ids) -> None:
        pairing = self._around.session.first
        if pairing is None or pairing.crm is None:
            self._say_there_is_none()
            return
        linked = [crm_id for each in sorted(ids) if (crm_id := pairing.crm_id_of(each))]
        if not linked:
            self._say_there_is_none()
        for crm_id in linked[:_MOST_PAGES]:
            open_page(self._around, pairing.crm.web_address(crm_id))

    def _say_there_is_none(self) -> None:
        text = self._around.text
        self._around.show(
            message_window.window(
                text,
                happened=text("What you chose is not in the CRM yet."),
                advice=text("Synchronise, then try again."),
            )
        )
