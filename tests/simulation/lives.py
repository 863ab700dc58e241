"""What the users of both calendars did, and what must have become of it once all is quiet.

Each item a user makes carries a tag of its own among its categories, which nobody
edits: so it is known again on the other side, without asking the engine.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from tests.simulation.two_sides import PAIRING, TwoSides

from outlook_crm.domain.canonical import same
from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import PrivateItems
from outlook_crm.domain.side import Side
from outlook_crm.sync.report import from_json
from outlook_crm.sync.values import Absence, StepKind

EDITED = (
    FieldName.SUBJECT,
    FieldName.DESCRIPTION,
    FieldName.LOCATION,
    FieldName.WHEN,
    FieldName.BUSY,
    FieldName.ACCOUNTS,
)
"""The fields that users edit and whose values are followed."""

Where = tuple[Side, str]


@dataclass
class Life:
    """One record as its user knows it, since all was quiet last.

    ``edits`` are the values typed since, ``typed`` their fields and those that are again as
    they were, ``before`` the values shown then, ``shown`` those that others took the place of.
    ``unsure``: what happened since leaves more than one outcome right.
    """

    tag: str
    edits: dict = field(default_factory=dict)
    before: dict = field(default_factory=dict)
    typed: set = field(default_factory=set)
    shown: dict = field(default_factory=dict)
    touched: bool = False
    unsure: bool = False


class Lives:
    """The users' own view; `check` holds the calendars to it.

    ``pcs`` are the worlds as each of the user's PCs sees them.
    """

    def __init__(self, *pcs: TwoSides) -> None:
        self.pcs = pcs
        self.world = pcs[0]
        self.lives: dict[Where, Life] = {}
        self.made: Counter[str] = Counter()  # tags, by records that users made
        self.copies: Counter[tuple[str, Side]] = Counter()  # made since all was quiet
        self.deleted: set[Where] = set()  # deleted where nothing speaks against it
        self.spared: set[str] = set()  # tags that no deletion touched
        self.removed: set[Where] = set()  # all that a user ever deleted
        self.amnesia = False  # the state was lost since
        self.roamed: set[str] = set()  # tags that were away or made anew since
        self.disguised: set[str] = set()  # edited while only content could tell them
        self.heirs: dict[str, str] = {}  # what was made anew, by the new id
        self._tags = 0

    # ---- what users do

    def created(self, side: Side, content: dict) -> str:
        self._tags += 1
        tag = f"tag{self._tags}"
        named = {**content, FieldName.CATEGORIES: (tag,)}
        id_ = self.world.calendar(side).user_creates(named)
        self.lives[side, id_] = Life(tag, edits=followed(content))
        self.made[tag] += 1
        self.spared.add(tag)
        return id_

    def changed(self, side: Side, id_: str, content: dict) -> None:
        shown = dict(self.world.calendar(side).records[id_].fields)
        typed = {
            name: value
            for name, value in followed(content).items()
            if not self._renders(side, name, value, shown.get(name))
        }
        self._supersede(side, id_, typed, shown)
        self.world.calendar(side).user_changes(id_, content)
        back = self._shown_again(side, id_, typed, shown)
        self._typed(side, id_, typed)
        self._claim_nothing(side, id_, back)

    def _shown_again(self, side: Side, id_: str, typed: dict, shown: dict) -> set[FieldName]:
        """Fields that show what they showed earlier: whether that was agreed nobody knows."""
        life = self._life(side, id_)
        earlier = {name: life.shown.setdefault(name, []) for name in typed}
        back = {n for n, each in earlier.items() if any(same(n, typed[n], one) for one in each)}
        for name, values in earlier.items():
            values.append(shown.get(name))
        return back

    def _claim_nothing(self, side: Side, id_: str, names: Collection[FieldName]) -> None:
        edits = self._life(side, id_).edits
        names = edits.keys() & names
        self._may_show_either(side, id_, names)
        for name in names:
            del edits[name]

    def _may_show_either(self, side: Side, id_: str, names: Collection[FieldName]) -> None:
        """On both sides: what these fields showed when all was quiet, or what is there now."""
        self._forget_before(side, id_, names)
        if partner := self._partner(side, id_):
            self._forget_before(side.other, partner.id, names)

    def _forget_before(self, side: Side, id_: str, names: Collection[FieldName]) -> None:
        for name in names:
            self._life(side, id_).before.pop(name, None)

    def _typed(self, side: Side, id_: str, typed: dict) -> None:
        life = self._life(side, id_)
        life.touched = True
        for name, value in typed.items():
            life.edits[name] = value
            life.typed.add(name)
            if name in life.before and same(name, life.before[name], value):
                del life.edits[name]  # as it was when all was quiet: nothing to be sent
        self._disturbed(side, id_)
        if not self._keeps_key and any(pc.state.intents(PAIRING) for pc in self.pcs):
            self.disguised.add(self._life(side, id_).tag)

    def deletes(self, side: Side, id_: str) -> None:
        life = self._life(side, id_)
        self._delete(side, id_)
        self.spared.discard(life.tag)
        partner = self._partner(side, id_)
        if partner:
            # Typed here and perhaps there already, when the partner is made anew here.
            self._forget_before(side.other, partner.id, life.typed)
        linked = partner is not None and self._is_agreed(side, id_) and partner.absence is None
        clean = linked and not life.unsure
        if clean and not self._life(side.other, partner.id).touched and self.made[life.tag] == 1:
            self.deleted.add((side, id_))

    def copied(self, side: Side, id_: str) -> None:
        if not tag_of(self.world.calendar(side).records[id_]):
            return  # masked: nothing would tell of what it is a copy
        life = self._life(side, id_)
        copy = self.world.calendar(side).user_copies(id_)
        self.lives[side, copy] = Life(life.tag, dict(life.edits), dict(life.before), unsure=True)
        life.unsure = True
        self.made[life.tag] += 1
        self.copies[life.tag, side] += 1
        self._disturbed(side, id_)

    def remade(self, id_: str) -> None:
        new = self.world.outlook.remake(id_)
        self.heirs[new] = id_
        self.roamed.add(self._life(Side.OUTLOOK, id_).tag)
        self.lives[Side.OUTLOOK, new] = self._life(Side.OUTLOOK, id_)
        self._disturbed(Side.OUTLOOK, id_)

    def left(self, side: Side, id_: str) -> None:
        self.world.calendar(side).user_moves_away(id_)
        self.roamed.add(self._life(side, id_).tag)
        self._disturbed(side, id_)

    def veils(self, side: Side, id_: str) -> None:
        """It cannot be read: without the state its key is not known either."""
        self.roamed.add(self._life(side, id_).tag)

    def veiled(self) -> None:
        """Private items' contents may be purged: only agreement can be asked for."""
        for life in self.lives.values():
            life.unsure = True
            if self.made[life.tag] > 1:
                # A copy may take the place of a record that was deleted for privacy.
                self.spared.discard(life.tag)

    def state_lost(self) -> None:
        """Without a base an older value may win, and a deletion is not known any more."""
        for pc in self.pcs:
            pc.state.lose()
        self.amnesia = True
        self.deleted.clear()

    # ---- what must be

    def check(self) -> None:
        """All is quiet: both calendars agree, and nothing is lost or doubled."""
        self._check_links()
        self._check_counts()
        self._check_values()
        self.begin_anew()

    def check_deletions(self) -> None:
        """Whatever the engine deleted was deleted by a user on the other side.

        Or it is private, and private items are not to be in the CRM; or it was made for
        one that lives, of which a second one is there.
        """
        private = self.world.policy.private is PrivateItems.NONE
        for step in (step for pc in self.pcs for step in pc.writes()):
            if step.kind is not StepKind.DELETE:
                continue
            ours = (private and step.side is Side.CRM) or self._is_double(step.side, step.target)
            known = (step.side.other, step.source) in self.removed
            assert known or ours, f"{step} without a deletion"

    def apart(self, side: Side) -> set[str]:
        """Ids of living records that are rightly not kept in step."""
        return set()

    def _check_links(self) -> None:
        for number, pc in enumerate(self.pcs):
            for side in Side:
                apart = self.apart(side)
                linked = Counter(link.id_on(side) for link in pc.state.links(PAIRING))
                living = set(self.world.calendar(side).living)
                assert linked.keys() - apart == living - apart, (
                    f"linked and living differ in {side}, PC {number}"
                )
                assert max(linked.values(), default=1) == 1, f"linked twice in {side}, PC {number}"

    def _check_counts(self) -> None:
        there = {side: Counter(map(tag_of, self._living(side))) for side in Side}
        tags = {side: there[side] - self._tags_apart(side) for side in Side}
        assert tags[Side.OUTLOOK] == tags[Side.CRM], "one side has more of an item"
        most = there[Side.OUTLOOK] | there[Side.CRM]
        for tag, count in most.items():
            forgotten = tag in self.disguised or (self.amnesia and tag in self.roamed)
            # Made anew of what the CRM shows of a private one it has no tag.
            assert not tag or count <= self.made[tag] or forgotten, f"{tag} was doubled"
        for tag in self.spared:
            assert most[tag] >= self._least(tag), f"{tag} was deleted by nobody"
        for side, id_ in self.deleted:
            tag = self.lives[side, id_].tag
            forgotten = self.amnesia and tag in self.roamed
            assert forgotten or not most[tag], f"{tag} was deleted and is there"

    def _tags_apart(self, side: Side) -> Counter[str]:
        living = self.world.calendar(side).living
        return Counter(tag_of(living[id_]) for id_ in self.apart(side) & living.keys())

    def _is_double(self, side: Side, id_: str) -> bool:
        """Whether another living record carries the same mark, or where none is kept the tag."""

        def mark(record) -> str | None:
            if side is Side.OUTLOOK:
                return record.stamp
            return record.key if self._keeps_key else tag_of(record)

        gone = mark(self.world.calendar(side).records[id_])
        return bool(gone) and any(mark(record) == gone for record in self._living(side))

    def _least(self, tag: str) -> int:
        """How many there must be.

        Without keys, or without the state, copies made on both sides may be taken for one.
        """
        if self._keeps_key and not self.amnesia:
            return self.made[tag]
        return self.made[tag] - min(self.copies[tag, side] for side in Side)

    def _check_values(self) -> None:
        reports = (report for pc in self.pcs for report in pc.reports)
        reported = [clash.lost for report in reports for clash in report.conflicts]
        for link in self.world.state.links(PAIRING):
            if link.outlook_id in self.apart(Side.OUTLOOK):
                continue
            lives = {side: self._life(side, link.id_on(side)) for side in Side}
            shown = {
                side: self.world.calendar(side).records[link.id_on(side)].fields for side in Side
            }
            for name in EDITED:
                values = {side: shown[side].get(name) for side in Side}
                self._check_agreement(name, values)
                if not any(life.unsure for life in lives.values()):
                    self._check_value(name, values, lives, reported)

    def _check_agreement(self, name: FieldName, values: dict) -> None:
        assert self._renders(Side.CRM, name, values[Side.OUTLOOK], values[Side.CRM]) or (
            self._renders(Side.OUTLOOK, name, values[Side.CRM], values[Side.OUTLOOK])
        ), f"{name} differs: {values}"

    def _check_value(self, name: FieldName, values: dict, lives: dict, reported: list) -> None:
        typed = {side: life.edits[name] for side, life in lives.items() if name in life.edits}
        for side, value in typed.items():
            stayed = any(self._shows(name, value, values[each]) for each in Side)
            kept = any(self._shows(name, value, lost) for lost in reported)
            lost = f"{name} typed in {side} is lost: {value} became {values}"
            assert stayed or kept or self.amnesia or self._is_recorded(name, value), lost
        if not typed and not self.amnesia:
            for side, life in lives.items():
                if name in life.before:
                    assert same(name, life.before[name], values[side]), f"{name} changed itself"

    def _is_recorded(self, name: FieldName, value) -> bool:
        """Whether a kept report tells of it: a crash may come when its run is all but over."""
        kept = [from_json(text) for pc in self.pcs for _, text in pc.state.runs(PAIRING)]
        lost = [clash.lost for report in kept for clash in report.conflicts]
        return any(self._shows(name, value, each) for each in lost)

    def _shows(self, name: FieldName, value, shown) -> bool:
        """Whether ``shown`` is how either side shows ``value``."""
        return any(self._renders(side, name, value, shown) for side in Side)

    def _renders(self, side: Side, name: FieldName, value, shown) -> bool:
        """Whether ``shown`` is how ``side`` shows ``value``."""
        if same(name, value, shown):
            return True
        try:
            return same(name, self.world.calendar(side).habits.rendered(name, value), shown)
        except AttributeError:
            return False

    def begin_anew(self) -> None:
        """All is quiet: what both sides show now is what they agree on."""
        self.amnesia = False
        self.deleted.clear()
        self.copies.clear()
        self.roamed.clear()
        self.disguised.clear()
        for (side, id_), life in list(self.lives.items()):
            record = self.world.calendar(side).records[id_]
            if record.absence is not None:
                del self.lives[side, id_]
                continue
            life.edits, life.typed, life.shown = {}, set(), {}
            life.before = followed(record.fields)
            life.unsure = life.touched = False
        for side in Side:
            for record in self._living(side):
                life = self._life(side, record.id)
                life.before = followed(record.fields)
        there = [Counter(map(tag_of, self._living(side))) for side in Side]
        for tag in list(self.made):
            self.made[tag] = max(each[tag] for each in there)
            if self.made[tag]:
                self.spared.add(tag)
            else:
                self.spared.discard(tag)

    # ---- small things

    @property
    def _keeps_key(self) -> bool:
        return self.world.crm.habits.capabilities.keeps_key

    def _life(self, side: Side, id_: str) -> Life:
        if (side, id_) not in self.lives:
            record = self.world.calendar(side).records[id_]
            self.lives[side, id_] = Life(tag_of(record))
        return self.lives[side, id_]

    def _delete(self, side: Side, id_: str) -> None:
        """Also what it was made anew of is then found in Deleted Items, by its global id."""
        self.world.calendar(side).user_deletes(id_)
        self.removed.add((side, id_))
        while side is Side.OUTLOOK and (id_ := self.heirs.get(id_, "")):
            self.world.outlook.vanish(id_, Absence.DELETED)
            self.removed.add((side, id_))

    def _partner(self, side: Side, id_: str):
        """The other record of the same item, also while no link tells of it."""
        for pc in self.pcs:
            if partner := pc.partner(side, id_):
                return partner
        tag = tag_of(self.world.calendar(side).records[id_])
        records = self.world.calendar(side.other).records.values()
        alike = [
            record
            for record in records
            if tag_of(record) == tag and record.absence not in (Absence.DELETED, Absence.LOST)
        ]
        return alike[0] if len(alike) == 1 else None

    def _is_agreed(self, side: Side, id_: str) -> bool:
        """Whether every PC knows what it showed: else all of it may be a change that stays."""
        links = [pc.linked(side, id_) for pc in self.pcs]
        return all(link and link.base for link in links)

    def _supersede(self, side: Side, id_: str, content: dict, shown: dict) -> None:
        """What was typed on the other side and shows here was seen, and is typed over."""
        if partner := self._partner(side, id_):
            edits = self._life(side.other, partner.id).edits
            for name in content:
                if name in edits and self._shows(name, edits[name], shown.get(name)):
                    del edits[name]

    def _disturbed(self, side: Side, id_: str) -> None:
        """A deletion on the other side may now have to yield."""
        partner = self._partner(side, id_)
        if partner is not None:
            self.deleted.discard((side.other, partner.id))

    def _living(self, side: Side) -> list:
        return list(self.world.calendar(side).living.values())


def bring_back(world: TwoSides) -> None:
    """Whatever was moved away or given to others is back."""
    for side in Side:
        for id_, record in world.calendar(side).records.items():
            if record.absence in (Absence.MOVED, Absence.RELEASED):
                world.calendar(side).user_brings_back(id_)


def tag_of(record) -> str:
    return (record.fields.get(FieldName.CATEGORIES) or ("",))[0]


def followed(content: dict) -> dict:
    return {name: value for name, value in content.items() if name in EDITED}
