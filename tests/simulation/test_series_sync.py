"""A series and the CRM that knows none are kept in step, occurrence by occurrence."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.conformance.cases import meeting
from tests.conformance.side_series import MONDAYS, MONTHLY, TUESDAY, WEDNESDAY, WEEKLY_RULE
from tests.simulation.fake_gateway import BIN, content
from tests.simulation.memory_state import MemoryState
from tests.simulation.series_world import POLICY, SeriesWorld

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.policy import PrivateItems
from outlook_crm.domain.when import Timed
from outlook_crm.sync.values import StepKind

DATES = ["03-02", "03-09", "03-16", "03-23", "03-30", "04-06", "04-13"]


@pytest.fixture
def world():
    return SeriesWorld()


@pytest.fixture
def weekly(world):
    """Seven Mondays that are in step; the series' id."""
    series = world.user_makes_series(meeting("Week"), **WEEKLY_RULE)
    world.sync()
    world.rest()
    world.crm_side.writes.clear()
    return series


def kinds(world):
    return [step.kind for step in world.crm_side.writes]


def exceptions(world, series):
    return world.gateway.items[series]["series"].exceptions


def test_each_occurrence_has_a_record_at_its_time_across_the_clocks_change(world, weekly):
    before, after = ["08:00"] * 4, ["07:00"] * 3
    expected = [f"{day} {at}" for day, at in zip(DATES, before + after, strict=True)]
    assert world.dates() == expected


def test_a_quiet_run_reads_no_series_and_writes_nothing(world, weekly):
    world.gateway.calls.clear()
    report = world.sync()
    assert not report.entries
    assert {name for name, _ in world.gateway.calls} <= {"Scan", "Locate"}


def test_no_occurrence_is_stamped(world, weekly):
    assert not [question for name, question in world.gateway.calls if name == "Write"]
    assert not exceptions(world, weekly)


def test_occurrences_that_enter_the_window_come_without_a_read(world):
    world.user_makes_series(meeting("Week"), **WEEKLY_RULE | {"last": "4500-08-31"})
    world.sync()
    world.rest()
    was = len(world.dates())
    world.gateway.calls.clear()
    world.gateway.wait(days=14)
    world.sync()
    assert len(world.dates()) == was + 2
    assert not [name for name, _ in world.gateway.calls if name == "Read"]


def test_a_changed_occurrence_changes_its_record(world, weekly):
    records = world.records()
    world.user_changes_occurrence(weekly, MONDAYS[1], meeting("Guests", day=11, hour=12))
    world.sync()
    assert world.records()["03-11 Guests"] == records["03-09 Week"]
    assert kinds(world) == [StepKind.UPDATE]


def test_a_deleted_occurrence_deletes_its_record(world, weekly):
    world.user_deletes_occurrence(weekly, MONDAYS[1])
    world.sync()
    assert [each[:5] for each in world.dates()] == [DATES[0], *DATES[2:]]


def test_what_an_event_told_of_one_occurrence_goes_at_once(world, weekly):
    world.user_changes_occurrence(weekly, MONDAYS[1], {FieldName.SUBJECT: "Guests"})
    world.user_deletes_occurrence(weekly, MONDAYS[2])
    world.sync(outlook_ids=frozenset({weekly}))
    assert "03-09 Guests" in world.records()
    assert "03-16 Week" not in world.records()


def test_another_weekday_moves_the_records_and_makes_none(world, weekly):
    records = world.records()
    world.user_changes_series(weekly, mask=TUESDAY, last="2026-04-14")
    world.sync()
    assert set(kinds(world)) == {StepKind.UPDATE}
    moved = world.records()
    assert moved["03-03 Week"] == records["03-02 Week"]
    assert moved["04-07 Week"] == records["04-06 Week"]


def test_moved_records_are_found_again_when_the_state_is_lost(world, weekly):
    world.user_changes_series(weekly, mask=TUESDAY)
    world.sync()
    world.rest()
    records = world.records()
    world.start(MemoryState())
    world.sync()
    world.rest()
    assert world.records() == records
    assert not {StepKind.CREATE, StepKind.DELETE} & set(kinds(world))


