"""What stays on the PC after a whole life with the add-in: no secret, nobody's name in a log."""

import base64
import contextlib
import hashlib
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
import yaml
from tests.crm_server.process import OUTLOOK_KEY, Rule
from tests.e2e.world import PATIENCE, World, day
from tests.simulator.client import OutlookError, Screen, wait_for
from tests.simulator.mail import arrive

pytestmark = pytest.mark.shim

SECRET = 'Smörgås & "7 x 6"'
"""Anna's password here: each way of writing it down gives other bytes."""

APPOINTMENT, ACTIVITY, PLACE = "Takeover of Sågverk", "Severance of Eino", "Hidden lodge"
MAIL, MAIL_OF_CRM, FILE, SENTENCE = "Ransom note", "Blackmail", "ransom.pdf", "Pay by noon"
TASK = "Burn the ledger"
TOKEN = 30  # characters of the CRM's tokens: letters and digits
TOKEN_LIKE = re.compile(rb"[A-Za-z0-9]{%d,}" % TOKEN)
STATE = ("state.sqlite3", "state.sqlite3-wal")
SECRETS = {"password": SECRET, "key": OUTLOOK_KEY}
PERSONAL = (
    *(APPOINTMENT, ACTIVITY, PLACE, MAIL, MAIL_OF_CRM, FILE, SENTENCE, TASK),
    *("contact0@", "anna@", "Virtanen", "Nordic Timber", "Smith"),
)


class Belongings:
    """The add-in's files of one user at one moment: bytes by path."""

    def __init__(self, home: Path):
        self.files = {
            str(file.relative_to(home)): file.read_bytes()
            for part in ("local", "roaming")
            for file in (home / part).rglob("*")
            if file.is_file()
        }

    def named(self, *endings):
        found = {path: data for path, data in self.files.items() if path.endswith(endings)}
        assert found, f"{endings} not in {sorted(self.files)}"
        return found


class Life:
    """What was seen of one: the belongings at three moments, the secrets, the reports."""

    def __init__(self, world):
        self.world = world
        self.moments = {}
        self.token_digests = set()
        self.reports = ()

    def remember(self, moment):
        self.moments[moment] = Belongings(self.world.folder / "pc")


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    """Paired, worked, failed, logged out, unpaired by force; all that with every detail logged."""
    with Screen() as screen, World(tmp_path_factory.mktemp("world"), screen) as world:
        life = Life(world)
        pair(world)
        work(world)
        fail(world, life)
        log_out_and_in(world)
        leave(world, life)
        yield life
        assert world.outlook.faults() == []


def pair(world):
    world.people()
    world.anna.create("accounts", name="Warms up Anna's own log-in")
    with closing(sqlite3.connect(world.crm.database)) as crm, crm:
        salted = "md5$salt$" + hashlib.md5(f"salt{SECRET}".encode()).hexdigest()
        crm.execute("UPDATE crm_user SET password = ? WHERE username = 'anna'", [salted])
    world.open_preferences()
    world.fill_pairing(password=SECRET)
    world.outlook.window_click("pairing", "save")
    world.outlook.wait_for_window("details", PATIENCE)
    world.outlook.window_set("details", "default_type", "Meeting")
    world.outlook.window_click("details", "save")
    world.outlook.wait_until_closed("details", PATIENCE)
    world.let_first_run_go()
    world.wait_for_words("In step")
    settings = next((world.folder / "pc").rglob("settings.yaml"))
    chosen = yaml.safe_load(settings.read_text(encoding="utf-8"))
    chosen |= {
        "log_level": "debug",
        "error_reports": True,
        "error_report_address": world.crm.report_address,
        "contacts_to_outlook": True,
        "tasks": True,
        "mail": {"received": "known", "own_domains": "firm.example", "arrivals": True}
        | {"original": True},
    }
    settings.write_text(yaml.safe_dump(chosen), encoding="utf-8")
    world.outlook.quit()
    world.start_outlook()
    world.wait_for_words("In step")


