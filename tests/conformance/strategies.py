"""Hypothesis strategies of the values that travel."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from outlook_crm.domain.fields import (
    BUSY_VALUES,
    CALENDAR,
    CONTACT,
    IMPORTANCE_VALUES,
    SENSITIVITY_VALUES,
    Compare,
    FieldName,
)
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import AllDay, Timed
from outlook_crm.sync.values import Link, Rendering, Step, StepKind

ZONES = (None, "Europe/Berlin", "Europe/Helsinki", "America/New_York", "Asia/Kolkata")
texts = st.text(max_size=40)
_lines = st.lists(st.text(max_size=20), max_size=4).map("\n".join)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis asks for naive bounds
dates = st.dates(date(2000, 1, 1), date(2040, 1, 1))
ids = st.text("0123456789abcdef", min_size=1, max_size=12)


@st.composite
def timed(draw):
    start = draw(moments)
    length = timedelta(minutes=draw(st.integers(0, 5000)))
    return Timed(start, start + length, draw(st.sampled_from(ZONES)))


@st.composite
def all_day(draw):
    first = draw(dates)
    return AllDay(first, first + timedelta(days=draw(st.integers(1, 30))))


_VALUES = {
    FieldName.DESCRIPTION: st.none() | _lines,
    FieldName.WHEN: timed() | all_day(),
    FieldName.BUSY: st.sampled_from(BUSY_VALUES),
    FieldName.IMPORTANCE: st.sampled_from(IMPORTANCE_VALUES),
    FieldName.SENSITIVITY: st.sampled_from(SENSITIVITY_VALUES),
    FieldName.REMINDER: st.none() | st.integers(0, 10_080),
    FieldName.CATEGORIES: st.lists(texts, max_size=3).map(tuple),
}
_ids = st.lists(ids, max_size=3).map(tuple)

VALUES = {
    field.name: _VALUES.get(field.name, _ids if field.compare is Compare.SET else st.none() | texts)
    for field in (*CALENDAR, *CONTACT)
}
"""A strategy for each field's values."""

fields = st.fixed_dictionaries({}, optional={each.name: VALUES[each.name] for each in CALENDAR})
"""The fields of an activity."""
any_value = st.one_of(*VALUES.values(), st.booleans())


@st.composite
def renderings(draw, name):
    on = draw(st.tuples(st.booleans(), st.booleans()))
    outlook, crm = (draw(VALUES[name]) if there else None for there in on)
    return Rendering(outlook, crm, *on)


bases = st.fixed_dictionaries({}, optional={name: renderings(name) for name in FieldName})


@st.composite
def links(draw, pairing="p1"):
    missing = draw(st.none() | st.sampled_from(Side))
    return Link(
        pairing,
        outlook_id=draw(ids),
        crm_id=draw(ids),
        key=draw(ids),
        base=draw(bases),
        seen_outlook=draw(texts),
        seen_crm=draw(texts),
        stamped=draw(st.booleans()),
        keyed=draw(st.booleans()),
        born=draw(st.sampled_from(Side)),
        missing_side=missing,
        missing_since=draw(moments) if missing else None,
        failures=draw(st.integers(0, 5)),
        trouble=draw(texts),
    )


steps = st.builds(
    Step,
    st.sampled_from(StepKind),
    st.sampled_from(Side),
    target=ids,
    source=ids,
    key=ids,
    fields=fields,
    expect=texts,
    reason=texts,
)