def test_a_rarer_rule_deletes_what_has_no_partner_last(world, weekly):
    records = world.records()
    world.user_changes_series(weekly, interval=2, mask=WEDNESDAY, first="2026-03-04")
    world.sync()
    left = world.records()
    assert sorted(left) == ["03-04 Week", "03-18 Week", "04-01 Week"]
    assert set(left.values()) < set(records.values())
    assert kinds(world)[:3] == [StepKind.UPDATE] * 3
    assert kinds(world)[-4:] == [StepKind.DELETE] * 4
    assert StepKind.CREATE not in kinds(world)


def test_a_shortened_series_deletes_its_last_records(world, weekly):
    world.user_changes_series(weekly, last="2026-03-20")
    world.sync()
    assert [each[:5] for each in world.dates()] == DATES[:3]


def test_a_long_series_that_is_deleted_is_one_deletion_to_the_guard(world):
    series = world.user_makes_series(
        meeting("Daily"), type=0, first="2026-03-02", last="2026-05-30", mask=0
    )
    world.sync()
    assert len(world.dates()) == 90
    world.user_deletes(series)
    report = world.sync()
    assert world.dates() == []
    assert not report.held


def test_many_single_deletions_are_still_held(world):
    series = world.user_makes_series(
        meeting("Daily"), type=0, first="2026-03-02", last="2026-05-30", mask=0
    )
    world.sync()
    for day in range(1, 29):
        world.user_deletes_occurrence(series, date(2026, 4, day))
    report = world.sync()
    assert len(world.dates()) == 90
    assert len(report.held) == 28


def test_a_series_moved_to_another_calendar_keeps_its_records(world, weekly):
    world.user_moves_away(weekly)
    world.sync()
    assert [each[:5] for each in world.dates()] == DATES


def test_a_migrated_mailbox_makes_and_deletes_nothing(world, weekly):
    records = world.records()
    moved = world.gateway.remake(weekly)
    assert moved != weekly
    world.sync()
    world.rest()
    assert world.records() == records
    assert not kinds(world)


def test_a_copied_series_has_records_of_its_own(world, weekly):
    records = set(world.records().values())
    world.user_copies(weekly)
    world.sync()
    world.rest()
    assert len(world.dates()) == 2 * len(DATES)
    assert set(kinds(world)) == {StepKind.CREATE}
    world.start(MemoryState())
    world.sync()
    world.rest()
    assert len(world.dates()) == 2 * len(DATES)
    world.user_deletes(weekly)
    world.sync()
    assert not records & set(world.records().values())
    assert len(world.dates()) == len(DATES)


def test_an_update_that_is_accepted_moves_the_records(world, weekly):
    """Accepting makes a new item of the same meeting, here with another rule."""
    records = world.records()
    moved = world.gateway.remake(weekly)
    world.user_changes_series(moved, mask=TUESDAY, last="2026-04-14")
    world.sync()
    assert set(world.records().values()) == set(records.values())
    assert [each[:5] for each in world.dates()][:2] == ["03-03", "03-10"]


class TestMadeAnew:
    """An update that is accepted, or a mailbox that moves, gives a series another id."""

    @pytest.mark.parametrize("nth", [0, 3, 6])
    def test_without_an_occurrence_it_deletes_that_record(self, world, weekly, nth):
        records = world.records()
        world.user_deletes_occurrence(world.gateway.remake(weekly), MONDAYS[nth])
        assert not world.sync().trouble
        left = [day for day in DATES if day != DATES[nth]]
        assert world.records() == {f"{day} Week": records[f"{day} Week"] for day in left}

    def test_with_fewer_it_deletes_the_records_of_the_rest(self, world, weekly):
        records = world.records()
        world.user_changes_series(world.gateway.remake(weekly), last="2026-03-20")
        assert not world.sync().trouble
        assert world.records() == {f"{day} Week": records[f"{day} Week"] for day in DATES[:3]}

    def test_without_its_rule_it_keeps_one_record(self, world, weekly):
        records = world.records()
        world.user_makes_single(world.gateway.remake(weekly))
        assert not world.sync().trouble
        assert world.records() == {"03-02 Week": records["03-02 Week"]}

    def test_of_a_single_appointment_it_keeps_that_ones_record(self, world):
        single = world.user_creates(meeting("Week", day=2))
        world.sync()
        [record] = world.records().values()
        world.user_makes_series_of(world.gateway.remake(single), **WEEKLY_RULE)
        assert not world.sync().trouble
        assert len(world.records()) == len(MONDAYS)
        assert world.records()["03-02 Week"] == record


