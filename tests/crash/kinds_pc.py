"""The user's PC once more: lives that keep tasks, contacts or mails in step."""

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from tests.crash.channel import Remote, serve
from tests.crash.pc_process import PAIRING, RUNS, Life, Order, Pc
from tests.crash.places import WatchedGateway, WatchedState, die, watch_requests
from tests.simulation.fake_gateway import CONTACTS, STORE, TASKS
from tests.simulation.fuse import Fuse
from tests.simulation.mail_world import FOLDERS, FusedMails

from outlook_crm.crm.crmservice.session import CrmServiceSession
from outlook_crm.domain.email import Mode
from outlook_crm.domain.kind import Kind
from outlook_crm.domain.policy import Policy
from outlook_crm.mail.filing import Filing
from outlook_crm.mail.relations import Relations
from outlook_crm.mail.rules import Rules
from outlook_crm.outlook.contacts import OutlookContacts
from outlook_crm.outlook.tasks import OutlookTasks, task_gateway
from outlook_crm.sync.ask import Ask, Reason
from outlook_crm.sync.contact_engine import ContactEngine
from outlook_crm.sync.engine import Engine
from outlook_crm.sync.marks import activity_key
from outlook_crm.sync.report import Report
from outlook_crm.sync.tasks import DueSide, task_policy

RULES = Rules(Mode.KNOWN, Mode.KNOWN, own_domains=frozenset({"firm.example"}), original=True)


class WatchedMailbox:
    """The mailbox in Outlook's process; two places around each write."""

    def __init__(self, outlook: Remote, fuse: Fuse) -> None:
        self._outlook = outlook
        self._fuse = fuse

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return partial(self._outlook.mail, name)

    def mark(self, *arguments: Any) -> Any:
        return self._write("mark", *arguments)

    def place(self, *arguments: Any) -> Any:
        return self._write("place", *arguments)

    def attach(self, *arguments: Any) -> Any:
        return self._write("attach", *arguments)

    def _write(self, name: str, *arguments: Any) -> Any:
        self._fuse.reach(f"before Outlook's {name}")
        answer = self._outlook.mail(name, *arguments)
        self._fuse.reach(f"after Outlook's {name}")
        return answer


class KindsPc(Pc):
    """Lives of a kind; ``about`` is what its scene tells them."""

    def live(  # type: ignore[override]  # it is told more
        self, state: str, place: int, ahead: float, kind: str = "", about: Any = None
    ) -> dict[str, Any]:
        """See `Pc.live`."""
        self._life = partial(LIVES[kind], about=about)
        return super().live(state, place, ahead)


class KindLife(Life):
    """What all kinds share; ``counts`` are steps by side and kind."""

    def __init__(self, session: CrmServiceSession, outlook: str, order: Order, about: Any) -> None:
        self._ahead = order.ahead
        self._fuse = Fuse()
        if order.place >= 0:
            self._fuse.blow_at(order.place, die)
        watch_requests(self._fuse)
        self._session = session
        self._outlook = Remote(outlook)
        self._gateway = WatchedGateway(self._outlook, self._fuse)
        self._state = WatchedState(order.state, self._fuse)
        self._about = about
        self._counts: dict[str, int] = {}

    def sync(self) -> dict[str, Any]:
        """What the user and the add-in do, until all is settled."""
        self._work()
        return {"places": self._fuse.places, "counts": self._counts}

    def _work(self) -> None:
        raise NotImplementedError

    def _settle(self, run: Callable[[], Report]) -> None:
        """Run, and run again whenever that is wanted, each time as late as wanted."""
        for _ in range(RUNS):
            report = run()
            self._note(report)
            if report.waiting:
                message = f"held or in trouble: {[*report.held, *report.trouble]}"
                raise RuntimeError(message)
            if report.again_at is None:
                return
            self._ahead += max(timedelta(0), report.again_at - self._now())

    def _note(self, report: Report) -> None:
        for (side, kind), number in report.counts.items():
            self._counts[f"{side}.{kind}"] = self._counts.get(f"{side}.{kind}", 0) + number


class TasksLife(KindLife):
    """The engine over both sides' tasks."""

    def _work(self) -> None:
        session, user = self._session, self._session.user.id
        types = session.task_types
        side = OutlookTasks(
            task_gateway(self._gateway, session.done_status),
            store=STORE,
            folder=TASKS,
            pairing=PAIRING,
            key_of=partial(activity_key, user),
            now=self._now,
        )
        engine = Engine(
            side,
            DueSide(session.side(user), types, UTC),
            self._state,
            Kind.TASKS.of(PAIRING),
            policy=lambda: task_policy(Policy(), types),
            now=self._now,
        )
        self._settle(lambda: engine.run(Ask(Reason.POLL)))


class ContactsLife(KindLife):
    """The people wanted come in; then the user adds one to the CRM."""

    def _work(self) -> None:
        book = OutlookContacts(self._gateway, store=STORE, folder=CONTACTS, pairing=PAIRING)
        place = Kind.CONTACTS.of(PAIRING)
        people = self._session.people()
        engine = ContactEngine(book, people, self._state, place, now=self._now)
        wanted, mine = self._about
        self._settle(lambda: engine.run(wanted, Reason.POLL))
        if mine and not engine.crm_id_of(mine):
            self._note(engine.add(mine))
        self._settle(lambda: engine.run(wanted, Reason.POLL))


class MailsLife(KindLife):
    """Mails are filed and brought, one is filed by hand, and one is taken out."""

    def _work(self) -> None:
        self._filing = Filing(
            WatchedMailbox(self._outlook, self._fuse),
            self._session.archive(),
            FusedMails(self._state.mails, self._fuse),
            PAIRING,
            rules=lambda: RULES,
            now=self._now,
        )
        self._settle(self._swept)
        strangers, unwanted = self._about
        if strangers:
            self._settle(lambda: self._filing.by_hand([strangers], Relations()))
            self._settle(lambda: self._filing.remove([unwanted]))
        self._settle(self._brought)
        self._settle(self._swept)

    def _swept(self) -> Report:
        return self._filing.sweep(FOLDERS)

    def _brought(self) -> Report:
        return self._filing.bring(datetime.now(UTC) - timedelta(days=30))


LIVES: Mapping[str, type[KindLife]] = {
    "tasks": TasksLife,
    "contacts": ContactsLife,
    "mails": MailsLife,
}


class _Crm:
    def __init__(self, address: str) -> None:
        self.address = address


if __name__ == "__main__":
    serve(sys.argv[1], KindsPc(_Crm(sys.argv[2]), sys.argv[3]))
