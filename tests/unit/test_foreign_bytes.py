"""Whatever bytes come from elsewhere, only errors of ours come of them."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.crm.test_crm_schema import FULL

from outlook_crm import commands
from outlook_crm.credentials.vault import Vault
from outlook_crm.crm import jsonapi
from outlook_crm.crm.connector import Credentials
from outlook_crm.crm.crmservice.finder import CrmServiceFinder
from outlook_crm.crm.crmservice.mail_archive import CrmServiceArchive
from outlook_crm.crm.crmservice.mail_fields import places_in
from outlook_crm.crm.crmservice.operations import count_activities, get_user
from outlook_crm.crm.crmservice.people import CrmServicePeople
from outlook_crm.crm.crmservice.session import CrmServiceSession
from outlook_crm.crm.message import Request, Response
from outlook_crm.crm.oauth import Login
from outlook_crm.domain.email import Correspondent, Email, Way
from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.recurrence import days
from outlook_crm.errors import Defect, Error, Users
from outlook_crm.mail.html import clean
from outlook_crm.mail.mime import Content, render
from outlook_crm.mail.values import Keys
from outlook_crm.outlook import fields as outlook_fields
from outlook_crm.outlook.records import Cell, CellState
from outlook_crm.outlook.recurrence import pattern_of
from outlook_crm.settings.effective import effective
from outlook_crm.settings.file import Chosen, SettingsFile
from outlook_crm.settings.model import TABLE
from outlook_crm.settings.policy import RegistryPolicy
from outlook_crm.state.sqlite import SqliteState
from outlook_crm.support.secret import Secret
from outlook_crm.support.update import update_of
from outlook_crm.sync.ports import Want
from outlook_crm.ui import po

TEXTS = st.text(st.characters(), max_size=20)
ODD_TEXTS = st.sampled_from(
    [
        *("", "0", "-1", "1e400", "nan", "true", "null", "\0", "\ud800", "9" * 5000, "[" * 3000),
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-30", "24:00"),
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS | ODD_TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
quick = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def spoilt(draw, document):
    """The document with some parts replaced, dropped or doubled."""
    whole = json.loads(json.dumps(document))
    for _ in range(draw(st.integers(1, 3))):
        holder, key = draw(st.sampled_from(list(_places([whole]))))
        kind = draw(st.sampled_from(["replace", "drop", "wrap"]))
        if kind == "drop" and isinstance(holder, dict):
            holder.pop(key, None)
        else:
            old = holder[key] if kind == "wrap" else draw(VALUES)
            holder[key] = [old, old] if kind == "wrap" else old
        if not list(_places([whole])):
            break
    return whole


def _places(holder):
    """Every (container, key) below."""
    keys = range(len(holder)) if isinstance(holder, list) else list(holder)
    for key in keys:
        yield holder, key
        if isinstance(holder[key], dict | list):
            yield from _places(holder[key])


def answer(body, status=200, **headers):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Response(Request("GET", "/x"), status, headers, data, datetime.now(UTC))


# ---- the CRM

RECORD = {
    "type": "activities",
    "id": "7",
    "attributes": {
        "subject": "Lunch",
        "description": "x",
        "priority": "Normal",
        "start_date": "2026-03-02T08:00:00Z",
        "end_date": "2026-03-02T09:00:00Z",
        "all_day": False,
        "reminder_minutes": 15,
        "categories": "A; B",
        "project_id": 4,
        "cf_outlook_key": "olk-1",
        "owner_id": "1",
        "created_at": "2026-03-01T08:00:00Z",
        "updated_at": "2026-03-01T08:00:00Z",
        # of other modules
        "first_name": "Aino",
        "last_name": "Virtanen",
        "email": "aino@example.com",
        "account_id": "3",
        "name": "Timber",
        "value": "Call",
        "label": "Samtal",
        "picklist_value_id": "7",
        "file_name": "a.txt",
        "file_size": 12,
        "message_id": "<1@example.com>",
        "sent_at": "2026-03-01T08:00:00Z",
    },
    "relationships": {
        "accounts": {"data": [{"type": "accounts", "id": "3"}]},
        "contacts": {"data": []},
        "project": {"data": {"type": "projects", "id": "4"}},
    },
}
LIST = {"data": [RECORD], "meta": {"total": 1, "page": 1}}
USER = {"data": {"type": "users", "id": "1", "attributes": {"name": "Anna", "email": "a@b.c"}}}
COUNT = {"data": [{"count_value": 1}], "meta": {"results": 1}}


class Answers:
    """A client: each path has its document, and one of them is spoilt."""

    home = "https://crm.example.com"
    skew = timedelta()

    def __init__(self, which, document):
        self._documents = {"list": LIST, "user": USER, "count": COUNT, "schema": FULL}
        self._documents[which] = document
        self._asked = 0

    def send(self, request):
        self._asked += 1
        if self._asked > 200:
            raise AssertionError("it asks for ever")
        path = request.path
        kind = (
            "schema"
            if path.startswith("/schema")
            else {"/user": "user", "/reporting": "count"}.get(path, "list")
        )
        document = self._documents[kind]
        if kind == "list" and path.count("/") > 1 and isinstance(document, dict):
            rows = document.get("data")
            document = {"data": rows[0] if isinstance(rows, list) and rows else rows}
        return Response(request, 200, {}, json.dumps(document).encode(), datetime.now(UTC))

    def check_running(self):
        pass

    def close(self):
        pass


DOCUMENTS = st.sampled_from(["list", "user", "count", "schema"])
DAY = datetime(2026, 3, 1, tzinfo=UTC)


def everything_of_the_crm(client):
    """What the add-in asks a CRM."""
    session = CrmServiceSession(lambda: client)
    side = session.side(session.user.id)
    yield lambda: side.observe(Want(DAY, DAY + timedelta(days=30), {}, {}))
    known = {"7": "2026-02-01T08:00:00Z 1 2 abc"}
    yield lambda: side.observe(
        Want(DAY, DAY + timedelta(days=30), known, {}, "2026-03-01T00:00:00Z")
    )
    yield lambda: side.read(["7", "8"])
    yield lambda: side.find("olk-1")
    yield lambda: session.pick_list(FieldName.TYPE, "sv")
    finder = CrmServiceFinder(client, "1")
    yield lambda: finder.search(FieldName.CONTACTS, "aino", 10)
    yield lambda: finder.labels(FieldName.ACCOUNTS, ["7"])
    people = CrmServicePeople(client)
    yield lambda: people.read(["7"])
    yield lambda: people.alike("aino@example.com", "Aino", "Virtanen")
    archive = CrmServiceArchive(client, places_in(EMAILS), "1")
    yield lambda: archive.find(Keys("<1@example.com>", "d"))
    yield lambda: archive.changed("", DAY)
    yield lambda: archive.files("7")


EMAILS = {
    "attributes": {
        name: {"type": "string"}
        for name in ("subject", "message_id", "from_address", "to_addresses", "body", "direction")
    }
    | {"sent_at": {"type": "datetime"}}
}


@quick
@given(st.data(), DOCUMENTS)
def test_documents_of_the_crm(data, which):
    whole = {"list": LIST, "user": USER, "count": COUNT, "schema": FULL}[which]
    client = Answers(which, data.draw(spoilt(whole)))
    with suppress(Error):
        for ask in everything_of_the_crm(client):
            with suppress(Error):
                ask()


@quick
@given(st.binary(max_size=60) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_bytes_in_place_of_a_document(body):
    for parse in (
        jsonapi.resource,
        jsonapi.page,
        jsonapi.written,
        jsonapi.check,
        jsonapi.reason,
        get_user.parse,
        count_activities.parse,
    ):
        for status in (200, 404, 500):
            with suppress(Error):
                parse(answer(body, status))


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"a":' * 100_000, b'{"data": ' + b"9" * 9999 + b"}"]
)
def test_a_document_without_end(body):
    with pytest.raises(Error):
        jsonapi.page(answer(body))


def test_half_a_character_becomes_a_sign_and_a_whole_one_stays():
    body = rb'{"data": {"type": "a", "id": "1", "attributes": {"x": "\ud83d\ude00 \ud83d \uDE00"}}}'
    assert jsonapi.resource(answer(body)).attributes["x"] == "😀 \ufffd \ufffd"


@quick
@given(VALUES, st.sampled_from([200, 400, 401, 500]))
def test_answers_to_a_log_in(document, status):
    login = Login("/oauth/token", Credentials(Secret("key 4711"), "anna", Secret("Sommar 4711")))
    with suppress(Error):
        login.obtain(lambda request: answer(document, status))


@quick
@given(st.sampled_from(["retry-after", "date", "content-type"]), TEXTS | ODD_TEXTS)
def test_headers(name, value):
    told = answer({}, 429, **{name.replace("-", "_"): value})
    told = Response(told.request, 429, {name: value}, b"", DAY)
    _ = told.retry_after, told.date, told.is_page
    with pytest.raises(Error):
        jsonapi.check(told)


# ---- files of this PC

SIGNS = [*"-:&*!|>{}[],#?%@'\"\n\t ", "<<", "!!python/object:os.system", "1e999"]
KEYS = [row.name.rpartition(".")[2] for row in TABLE]
YAML = st.sampled_from([*KEYS, "to_crm", "mail", ": ", "\n  ", "- ", "2026-02-31", *SIGNS])


@quick
@given(st.lists(YAML | TEXTS, max_size=12).map("".join) | st.binary(max_size=80))
def test_settings(tmp_path, text):
    path = tmp_path / "settings.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    with suppress(Users):
        SettingsFile(path).load()


@quick
@given(st.dictionaries(st.sampled_from([row.name for row in TABLE]), VALUES, max_size=3))
def test_values_of_a_policy(values):
    registry = SimpleNamespace(values=lambda hive, key: values)
    with suppress(Users):
        effective(Chosen(), RegistryPolicy(registry).policy())


@quick
@given(st.binary(max_size=60) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_a_vault(tmp_path, data):
    path = tmp_path / "vault.json"
    path.write_bytes(data)
    protector = SimpleNamespace(unprotect=lambda wrapped: b"k" * 32, protect=lambda key: key)
    with suppress(Users):
        Vault(path, protector).secrets("p1")


@pytest.fixture(scope="module")
def sound_state(tmp_path_factory):
    path = tmp_path_factory.mktemp("state") / "state.sqlite3"
    SqliteState(path).close()
    return path.read_bytes()


@settings(quick, max_examples=40)
@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=40), st.integers(0, 20_000))
def test_a_state_file(tmp_path, sound_state, at, bytes_, length):
    path = tmp_path / "state.sqlite3"
    for each in tmp_path.iterdir():
        each.unlink()
    data = bytearray(sound_state)
    at %= len(data)
    data[at : at + len(bytes_)] = bytes_
    path.write_bytes(data[:length] if length % 3 == 0 else data)
    with suppress(Error):
        state = SqliteState(path)
        state.links("p1")
        state.intents("p1")
        state.pairings.all()
        _ = state.broken
        state.close()


PO_LINES = """\
msgid "a"
msgid ""
msgid_plural "c"
msgstr "b"
msgstr "plural=n;"
msgstr[0] "d"
msgstr[1] "e"
#, fuzzy
"\\x"
"
"""


@quick
@given(st.lists(st.sampled_from(PO_LINES.splitlines()) | TEXTS, max_size=8).map("\n".join))
def test_a_catalog(text):
    with suppress(po.PoError):
        po.read(text)


@quick
@given(VALUES)
def test_what_tells_of_updates(document):
    with suppress(ValueError):
        update_of(document)


# ---- Outlook

ODD = (
    TEXTS | ODD_TEXTS | st.sampled_from(["a@b\r\nBcc: c@d", "=?utf-8?q?=00?=", "<a@b>", "x" * 2000])
)


@quick
@given(st.tuples(ODD, ODD, ODD, ODD, ODD, ODD))
def test_mails(texts):
    subject, name, address, text, headers, message_id = texts
    who = Correspondent(name, address)
    mail = Email(
        Way.RECEIVED,
        subject,
        who,
        DAY,
        to=(who,),
        text=text,
        html=clean(f"<p>{text.encode('utf-8', 'replace').decode()}"),  # whole, as readers make it
        headers=headers,
        message_id=message_id,
    )
    contents = [Content(name, subject, text.encode("utf-8", "replace"))]
    parsed = message_from_bytes(render(mail, contents), policy=default)
    assert "Bcc" not in parsed
    assert len(list(parsed.iter_attachments())) == 1


@quick
@given(st.text(max_size=30) | VALUES.map(json.dumps))
def test_commands(text):
    with suppress(Defect):
        commands.parse(text)


CELLS = st.builds(
    Cell, st.sampled_from(list(CellState)), SCALARS.filter(lambda v: not isinstance(v, float))
)
NAMES = [*dict.fromkeys(name for codec in outlook_fields._CODECS.values() for name in codec.cells)]


@quick
@given(st.dictionaries(st.sampled_from(NAMES), CELLS, max_size=4))
def test_cells_of_an_appointment(odd):
    cells = dict.fromkeys(NAMES, Cell(CellState.ABSENT)) | odd
    fields, whole = outlook_fields.fields_of(cells)
    assert isinstance(whole, bool)
    assert not whole or FieldName.SUBJECT in fields


@pytest.mark.parametrize("text", ["[" * 90_000, '["a", {"b": [1]}, null]', "7", '{"a": 1}'])
def test_a_named_property_that_somebody_else_wrote(text):
    cells = dict.fromkeys(NAMES, Cell(CellState.ABSENT))
    for name in ("@accounts", "Recipients"):
        outlook_fields.fields_of(cells | {name: Cell(CellState.VALUE, text)})


@quick
@given(
    st.fixed_dictionaries(
        {
            "type": st.integers(-1, 9),
            "interval": st.integers(-3, 10_000),
            "mask": st.integers(-1, 300),
            "day": st.integers(-1, 40),
            "month": st.integers(-1, 14),
            "instance": st.integers(-1, 7),
            "first": st.dates().map(str) | ODD_TEXTS,
            "last": st.dates().map(str) | ODD_TEXTS,
            "endless": st.booleans(),
            "start": st.times().map(str) | ODD_TEXTS,
            "duration": st.integers(-10, 10**12),
            "zone": st.sampled_from(["W. Europe Standard Time", "Nobody's", ""]),
            "head": st.binary(max_size=60).map(bytes.hex) | ODD_TEXTS,
        }
    ),
    st.booleans(),
)
def test_rules_of_a_series(record, all_day):
    try:
        pattern = pattern_of(record, all_day=all_day)
    except ValueError:
        return
    first = pattern.first
    found = list(days(pattern, first, min(first.replace(day=1) + timedelta(days=60), first.max)))
    assert len(found) <= 93
