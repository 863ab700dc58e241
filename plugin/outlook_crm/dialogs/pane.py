"""The appointment windows: what each shows, what the user looks for and chooses there.

Commands come on the add-in's own thread and only post jobs: Outlook and the CRM are
asked on a thread that the sync does not use, so that no search is ever behind a run.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from outlook_crm.commands import Command
from outlook_crm.crm.connector import Finder, Near, PickValue
from outlook_crm.domain.fields import BY_NAME, FieldName
from outlook_crm.errors import Error
from outlook_crm.outlook.choices import Whose
from outlook_crm.outlook.gateway import Gateway
from outlook_crm.outlook.inspector import OpenAppointment, Recurrence, inspect, place_of
from outlook_crm.pairing import Pairing
from outlook_crm.picklists import PickLists
from outlook_crm.ui import pane as view
from outlook_crm.ui.pane import Shown, Standing
from outlook_crm.ui.picker import RELATIONS
from outlook_crm.ui.window import Choice
from outlook_crm.whose import whose
from outlook_crm.worker import Job

from . import offers
from .browser import open_page
from .dialog import Surroundings
from .lookup import Lookup
from .open_window import OpenWindow

Json = Mapping[str, Any]

_BY_CELL = {BY_NAME[name].outlook: name for name in FieldName}


class PaneDesk:
    """All appointment windows, by their sessions.

    ``post`` runs jobs on the windows' own thread, ``show`` and ``update`` take the
    records of `IShell.SetInspector` and `IShell.UpdatePane`, ``clicks`` other windows'
    buttons, each with its session.
    """

    def __init__(
        self,
        around: Surroundings,
        gateway: Gateway,
        post: Callable[[Job], None],
        *,
        show: Callable[[Json], None],
        update: Callable[[Json], None],
        clicks: Mapping[str, Callable[[str], None]],
    ) -> None:
        self._around = around
        self._gateway = gateway
        self._post = post
        self._show = show
        self._update = update
        self._windows: dict[str, OpenWindow] = {}
        self._lookups: dict[str, Lookup] = {}  # by pairing
        self.commands: Mapping[str, Callable[[Command], None]] = {
            "inspector.opened": self._look,
            "inspector.activated": self._look,
            "inspector.closed": self._closed,
            "inspector.click": self._click,
            "pane.shown": self._pane_shown,
            "pane.changed": self._changed,
            "pane.search": self._search,
        }
        self._clicks = {"CrmOpen": self._open_in_crm, **clicks}

    def stop(self) -> None:
        """Give up what is being searched; from any thread."""
        for each in list(self._lookups.values()):
            each.seeker.forget()

    def refresh(self, *, logged_in_anew: bool) -> None:
        """What the windows show may be another now; from any thread."""
        if logged_in_anew:
            self.stop()
        self._post(self._look_at_all)

    # ---- commands, on the add-in's own thread

    def _look(self, command: Command) -> None:
        session = str(command.args["session"])
        self._post(lambda: self._look_at(session))

    def _closed(self, command: Command) -> None:
        session = str(command.args["session"])
        self._post(lambda: self._forget(session))

    def _click(self, command: Command) -> None:
        click, session = (
            self._clicks.get(str(command.args["control"])),
            str(command.args["session"]),
        )
        if click is not None:
            self._post(lambda: click(session))

    def _pane_shown(self, command: Command) -> None:
        session = str(command.args["session"])
        self._post(lambda: self._tell_names(session))

    def _changed(self, command: Command) -> None:
        args = command.args
        session, cell, value = str(args["session"]), str(args["cell"]), str(args["value"])
        self._post(lambda: self._keep(session, _BY_CELL[cell], value))

    def _search(self, command: Command) -> None:
        args = command.args
        session, relation = str(args["session"]), _BY_CELL[str(args["cell"])]
        text, number = str(args["text"]), int(args["number"])
        if (window := self._windows.get(session)) is None:
            return
        self._lookup(window).seeker.seek(
            lambda finder: self._answer(finder, session, relation, text, number),
            lambda trouble: self._excuse(trouble, session, relation, number),
        )

    # ---- jobs, on the windows' thread

    def _look_at_all(self) -> None:
        for session in list(self._windows):
            self._look_at(session)

    def _look_at(self, session: str) -> None:
        item = self._inspect(session)
        if item is None:
            return
        pairing = self._pairing_of(item.store, item.folder)
        before = self._windows.get(session)
        crm_id = item.stamp or (before.crm_id if before and before.item.id == item.id else "")
        window = OpenWindow(
            item,
            dict(item.values),
            crm_id,
            pairing.id if pairing else "",
            pane=before is not None and before.pane,
        )
        self._windows[session] = window
        self._describe(window)
        if window.pane:
            self._ask_names(window)
        if pairing and item.id and not crm_id:
            self._around.worker(lambda: self._find_link(pairing, session, item.id))

    def _inspect(self, session: str) -> OpenAppointment | None:
        """With stamp and choices of the pairing that it belongs to, which its folder tells."""
        every = self._around.session.pairings
        # The window shows at once what is asked for: never another CRM's choices.
        place = place_of(self._gateway, session) if len(every) > 1 else ("", "")
        if place is None:
            return None
        if (pairing := self._pairing_of(*place)) is None:
            return inspect(self._gateway, session, "", Whose())
        theirs = whose(pairing.record, [each.record for each in every])
        return inspect(self._gateway, session, pairing.id, theirs)

    def _pairing_of(self, store: str, folder: str) -> Pairing | None:
        """That of the folder; of an appointment elsewhere the first, whose CRM can be asked."""
        session = self._around.session
        return session.of_folder(store, folder) or session.first

    def _lookup(self, window: OpenWindow) -> Lookup:
        lookup = Lookup(self._around.session, window.pairing, self._post)
        return self._lookups.setdefault(window.pairing, lookup)

    def _forget(self, session: str) -> None:
        self._windows.pop(session, None)

    def _describe(self, window: OpenWindow) -> None:
        pairing = self._around.session.named(window.pairing)
        logged_in = pairing is not None and pairing.logged_in
        holds = pairing.capabilities if pairing else None
        lists = pairing.pick_lists if pairing else PickLists()
        self._show(
            view.record(
                self._around.text,
                Shown(
                    window.item.session,
                    self._standing(window.item),
                    crm=pairing.record.crm if pairing else "",
                    linked=bool(window.crm_id) and logged_in,
                    types=_choices(lists.types),
                    statuses=_choices(lists.statuses),
                    chosen=window.chosen,
                    relations=[r for r in RELATIONS if holds is None or r in holds.fields],
                    single=holds.single_valued if holds else frozenset(),
                    texts=self._lookup(window).names.of(window),
                    new=not window.item.id,
                    default=self._around.house.policy().default_type or "",
                ),
            )
        )

    def _standing(self, item: OpenAppointment) -> Standing:
        session = self._around.session
        if not session.pairings:
            return Standing.NOT_PAIRED
        if (pairing := session.of_folder(item.store, item.folder)) is None:
            return Standing.ELSEWHERE
        if item.recurrence in (Recurrence.OCCURRENCE, Recurrence.EXCEPTION):
            return Standing.OCCURRENCE
        return Standing.USABLE if pairing.logged_in else Standing.LOGGED_OUT

    def _keep(self, session: str, name: FieldName, value: str) -> None:
        if window := self._windows.get(session):
            window.chosen[name] = value

    # ---- the link

    def _find_link(self, pairing: Pairing, session: str, outlook_id: str) -> None:
        """On the session's thread, which has the state."""
        if crm_id := pairing.crm_id_of(outlook_id):
            self._post(lambda: self._linked(session, outlook_id, crm_id))

    def _linked(self, session: str, outlook_id: str, crm_id: str) -> None:
        window = self._windows.get(session)
        if window is not None and window.item.id == outlook_id:
            window.crm_id = crm_id
            self._describe(window)

    def _open_in_crm(self, session: str) -> None:
        if (window := self._windows.get(session)) is None:
            return
        pairing = self._around.session.named(window.pairing)
        if pairing and pairing.crm and window.crm_id:
            open_page(self._around, pairing.crm.web_address(window.crm_id))

    # ---- names of what is chosen

    def _tell_names(self, session: str) -> None:
        if window := self._windows.get(session):
            window.pane = True
            self._ask_names(window)

    def _ask_names(self, window: OpenWindow) -> None:
        seeker = self._lookup(window).seeker
        seeker.follow(lambda finder: self._learn_names(finder, window), _unknown)

    def _learn_names(self, finder: Finder, window: OpenWindow) -> None:
        names = self._lookup(window).names
        unknown = names.unknown(window)
        if not unknown:
            return
        for relation, ids in unknown.items():
            names.learn(relation, finder.labels(relation, ids))
        self._update(view.texts(window.item.session, names.of(window)))

    # ---- searching

    def _answer(
        self, finder: Finder, session: str, relation: FieldName, text: str, number: int
    ) -> None:
        if (window := self._windows.get(session)) is None:
            return
        before = self._around.house.chosen.settings.search_offers
        rows = offers.offered(finder, relation, text, lambda: self._near(window), before)
        self._lookup(window).names.learn(relation, {row.value: row.name for row in rows})
        free = offers.free(rows, window.ids(relation))
        self._update(view.found(self._around.text, session, relation, free, number=number))
        self._learn_names(finder, window)  # this search may have overtaken that question

    def _near(self, window: OpenWindow) -> Near:
        """What the appointment is about now: somebody may have been invited meanwhile."""
        if (item := self._inspect(window.item.session)) is not None:
            window.item = item
        return window.near

    def _excuse(self, trouble: Error, session: str, relation: FieldName, number: int) -> None:
        told = offers.why_none(self._around, trouble)
        self._update(view.found(self._around.text, session, relation, [], told, number=number))


def _unknown(_: Error) -> None:
    """Names that cannot be asked for now are shown by their ids, and asked for again later."""


def _choices(values: Sequence[PickValue]) -> list[Choice]:
    return [Choice(each.value, each.label) for each in values]
