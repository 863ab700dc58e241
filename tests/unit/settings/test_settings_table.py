"""Every row of the table of settings: what it takes, what it refuses, what it writes."""

from datetime import UTC

import pytest

from outlook_crm.domain.policy import ALL_TYPES, NO_TYPES, Conflicts, PrivateItems, Types
from outlook_crm.domain.window import Window
from outlook_crm.errors import BadSettings
from outlook_crm.settings.model import BY_NAME, TABLE, check, settings_of

DIRECTIONS = ("to_crm", "to_outlook")
TAKES = {
    "language": {"auto": "auto", "en": "en", "sv": "sv", " FI ": "fi"},
    "log_level": {"error": "error", "warning": "warning", "info": "info", "Debug": "debug"},
    "auto_sync": {True: True, 0: False},
    "login_at_start": {False: False, 1: True},
    "crm_address": {"": "", " https://crm.example.com ": "https://crm.example.com"},
    "connector": {" CrmService ": "crmservice", "my-crm2": "my-crm2"},
    "field_map": {
        "": "",
        " status=cf_state;location = cf_place ;": "location=cf_place; status=cf_state",
        "location=cf_a; crm.example.com/location=cf_b": (
            "crm.example.com/location=cf_b; location=cf_a"
        ),
        "crm.a.fi/location=cf_a; crm.b.fi/status=cf_a": (
            "crm.a.fi/location=cf_a; crm.b.fi/status=cf_a"
        ),
    },
    "private_items": {"full": "full", "busy": "busy", "none": "none"},
    "conflicts": {"newest": "newest", "outlook": "outlook", "crm": "crm", "ask": "ask"},
    "default_type": {"": "", "Möte": "Möte"},
    **{f"{each}.history_days": {0: 0, 60: 60} for each in DIRECTIONS},
    **{f"{each}.forward_days": {0: 0, 365: 365} for each in DIRECTIONS},
    "search_offers": {"mine": "mine", "ALL": "all"},
    "pick_list_language": {"same": "same", "SV": "sv"},
    "released": {"hold": "hold", "remove": "remove"},
    "report_days": {1: 1, 30: 30},
    "proxy": {
        "system": "system",
        " None ": "none",
        "http://proxy.example.com:8080": "http://proxy.example.com:8080",
        "https://10.0.0.1:3128/": "https://10.0.0.1:3128/",
    },
    "ca_file": {"": "", "C:\\firm\\ca.pem": "C:\\firm\\ca.pem"},
    "polling_floor": {30: 30, 86400: 86400},
    "tasks": {True: True, 0: False},
    "contacts_to_outlook": {True: True, 0: False},
    "contacts_folder": {"": "", "\\\\anna@example.com\\Contacts": "\\\\anna@example.com\\Contacts"},
    "mail.received": {"off": "off", "Hand": "hand", "known": "known", "folders": "folders"},
    "mail.sent": {"off": "off", "hand": "hand", "known": "known", "folders": "folders"},
    "mail.folders": {"": "", "\\\\a@b\\Inbox; \\\\a@b\\C": "\\\\a@b\\Inbox; \\\\a@b\\C"},
    "mail.never": {"": "", "bank.example; x@y.example": "bank.example; x@y.example"},
    "mail.own_domains": {"": "", "firm.example": "firm.example"},
    "mail.largest_mb": {1: 1, 25: 25},
    "mail.original": {True: True, 0: False},
    "mail.arrivals": {True: True, 0: False},
    "mail.arrivals_folder": {"": "", "\\\\a@b\\Inbox\\CRM": "\\\\a@b\\Inbox\\CRM"},
    "error_reports": {True: True, 0: False},
    "error_report_address": {
        "": "",
        " https://faults.example.com/take ": "https://faults.example.com/take",
        "http://127.0.0.1:8000/faults": "http://127.0.0.1:8000/faults",
    },
    "update_address": {"": "", "https://a.example.com/n.json": "https://a.example.com/n.json"},
}
TYPES = [
    ("all", ALL_TYPES),
    ([], NO_TYPES),
    (["Meeting", " Call "], Types(frozenset({"Meeting", "Call"}))),
    (["all"], Types(frozenset({"all"}))),
]
REFUSES = {
    "language": ["xx", "", None, 1, True, ["en"]],
    "log_level": ["verbose", False, 10],
    "auto_sync": ["yes", 2, -1, None, "true", 1.0],
    "login_at_start": ["no", None],
    "crm_address": [1, None, True, "two\nlines", "x" * 2001, ["https://crm.example.com"]],
    "connector": ["", "2crm", "my crm", "my.crm", "å", "x" * 51, None, 1, ["crmservice"]],
    "field_map": [
        None,
        1,
        ["location"],
        "location",
        "location=",
        "place=cf_place",
        "accounts=cf_accounts",
        "location=cf place",
        "location=cf_a; status=cf_a",
        "location=cf_a; crm.a.fi/status=cf_a",
        "crm.a.fi/location=cf_a; crm.a.fi/status=cf_a",
        "crm.a.fi/place=cf_place",
        "/location=cf_place",
        "https://crm.a.fi/location=cf_place",
        {"location": 1},
        {"place": "cf_place"},
        {1: "cf_place"},
    ],
    "private_items": ["some", False, None],
    "conflicts": ["both", None],
    "default_type": [None, 3, ["Meeting"], "a\tb"],
    **{f"{each}.history_days": [-1, 61, "30", True, 1.5, None, []] for each in DIRECTIONS},
    **{f"{each}.forward_days": [-1, 366, "1", False, None] for each in DIRECTIONS},
    **{
        f"{each}.{what}_types": [
            "none",
            None,
            1,
            ["Meeting", 2],
            [""],
            [" "],
            {"Meeting": 1},
            [None],
        ]
        for each in DIRECTIONS
        for what in ("create", "change")
    },
    "proxy": [
        "",
        "proxy.example.com:8080",
        "http://proxy.example.com",
        "http://anna:hemligt@proxy:8080",
        "http://anna@proxy:8080",
        "socks5://proxy:1080",
        "http://proxy:8080/path",
        "http://proxy:8080/?a=b",
        "http://proxy:99999",
        "http://[broken:8080",
        8080,
        None,
    ],
    "search_offers": ["some", "", True, None],
    "pick_list_language": ["auto", "xx", "", None],
    "released": ["keep", "", True, None],
    "report_days": [0, 31, "7", True, None],
    "ca_file": [None, 1, "a\nb"],
    "polling_floor": [29, 86401, "30", None],
    "tasks": ["yes", None],
    "contacts_to_outlook": ["yes", None],
    "contacts_folder": [None, 1, "a\nb"],
    "mail.received": ["on", "", None, True],
    "mail.sent": ["all", "", None, False],
    "mail.folders": [None, 1, "a\nb"],
    "mail.never": [None, 1, "a\nb"],
    "mail.own_domains": [None, ["firm.example"]],
    "mail.largest_mb": [0, 26, "10", None],
    "mail.original": ["yes", None],
    "mail.arrivals": ["yes", None],
    "mail.arrivals_folder": [None, 1, "a\nb"],
    "error_reports": ["yes", None],
    "error_report_address": [
        "faults.example.com",
        "http://faults.example.com",
        "https://anna:hemligt@faults.example.com",
        "https://",
        "https://faults.example.com:99999",
        "https://faults.example.com/two words",
        "ftp://faults.example.com",
        None,
        1,
    ],
    "update_address": ["http://a.example.com/n.json", "https://anna:hemligt@a.example.com", None],
}


