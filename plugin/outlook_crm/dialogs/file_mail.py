"""Mails that the user files, takes out or never wants to be filed."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TypeVar

from outlook_crm.crm.connector import Finder, Near
from outlook_crm.domain.fields import FieldName
from outlook_crm.errors import Error, Users
from outlook_crm.mail.judging import Proposal
from outlook_crm.mail.relations import Relations
from outlook_crm.mail.run import UNREADABLE
from outlook_crm.mailroom import Mailroom
from outlook_crm.pairing import Pairing
from outlook_crm.sync.report import Report
from outlook_crm.ui import file_mail_window as view
from outlook_crm.ui import mail_page, message_window
from outlook_crm.ui.picker import RELATIONS
from outlook_crm.worker import Job

from . import offers
from .browser import open_page
from .dialog import Dialog, Search, Surroundings, Values
from .seeker import Seeker

T = TypeVar("T")
Ids = frozenset[str]

_MOST_PAGES = 5  # in the browser, for one click


class FileMailDialog(Dialog):
    """The window, and the commands of the context menu beside it.

    ``looker`` runs searches, so that none is behind a filing.
    """

    name = view.NAME

    def __init__(self, around: Surroundings, looker: Callable[[Job], None]) -> None:
        super().__init__(around)
        self._pairing: Pairing | None = None  # whose mails they are
        self._ids: Ids = frozenset()
        self._chosen = Relations()
        self._people: Collection[str] = ()
        self._seeker = Seeker(self._finder, looker)

    @property
    def jobs(self) -> Mapping[str, Callable[[Pairing, Ids], None]]:
        """What the context menu's commands do, on the worker's thread."""
        jobs: dict[str, Callable[[Ids], None]] = {
            "CrmMailFile": self._open,
            "CrmMailOpen": self._show_pages,
            "CrmMailRemove": self._remove,
            "CrmMailNever": self._never,
        }
        return {name: partial(self._guarded, job) for name, job in jobs.items()}

    def search(self, search: Search, values: Values) -> None:
        """Look for records to link the mails to."""
        chosen = view.relations_of(values)
        self._seeker.seek(partial(self._answer, search, chosen), partial(self._excuse, search))

    def submit(self, button: str, values: Values) -> None:
        """File them; with other relations than proposed where the user chose others."""
        relations = view.relations_of(values)
        wanted = None if relations == self._chosen and len(self._ids) > 1 else relations
        self._around.worker(self._attempt(partial(self._file, self._ids, wanted), self._close))

    def closed(self) -> None:
        """Give up what is searched."""
        self._seeker.forget()

    # ---- the worker's

    def _open(self, ids: Ids) -> None:
        proposals = self._with(lambda mails: mails.proposals(ids))
        if not proposals:  # deleted or moved since the click, say
            self._tell(self._text(UNREADABLE))
            return
        fitting = [each for each in proposals if not each.objection and not _is_filed(each)]
        self._ids = frozenset(each.mail.spot.id for each in fitting)
        self._people = {who.key for each in fitting for who in each.mail.email.people}
        self._chosen = _common([each.relations for each in fitting])
        self._around.show(
            view.window(
                self._text,
                subjects=[
                    each.mail.email.subject or self._text("(no subject)") for each in fitting
                ],
                left=[self._why_left(each) for each in proposals if each not in fitting],
                chosen=self._chosen,
                names=self._names(self._chosen),
            )
        )

    def _file(self, ids: Ids, relations: Relations | None) -> None:
        self._tell_what_stayed(self._with(lambda mails: mails.file(ids, relations)))

    def _remove(self, ids: Ids) -> None:
        report = self._with(lambda mails: mails.remove(ids))
        if not report.counts and not report.trouble:
            self._tell(self._text("What you chose is not in the CRM yet."))
        self._tell_what_stayed(report)

    def _show_pages(self, ids: Ids) -> None:
        pages = self._with(lambda mails: mails.pages(ids))
        if not pages:
            first = self._text("File it to the CRM first.")
            self._tell(self._text("What you chose is not in the CRM yet."), first)
        for page in pages[:_MOST_PAGES]:
            open_page(self._around, page)

    def _never(self, ids: Ids) -> None:
        house = self._around.house
        senders = self._with(lambda mails: mails.senders(ids))
        never = house.chosen.settings.mail.never | frozenset(senders)
        house.save({"mail.never": mail_page.joined(sorted(never))})
        self._tell(
            self._text("Never filed from now on: {who}", who=", ".join(senders)),
            self._text("Preferences, E-mail, shows whose e-mails are never filed."),
        )

    def _guarded(self, job: Callable[[Ids], None], pairing: Pairing, ids: Ids) -> None:
        if pairing is not self._pairing:
            self._pairing = pairing
            self._seeker.forget()
        try:
            job(ids)
        except Error as trouble:
            catalog = self._around.house.catalog
            self._tell(catalog.tell(trouble), message_window.advice(catalog.text, trouble))

    def _tell_what_stayed(self, report: Report) -> None:
        reasons = [self._text(reason) for reason in report.skipped]
        entries = (*report.held, *report.trouble)
        reasons += [f"{each.subject}: {self._text(each.reason)}" for each in entries]
        if reasons:
            self._tell("\n".join(reasons))

    def _why_left(self, proposal: Proposal) -> str:
        reason = proposal.objection or self._text("It is filed already.")
        return f"{proposal.mail.email.subject}: {self._text(reason)}"

    # ---- what is offered

    def _names(self, chosen: Relations) -> view.Names:
        """How the proposed records read."""
        ids = dict(zip(RELATIONS, _parts(chosen), strict=True))
        if not any(ids.values()):
            return {}
        finder = self._finder()
        return {name: finder.labels(name, [id_]) for name, id_ in ids.items() if id_}

    def _answer(self, search: Search, chosen: Relations, finder: Finder) -> None:
        relation = FieldName(search.field)
        accounts, contacts, projects = ({id_} - {""} for id_ in _parts(chosen))
        near = Near(accounts, contacts, projects, self._people)
        before = self._around.house.chosen.settings.search_offers
        rows = offers.offered(finder, relation, search.text, lambda: near, before)
        free = offers.free(rows, accounts | contacts | projects)
        self._around.update(view.found(self._text, relation, free, number=search.number))

    def _excuse(self, search: Search, trouble: Error) -> None:
        told = offers.why_none(self._around, trouble)
        relation, number = FieldName(search.field), search.number
        self._around.update(view.found(self._text, relation, [], told, number=number))

    def _finder(self) -> Finder:
        crm = self._pairing.crm if self._pairing else None
        if crm is None:
            raise Users("Log in to the CRM first.")
        return crm.finder()

    def _with(self, job: Callable[[Mailroom], T]) -> T:
        if self._pairing is None:
            raise Users("Log in to the CRM first.")
        return self._pairing.runs.with_mails(job)

    def _tell(self, happened: str, advice: str = "") -> None:
        self._around.show(message_window.window(self._text, happened=happened, advice=advice))


def _is_filed(proposal: Proposal) -> bool:
    return proposal.filed is not None and not proposal.filed.removed


def _common(relations: Collection[Relations]) -> Relations:
    """What all mails share."""
    different = set(relations)
    return different.pop() if len(different) == 1 else Relations()


def _parts(relations: Relations) -> tuple[str, str, str]:
    """In the order of `RELATIONS`."""
    return relations.account, relations.contact, relations.project
