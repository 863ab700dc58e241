"""Series and their records, tried by what users do to a whole series and to one occurrence.

The calendars are Outlook's own adapter over a gateway in memory, and a CRM that knows no
series.  In the end each occurrence has one record that shows the same.
"""

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from tests.conformance.cases import meeting
from tests.conformance.side_series import DAILY, MONDAY, TUESDAY, WEDNESDAY, WEEKLY
from tests.simulation.fake_gateway import CALENDAR
from tests.simulation.fuse import Crash, Fuse
from tests.simulation.machine import OPEN
from tests.simulation.memory_side import MemorySide
from tests.simulation.memory_state import MemoryState
from tests.simulation.series_world import PAIRING, SeriesWorld

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.recurrence import days
from outlook_crm.errors import Error
from outlook_crm.sync.engine import Ask, Engine

picks = st.integers(0, 30)
hours = st.integers(5, 20)
RULES = st.sampled_from(
    [
        {"type": WEEKLY, "mask": MONDAY, "interval": 1, "last": "2026-03-30"},
        {"type": WEEKLY, "mask": TUESDAY | WEDNESDAY, "interval": 1, "last": "2026-03-19"},
        {"type": WEEKLY, "mask": WEDNESDAY, "interval": 2, "last": "2026-04-15"},
        {"type": DAILY, "mask": 0, "interval": 3, "last": "2026-03-20"},
    ]
)
_SETTLING = 4


class FusedWorld(SeriesWorld):
    """The world of series, whose engine may be killed at any commit or write to the CRM."""

    def __init__(self) -> None:
        self.fuse = Fuse()
        self.reports = []
        super().__init__()
        self.start(MemoryState(self.fuse))

    def start(self, state: MemoryState | None = None) -> None:
        self.state = state or self.state
        self.crm_side = MemorySide(self.crm, self.fuse)
        self.engine = Engine(
            self.side(), self.crm_side, self.state, PAIRING, policy=lambda: OPEN, now=self.now
        )

    def now(self):
        return self.gateway.now()

    def _run(self, reason, **ask):
        self.clock.time = self.gateway.time
        self.reports.append(self.engine.run(Ask(reason, **ask)))
        return self.reports[-1]

    def shown(self) -> list:
        """What both sides show of each appointment, Outlook's first."""
        sides = (self.side(), MemorySide(self.crm))
        return [list(side.observe(self.want()).items.values()) for side in sides]


