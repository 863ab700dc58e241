"""Filing for one pairing: what new mails, the user's wishes and the past ask for."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from outlook_crm.domain.email import Mode
from outlook_crm.errors import Missing
from outlook_crm.sync.ask import Progress, Reason
from outlook_crm.sync.report import Report

from .acquaintances import Acquaintances
from .arrivals import bring
from .judging import Proposal, Wish
from .points import Points
from .ports import Archive, FiledMails, Mailbox
from .relations import Relations
from .rules import Rules
from .run import Run
from .seen import Seen
from .surroundings import Surroundings
from .unmarking import unmark_all
from .values import Filed, Mail, Row, Spot

FAILED = "E-mails could not be filed now."
ALREADY = "It is filed already."


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One mail that would be filed; ``size`` in bytes."""

    spot: Spot
    subject: str
    at: datetime | None
    size: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What an initial filing would do: the mails, and by reason how many it would leave."""

    mails: tuple[Surveyed, ...]
    skipped: Mapping[str, int]

    @property
    def size(self) -> int:
        """Bytes, as Outlook counts them."""
        return sum(each.size for each in self.mails)


class Filing:
    """For the thread that calls, but for `cancel`.

    ``rules`` are asked for at the beginning of each run.  A run may raise what the
    sides raise; what was done until then is done, and the next run goes on.
    """

    def __init__(
        self,
        mailbox: Mailbox,
        archive: Archive,
        state: FiledMails,
        pairing: str,
        *,
        rules: Callable[[], Rules],
        now: Callable[[], datetime],
        progress: Callable[[Progress], None] = lambda _: None,
    ) -> None:
        self._around = Surroundings(
            mailbox, archive, state, pairing, now, progress, Acquaintances(archive)
        )
        self._rules = rules

    def cancel(self) -> None:
        """End the run soon; what was begun is settled by the next one.  From any thread."""
        self._around.stopped = True
        self._around.mailbox.cancel()
        self._around.archive.cancel()

    def sweep(self, folders: Sequence[Spot], reason: Reason = Reason.POLL) -> Report:
        """File what these folders got since the last sweep; nothing older at the first.

        What failed before is tried again: three times, and at the user's word.
        """
        run = self._run(reason)
        if reason is Reason.USER:
            run.forgive()
        run.recover()
        points = Points(self._around.state, self._around.pairing)
        for folder in folders:
            self._sweep(folder, run, points)
        points.save()
        run.retry()
        return run.end()

    def arrived(self, spots: Collection[Spot], reason: Reason = Reason.CHANGED) -> Report:
        """Judge these mails, which an event told of."""
        run = self._begin(reason)
        run.take(spots)
        return run.end()

    def by_hand(self, spots: Collection[Spot], relations: Relations | None = None) -> Report:
        """File these because the user says so; without ``relations`` where they belong."""
        self._around.acquaintances.forget()
        run = self._begin(Reason.USER)
        run.take(spots, Wish(relations))
        return run.end()

    def remove(self, spots: Collection[Spot]) -> Report:
        """Take these out of the CRM again."""
        run = self._begin(Reason.USER)
        for mail in run.read(list(spots)):
            if (filed := self.filed(mail)) and not filed.removed:
                run.deeds.remove(replace(filed, spot=mail.spot))
        return run.end()

    def bring(self, since: datetime) -> Report:
        """Bring the user's mails that only the CRM has, from those sent at ``since`` on."""
        run = self._begin(Reason.POLL)
        bring(self._around, run.placing, since)
        return run.end()

    def unmark_all(self, folders: Sequence[Spot]) -> None:
        """See `outlook_crm.mail.unmarking`."""
        unmark_all(self._around, folders)

    def survey(self, folders: Sequence[Spot], since: datetime) -> Survey:
        """What filing all mails of the folders from ``since`` on would do; writes nothing."""
        run = self._run(Reason.USER, _for_history(self._rules()))
        found: list[Surveyed] = []
        for folder in folders:
            rows = [row for row in self._rows(folder) if _is_from(row, since)]
            sizes = {row.spot: row.size for row in rows if not row.stamp}
            for mail in run.read(list(sizes)):
                if reason := self._against(run, mail):
                    run.ledger.skip(reason)
                else:
                    email = mail.email
                    found.append(Surveyed(mail.spot, email.subject, email.at, sizes[mail.spot]))
        return Survey(tuple(found), dict(run.ledger.skipped))

    def proposals(self, spots: Collection[Spot]) -> list[Proposal]:
        """Where these would be filed by hand, for a window."""
        self._around.acquaintances.forget()
        run = self._run(Reason.USER)
        return [run.judge.proposal(mail) for mail in run.read(list(spots))]

    def filed(self, mail: Mail) -> Filed | None:
        """What is known of the mail."""
        return self._around.filed(mail.email)

    def _sweep(self, folder: Spot, run: Run, points: Points) -> None:
        begun = self._around.now()
        since = points.since(folder, begun)
        seen = Seen(self._around.state, self._around.pairing, folder)
        new = [row for row in self._rows(folder, since) if not seen.knows(row)]
        fresh = [row for row in new if not run.knows(row)]
        late = run.take(row.spot for row in sorted(fresh, key=lambda row: row.modified))
        seen.keep((row for row in new if row.spot not in late), since)
        oldest = min((row.modified for row in fresh if row.spot in late), default=begun)
        points.reached(folder, min(begun, oldest), begun)

    def _rows(self, folder: Spot, since: datetime | None = None) -> list[Row]:
        """None of a folder that was deleted or moved since the account was looked through."""
        try:
            return list(self._around.mailbox.rows(folder, since))
        except Missing:
            return []

    def _against(self, run: Run, mail: Mail) -> str:
        filed = self.filed(mail)
        if filed is not None and not filed.removed:
            return ALREADY
        return run.judge.reason_against(mail, None)

    def _begin(self, reason: Reason) -> Run:
        """A run that writes: what an earlier one began comes first."""
        run = self._run(reason)
        run.recover()
        return run

    def _run(self, reason: Reason, rules: Rules | None = None) -> Run:
        return Run(self._around, reason, rules or self._rules())


def _for_history(rules: Rules) -> Rules:
    """Who files by hand wants of the past what the CRM's people wrote, not everything."""
    ways = {
        name: Mode.KNOWN if mode is Mode.HAND else mode
        for name, mode in (("received", rules.received), ("sent", rules.sent))
    }
    return replace(rules, received=ways["received"], sent=ways["sent"])


def _is_from(row: Row, since: datetime) -> bool:
    return (row.at or row.modified) >= since
