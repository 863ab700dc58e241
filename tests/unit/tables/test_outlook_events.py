"""The event interfaces that are declared are the published ones."""

import re

import pytest
from tests.tables.read import event_rows, events
from tests.unit.tables.csharp import SHIM, SIMULATOR, event_interfaces, raised_events

LISTINGS = {"jna", "wilutions", "makepy", "netoffice"}
KINDS = {"object", "string", "int", "variant", "bool&"}


def disagreements(folder):
    """What a folder declares otherwise than the table: leaving an event out is no disagreement."""
    return [
        (name, iid, dispid, event)
        for (name, iid), declared in event_interfaces(folder).items()
        for dispid, event in declared.items()
        if events().get(iid, {}).get(dispid) != event
    ]


def test_the_shims_event_interfaces_are_outlooks():
    declared = event_interfaces(SHIM)
    assert {iid[:8] for _, iid in declared} >= {"0006302C", "00063077", "000630F7"}
    assert all(declared.values())
    assert disagreements(SHIM) == []


def test_the_events_that_the_simulator_raises_are_outlooks():
    raised = list(raised_events(SIMULATOR))
    assert {name for _, _, name, _ in raised} >= {"ItemAdd", "ItemChange", "ItemRemove", "Quit"}
    for file, iids, name, dispid in raised:
        assert any(
            dispid in events()[iid] and events()[iid][dispid].name == name for iid in iids
        ), (file, name)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("0xF001", "0xF004"),
        ("ItemAdd", "ItemAdded"),
        ("object item", "ref bool item"),
        ("00063077", "00063078"),
    ],
)
def test_a_wrong_declaration_would_be_found(tmp_path, right, wrong):
    source = (SHIM / "Outlook" / "Events" / "IItemsEvents.cs").read_text(encoding="utf-8")
    (tmp_path / "Right.cs").write_text(source, encoding="utf-8")
    assert disagreements(tmp_path) == []
    assert right in source
    (tmp_path / "Right.cs").write_text(source.replace(right, wrong), encoding="utf-8")
    assert disagreements(tmp_path)


def test_each_row_of_the_table_has_two_independent_confirmations():
    for row in event_rows():
        listings = set(row["confirmed_by"].split())
        assert len(listings) >= 2, row
        assert listings <= LISTINGS, row


def test_the_rows_are_well_formed_and_each_event_stands_once():
    seen = [(row["interface"], row["event"]) for row in event_rows()]
    assert len(seen) == len(set(seen))
    assert len({row["iid"] for row in event_rows()}) == len(
        {row["interface"] for row in event_rows()}
    )
    for row in event_rows():
        assert re.fullmatch(r"000(630|C03)[0-9A-F]{2}-0000-0000-C000-000000000046", row["iid"]), row
        assert re.fullmatch(r"0x[0-9A-F]{1,4}", row["dispid"]), row
        assert {each.partition(":")[2] for each in row["parameters"].split()} <= KINDS, row