class SeriesMachine(RuleBasedStateMachine):
    """See the module.

    ``there`` is how many appointments of a tag Outlook's user left there, ``deleted`` and
    ``edited`` how many records of it the CRM's user touched since all was quiet, ``typed``
    tag and record by the texts typed in the CRM since then and not typed over.  ``faces`` is
    what each tag showed when all was quiet, ``touched`` are those that Outlook's user changed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.world = FusedWorld()
        self.there: Counter[str] = Counter()
        self.deleted: Counter[str] = Counter()
        self.edited: Counter[str] = Counter()
        self.typed: dict[str, tuple[str, str]] = {}
        self.faces: Counter[tuple] = Counter()
        self.touched: set[str] = set()
        self.texts = 0

    # ---- Outlook's user

    @rule(rule=RULES, hour=hours)
    def makes_series(self, rule: dict, hour: int) -> None:
        self.world.user_makes_series(self.content(), start=f"{hour:02}:00", **rule)
        self.count()

    @rule(day=st.integers(2, 28), hour=hours)
    def makes_single(self, day: int, hour: int) -> None:
        self.world.user_creates(self.content(day=day, hour=hour))
        self.count()

    @rule(pick=picks)
    def renames_all(self, pick: int) -> None:
        if id_ := self.picked(pick):
            self.overtyped(self.tag_of(id_))
            self.world.user_changes(id_, {FieldName.SUBJECT: self.text("all")})

    @rule(pick=picks, rule=RULES, hour=hours)
    def changes_rule(self, pick: int, rule: dict, hour: int) -> None:
        """Also makes a series of a single appointment; exceptions go, as Outlook has it."""
        if id_ := self.picked(pick):
            self.overtyped(self.tag_of(id_))
            self.world.user_changes_series(id_, start=f"{hour:02}:00", **rule)
            self.count()

    @rule(pick=picks)
    def takes_the_rule_away(self, pick: int) -> None:
        if id_ := self.picked(pick, series=True):
            self.overtyped(self.tag_of(id_))
            self.world.user_makes_single(id_)
            self.count()

    @rule(pick=picks, nth=picks)
    def renames_one(self, pick: int, nth: int) -> None:
        if found := self.occurrence(pick, nth):
            self.overtyped(self.tag_of(found[0]))
            self.world.user_changes_occurrence(*found, {FieldName.SUBJECT: self.text("one")})

    @rule(pick=picks, nth=picks, hour=hours)
    def moves_one(self, pick: int, nth: int, hour: int) -> None:
        if found := self.occurrence(pick, nth):
            self.touched.add(self.tag_of(found[0]))
            when = meeting(day=1, hour=hour)[FieldName.WHEN]
            shift = found[1] - date(2026, 3, 1)
            moved = type(when)(when.start + shift, when.end + shift, when.zone)
            self.world.user_changes_occurrence(*found, {FieldName.WHEN: moved})

    @rule(pick=picks, nth=picks)
    def deletes_one(self, pick: int, nth: int) -> None:
        if found := self.occurrence(pick, nth):
            self.overtyped(self.tag_of(found[0]))
            self.world.user_deletes_occurrence(*found)
            self.count()

    @rule(pick=picks)
    def deletes_all(self, pick: int) -> None:
        if id_ := self.picked(pick):
            self.overtyped(self.tag_of(id_))
            self.world.user_deletes(id_)
            self.count()

    # ---- the CRM's user

    @rule(pick=picks)
    def renames_record(self, pick: int) -> None:
        if record := self.record(pick):
            tag = _tag(record.fields)
            text = self.text("record")
            self.typed = {old: at for old, at in self.typed.items() if at != (tag, record.id)}
            self.typed[text] = (tag, record.id)
            self.edited[tag] += 1
            self.world.crm.user_changes(record.id, {FieldName.SUBJECT: text})

    @rule(pick=picks, minutes=st.integers(-90, 90))
    def moves_record(self, pick: int, minutes: int) -> None:
        if record := self.record(pick):
            when, shift = record.fields[FieldName.WHEN], timedelta(minutes=minutes)
            moved = type(when)(when.start + shift, when.end + shift, when.zone)
            self.edited[_tag(record.fields)] += 1
            self.world.crm.user_changes(record.id, {FieldName.WHEN: moved})

    @rule(pick=picks)
    def deletes_record(self, pick: int) -> None:
        if record := self.record(pick):
            tag = _tag(record.fields)
            self.typed = {old: at for old, at in self.typed.items() if at != (tag, record.id)}
            self.deleted[tag] += 1
            self.world.crm.user_deletes(record.id)

    # ---- what goes wrong, and runs

    @rule()
    def loses_an_answer(self) -> None:
        self.world.lose_next_answer()

    @rule(place=st.integers(0, 12))
    def will_crash(self, place: int) -> None:
        self.world.fuse.blow_at(place)

    @rule()
    def shows_too_few(self) -> None:
        self.world.gateway.lose_rows = 1

    @rule()
    def starts_again(self) -> None:
        self.world.start()

    @rule()
    def runs(self) -> None:
        self.attempt()

    @rule(pick=picks)
    def runs_for_one(self, pick: int) -> None:
        """Outlook tells of a series as one."""
        if id_ := self.picked(pick):
            self.attempt(outlook_ids=frozenset({id_}))

    @precondition(lambda self: self.there)
    @rule()
    def settles(self) -> None:
        self.settle()

    def teardown(self) -> None:
        self.settle()

    # ---- what must be

    def settle(self) -> None:
        """The faults stop: then both sides show the same, and go on to."""
        self.world.fuse.mend()
        self.world.gateway.lose_answer, self.world.gateway.lose_rows = False, 0
        self.world.start()
        for _ in range(_SETTLING):
            self.world.gateway.wait(minutes=11)
            self.world.sync()
        outlook, crm = self.world.shown()
        assert sorted(map(_face, outlook)) == sorted(map(_face, crm))
        self.check_counts(Counter(_tag(item.fields) for item in outlook))
        self.check_calm(Counter(map(_face, outlook)))
        self.check_texts({item.fields[FieldName.SUBJECT] for item in outlook})
        self.world.crm_side.writes.clear()
        self.world.sync()
        assert not self.world.reports[-1].entries, "a quiet run writes"
        self.begin_anew(outlook)

    def check_counts(self, left: Counter[str]) -> None:
        for tag, count in self.there.items():
            assert left[tag] >= count - self.deleted[tag], f"{tag} was deleted by nobody"
        for tag, count in left.items():
            assert count <= self.there[tag] + self.edited[tag], f"{tag} was doubled"

    def check_calm(self, now: Counter[tuple]) -> None:
        """A change in the CRM is one occurrence's, and leaves its neighbours alone."""
        for tag in {face[0] for face in self.faces} - self.touched:
            gone = [face for face in (self.faces - now).elements() if face[0] == tag]
            assert len(gone) <= self.edited[tag] + self.deleted[tag], f"{tag} changed itself"

    def check_texts(self, shown: set[str]) -> None:
        reported = [clash.lost for each in self.world.reports for clash in each.conflicts]
        for text in self.typed:
            assert text in shown or text in reported, f"{text} is lost"

    def begin_anew(self, outlook: list) -> None:
        self.faces = Counter(map(_face, outlook))
        self.touched.clear()
        self.deleted.clear()
        self.edited.clear()
        self.typed.clear()
        self.world.reports.clear()
        self.count()

    # ---- how

    def attempt(self, **ask) -> None:
        self.world.gateway.wait(minutes=1)
        try:
            with suppress(Error):
                self.world.sync(**ask)
        except Crash:
            self.world.start()

    def content(self, **when) -> dict:
        text = self.text("new")
        return {**meeting(text, **when), FieldName.CATEGORIES: (f"tag{self.texts}",)}

    def text(self, word: str) -> str:
        self.texts += 1
        return f"{self.texts} {word}"

    def living(self) -> dict:
        items = self.world.gateway.items.values()
        return {item["id"]: item for item in items if item["folder"] == CALENDAR}

    def picked(self, pick: int, *, series: bool = False) -> str | None:
        """In the order in which they were made; ids are random."""
        ids = [id_ for id_, item in self.living().items() if item["series"] or not series]
        return ids[pick % len(ids)] if ids else None

    def occurrence(self, pick: int, nth: int) -> tuple[str, date] | None:
        id_ = self.picked(pick, series=True)
        left = self.dates(self.living()[id_]) if id_ else []
        return (id_, left[nth % len(left)]) if left else None

    def dates(self, item: dict) -> list[date]:
        series = item["series"]
        every = days(series.pattern(item["cells"]), date.min, date.max)
        return [day for day in every if not series.lacks(item["cells"], day.isoformat())]

    def count(self) -> None:
        self.there.clear()
        for item in self.living().values():
            tag = item["cells"]["Categories"]["text"]
            self.there[tag] += len(self.dates(item)) if item["series"] else 1

    def tag_of(self, id_: str) -> str:
        return self.living()[id_]["cells"]["Categories"]["text"]

    def overtyped(self, tag: str) -> None:
        """What the CRM's user typed and what Outlook's does now meet: either may stay."""
        self.touched.add(tag)
        self.typed = {text: at for text, at in self.typed.items() if at[0] != tag}

    def record(self, pick: int):
        self.world.pass_time()
        self.world.clock.time = self.world.gateway.time
        living = list(self.world.crm.living.values())
        return living[pick % len(living)] if living else None


def _tag(fields) -> str:
    return (fields.get(FieldName.CATEGORIES) or ("",))[0]


def _face(item) -> tuple:
    when = item.fields[FieldName.WHEN]
    return (_tag(item.fields), str(when.start), str(when.end), item.fields[FieldName.SUBJECT])
