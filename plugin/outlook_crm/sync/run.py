"""One run: observe, match, reconcile, plan, apply, and the report of it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from outlook_crm.domain.fields import FieldName, Fields
from outlook_crm.domain.policy import Policy
from outlook_crm.domain.side import Side
from outlook_crm.errors import Cancelled

from . import notes as notes_text
from . import privacy
from .apply import NOTES, Apply, Done
from .ask import Ask, Progress, Reason
from .content import Likeness
from .doubles import settle_doubles
from .gates import OPEN, Gates
from .ledger import Ledger
from .match import Matching, match
from .observe import SWEEP, Look, Memory, Sighting, looked
from .plan import Limits, Plan, plan
from .ports import SidePort, StatePort
from .postpone import at_hand
from .reconcile import BETWEEN_PASSES, Rules, Wish, reconcile
from .recover import Doubt, recover, settle_doubts
from .report import Report, from_json, revised, to_json
from .steps import UNREAD
from .twins import settle_twins
from .values import Item, Link

DRAFT = "draft"
"""The name of the state's value that holds the conflicts of a run that has no report yet."""

_T = TypeVar("_T")
_SECOND_PASS = BETWEEN_PASSES + timedelta(seconds=1)
_UNSURE = timedelta(seconds=30)


class Run:
    """One run of one pairing; `go` once, then `close`."""

    def __init__(
        self,
        sides: Mapping[Side, SidePort],
        state: StatePort,
        pairing: str,
        *,
        policy: Policy,
        now: Callable[[], datetime],
        ask: Ask,
        memory: Memory,
    ) -> None:
        self._sides = sides
        self._state = state
        self._pairing = pairing
        self._policy = policy
        self._now = now
        self._ask = ask
        self._memory = memory
        self._started = now()
        self._stored = state.value(pairing, NOTES)
        self._notes = notes_text.from_json(self._stored).at(self._started)
        if ask.reason is Reason.USER:
            self._notes = self._notes.forgiving()
        self._gates = Gates.at(policy, self._started)
        self._plan = Plan()
        self._done = Done()
        self._doubts: tuple[Doubt, ...] = ()
        self._whole = False
        self._unreadable = 0
        self._durations: dict[str, float] = {}
        self._take_up(state.value(pairing, DRAFT))

    def go(self, progress: Callable[[Progress], None], stopped: Callable[[], bool]) -> None:
        """All of it; raises what a side raises, and Cancelled when ``stopped``."""
        links = self._verified()
        self._note_privacy()
        sighting, matching, wishes = self._decide(links, stopped)
        self._veil(wishes)
        self._keep_losers()
        self._apply(self._rules(sighting), _ledger(links, wishes), progress, stopped)
        self._remember(sighting, matching)

    def preview(self, stopped: Callable[[], bool]) -> Report:
        """What `go` would do now, without a write to either side; nothing is remembered."""
        self._decide(self._verified(), stopped)
        planned = self._plan.steps
        self._done.entries = [each.entry() for each in planned]
        self._done.counts = Counter((each.step.side, each.step.kind) for each in planned)
        return self._report("")

    def _take_up(self, draft: str) -> None:
        """What a run that was cut short would have told is for this one's report to tell."""
        self._draft = draft
        self._earlier = from_json(draft).conflicts if draft else ()

    def _verified(self) -> Sequence[Link]:
        for side in self._sides.values():
            side.verify()
        self._doubts = recover(self._sides, self._state, self._pairing)
        return self._state.links(self._pairing)

    def _note_privacy(self) -> None:
        """Another privacy has every Outlook item read again, whatever becomes of this run.

        Noted before anything is sent by the new one.
        """
        if self._notes.privacy in ("", self._policy.private):
            return
        self._notes = replace(self._notes, privacy="")
        with self._state.atomic():
            self._stored = notes_text.to_json(self._notes)
            self._state.put_value(self._pairing, NOTES, self._stored)

    def _keep_losers(self) -> None:
        """What is about to be written over is kept before, for the report of a later run.

        A crash after the write would else take the losing value with it.
        """
        if not any(each.winner for each in self._plan.conflicts):
            return
        self._draft = to_json(self._report(""))
        with self._state.atomic():
            self._state.put_value(self._pairing, DRAFT, self._draft)

    def _decide(
        self, links: Sequence[Link], stopped: Callable[[], bool]
    ) -> tuple[Sighting, Matching, Sequence[Wish]]:
        """Look at both sides and make the plan."""
        look = Look(self._sides, links, self._notes, self._rules(), self._memory)
        sighting = self._timed("observe", lambda: self._look(look, thorough=bool(self._doubts)))
        if stopped():
            raise Cancelled("Stopped before it was finished.")
        rules = self._rules(sighting)
        matching = self._match(links, sighting)
        matching, unclear = settle_doubts(
            self._state,
            self._doubts,
            matching,
            ahead=rules.ahead,
            seen_whole=sighting.seen_whole,
            lasting=self._is_full,
        )
        matching, more = settle_twins(matching, look.appointments, self._started)
        matching, yields = settle_doubles(
            matching, look.records, look.appointments, self._started + rules.ahead
        )
        matching = at_hand(
            matching,
            sighting,
            only=self._ask.outlook_ids,
            keeps_key=rules.capabilities[Side.CRM].keeps_key,
            now=self._started + rules.ahead,
        )
        pairs = look.completed(matching.pairs, stamps=self._is_full)
        wishes = [reconcile(pair, rules) for pair in pairs]
        self._plan = plan(wishes, matching, rules, self._limits(len(links)))
        self._plan = self._plan.beside(yields).beside(more).beside(unclear)
        return sighting, matching, wishes

    def close(self, error: str, before: Report | None = None) -> Report:
        """The report, kept where it tells something that the one ``before`` did not.

        ``error`` is the code of what ended the run early.
        """
        report = self._report(error)
        notes = notes_text.to_json(self._notes)
        keep = report.tells_more_than(before) or self._ask.reason is Reason.USER
        # A quiet run leaves no trace: not one write to the disk every half minute.
        if keep or notes != self._stored:
            with self._state.atomic():
                self._state.put_value(self._pairing, NOTES, notes)
                if keep:
                    self._state.record_run(self._pairing, to_json(report), report.ended)
                    if self._draft:
                        self._state.put_value(self._pairing, DRAFT, "")
        return report

    # ---- the stages

    @property
    def _is_full(self) -> bool:
        return self._ask.outlook_ids is None

    def _rules(self, sighting: Sighting | None = None) -> Rules:
        return Rules(
            self._policy,
            {side: port.capabilities for side, port in self._sides.items()},
            self._started,
            whole=bool(sighting and sighting.complete) and not self._ask.wary,
            ahead=self._memory.ahead,
            answers=self._ask.answers,
        )

    def _look(self, look: Look, *, thorough: bool) -> Sighting:
        if self._ask.outlook_ids is not None:
            sighting = look.some(self._ask.outlook_ids, self._wanted)
        else:
            thorough = thorough or self._notes.looked != looked(self._policy, self._started)
            sighting = look.all(self._wanted, thorough=thorough, sweep=self._sweeps)
        self._whole = sighting.complete
        self._unreadable = len(sighting.outlook.unreadable) + len(sighting.crm.unreadable)
        return sighting

    @property
    def _sweeps(self) -> bool:
        if self._sides[Side.CRM].capabilities.relations_bump_version:
            return False
        swept = self._notes.swept
        return self._ask.reason is Reason.USER or swept is None or self._started - swept >= SWEEP

    @property
    def _unmapped(self) -> tuple[FieldName, ...]:
        outlook, crm = (self._sides[side].capabilities.fields for side in Side)
        return tuple(sorted(outlook - crm))

    def _wanted(self, item: Item) -> bool:
        seen = privacy.veiled(item, self._policy)
        return not seen.hidden and self._gates.create(Side.CRM, item) == OPEN

    def _match(self, links: Sequence[Link], sighting: Sighting) -> Matching:
        # A new pairing finds again what an old one, or another program, made on both sides.
        first = not self._notes.cursor
        keyless = not self._sides[Side.CRM].capabilities.keeps_key
        by_content = first or keyless or self._notes.unclear
        return match(
            self._pairing,
            links,
            sighting.outlook,
            sighting.crm,
            likeness=self._likeness() if by_content else None,
            keyless=keyless,
        )

    def _likeness(self) -> Likeness:
        rules = self._rules()

        def seen(item: Item) -> Fields | None:
            return privacy.told(item, self._policy)

        return Likeness(rules.names, rules.single, seen)

    def _limits(self, links: int) -> Limits:
        notes = self._notes
        deleted, approved = len(notes.deletions), self._ask.approved
        return Limits(links, deleted, approved, notes.resting, notes.declined.keys())

    def _apply(
        self,
        rules: Rules,
        ledger: Ledger,
        progress: Callable[[Progress], None],
        stopped: Callable[[], bool],
    ) -> None:
        work = Apply(
            self._sides,
            self._state,
            self._pairing,
            rules=rules,
            ledger=ledger,
            notes=self._notes,
            now=self._now,
        )
        self._done = work.done
        try:
            self._timed("apply", lambda: work.run(self._plan, progress, stopped))
        finally:
            self._notes = work.notes

    def _veil(self, wishes: Iterable[Wish]) -> None:
        """What turned private is taken out of earlier reports, before the base forgets it."""
        secret = frozenset(
            wish.link.crm_id
            for wish in wishes
            if (wish.masked or wish.hidden) and privacy.tells(wish.link.base)
        )
        if secret:
            stand_in = self._policy.private_subject
            with self._state.atomic():
                self._state.revise_runs(self._pairing, lambda text: revised(text, secret, stand_in))
                if self._draft:
                    self._take_up(revised(self._draft, secret, stand_in))
                    self._state.put_value(self._pairing, DRAFT, self._draft)

    def _remember(self, sighting: Sighting, matching: Matching) -> None:
        """Where the next run goes on; not reached by a run that broke off."""
        self._call_again(sighting, matching)
        pending = self._plan.pending | self._done.unsettled | matching.later
        pending |= sighting.crm.unreadable.keys()
        if not self._is_full:
            self._notes = replace(self._notes, pending=self._notes.pending | pending - {""})
            return
        self._notes = replace(
            self._notes, pending=frozenset(pending - {""}), unclear=bool(matching.unclear)
        )
        if sighting.outlook.complete:
            self._notes = replace(self._notes, privacy=str(self._policy.private))
        if not sighting.crm.complete:
            return
        self._notes = replace(self._notes, cursor=sighting.crm.cursor)
        if sighting.thorough and sighting.complete:
            self._notes = replace(self._notes, looked=looked(self._policy, self._started))
        if sighting.swept:
            self._notes = replace(self._notes, swept=self._started)

    def _call_again(self, sighting: Sighting, matching: Matching) -> None:
        if self._plan.again:
            self._done.again(self._started + (_SECOND_PASS if self._is_full else timedelta(0)))
        if matching.unsure:
            self._done.again(self._started + (_UNSURE if self._is_full else timedelta(0)))
        if self._is_full and not sighting.complete:
            self._done.again(self._started + _UNSURE)

    def _report(self, error: str) -> Report:
        skipped = dict(self._plan.skipped)
        if self._unreadable:
            skipped[UNREAD] = self._unreadable
        return Report(
            self._started,
            self._now(),
            self._ask.reason,
            dict(self._done.counts),
            tuple(self._done.entries),
            (*self._earlier, *(each for each in self._plan.conflicts if each not in self._earlier)),
            self._plan.held,
            (*self._plan.trouble, *self._done.trouble),
            skipped,
            self._durations,
            self._whole,
            error,
            self._done.again_at,
            self._unmapped,
        )

    def _timed(self, stage: str, work: Callable[[], _T]) -> _T:
        begun = self._now()
        try:
            return work()
        finally:
            self._durations[stage] = (self._now() - begun).total_seconds()


def _ledger(links: Sequence[Link], wishes: Collection[Wish]) -> Ledger:
    ledger = Ledger(links)
    for wish in wishes:
        for item in (wish.item(side) for side in Side):
            if item is not None:
                ledger.show(item)
    return ledger