def rows(table):
    return [(name, raw) for name, raws in table.items() for raw in raws]


def test_every_row_is_tested():
    lists = {f"{each}.{what}_types" for each in DIRECTIONS for what in ("create", "change")}
    assert TAKES.keys() | lists == REFUSES.keys() == BY_NAME.keys()


@pytest.mark.parametrize(("name", "raw"), rows(TAKES))
def test_takes(name, raw):
    value = check(name, raw)
    assert value == TAKES[name][raw]
    assert type(value) is type(TAKES[name][raw])
    assert check(name, BY_NAME[name].kind.plain(value)) == value


@pytest.mark.parametrize("name", [name for name in BY_NAME if name.endswith("_types")])
@pytest.mark.parametrize(("raw", "value"), TYPES)
def test_takes_types(name, raw, value):
    assert check(name, raw) == value
    assert check(name, BY_NAME[name].kind.plain(value)) == value
    assert check(name, value) == value


@pytest.mark.parametrize(("name", "raw"), rows(REFUSES))
def test_refuses(name, raw):
    with pytest.raises(BadSettings) as told:
        check(name, raw)
    assert told.value.values["key"] == name
    assert name in told.value.text
    assert "hemligt" not in told.value.text


def test_an_unknown_name_is_refused():
    with pytest.raises(BadSettings, match="no setting nonsense"):
        check("nonsense", 1)


def test_every_default_is_one_that_its_row_takes():
    for row in TABLE:
        assert row.check(row.kind.plain(row.default)) == row.default


def test_without_a_choice_the_defaults_hold():
    settings = settings_of({})
    assert settings.auto_sync
    assert settings.conflicts is Conflicts.NEWEST
    assert settings.private_items is PrivateItems.FULL
    assert settings.to_crm.window == Window(30, 180)
    assert ("anything" in settings.to_crm.create, "anything" in settings.to_outlook.change) == (
        True,
        True,
    )


def test_each_choice_reaches_the_policy_of_the_sync():
    chosen = {
        "private_items": "busy",
        "conflicts": "ask",
        "default_type": "Meeting",
        "to_crm.history_days": 1,
        "to_crm.forward_days": 2,
        "to_crm.create_types": NO_TYPES,
        "to_outlook.history_days": 3,
        "to_outlook.forward_days": 4,
        "to_outlook.change_types": Types(frozenset({"Call"})),
    }
    policy = settings_of(chosen).policy(UTC, "Privat")
    assert policy.private is PrivateItems.BUSY
    assert policy.conflicts is Conflicts.ASK
    assert (policy.default_type, policy.private_subject, policy.zone) == ("Meeting", "Privat", UTC)
    assert policy.to_crm.window == Window(1, 2)
    assert policy.to_outlook.window == Window(3, 4)
    assert (policy.to_crm.create, policy.to_crm.change) == (NO_TYPES, ALL_TYPES)
    assert (policy.to_outlook.create, policy.to_outlook.change) == (
        ALL_TYPES,
        Types(frozenset({"Call"})),
    )
    assert settings_of({}).policy(UTC, "Privat").default_type is None


def test_a_crms_own_fields_come_before_those_of_all():
    text = "location=cf_a; status=cf_b; crm.firm.fi/location=cf_c"
    settings = settings_of({"field_map": check("field_map", text)})
    assert settings.fields_at("crm.firm.fi") == {"location": "cf_c", "status": "cf_b"}
    assert settings.fields_at("crm.example.fi") == {"location": "cf_a", "status": "cf_b"}
    assert settings.fields_at("") == settings.fields_at("crm.example.fi")
