"""Every window of the house, filled with values that show all of its fields."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from outlook_crm import errors
from outlook_crm.crm.crmservice.connect import CrmService
from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.kind import Kind
from outlook_crm.domain.login_form import LoginForm
from outlook_crm.domain.side import Side
from outlook_crm.domain.when import Timed
from outlook_crm.mail.parts import TOO_LARGE
from outlook_crm.mail.relations import Relations
from outlook_crm.settings.effective import effective
from outlook_crm.settings.file import Chosen
from outlook_crm.settings.policy import Policy
from outlook_crm.support.update import Update
from outlook_crm.sync import steps
from outlook_crm.sync.ask import Progress, Reason
from outlook_crm.sync.contacts import NEW_PERSON
from outlook_crm.sync.gates import NO_TYPE, OUTSIDE
from outlook_crm.sync.notes import BOUNCED
from outlook_crm.sync.plan import KEPT_PRIVATE, MANY
from outlook_crm.sync.report import Clash, Entry, Report
from outlook_crm.sync.values import Item, StepKind
from outlook_crm.ui import (
    about,
    add_contact_window,
    details_window,
    error_report_window,
    file_mail_window,
    help_window,
    login,
    mail_history_window,
    message_window,
    pairing_window,
    preview_window,
    progress_window,
    report_window,
    unpair_window,
)
from outlook_crm.ui.pairing_window import CalendarChoice, Kinds, PairingForm
from outlook_crm.ui.progress_window import Pace
from outlook_crm.ui.report_rows import Told
from outlook_crm.ui.report_window import View
from outlook_crm.ui.window import Choice

STARTED = datetime(2026, 3, 1, 8, tzinfo=UTC)
HELSINKI = ZoneInfo("Europe/Helsinki")
TYPES = (Choice("Meeting", "Möte"), Choice("Call", "Samtal"), Choice("Visit", "Besök"))
CALENDARS = (
    CalendarChoice("s1/f1", "anna@example.com", "Calendar", writable=True),
    CalendarChoice("s1/f2", "anna@example.com", "Team", writable=False),
    CalendarChoice("s2/f3", "private@example.com", "Calendar", writable=True),
    CalendarChoice("s3/f4", "", "Holidays", writable=False, kind="internet"),
)
FOLDERS = (Choice("\\\\anna@example.com\\People", "\\\\anna@example.com\\People"),)
MAIL_FOLDERS = tuple(
    Choice(path, path)
    for path in ("\\\\anna@example.com\\Inbox", "\\\\anna@example.com\\Customers")
)
NAMESAKES = (
    Item(
        Side.CRM,
        "7",
        "v1",
        {FieldName.FIRST_NAME: "Aino", FieldName.LAST_NAME: "Salo", FieldName.COMPANY: "Timber"},
        STARTED,
        STARTED,
    ),
)
PAIRINGS = (Choice("p1", "anna@example.com"), Choice("p2", "private@example.com"))
FORM = CrmService().login_form("en")
FOLDER = LoginForm(
    "Shared folder",
    has_key=False,
    has_password=False,
    labels={"address": "Folder (&X)"},
    hints={"address": "For example S:\\Meetings"},
)
KINDS = Kinds({"crmservice": FORM})
TWO_KINDS = Kinds({"crmservice": FORM, "folder": FOLDER})
ASKED = login.Asked("crm.example.com", "anna", remember=True, form=FORM)
PACE = Pace(Progress(1200, 10000, "Visit Nordic Timber"), 60)
KNOWN = PairingForm("crm.example.com", "anna", "anna@example.com", "s1/f1", connector="crmservice")
IN_FOLDER = replace(KNOWN, address="S:\\Meetings", connector="folder")

REPORT = Report(
    started=STARTED,
    ended=STARTED + timedelta(seconds=1.25),
    reason=Reason.USER,
    counts={(Side.CRM, StepKind.CREATE): 2, (Side.OUTLOOK, StepKind.UPDATE): 1},
    entries=(Entry(Side.CRM, StepKind.CREATE, "Lunch", "7", "A1", "It is new in Outlook."),),
    conflicts=(
        Clash(
            "Call",
            "8",
            "A2",
            FieldName.WHEN,
            Timed(STARTED, STARTED + timedelta(hours=1)),
            Timed(STARTED, STARTED + timedelta(hours=2)),
            Side.CRM,
        ),
    ),
    held=(Entry(Side.CRM, StepKind.DELETE, "Visit {x}", "9", "A3", "50 % {deleted}"),),
    trouble=(Entry(Side.OUTLOOK, StepKind.UPDATE, "Fair", "10", "A4", "Outlook refused."),),
    skipped={"It has no type.": 3},
    complete=True,
)
EVERY_KIND = Report(
    STARTED,
    STARTED + timedelta(seconds=4),
    Reason.POLL,
    {(Side.CRM, StepKind.CREATE): 2, (Side.OUTLOOK, StepKind.UPDATE): 1},
    entries=(
        Entry(Side.CRM, StepKind.CREATE, "Offer 2026", "20", "M1", "", of=Kind.MAILS),
        Entry(Side.OUTLOOK, StepKind.CREATE, "Aino Salo", "21", "C1", NEW_PERSON, of=Kind.CONTACTS),
        Entry(Side.CRM, StepKind.UPDATE, "Write the tender", "22", "T1", "", of=Kind.TASKS),
    ),
    held=(
        Entry(Side.OUTLOOK, StepKind.DELETE, "Visit Nordic Timber", "9", "A3", MANY),
        Entry(Side.OUTLOOK, StepKind.DELETE, "Fair in Tallinn", "11", "A5", steps.RELEASED),
        Entry(Side.OUTLOOK, StepKind.UPDATE, "Budget", "12", "A6", steps.ORGANISER),
        Entry(Side.CRM, StepKind.UPDATE, "Call the sawmill", "13", "A7", steps.ASKED),
    ),
    trouble=(
        Entry(Side.CRM, StepKind.UPDATE, "Weekly meeting", "10", "A4", BOUNCED),
        Entry(Side.CRM, StepKind.CREATE, "Drawing", "", "M2", TOO_LARGE, of=Kind.MAILS),
    ),
    skipped={NO_TYPE: 3, OUTSIDE: 41, KEPT_PRIVATE: 2, steps.UNREAD: 1},
    complete=True,
)
"""What the add-in really says, of every kind."""
LAST = [Told(REPORT, id_, title) for id_, title in (("p1", "anna@example.com"), ("p2", "firm"))]
RUNS = [LAST, *([each] for each in LAST)]


def chosen(values=(), *, locked=()):
    return effective(Chosen(dict(values)), Policy(locked=dict(locked)))


def all_windows(text):
    """One window a kind, the two faces of the pairing window, and what may differ in it."""
    return [
        login.window(text, ASKED),
        login.window(text, replace(ASKED, ask_key=True)),
        login.window(text, replace(ASKED, calendar="anna@example.com")),
        pairing_window.window(text, KNOWN, CALENDARS, KINDS, paired=True, has_secrets=True),
        pairing_window.window(
            text, IN_FOLDER, CALENDARS, TWO_KINDS, paired=False, has_secrets=False
        ),
        pairing_window.window(text, KNOWN, CALENDARS, KINDS, paired=False, has_secrets=False),
        pairing_window.window(
            text, KNOWN, CALENDARS, TWO_KINDS, paired=True, has_secrets=True, pairings=PAIRINGS
        ),
        pairing_window.window(
            text,
            KNOWN,
            CALENDARS,
            TWO_KINDS,
            paired=False,
            has_secrets=False,
            name=pairing_window.ANOTHER_NAME,
        ),
        details_window.window(text, chosen(), TYPES),
        details_window.window(text, chosen(), ()),
        unpair_window.window(text, calendar="Calendar", user="anna"),
        unpair_window.forced_window(
            text,
            calendar="Calendar",
            user="anna",
            trouble=text("The CRM is busy and asks us to wait."),
        ),
        details_window.window(
            text, chosen({"error_report_address": "https://faults.example.com"}), TYPES
        ),
        report_window.window(text, None),
        report_window.window(
            text, View([[Told(REPORT)]], HELSINKI, faults=report_window.error_reports(text, 2, 1))
        ),
        report_window.window(text, View(RUNS, HELSINKI)),
        report_window.window(text, View([[Told(EVERY_KIND)]], HELSINKI)),
        preview_window.window(text, REPORT),
        preview_window.window(text, REPORT, "anna@example.com"),
        progress_window.window(text, PACE),
        progress_window.window(text, PACE, "anna@example.com"),
        help_window.window(text),
        details_window.window(text, chosen({"contacts_to_outlook": True}), TYPES, FOLDERS),
        details_window.window(
            text,
            chosen({"mail.received": "folders", "mail.never": "bank.example.com"}),
            TYPES,
            mail_folders=MAIL_FOLDERS,
        ),
        file_mail_window.window(
            text,
            subjects=["Offer", "Re: Offer"],
            left=["Salary: " + text("It is marked private or confidential.")],
            chosen=Relations("1001", "1005"),
            names={
                FieldName.ACCOUNTS: {"1001": "Nordic Timber Oy"},
                FieldName.CONTACTS: {"1005": "Aino Virtanen"},
            },
        ),
        mail_history_window.window(text),
        add_contact_window.window(text, name="Aino Salo", namesakes=NAMESAKES),
        error_report_window.window(
            text, report='{\n "kind": "0123"\n}', address="https://faults.example.com"
        ),
        message_window.window(
            text,
            happened=text("The CRM does not know the API key. Check it in Preferences."),
            advice=message_window.advice(text, errors.WrongKey("x")),
            log="shim.log",
        ),
        about.window(
            text,
            version="0.1.0",
            facts={"outlook_version": "16.0", "bits": 64},
            log="shim.log",
            update=Update("0.2.0", "https://intranet.example.com/outlook-crm/", "0" * 64),
        ),
    ]