class TestTwoPcs:
    """One of them recorded the series; the other one first looks after its rule changed."""

    RULES = (
        {"type": MONTHLY, "mask": 0, "day": 20, "first": "2026-03-20", "last": "2026-03-20"},
        {"mask": TUESDAY, "last": "2026-04-14"},
        {"last": "2026-03-20"},
    )

    @pytest.mark.parametrize("rule", RULES)
    @pytest.mark.parametrize("quick", ["knows it", "knows it not"])
    def test_neither_multiplies_what_the_other_made(self, world, weekly, rule, quick):
        states = [world.state, MemoryState()]
        world.user_changes_series(weekly, **rule)
        if quick == "knows it not":
            states.reverse()
        for _ in range(6):
            for state in states:
                world.start(state)
                world.sync()
                world.gateway.wait(minutes=13)
        assert [item["id"] for item in world.gateway.items.values()] == [weekly]
        shown = world.side().observe(world.want()).items.values()
        assert len(world.dates()) == len(shown)
        for state in states:
            assert {link.crm_id for link in state.links("p1")} == set(world.crm.living)

    @pytest.mark.parametrize("rule", RULES)
    @pytest.mark.parametrize("quick", ["knows it", "knows it not"])
    def test_nor_where_it_was_copied_as_well(self, world, weekly, rule, quick):
        states = [world.state, MemoryState()]
        world.user_changes_series(weekly, **rule)
        both = {weekly, world.user_copies(weekly)}
        if quick == "knows it not":
            states.reverse()
        for _ in range(6):
            for state in states:
                world.start(state)
                world.sync()
                world.gateway.wait(minutes=13)
        assert world.gateway.items.keys() == both
        shown = world.side().observe(world.want()).items.values()
        assert len(world.dates()) == len(shown)


def test_a_copy_that_is_deleted_takes_its_own_record_with_it(world):
    """Both have one global id, and lie in Deleted Items under other ids than they had."""
    first = world.user_creates(meeting("Original"))
    world.sync()
    world.rest()
    second = world.user_copies(first)
    world.user_changes(second, {FieldName.SUBJECT: "Copy"})
    world.sync()
    world.rest()
    world.user_deletes(second)
    assert not world.sync().trouble
    assert list(world.records()) == ["03-09 Original"]


def test_one_whose_mark_names_an_earlier_record_is_deleted_all_the_same(world):
    """It was made anew in the CRM, and its mark was not written yet."""
    id_ = world.user_creates(meeting("Lunch"))
    world.sync()
    world.rest()
    [record] = world.records().values()
    world.crm.user_deletes(record)
    world.user_changes(id_, {FieldName.LOCATION: "Hall"})
    world.sync()
    assert len(world.records()) == 1
    world.user_deletes(id_)
    assert not world.sync().trouble
    assert not world.records()


def test_a_deleted_copy_proves_nothing_of_its_original(world):
    first = world.user_creates(meeting("Original"))
    world.sync()
    world.rest()
    second = world.user_copies(first)
    world.sync()
    world.rest()
    world.user_deletes(second)
    world.sync()
    world.gateway.destroy(first, told=False)
    world.sync()
    assert list(world.records()) == ["03-09 Original"]


@pytest.mark.parametrize("state", [None, MemoryState()], ids=["restart", "lost state"])
def test_a_new_engine_makes_deletes_and_changes_nothing(world, weekly, state):
    """The type that the records got by default stays theirs alone."""
    records = world.records()
    world.start(state)
    world.sync()
    world.rest()
    assert world.records() == records
    assert not kinds(world)
    assert not exceptions(world, weekly)


@pytest.mark.parametrize("state", [None, MemoryState()], ids=["as ever", "lost state"])
def test_another_type_of_one_record_becomes_that_occurrences(world, weekly, state):
    world.start(state)
    world.sync()
    world.gateway.wait(minutes=5)
    world.clock.time = world.gateway.time
    world.crm.user_changes(world.records()["03-09 Week"], {FieldName.TYPE: "Call"})
    world.sync()
    assert content(exceptions(world, weekly)["2026-03-09"]["@type"]) == "Call"
    assert len(exceptions(world, weekly)) == 1


