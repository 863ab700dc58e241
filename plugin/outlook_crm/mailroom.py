"""The mails of one log-in: what is filed and brought, as the settings say, and when."""

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from .beside import WhenNeeded, with_what
from .crm.connector import CrmSession
from .domain.email import Mode
from .domain.kind import Kind
from .errors import Missing, Theirs
from .ground import Ground
from .mail.filing import FAILED, Filing, Survey
from .mail.judging import Proposal
from .mail.relations import Relations
from .mail.rules import Place, Rules
from .mail.values import Spot
from .outlook.mail_records import MailFolder
from .outlook.mails import OutlookMails, cleared, folder_below, mail_folders
from .pacing import is_to_come
from .settings.model import MailSettings
from .state.pairings import PairingRecord
from .sync.ask import Ask, Progress, Reason
from .sync.report import Report, beside, of_kind

_log = logging.getLogger(__name__)

CATEGORY = "CRM"
"""What filed mails show; one name in every language, so that a shared mailbox has one."""
TARGET = "CRM"
"""The folder below the inbox for the CRM's own mails, where none was chosen."""

ATTACHMENTS = "attachments"
"""The folder below our own for attachments on their way, either way."""

_RETRY = timedelta(minutes=5)
_FOLDERS_STAY = timedelta(minutes=15)
_BRINGS = timedelta(days=30)  # how old a mail of the CRM may be that is brought
_MEGABYTE = 1024 * 1024
_SWEPT = (Place.INBOX, Place.SENT, Place.OTHER)


