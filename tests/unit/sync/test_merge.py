"""Three-way by field: what travels, what is agreed, what is a conflict."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import Timed
from outlook_crm.sync.merge import Conflict, alike, carried, changes, merge
from outlook_crm.sync.values import Rendering

S, D, P = FieldName.SUBJECT, FieldName.DESCRIPTION, FieldName.PROJECTS
NAMES = frozenset(FieldName)


def base(**fields):
    """Fields that both sides showed alike; a pair is what each showed."""
    return {
        FieldName(name): Rendering(*value, has_outlook=True, has_crm=True)
        if isinstance(value, list)
        else Rendering(value, value, has_outlook=True, has_crm=True)
        for name, value in fields.items()
    }


def merged(was, outlook, crm, winner=None, single=()):
    shows = {
        side: {FieldName(name): value for name, value in fields.items()}
        for side, fields in ((Side.OUTLOOK, outlook), (Side.CRM, crm))
    }
    return merge(was, shows, NAMES, winner, single)


class TestOneSideChanged:
    def test_only_the_changed_field_travels(self):
        result = merged(
            base(subject="A", location="X"),
            {"subject": "B", "location": "X"},
            {"subject": "A", "location": "X"},
        )
        assert result.send == {Side.CRM: {S: "B"}, Side.OUTLOOK: {}}
        assert not result.conflicts

    def test_clearing_a_field_travels(self):
        result = merged(base(subject="A"), {"subject": None}, {"subject": "A"})
        assert result.send[Side.CRM] == {S: None}

    def test_different_fields_travel_both_ways(self):
        result = merged(
            base(subject="A", location="X"),
            {"subject": "B", "location": "X"},
            {"subject": "A", "location": "Y"},
        )
        assert result.send == {Side.CRM: {S: "B"}, Side.OUTLOOK: {FieldName.LOCATION: "Y"}}

    def test_a_sides_own_rendering_is_no_change(self):
        """A CRM that cuts the subject never writes the cut one back."""
        long = "Quarterly review with the whole team of Example Ltd"
        result = merged(base(subject=[long, long[:20]]), {"subject": long}, {"subject": long[:20]})
        assert result.send == {Side.CRM: {}, Side.OUTLOOK: {}}
        assert not result.agreed

    def test_line_ends_and_trailing_blanks_are_no_change(self):
        result = merged(base(description=["a\r\nb ", "a\nb"]), {"description": "a\nb"}, {})
        assert result.send == {Side.CRM: {}, Side.OUTLOOK: {}}


class TestBothSidesChanged:
    def test_to_the_same_value_is_agreement(self):
        result = merged(base(subject="A"), {"subject": "B"}, {"subject": "B "})
        assert result.agreed == {S: Rendering("B", "B ", has_outlook=True, has_crm=True)}
        assert result.send == {Side.CRM: {}, Side.OUTLOOK: {}}

    @pytest.mark.parametrize("winner", Side)
    def test_the_winners_value_travels_and_the_losers_is_kept(self, winner):
        result = merged(base(subject="A"), {"subject": "B"}, {"subject": "C"}, winner)
        values = {Side.OUTLOOK: "B", Side.CRM: "C"}
        assert result.send[winner.other] == {S: values[winner]}
        assert result.conflicts == (Conflict(S, "B", "C", winner),)

    def test_without_a_winner_nothing_travels(self):
        result = merged(
            base(subject="A", location=None),
            {"subject": "B", "location": "X"},
            {"subject": "C", "location": None},
        )
        assert result.send == {Side.CRM: {FieldName.LOCATION: "X"}, Side.OUTLOOK: {}}
        assert result.conflicts == (Conflict(S, "B", "C", None),)

    @pytest.mark.parametrize(
        ("name", "was", "outlook", "crm"),
        [
            ("description", "A", "one\r\n\r\ntwo", "one two"),
            ("sensitivity", "normal", "personal", "private"),
        ],
    )
    @pytest.mark.parametrize("winner", Side)
    def test_to_two_renderings_of_one_value_is_agreement(self, name, was, outlook, crm, winner):
        """Another PC carried it across already."""
        result = merged(base(**{name: was}), {name: outlook}, {name: crm}, winner)
        assert result.send == {Side.CRM: {}, Side.OUTLOOK: {}}
        assert not result.conflicts

    @pytest.mark.parametrize("winner", [*Side, None])
    def test_to_a_text_and_its_beginning_keeps_the_whole_of_it(self, winner):
        result = merged(base(subject="A"), {"subject": "B" * 90}, {"subject": "B" * 60}, winner)
        assert result.send == {Side.CRM: {S: "B" * 90}, Side.OUTLOOK: {}}
        assert not result.conflicts

    def test_to_one_of_several_where_a_side_holds_one_is_agreement(self):
        result = merged(
            base(projects=("p0",)), {"projects": ("p1", "p2")}, {"projects": ("p2",)}, single={P}
        )
        assert P in result.agreed

    @pytest.mark.parametrize("side", Side)
    def test_on_one_side_alone_it_travels_however_alike(self, side):
        """A line that is added, or a blank, is a change like any other."""
        text = "B" * 60
        for changed in (text + " and more", text + "\n\nmore", text[:55]):
            was = base(description=[text, text])
            shows = {side: {"description": changed}, side.other: {"description": text}}
            result = merged(was, shows[Side.OUTLOOK], shows[Side.CRM])
            assert result.send[side.other] == {D: changed}


class TestWithoutABase:
    def test_an_empty_value_says_nothing(self):
        result = merged({}, {"subject": "A", "location": None}, {"subject": None, "location": "X"})
        assert result.send == {Side.CRM: {S: "A"}, Side.OUTLOOK: {FieldName.LOCATION: "X"}}

    @pytest.mark.parametrize(
        ("name", "outlook", "crm"),
        [
            ("subject", "A" * 300, "A" * 60),
            ("description", "one\r\n\r\ntwo ", "one two"),
        ],
    )
    def test_a_cut_or_flattened_text_is_a_rendering(self, name, outlook, crm):
        result = merged({}, {name: outlook}, {name: crm}, Side.CRM)
        assert result.send == {Side.CRM: {}, Side.OUTLOOK: {}}
        assert result.agreed[FieldName(name)].outlook == outlook

    def test_a_short_beginning_is_another_text(self):
        result = merged({}, {"subject": "Visit Anna"}, {"subject": "Visit"}, Side.OUTLOOK)
        assert result.send[Side.CRM] == {S: "Visit Anna"}

    def test_what_only_one_side_shows_goes_to_the_other(self):
        result = merged({}, {}, {"type": "Call"})
        assert result.send[Side.OUTLOOK] == {FieldName.TYPE: "Call"}

    def test_that_nobody_chose_is_not_made_a_choice(self):
        result = merged({}, {}, {"type": None})
        assert result.send == {Side.CRM: {}, Side.OUTLOOK: {}}
        assert FieldName.TYPE in result.agreed

    def test_a_field_that_only_the_crm_showed_before_is_filled_by_outlook(self):
        """What was masked: the CRM shows the mask, and Outlook now shows its own."""
        was = {S: Rendering(crm="Private", has_crm=True)}
        result = merged(was, {"subject": "Doctor"}, {"subject": "Private"}, Side.CRM)
        assert result.send[Side.CRM] == {S: "Doctor"}


class TestZones:
    START = datetime(2026, 3, 2, 8, tzinfo=UTC)

    def when(self, zone=None, seconds=0):
        start = self.START + timedelta(seconds=seconds)
        return Timed(start, start + timedelta(hours=1), zone)

    def test_seconds_are_no_change(self):
        assert not changes(
            base(when=self.when()), Side.CRM, {FieldName.WHEN: self.when(seconds=40)}, NAMES
        )

    def test_a_side_without_zones_does_not_take_one_away(self):
        was = base(when=[self.when("Europe/Helsinki"), self.when()])
        result = merged(was, {"when": self.when("Europe/Helsinki")}, {"when": self.when()})
        assert result.send == {Side.CRM: {}, Side.OUTLOOK: {}}

    def test_another_zone_alone_is_not_sent_to_a_side_without_zones(self):
        was = base(when=[self.when("Europe/Helsinki"), self.when()])
        result = merged(was, {"when": self.when("Europe/Berlin")}, {"when": self.when()})
        assert result.send == {Side.CRM: {}, Side.OUTLOOK: {}}
        assert result.agreed[FieldName.WHEN].outlook.zone == "Europe/Berlin"


class TestSidesOfOneId:
    def to_one(self, value, there):
        return carried(value, there, (), source_single=False, target_single=True)

    def to_several(self, value, there, was):
        return carried(value, there, was, source_single=True, target_single=False)

    def test_the_first_goes_to_a_side_of_one(self):
        assert self.to_one(("p1", "p2"), ()) == ("p1",)

    def test_its_own_stays_while_it_is_among_them(self):
        assert self.to_one(("p0", "p1"), ("p1",)) == ("p1",)

    def test_only_the_one_it_showed_is_replaced_among_several(self):
        assert self.to_several(("p3",), ("p1", "p2"), ("p1",)) == ("p3", "p2")
        assert self.to_several((), ("p1", "p2"), ("p1",)) == ("p2",)

    def test_other_values_pass(self):
        assert carried("A", "B", "C", source_single=False, target_single=True) == "A"

    def test_without_a_base_one_of_several_is_a_rendering(self):
        several = {"projects": ("p1", "p2")}
        assert P in merged({}, several, {"projects": ("p1",)}, Side.CRM, {P}).agreed
        assert merged({}, several, {"projects": ("p1",)}, Side.CRM).send[Side.OUTLOOK]


texts = st.one_of(st.none(), st.text(max_size=8))


@given(was=texts, outlook=texts, crm=texts, winner=st.sampled_from([None, *Side]))
def test_a_field_goes_to_one_side_at_most_and_never_where_it_is(was, outlook, crm, winner):
    result = merged(base(subject=was), {"subject": outlook}, {"subject": crm}, winner)
    sent = [side for side in Side if S in result.send[side]]
    assert len(sent) <= 1
    for side in sent:
        shown = {Side.OUTLOOK: outlook, Side.CRM: crm}
        assert result.send[side][S] == shown[side.other]
        assert not alike(S, outlook, crm)


@given(outlook=texts, crm=texts, winner=st.sampled_from(list(Side)))
def test_what_was_sent_is_agreed_afterwards(outlook, crm, winner):
    first = merged({}, {"subject": outlook}, {"subject": crm}, winner)
    shows = {"outlook": outlook, "crm": crm}
    for side in Side:
        if S in first.send[side]:
            shows[side] = first.send[side][S]
    settled = base(subject=[shows["outlook"], shows["crm"]])
    again = merged(settled, {"subject": shows["outlook"]}, {"subject": shows["crm"]}, winner)
    assert again.send == {Side.CRM: {}, Side.OUTLOOK: {}}
