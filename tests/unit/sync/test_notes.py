"""What one run tells the next survives being kept, and is forgotten in time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.sync.notes import BOUNCE, BOUNCED, Notes, from_json, to_json
from outlook_crm.sync.steps import Planned
from outlook_crm.sync.values import Step, StepKind

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)


def planned(side=Side.CRM, kind=StepKind.UPDATE, expect="1"):
    step = Step(kind, side, "7", "0A", "olk-1", {FieldName.SUBJECT: "A"}, expect)
    return Planned(step if side is Side.CRM else replace(step, target="0A", source="7"), "A")


def test_are_the_same_when_read_again():
    notes = Notes("cursor", frozenset({"7"}), "digest", swept=NOW)
    notes = notes.failed(planned(), "No.").done(planned(Side.OUTLOOK), NOW)
    notes = notes.done(planned(kind=StepKind.DELETE), NOW)
    assert from_json(to_json(notes)) == notes


@pytest.mark.parametrize("text", ["", "{}", "no json", "[]", '{"trials": 3}'])
def test_that_cannot_be_read_are_none(text):
    assert from_json(text) == Notes()


class TestAStepThatFails:
    def test_rests_after_three_times(self):
        notes = Notes()
        for reason in ("", "", "No."):
            assert notes.resting(planned()) == reason.replace("No.", "")
            notes = notes.failed(planned(), "No.")
        assert notes.resting(planned()) == "No."

    def test_is_tried_again_for_another_version(self):
        notes = Notes()
        for _ in range(3):
            notes = notes.failed(planned(), "No.")
        assert not notes.resting(planned(expect="2"))
        assert not notes.forgiving().resting(planned())

    def test_that_fails_again_at_the_users_word_rests_at_once(self):
        notes = Notes()
        for _ in range(3):
            notes = notes.failed(planned(), "No.")
        assert notes.forgiving().failed(planned(), "Still no.").resting(planned()) == "Still no."

    def test_is_forgotten_once_it_succeeds(self):
        notes = Notes().failed(planned(), "No.").failed(planned(), "No.")
        notes = notes.done(planned(), NOW).failed(planned(), "No.")
        assert not notes.resting(planned())


class TestABounce:
    def turns(self, number, apart):
        notes, now = Notes(), NOW
        for turn in range(number):
            notes = notes.at(now).done(planned(list(Side)[turn % 2]), now)
            now += apart
        return notes.at(now)

    def test_to_and_fro_three_times_rests(self):
        assert self.turns(4, timedelta(seconds=30)).resting(planned()) == BOUNCED
        assert not self.turns(3, timedelta(seconds=30)).resting(planned())

    def test_one_way_only_is_a_busy_user(self):
        notes = Notes()
        for _ in range(10):
            notes = notes.done(planned(), NOW)
        assert not notes.resting(planned())

    def test_far_apart_is_people(self):
        assert not self.turns(10, BOUNCE).resting(planned())


def test_deletions_are_remembered_for_a_day():
    notes = Notes().done(planned(kind=StepKind.DELETE), NOW)
    assert notes.at(NOW + timedelta(hours=23)).deletions
    assert not notes.at(NOW + timedelta(hours=24)).deletions


def test_what_a_wrong_clock_noted_is_of_now_once_it_is_set_right():
    notes = replace(Notes().done(planned(kind=StepKind.DELETE), NOW), swept=NOW)
    right = NOW - timedelta(days=300)
    notes = notes.at(right)
    assert notes.swept == right
    assert not notes.at(right + timedelta(hours=24)).deletions


def test_a_deletion_that_no_guard_holds_does_not_count():
    free = replace(planned(kind=StepKind.DELETE), free=True)
    assert not Notes().done(free, NOW).deletions