def test_a_change_in_the_crm_makes_a_changed_occurrence(world, weekly):
    record = world.records()["03-09 Week"]
    world.gateway.wait(minutes=5)
    world.clock.time = world.gateway.time
    world.crm.user_changes(record, {FieldName.SUBJECT: "Guests"} | at(day=10))
    world.sync()
    changed = exceptions(world, weekly)
    assert list(changed) == ["2026-03-09"]
    assert content(changed["2026-03-09"]["Subject"]) == "Guests"
    assert content(changed["2026-03-09"]["Start"]) == "2026-03-10T08:00:00Z"
    assert not kinds(world)
    report = world.sync()
    assert not report.entries


def test_changes_of_many_occurrences_in_the_crm_all_arrive_in_one_run(world, weekly):
    world.gateway.wait(minutes=5)
    world.clock.time = world.gateway.time
    for record in world.records().values():
        world.crm.user_changes(record, {FieldName.LOCATION: "Here"})
    report = world.sync()
    assert len(exceptions(world, weekly)) == len(DATES)
    assert not report.waiting


@pytest.mark.parametrize(
    "days",
    [[7] * 7, [-7] * 7, [1] * 7, [0, 8, 6, 0, -6, -8, -8], [-3, 0, 7, 7, 7, 7, 8]],
    ids=["later", "earlier", "a day", "to each other", "apart"],
)
def test_occurrences_that_the_crm_moves_find_their_places_free(world, weekly, days):
    """Outlook lets none pass another or share its day: it depends on which is moved first."""
    moved = move_in_crm(world, dict(zip(DATES, days, strict=True)))
    report = world.sync()
    assert not report.waiting
    assert shown_dates(world) == moved
    assert not world.sync().entries


def test_an_occurrence_that_may_not_pass_another_is_told_and_kept(world, weekly):
    move_in_crm(world, {"03-09": 14, "03-30": 1})
    for _ in range(3):
        report = world.sync()
        world.gateway.wait(minutes=1)
    assert list(exceptions(world, weekly)) == ["2026-03-30"]
    (told,) = report.trouble
    assert told.outlook_id == f"{weekly}#2026-03-09"
    assert "0x80004005" in told.reason
    assert "03-23 Week" in world.records()
    record = told.crm_id
    world.crm.user_changes(record, at(day=10))
    world.sync()
    assert sorted(exceptions(world, weekly)) == ["2026-03-09", "2026-03-30"]


def test_an_occurrence_passes_one_that_the_crm_deleted(world, weekly):
    deleted = world.records()["03-16 Week"]
    move_in_crm(world, {"03-09": 8})
    world.crm.user_deletes(deleted)
    world.sync()
    assert shown_dates(world) == ["03-02", "03-17", *DATES[3:]]


def test_a_deletion_in_the_crm_deletes_the_occurrence(world, weekly):
    world.gateway.wait(minutes=5)
    world.clock.time = world.gateway.time
    world.crm.user_deletes(world.records()["03-09 Week"])
    world.sync()
    assert exceptions(world, weekly) == {"2026-03-09": None}
    assert len(world.dates()) == len(DATES) - 1


def test_an_occurrence_that_cannot_be_read_keeps_its_record(world, weekly):
    series = world.gateway.items[weekly]["series"]
    world.user_changes_occurrence(weekly, MONDAYS[1], {FieldName.SUBJECT: "Guests"})
    series.unreadable["2026-03-09"] = "0x80004005"
    world.sync()
    assert "03-09 Week" in world.records()
    series.unreadable.clear()
    world.gateway.wait(minutes=5)
    world.gateway.edit(weekly)
    world.sync()
    assert "03-09 Guests" in world.records()


def test_a_single_appointment_that_becomes_a_series_keeps_its_record(world):
    single = world.user_creates(meeting("Once", day=9))
    world.sync()
    record = world.records()["03-09 Once"]
    world.user_makes_series_of(single, **WEEKLY_RULE)
    world.sync()
    world.rest()
    assert len(world.dates()) == len(DATES)
    assert world.records()["03-09 Once"] == record
    world.crm_side.writes.clear()
    world.start(MemoryState())
    world.sync()
    assert world.records()["03-09 Once"] == record
    assert len(world.dates()) == len(DATES)


