"""What the shim calls late-bound is what Outlook's type library offers."""

import json

import pytest
from tests.tables.read import HERE, constants, members, object_model
from tests.unit.tables.csharp import SHIM, Use, late_bound, late_bound_in, named_constants

# The shim's names for what it holds. A variable that is not here may be of any class.
CLASS_OF = {
    "accessor": "PropertyAccessor",
    "account": "Account",
    "accounts": "Accounts",
    "application": "Application",
    "attachment": "Attachment",
    "attachments": "Attachments",
    "bin": "Folder",
    "children": "Folders",
    "columns": "Columns",
    "contact": "ContactItem",
    "current": "TimeZone",
    "exception": "Exception",
    "exceptions": "Exceptions",
    "folder": "Folder",
    "inspector": "Inspector",
    "inspectors": "Inspectors",
    "item": "AppointmentItem",
    "items": "Items",
    "mail": "MailItem",
    "note": "PostItem",
    "outlook": "Application",
    "pattern": "RecurrencePattern",
    "recipient": "Recipient",
    "recipients": "Recipients",
    "session": "NameSpace",
    "settings": "LanguageSettings",
    "store": "Store",
    "task": "TaskItem",
    "stores": "Stores",
    "zone": "TimeZone",
    "zones": "TimeZones",
}


def offered(use):
    known = CLASS_OF.get(use.variable)
    return (
        use.member in members()[known]
        if known
        else any(use.member in of for of in members().values())
    )


def test_every_member_the_shim_calls_late_bound_is_outlooks():
    uses = list(late_bound(SHIM))
    assert len(uses) > 80  # else the search is broken
    assert [use for use in uses if not offered(use)] == []


def test_a_misspelt_member_would_be_found():
    source = 'dynamic item = held.It; item.Sve(); object zones = Late.Get(application, "TimeZone");'
    assert [use for use in late_bound_in("X.cs", source) if not offered(use)] == [
        Use("X.cs", "item", "Sve"),
        Use("X.cs", "application", "TimeZone"),
    ]


def test_every_member_is_searched_in_the_class_it_belongs_to():
    # Items has no table to ask for; the folder has.
    assert not offered(Use("X.cs", "items", "GetTable"))
    assert offered(Use("X.cs", "folder", "GetTable"))


def test_every_number_named_in_a_comment_is_the_enumerations():
    named = list(named_constants(SHIM))
    assert named
    assert [each for each in named if constants().get(each[1]) != each[2]] == []


@pytest.mark.parametrize("kind", ["classes", "enums"])
def test_the_table_is_sorted_one_a_line(kind):
    table = object_model()[kind]
    assert list(table) == sorted(table)
    lines = (HERE / "outlook-object-model.json").read_text(encoding="utf-8").splitlines()
    for name, of in table.items():
        line = f"  {json.dumps(name)}: {json.dumps(of, sort_keys=True, separators=(',', ':'))}"
        assert any(each.rstrip(",") == line for each in lines), name
