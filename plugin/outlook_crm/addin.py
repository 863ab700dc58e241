"""The add-in: takes the shim's commands, hands long work to the worker, shows what came of it.

Four threads: this one takes commands and never waits for anything else, the
desk asks Outlook for what windows show, the appointment windows' one looks at
their items and searches in the CRM, the worker logs in and synchronises.  What a CRM may
leave unanswered for long is waited for on others (`outlook_crm.inquiry`).
"""

import json
import logging
import operator
import random
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from . import commands
from .commands import Command
from .crm.connector import Connector
from .crm.connectors import Connectors
from .dialogs import compose
from .dialogs.desk import Desk
from .dialogs.items import ItemsDesk
from .dialogs.pane import PaneDesk
from .domain.email import Mode
from .error_reports import ErrorReports, LateCourier
from .errors import Cancelled, Defect
from .house import House
from .outlook.gateway import Gateway
from .session import Session
from .ui import message_window
from .ui.ribbon_state import RibbonState, State, snapshot
from .ui.shell import Shell
from .updates import Updates
from .worker import Worker

_log = logging.getLogger(__name__)

Seen = Sequence[object]

_LISTEN = 60_000  # milliseconds of one wait for a command
_STOP_LIMIT = 0.08  # seconds for each of three threads: Outlook waits 0.3 s in all
_REPORTS_LIMIT = 0.02  # seconds for each of two more, which most lives never start


def main(shell: Shell, gateway: Gateway, connector: Connector | None = None) -> None:
    """Run the add-in until Outlook stops; called by the shim on Python's own thread."""
    started = commands.parse(shell.NextCommand(_LISTEN))
    if started.name == "stop":
        return
    if started.name != "started":
        raise Defect("The shim began with another command than started.")
    house = House(shell, started.args)
    addin = AddIn(house, shell, gateway, _connectors(house, connector))
    try:
        addin.run()
    finally:
        addin.stop()
        house.close()