def work(world):
    """Something of every kind, both ways, and what the CRM does not take."""
    world.make_in_outlook(APPOINTMENT, day(1), Location=PLACE, Body=SENTENCE)
    world.meet(ACTIVITY, day(2), world.people()["Virtanen"]["id"])
    world.make_in_crm(TASK, day(3), activity_type="Task")
    file = {"name": FILE, "base64": base64.b64encode(SENTENCE.encode()).decode()}
    arrive(
        world.outlook,
        Subject=MAIL,
        Body=SENTENCE,
        attachments=[file],
        message_id="<ransom@b>",
        **{"from": "Aino Virtanen <contact0@example.com>", "to": ["Anna <anna@firm.example>"]},
    )
    world.anna.create(
        "emails",
        subject=MAIL_OF_CRM,
        from_address="Aino Virtanen <contact0@example.com>",
        to_addresses="anna@firm.example",
        sent_at=f"{day(-1):%Y-%m-%d}T08:00:00Z",
        body=SENTENCE,
    )
    world.synchronise()
    world.wait_for_crm(APPOINTMENT)
    world.wait_for_outlook(ACTIVITY)
    wait_for(lambda: subjects(world.crm.snapshot("emails")) >= {MAIL}, "the mail", PATIENCE)
    wait_for(lambda: MAIL_OF_CRM in in_outlook(world, "CRM"), "the CRM's mail", PATIENCE)
    wait_for(lambda: "Virtanen" in world.address_book(), "the contact", PATIENCE)
    wait_for(lambda: TASK in in_outlook(world, "Tasks"), "the task", PATIENCE)
    world.crm.order(Rule("status", "POST", "*/activities", None, status=422))
    world.make_in_outlook(f"{APPOINTMENT} again", day(4), Location=PLACE)
    wait_for(lambda: refusals(world, 422), "the refusal", PATIENCE)
    world.crm.clear_faults()
    quoting = Rule("status", "GET", "*/activities", None, status=403, detail=f"Not {APPOINTMENT}.")
    world.crm.order(quoting)

    def refused():
        try_to_synchronise(world)
        return refusals(world, 403)

    wait_for(refused, "the refusal that quotes a subject", PATIENCE)
    world.crm.clear_faults()


def try_to_synchronise(world):
    with contextlib.suppress(OutlookError):  # a run of its own is at it
        world.outlook.click("CrmSynchronise")


def fail(world, life):
    """A bug of ours, as it looks from outside: a word in the state that the code never writes.

    The error that it leads to quotes the word, which is a subject.
    """
    (state,) = (world.folder / "pc").rglob("state.sqlite3")
    with closing(sqlite3.connect(state)) as connection, connection:
        connection.execute("UPDATE links SET born = ?", [APPOINTMENT])

    def noticed():
        try_to_synchronise(world)
        return world.outlook.window("error_report")

    wait_for(noticed, "the error report", PATIENCE)
    life.remember("a report waits")
    world.outlook.window_click("error_report", "send")
    world.outlook.wait_until_closed("error_report", PATIENCE)
    life.reports = wait_for(world.crm.error_reports, "the report", PATIENCE)
    with closing(sqlite3.connect(state)) as connection, connection:
        connection.execute("UPDATE links SET born = 'outlook'")


def log_out_and_in(world):
    """With a wrong password between: a slip of the finger is a secret, too."""
    world.outlook.quit()
    world.start_outlook()
    wait_for(lambda: world.outlook.ribbon_control("CrmLogOut")["enabled"], "the log-in", PATIENCE)
    world.outlook.click("CrmLogOut")
    world.wait_for_words("Logged out")
    world.outlook.click("CrmLogIn")
    world.outlook.wait_for_window("login", PATIENCE)
    world.outlook.window_set("login", "password", f"{SECRET}7")
    world.outlook.window_click("login", "login")
    wait_for(
        lambda: refusals(world, 400) and world.outlook.control("login", "login")["enabled"],
        "the refusal",
        PATIENCE,
    )
    world.outlook.window_set("login", "password", SECRET)
    world.outlook.window_set("login", "remember", value=True)
    world.outlook.window_click("login", "login")
    world.outlook.wait_until_closed("login", PATIENCE)