class Mailroom:
    """Files and brings mails; the worker's thread calls everything but `cancel`."""

    def __init__(
        self,
        ground: Ground,
        pairing: PairingRecord,
        crm: CrmSession,
        progress: Callable[[Progress], None],
    ) -> None:
        self._house = ground.house
        self._gateway = ground.gateway
        self._state = ground.state
        self._now = ground.now
        self._pairing = pairing
        self._crm = crm
        self._progress = progress
        self._rest_until: datetime | None = None
        self._folders: Sequence[MailFolder] = ()
        self._asked = ground.now()  # for the folders
        self._opened = WhenNeeded(self._made)

    # ---- from any thread

    @property
    def on(self) -> bool:
        """Whether the user files mails at all, be it by hand."""
        return self._settings.files

    def has_store(self, store: str) -> bool:
        """Whether the store is the account's, as far as its folders were asked for."""
        return any(each.spot.store == store for each in self._mine)

    def cancel(self) -> None:
        """End what runs, and all later runs."""
        self._opened.cancel()

    def stop(self) -> None:
        """End what runs now; later runs begin anew."""
        self._opened.renew(end=True)

    # ---- the worker's

    def after(self, ask: Ask, report: Report) -> Report:
        """The report of a run of the calendar, with what was done to mails beside it.

        Raises Cancelled; whatever else goes wrong here is told and tried again.
        """
        wanted = self._settings.files or self._settings.arrivals
        rests = is_to_come(self._rest_until, self._now(), _RETRY)
        if not wanted or (rests and ask.reason is not Reason.USER):
            return report
        return with_what(
            report,
            lambda: of_kind(Kind.MAILS, self._round(ask.reason), undoable=False),
            noted="mails: %s",
            failed=FAILED,
            rest=self._rest,
        )

    def arrived(self, ids: Collection[str]) -> Report:
        """Mails that Outlook told of just now."""
        return self._filing.arrived(self._spots(ids))

    def proposals(self, ids: Collection[str]) -> Sequence[Proposal]:
        """Where the user's choice of mails would be filed."""
        return self._filing.proposals(self._spots(ids))

    def file(self, ids: Collection[str], relations: Relations | None) -> Report:
        """File these by hand."""
        return self._filing.by_hand(self._spots(ids), relations)

    def remove(self, ids: Collection[str]) -> Report:
        """Take these out of the CRM."""
        return self._filing.remove(self._spots(ids))

    def survey(self, days: int) -> Survey:
        """What filing the mails of so many past days would do."""
        return self._filing.survey(self._swept(), self._now() - timedelta(days=days))

    def file_surveyed(self, survey: Survey) -> Report:
        """File what a survey showed."""
        return self._filing.by_hand([each.spot for each in survey.mails])

    def unlink_all(self) -> None:
        """Take the marks off all mails; every one of them stays, here and in the CRM.

        Raises what Outlook's side raises; then it can be asked for again.
        """
        if self._state.mails.any(self._pairing.id):
            filing = self._filing  # the folders are asked for when it is made
            filing.unmark_all([each.spot for each in self._mine])

    def pages(self, ids: Collection[str]) -> Sequence[str]:
        """Where the CRM shows the records of these mails."""
        filed = [each.filed for each in self.proposals(ids)]
        known = [each for each in filed if each is not None and not each.removed]
        return [self._crm.mail_address(each.crm_id) for each in known]

    def senders(self, ids: Collection[str]) -> Sequence[str]:
        """Who wrote these mails, each once."""
        mails = [each.mail for each in self.proposals(ids)]
        return list(dict.fromkeys(mail.email.sender.key for mail in mails if mail.email.sender.key))

    def sent_items(self) -> frozenset[Spot]:
        """The account's Sent Items, where sent mails are filed; none while Outlook cannot say."""
        if self._settings.sent is Mode.OFF:
            return frozenset()
        try:
            self._folders = self._folders or mail_folders(self._gateway)
        except Theirs as trouble:
            _log.warning("mails: %s", trouble)
        return frozenset(each.spot for each in self._mine if each.place is Place.SENT)

    # ---- inside

    @property
    def _settings(self) -> MailSettings:
        return self._house.chosen.settings.mail

    @property
    def _filing(self) -> Filing:
        return self._opened.get()

    def _made(self) -> Filing:
        self._asked, self._folders = self._now(), mail_folders(self._gateway)
        mailbox = OutlookMails(
            self._gateway,
            pairing=self._pairing.id,
            category=CATEGORY,
            target=self._target() if self._settings.arrivals else None,
            drop=cleared(self._house.local / ATTACHMENTS),
            others={each.spot.store for each in self._others},
        )
        return Filing(
            mailbox,
            self._crm.archive(),
            self._state.mails,
            self._pairing.id,
            rules=self._rules,
            now=self._now,
            progress=self._progress,
        )

    def follow(self) -> None:
        """Follow new settings: the folders may be others."""
        self._opened.renew()
        self._rest_until = None

    def _rest(self) -> None:
        self._opened.renew()
        self._rest_until = self._now() + _RETRY

    def _round(self, reason: Reason) -> Report:
        if reason is Reason.USER or self._now() >= self._asked + _FOLDERS_STAY:
            self._opened.renew()  # there may be new ones, and others be gone
        filing = self._filing
        self._rest_until = None
        done = filing.sweep(self._swept() if self._settings.files else (), reason)
        if self._settings.arrivals:
            done = beside(done, filing.bring(self._now() - _BRINGS))
        return done

    def _rules(self) -> Rules:
        chosen = self._settings
        own = chosen.own_domains or {self._pairing.account.rpartition("@")[2].casefold()}
        paths = {each.path: each.spot.id for each in self._folders}
        return Rules(
            chosen.received,
            chosen.sent,
            frozenset(paths[path] for path in chosen.folders if path in paths),
            chosen.never,
            frozenset(own) - {""},
            chosen.largest_mb * _MEGABYTE,
            chosen.original,
        )

    def _swept(self) -> Sequence[Spot]:
        """The account's folders whose mails are looked at, but the one mails are brought to."""
        self._filing  # noqa: B018 - the folders are asked for when it is made
        target = self._arrivals_folder or f"\\{TARGET}"
        return [
            each.spot
            for each in self._mine
            if each.place in _SWEPT and not (self._settings.arrivals and each.path.endswith(target))
        ]

    def _target(self) -> Spot:
        """The folder that the CRM's own mails come into; raises Missing."""
        if chosen := self._arrivals_folder:
            fitting = [each.spot for each in self._folders if each.path == chosen]
        else:
            inboxes = [each.spot for each in self._mine if each.place is Place.INBOX]
            fitting = [folder_below(self._gateway, each, TARGET) for each in inboxes[:1]]
        if not fitting:
            raise Missing(
                "The folder for e-mails of the CRM is not there. Choose it again in Preferences."
            )
        return fitting[0]

    @property
    def _arrivals_folder(self) -> str:
        """What was chosen, but for a folder of another pairing's account: "" is the own inbox's."""
        chosen = self._settings.arrivals_folder
        return "" if chosen in {each.path for each in self._others} else chosen

    @property
    def _others(self) -> Sequence[MailFolder]:
        """The folders of accounts that are another pairing's."""
        paired = {each.account for each in self._state.pairings.all()} - {self._pairing.account}
        return [each for each in self._folders if each.account in paired]

    @property
    def _mine(self) -> Sequence[MailFolder]:
        return [each for each in self._folders if each.account == self._pairing.account]

    def _spots(self, ids: Collection[str]) -> list[Spot]:
        """In the account's store: the calendar may lie in another one."""
        store = next((each.spot.store for each in self._mine), self._pairing.store)
        return [Spot(store, each) for each in sorted(ids)]