class AddIn:
    """One life of the add-in, from `started` to `stop`."""

    def __init__(
        self, house: House, shell: Shell, gateway: Gateway, connectors: Connectors
    ) -> None:
        self._house = house
        self._shell = shell
        self._shown: RibbonState | None = None
        self._showing = threading.Lock()
        self.session = Session(
            house,
            gateway,
            connectors,
            self.show,
            now=lambda: datetime.now(UTC),
            random=random.random,
            wake=lambda: self._worker.post(lambda: None),
        )
        self._worker = Worker(
            self.session.tick, self._on_fault, "outlook-crm worker", self.session.end
        )
        self._clerk = Worker(lambda: 3600.0, self._on_fault, "outlook-crm desk")
        self._looker = Worker(lambda: 3600.0, self._on_fault, "outlook-crm windows")
        courier = LateCourier(house)
        self._reports = ErrorReports(
            house,
            post=courier.post,
            end_post=courier.cancel,
            ask=self._ask_about_report,
            now=lambda: datetime.now(UTC),
        )
        news = LateCourier(house)
        self._updates = Updates(
            house,
            fetch=news.fetch,
            end_fetch=news.cancel,
            told=self._show_again,
            now=lambda: datetime.now(UTC),
            random=random.random,
        )
        self._desk = Desk(
            house,
            gateway,
            self.session,
            connectors=connectors,
            reports=self._reports,
            updates=self._updates,
            clerk=self._clerk.post,
            worker=self._worker.post,
            looker=self._looker.post,
        )
        self._panes = PaneDesk(
            self._desk.around,
            gateway,
            self._looker.post,
            show=lambda record: shell.SetInspector(json.dumps(record)),
            update=lambda record: shell.UpdatePane(json.dumps(record)),
            clicks={compose.CONTROL: compose.ComposeDesk(self._desk.around, gateway).send},
        )
        self._seen: tuple[Seen, Seen] = ([], [])  # the CRMs; all else that windows show
        self._handlers: Mapping[str, Callable[[Command], None]] = {
            "ribbon.click": self._click,
            "window.submit": self._desk.submit,
            "window.change": self._desk.change,
            "window.search": self._desk.search,
            "window.closed": self._desk.closed,
            "outlook.changed": self._outlook_changed,
            "outlook.removed": self._outlook_changed,
            "shim.error": self._shim_error,
            "items.click": ItemsDesk(
                self._desk.around, self._desk.add_contacts, self._desk.file_mail.jobs
            ).clicked,
            "outlook.arrived": self._mails_arrived,
            **self._panes.commands,
        }
        self._clicks: Mapping[str, Callable[[], None]] = {
            "CrmLogIn": self._desk.log_in,
            "CrmLogOut": lambda: self._desk.command(self.session.log_out),
            "CrmSynchronise": lambda: self._desk.command(self.session.synchronise),
            "CrmProgress": self._desk.progress,
            "CrmPauseHour": lambda: self._desk.pause(timedelta(hours=1)),
            "CrmPauseEndless": lambda: self._desk.pause(None),
            "CrmResume": lambda: self._desk.command(self.session.resume),
            "CrmAttention": self._desk.attention,
            "CrmReason": self._tell_reason,
            "CrmMailHistory": self._desk.mail_history,
            "CrmPreferences": self._desk.preferences,
            "CrmReport": self._desk.report,
            "CrmHelp": self._desk.help,
            "CrmUpdate": self._desk.about,
            "CrmAbout": self._desk.about,
        }

    def run(self) -> None:
        """Take commands until `stop`."""
        _log.info("started: %s", ", ".join(f"{k} {v}" for k, v in self._house.versions.items()))
        self.show(RibbonState(State.STARTING))
        self._worker.post(self.session.begin)
        self._worker.start()
        self._clerk.start()
        self._looker.start()
        self._reports.begin()
        self._updates.begin()
        while (text := self._shell.NextCommand(_LISTEN)) is not None:
            if not text:
                continue
            command = commands.parse(text)
            if command.name == "stop":
                return
            self._take(command)

    def stop(self) -> None:
        """End all threads soon; a step that was begun is settled by the journal next time."""
        self.session.cancel()
        self._reports.stop(_REPORTS_LIMIT)
        self._updates.stop(_REPORTS_LIMIT)
        self._panes.stop()
        for thread in (self._worker, self._clerk, self._looker):
            if not thread.stop(_STOP_LIMIT):
                _log.info("a thread did not end in time; Outlook does not wait for it")

    def show(self, state: RibbonState) -> None:
        """Show a state in the ribbon; from any thread."""
        with self._showing:
            self._shown = state
            mail = self._house.chosen.settings.mail
            text = self._house.catalog.text
            newer = self._updates.newer
            update = newer.version if newer else ""
            record = snapshot(
                state, text, mails=mail.files, sent=mail.sent is not Mode.OFF, update=update
            )
            self._shell.SetRibbon(json.dumps(record))
            self._refresh_windows()

    def _show_again(self) -> None:
        if (state := self._shown) is not None:
            self.show(state)

    def _refresh_windows(self) -> None:
        pairings = self.session.pairings
        crms = [each.crm for each in pairings]
        rest = [part for p in pairings for part in (p.record, p.pick_lists, p.last_report)]
        seen, self._seen = self._seen, (crms, [*rest, self._house.catalog])
        anew = not _same(crms, seen[0])
        if seen[1] and (anew or not _same(self._seen[1], seen[1])):
            self._panes.refresh(logged_in_anew=anew)

    def _take(self, command: Command) -> None:
        handler = self._handlers.get(command.name)
        if handler is None:
            _log.warning("a command nobody knows: %s", command.name)
            return
        try:
            handler(command)
        except Exception as fault:  # noqa: BLE001 - the top of the add-in's own thread
            self._on_fault(fault)

    def _click(self, command: Command) -> None:
        control = str(command.args.get("control", ""))
        if control in self._clicks:
            self.session.user_is_here()
            self._clicks[control]()

    def _tell_reason(self) -> None:
        if self._shown is not None and self._shown.reason:
            self._desk.reason(self._shown)

    def _outlook_changed(self, command: Command) -> None:
        ids = frozenset(str(each) for each in command.args.get("ids", ()))
        lost = bool(command.args.get("lost", False))
        folder = str(command.args["folder"])
        self._worker.post(lambda: self.session.outlook_changed(folder, ids, lost=lost))

    def _mails_arrived(self, command: Command) -> None:
        ids = frozenset(str(each) for each in command.args.get("ids", ()))
        self._worker.post(lambda: self.session.mails_arrived(ids))

    def _shim_error(self, command: Command) -> None:
        _log.error("the shim, %s: %s", command.args.get("where"), command.args.get("text"))
        self._reports.shim_failed(str(command.args.get("where")))

    def _ask_about_report(self, report: str) -> None:
        self._desk.error_report(report)

    def _on_fault(self, fault: Exception) -> None:
        if isinstance(fault, Cancelled):
            return
        _log.error("a job failed", exc_info=fault)
        self._reports.failed(fault)
        catalog = self._house.catalog
        advice = message_window.advice(catalog.text, fault)
        self.show(RibbonState(State.FAULT, reason=catalog.tell(fault), advice=advice))


def _same(new: Seen, old: Seen) -> bool:
    """By identity: a report of thousands of items is not compared for each percent."""
    return len(new) == len(old) and all(map(operator.is_, new, old))


def _connectors(house: House, alone: Connector | None) -> Connectors:
    """Those of this PC, or one ``alone``."""

    def chosen() -> str:
        return house.chosen.settings.connector

    def locked() -> bool:
        return house.chosen.locked("connector")

    if alone:
        return Connectors(chosen, locked, crm_service=lambda: alone, others=dict)
    return Connectors(chosen, locked)
