"""Commands on what is chosen in a list: appointments of the calendar, contacts, mails."""

from collections.abc import Callable, Mapping
from functools import partial

from outlook_crm.commands import Command
from outlook_crm.pairing import Pairing
from outlook_crm.ui import items_menu, message_window

from .browser import open_page
from .dialog import Surroundings

_MOST = 100
"""Items that the shim tells of, see docs/seam.md."""
_MOST_PAGES = 5  # in the browser, for one click

Ids = frozenset[str]
Job = Callable[[Pairing, Ids], None]
"""What a command does with the items, for the pairing that they are the business of."""


class ItemsDesk:
    """Runs the context menu's commands; `clicked` returns at once."""

    def __init__(
        self,
        around: Surroundings,
        add_contacts: Job,
        mails: Mapping[str, Job],
    ) -> None:
        self._around = around
        jobs: Mapping[str, Job] = {
            "CrmItemsSynchronise": lambda pairing, ids: pairing.runs.items(ids),
            "CrmItemsOpen": self._open,
            "CrmContactsAdd": add_contacts,
            **mails,
        }
        self._jobs = {each: job for name, job in jobs.items() for each in items_menu.ids(name)}

    def clicked(self, command: Command) -> None:
        """A command of the context menu was chosen."""
        args = command.args
        if (count := int(str(args.get("count", 0)))) > _MOST:
            self._say_there_are_too_many(count)
            return
        job, session = self._jobs.get(str(args["control"])), self._around.session
        ids = frozenset(str(each) for each in args["ids"])
        pairing = session.of_item(str(args["store"]), str(args["folder"]))
        if job is not None and ids and pairing is not None:
            self._around.worker(partial(job, pairing, ids))

    def _open(self, pairing: Pairing, ids: Ids) -> None:
        linked = [crm_id for each in sorted(ids) if (crm_id := pairing.crm_id_of(each))]
        if not linked or pairing.crm is None:
            self._say_there_is_none()
            return
        for crm_id in linked[:_MOST_PAGES]:
            open_page(self._around, pairing.crm.web_address(crm_id))

    def _say_there_are_too_many(self, count: int) -> None:
        text = self._around.text
        happened = text(
            "You chose {count} items; {most} can go at a time.", count=count, most=_MOST
        )
        advice = text("Choose fewer at a time.")
        self._around.show(message_window.window(text, happened=happened, advice=advice))

    def _say_there_is_none(self) -> None:
        text = self._around.text
        self._around.show(
            message_window.window(
                text,
                happened=text("What you chose is not in the CRM yet."),
                advice=text("Synchronise, then try again."),
            )
        )