def test_a_series_that_becomes_a_single_appointment_keeps_that_record(world, weekly):
    records = world.records()
    world.user_makes_single(weekly)
    world.sync()
    assert world.records() == {"03-02 Week": records["03-02 Week"]}


def test_a_series_made_single_and_deleted_at_once_deletes_its_records(world, weekly):
    world.user_makes_single(weekly)
    world.user_deletes(weekly)
    world.sync()
    assert world.dates() == []


def test_a_zone_nobody_knows_leaves_the_records_alone(world, weekly):
    world.pass_time()
    world.gateway.items[weekly]["series"].rule["zone"] = "Customized Time Zone"
    world.gateway.edit(weekly)
    report = world.sync()
    assert [each[:5] for each in world.dates()] == DATES
    assert report.skipped


def test_a_received_series_is_never_written(world, weekly):
    world.gateway.alter(weekly, meeting=3)
    world.sync()
    world.gateway.wait(minutes=5)
    world.clock.time = world.gateway.time
    world.crm.user_changes(world.records()["03-09 Week"], at(day=10))
    report = world.sync()
    assert not exceptions(world, weekly)
    assert report.held


def test_what_an_occurrence_cannot_hold_stays_in_the_crm(world, weekly):
    record = world.records()["03-09 Week"]
    world.gateway.wait(minutes=5)
    world.clock.time = world.gateway.time
    kept = {FieldName.SENSITIVITY: "private", FieldName.CATEGORIES: ("Customer",)}
    world.crm.user_changes(record, kept)
    world.sync()
    assert not exceptions(world, weekly)
    assert not world.sync().entries
    assert {name: world.crm_fields(record)[name] for name in kept} == kept


def test_a_private_occurrence_of_a_public_series_goes_out_without_content(world, weekly):
    world.policy = replace(POLICY, private=PrivateItems.BUSY)
    secret = {FieldName.SUBJECT: "Oncologist", FieldName.SENSITIVITY: "private"}
    world.user_changes_occurrence(weekly, MONDAYS[1], secret)
    world.sync()
    subjects = {name.partition(" ")[2] for name in world.records()}
    assert subjects == {"Week", POLICY.private_subject}


def test_a_series_that_turns_private_takes_its_old_exceptions_with_it(world, weekly):
    """They still say that they are not."""
    world.policy = replace(POLICY, private=PrivateItems.BUSY)
    guests = {FieldName.SUBJECT: "Guests", FieldName.SENSITIVITY: "normal"}
    world.user_changes_occurrence(weekly, MONDAYS[1], guests)
    world.sync()
    assert "03-09 Guests" in world.records()
    world.user_changes(weekly, {FieldName.SENSITIVITY: "private"})
    world.sync()
    assert {name.partition(" ")[2] for name in world.records()} == {POLICY.private_subject}


def test_taking_the_links_off_changes_no_occurrence(world, weekly):
    world.engine.unlink_all()
    assert not exceptions(world, weekly)
    assert not world.state.links("p1")


def test_deleted_items_hold_no_series_of_ours(world, weekly):
    world.user_deletes(weekly)
    assert {item["folder"] for item in world.gateway.items.values()} == {BIN}
    world.sync()
    assert world.dates() == []


def move_in_crm(world, days):
    """Move records by days; their dates then, in order."""
    world.gateway.wait(minutes=5)
    world.clock.time = world.gateway.time
    records = {name[:5]: id_ for name, id_ in world.records().items()}
    for day, later in days.items():
        record = records[day]
        was = world.crm_fields(record)[FieldName.WHEN]
        when = Timed(was.start + timedelta(later), was.end + timedelta(later))
        world.crm.user_changes(record, {FieldName.WHEN: when})
    return [each[:5] for each in world.dates()]


def shown_dates(world):
    """When Outlook's occurrences are, in order."""
    items = world.side().observe(world.want()).items.values()
    return sorted(f"{item.fields[FieldName.WHEN].start:%m-%d}" for item in items)


def at(**when):
    return {FieldName.WHEN: meeting(**when)[FieldName.WHEN]}