def leave(world, life):
    """The CRM is out of reach: only force removes the pairing."""
    life.token_digests = token_digests(world)
    life.remember("at work")
    world.crm.order(Rule("status", times=None))
    world.open_preferences()
    world.outlook.window_click("pairing", "unpair")
    world.outlook.wait_for_window("unpair", PATIENCE)
    world.outlook.window_click("unpair", "unpair")
    world.outlook.wait_for_window("unpair-forced", PATIENCE)
    world.outlook.window_click("unpair-forced", "force")
    world.outlook.wait_until_closed("unpair-forced", PATIENCE)
    world.wait_for_words("Not set up yet")
    world.outlook.quit()
    life.remember("unpaired")
    world.start_outlook()


def token_digests(world):
    """What the CRM itself keeps of the tokens it gave."""
    tables = ("oauth2_provider_accesstoken", "oauth2_provider_refreshtoken")
    with closing(sqlite3.connect(world.crm.database)) as crm:
        return {
            row[0] for table in tables for row in crm.execute(f"SELECT token_checksum FROM {table}")
        }


def refusals(world, status):
    return [each for each in world.crm.requests() if each["status"] == status]


def subjects(records):
    return {each["subject"] for each in records}


def in_outlook(world, folder):
    if folder not in {each["name"] for each in world.outlook.folders()}:
        return set()
    return {each["Subject"] for each in world.outlook.appointments(folder)}


def written(text):
    """The bytes that a careless program may leave of it."""
    plain = text.encode()
    forms = {text, quote(text), quote_plus(text), json.dumps(text)[1:-1], repr(text)[1:-1]}
    forms |= {json.dumps(text, ensure_ascii=False)[1:-1], base64.b64encode(plain).decode()}
    return {form.encode(code) for form in forms for code in ("utf-8", "utf-16-le")}


def found(texts, files):
    return [
        (name, path)
        for name, text in texts.items()
        for path, data in files.items()
        if any(form in data for form in written(text))
    ]


def tokens_in(data, digests):
    """Whatever stands in it that the CRM knows as one of its tokens."""
    runs = TOKEN_LIKE.findall(data) + TOKEN_LIKE.findall(data.replace(b"\0", b""))
    windows = {run[at : at + TOKEN] for run in runs for at in range(len(run) - TOKEN + 1)}
    return {each for each in windows if hashlib.sha256(each).hexdigest() in digests}


@pytest.mark.parametrize("moment", ["a report waits", "at work", "unpaired"])
def test_no_secret_is_in_any_file(life, moment):
    files = life.moments[moment].files
    if moment != "unpaired":
        life.moments[moment].named("vault.json", "state.sqlite3", "settings.yaml", "status.json")
    assert found(SECRETS, files) == []
    everything = b"\n".join(files.values())
    assert tokens_in(everything, life.token_digests) == set()


def test_a_token_would_be_found():
    token = b"a1" * (TOKEN // 2)
    assert tokens_in(b"Bearer x" + token + b"=", {hashlib.sha256(token).hexdigest()}) == {token}


@pytest.mark.parametrize("moment", ["a report waits", "at work", "unpaired"])
def test_logs_status_and_waiting_reports_tell_of_nobody(life, moment):
    told = life.moments[moment].named(".log", "status.json", "error-reports.json")
    assert found({each: each for each in PERSONAL}, told) == []


def test_a_report_that_waits_and_one_that_left_hold_no_secret_and_nobody(life):
    (queue,) = life.moments["a report waits"].named("error-reports.json").values()
    assert json.loads(queue)["waiting"]
    assert life.reports
    sent = {"sent": json.dumps(life.reports, ensure_ascii=False).encode(), "waited": queue}
    assert found(SECRETS | {each: each for each in PERSONAL}, sent) == []


def test_the_log_is_not_empty_of_all_sense(life):
    log = b"".join(life.moments["unpaired"].named("outlook-crm.log").values())
    words = (b"started", b"/activities", b"/emails", b"logged out", b"a job failed")
    quoting = (b"KeyError", b"The CRM does not allow this: ***")
    for word in (*words, *quoting):
        assert word in log


def test_after_an_unpairing_nothing_of_the_work_is_left(life):
    names = {each: each for each in PERSONAL}
    before, after = (life.moments[moment].named(*STATE) for moment in ("at work", "unpaired"))
    assert {name for name, _ in found(names, before)} >= {APPOINTMENT, ACTIVITY}
    assert found(names, after) == []
    assert not [path for path in life.moments["unpaired"].files if path.endswith("vault.json")]
