# ruff: noqa: N802  # the names of the C# interface
"""The shim's gateway in memory: speaks docs/seam.md's JSON over a handful of folders.

``Mailbox`` operations are what a user or a mail server does; faults are switched
on by plain attributes.  The clock is a value that a test moves.
"""

import copy
import hashlib
import json
import re
import time
import uuid
from datetime import UTC, date, datetime, timedelta

from tests.simulation.fake_series import FakeSeries

from outlook_crm.domain.fields import CONTACT as FIELDS_OF_CONTACT
from outlook_crm.domain.recurrence import days

ACCOUNT = "anna@example.com"
STORE = "STORE"
CALENDAR = "CALENDAR"
PROJECTS = "PROJECTS"
BIN = "BIN"
READ_ONLY = "TEAM"
CONTACTS = "CONTACTS"
PEOPLE = "PEOPLE"
CONTACT = "contact"
TASKS = "TASKS"
TASK = "task"
ADDRESSES = ("Email1Address", "Email2Address", "Email3Address")
ABSENT = {"state": "absent"}
FOREIGN = {"state": "foreign"}
CLOSED = {"error": {"kind": "missing", "hresult": "0x8004010F", "text": "closed"}}
CELLS = (
    "Subject",
    "Body",
    "Location",
    "Start",
    "End",
    "AllDayEvent",
    "StartTimeZone",
    "BusyStatus",
    "Importance",
    "ReminderSet",
    "ReminderMinutesBeforeStart",
    "Categories",
    "Sensitivity",
    "Recipients",
    "ResponseStatus",
    "@type",
    "@status",
    "@accounts",
    "@contacts",
    "@projects",
)
CHOICES = tuple(name for name in CELLS if name[0] == "@")


def value(content):
    kind = "flag" if isinstance(content, bool) else "number" if isinstance(content, int) else "text"
    return {"state": "value", kind: content}


def content(cell):
    return next((cell[kind] for kind in ("text", "number", "flag") if kind in cell), None)


def blank():
    cells = dict.fromkeys(CELLS, ABSENT)
    return cells | {
        "Subject": value(""),
        "Body": value(""),
        "Location": value(""),
        "Start": value("2026-03-02T08:00:00Z"),
        "End": value("2026-03-02T08:30:00Z"),
        "AllDayEvent": value(content=False),
        "StartTimeZone": value("W. Europe Standard Time"),
        "BusyStatus": value(2),
        "Importance": value(1),
        "ReminderSet": value(content=True),
        "ReminderMinutesBeforeStart": value(15),
        "Categories": value(""),
        "Sensitivity": value(0),
        "Recipients": value("[]"),
        "ResponseStatus": value(0),
    }


def blank_contact():
    return {field.outlook: value("") for field in FIELDS_OF_CONTACT} | dict.fromkeys(
        ADDRESSES, value("")
    )


def blank_task():
    return dict.fromkeys(CHOICES, ABSENT) | {
        "Subject": value(""),
        "Body": value(""),
        "DueDate": ABSENT,
        "Complete": value(content=False),
        "Importance": value(1),
        "Categories": value(""),
        "Sensitivity": value(0),
    }


class FakeGateway:
    """See the module; ``calls`` lists the methods called, with their questions."""

    page_size = 200
    read_size = 70

    def __init__(self):
        self.time = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
        self.open = {}  # what Inspect answers, by session: facts of docs/seam.md
        self.offline = False
        self.seconds_a_write = 0
        self.shown = []
        self.items = {}
        self.told_destroyed = set()
        self.unreadable = {}  # id -> HRESULT
        self.unreadable_cells = {}  # id -> names
        self.open_unsaved = set()
        self.refuse = ""  # an HRESULT every write is refused with
        self.lose_answer = False  # the next write happens, and its answer is lost
        self.lose_rows = 0  # rows missing from the next scan
        self.folder_gone = False
        self.cancelled = False
        self.calls = []
        self._pages = {}

    # What a user or a server does.

    def make(self, folder=CALENDAR, *, gid="", stamps=None, **cells):
        """An item as a user makes it; ``cells`` are plain values. Returns its id."""
        id_ = uuid.uuid4().hex.upper()
        self.items[id_] = {
            "id": id_,
            "store": STORE,
            "folder": folder,
            "gid": gid or ("040000008200E00074C5B7101A82E008" + uuid.uuid4().hex.upper()),
            "class": "IPM.Appointment",
            "modified": self.time,
            "created": self.time,
            "recurring": False,
            "meeting": 0,
            "stamps": dict(stamps or {}),
            "series": None,
            "cells": blank() | {name: value(each) for name, each in cells.items()},
        }
        return id_

    def make_contact(self, folder=CONTACTS, **cells):
        """A contact as a user makes it. Returns its id."""
        id_ = self.make(folder)
        shown = blank_contact() | {name: value(each) for name, each in cells.items()}
        self.items[id_] |= {"class": "IPM.Contact", "gid": "", "cells": shown}
        return id_

    def make_task(self, folder=TASKS, **cells):
        """A task as a user makes it. Returns its id."""
        id_ = self.make(folder)
        shown = blank_task() | {name: value(each) for name, each in cells.items()}
        self.items[id_] |= {"class": "IPM.Task", "cells": shown}
        return id_

    def make_group(self, name, folder=CONTACTS):
        """A group of contacts: an item of another class in the same folder."""
        id_ = self.make_contact(folder, LastName=name)
        self.items[id_]["class"] = "IPM.DistList"
        return id_

    def edit(self, id_, **cells):
        """Change properties, as a user does."""
        self.items[id_]["cells"] |= {name: value(each) for name, each in cells.items()}
        self.items[id_]["modified"] = self.time

    def alter(self, id_, **record):
        """Change what is not a cell: class, recurring, meeting, gid."""
        self.items[id_] |= record
        self.items[id_]["modified"] = self.time

    def make_series(self, id_, **rule):
        """Give an item a rule, in the seam's words, or another one than it has."""
        item = self.items[id_]
        series = item["series"] or FakeSeries()
        series.change(**rule)
        first = next(days(series.pattern(item["cells"]), date.min, date.max)).isoformat()
        item["cells"] |= series.times(item["cells"], first)
        self.alter(id_, series=series, recurring=True)

    def make_single(self, id_):
        """Take the rule from it."""
        self.alter(id_, series=None, recurring=False)

    def edit_occurrence(self, id_, day, **cells):
        """Change one occurrence, as a user does."""
        series = self.items[id_]["series"]
        changed = {name: value(each) for name, each in cells.items()}
        series.exceptions[day] = (series.exceptions.get(day) or {}) | changed
        self.items[id_]["modified"] = self.time

    def delete_occurrence(self, id_, day):
        """Take one occurrence out of its series."""
        self.items[id_]["series"].exceptions[day] = None
        self.items[id_]["modified"] = self.time

    def delete(self, id_, *, new_id=True):
        """Move to Deleted Items; Exchange gives a new id, a data file does not."""
        return self.move(id_, BIN, new_id=new_id)

    def move(self, id_, folder, *, new_id=True):
        """Move; returns the id it has then."""
        item = self.items.pop(id_)
        item["id"] = uuid.uuid4().hex.upper() if new_id else id_
        item["folder"] = folder
        self.items[item["id"]] = item
        return item["id"]

    def remake(self, id_):
        """Accept an invitation: the same meeting as a new item."""
        return self.move(id_, self.items[id_]["folder"])

    def copy(self, id_):
        """Copy within the folder, named properties and all."""
        item = copy.deepcopy(self.items[id_])
        item["id"] = uuid.uuid4().hex.upper()
        item["created"] = item["modified"] = self.time
        self.items[item["id"]] = item
        return item["id"]

    def destroy(self, id_, *, told=True):
        """Delete for good; ``told``: Outlook was running and saw it."""
        del self.items[id_]
        if told:
            self.told_destroyed.add(id_)

    def empty_bin(self):
        """Empty Deleted Items."""
        self.items = {id_: item for id_, item in self.items.items() if item["folder"] != BIN}

    def now(self):
        return self.time

    def wait(self, **span):
        self.time += timedelta(**span)

    # The seam.

    def MailFolders(self):
        return json.dumps({"folders": []})  # mails are the memory mailbox's

    def Calendars(self):
        folders = [
            (CALENDAR, "Calendar", True, True),
            (PROJECTS, "Projects", True, False),
            (READ_ONLY, "Team (read only)", False, False),
        ]
        return json.dumps(
            {
                "accounts": [{"name": "Anna", "address": ACCOUNT, "store": STORE}],
                "calendars": [
                    {
                        "store": STORE,
                        "folder": folder,
                        "path": f"\\\\{ACCOUNT}\\{name}",
                        "name": name,
                        "account": ACCOUNT,
                        "kind": "own",
                        "writable": writable,
                        "default": default,
                    }
                    for folder, name, writable, default in folders
                ],
                "tasks": [
                    {
                        "store": STORE,
                        "folder": TASKS,
                        "path": f"\\\\{ACCOUNT}\\Tasks",
                        "name": "Tasks",
                        "account": ACCOUNT,
                        "kind": "own",
                        "writable": True,
                        "default": True,
                    }
                ],
                "contacts": [
                    {
                        "store": STORE,
                        "folder": folder,
                        "path": f"\\\\{ACCOUNT}\\{name}",
                        "name": name,
                        "account": ACCOUNT,
                        "kind": "own",
                        "writable": True,
                        "default": folder == CONTACTS,
                    }
                    for folder, name in ((CONTACTS, "Contacts"), (PEOPLE, "People"))
                ],
            }
        )

    def Watch(self, json):
        return self._answer("Watch", json, lambda question: {})

    def Scan(self, json):
        return self._answer("Scan", json, self._scan)

    def Read(self, json):
        return self._answer("Read", json, self._read)

    def Locate(self, json):
        return self._answer("Locate", json, self._locate)

    def Inspect(self, json):
        return self._answer(
            "Inspect", json, lambda asked: self.open.get(asked["session"]) or CLOSED
        )

    def Show(self, json):
        return self._answer("Show", json, self._show)

    def Offline(self):
        return json.dumps({"offline": self.offline})

    def _show(self, asked):
        if asked["id"] not in self.items:
            return CLOSED
        self.shown.append(asked["id"])
        return {}

    def choices(self, id_, name):
        """What was chosen on the item, for whichever CRM."""
        cells = self.items[id_]["cells"].items()
        return sorted(content(c) for n, c in cells if n.startswith(name) and c != ABSENT)

    def open_window(self, session, **facts):
        """The user opens an appointment that is not saved yet."""
        self.open[session] = {
            "session": session,
            "class": 26,
            "store": STORE,
            "folder": CALENDAR,
            "id": "",
            "gid": "",
            "recurrence": 0,
            "subject": "",
            "stamp": "",
            "attendees": [],
            "cells": dict.fromkeys(CHOICES, ABSENT),
        } | facts

    def Write(self, json):
        time.sleep(self.seconds_a_write)
        return self._answer("Write", json, self._write)

    def Cancel(self):
        self.cancelled = True

    def _answer(self, name, text, work):
        question = json.loads(text)
        self.calls.append((name, question))
        if self.cancelled:
            return json.dumps({"error": {"kind": "cancelled", "hresult": "", "text": ""}})
        if self.folder_gone:
            error = {"kind": "missing", "hresult": "0x8004010F", "text": "not found"}
            return json.dumps({"error": error})
        answer = json.dumps(work(question))
        assert len(answer) < 1_000_000
        return answer

    def _scan(self, question):
        if question["next"]:
            rows, total = self._pages.pop(question["next"])
        else:
            folder = question["folder"] or BIN
            items = [item for item in self.items.values() if item["folder"] == folder]
            if prefix := {CONTACT: "IPM.Contact", TASK: "IPM.Task"}.get(question.get("kind")):
                items = [item for item in items if item["class"].startswith(prefix)]
            rows = [self._row(item, question["pairing"]) for item in items]
            total = len(rows)
            rows = rows[self.lose_rows :]
            self.lose_rows = 0
        page, rest = rows[: self.page_size], rows[self.page_size :]
        token = uuid.uuid4().hex if rest else ""
        if rest:
            self._pages[token] = (rest, total)
        return {"rows": page, "next": token, "total": total}

    def _row(self, item, pairing):
        start = end = ""
        part = {}
        if "Start" in item["cells"]:
            start, end = (self._instant(item, name) for name in ("Start", "End"))
        elif ADDRESSES[0] in item["cells"]:
            mails = (content(item["cells"][name]) for name in ADDRESSES)
            part = {"addresses": [each for each in mails if each]}
        return part | {
            "id": item["id"],
            "gid": item["gid"],
            "class": item["class"],
            "modified": _text(item["modified"]),
            "created": _text(item["created"]),
            "start": start,
            "end": end,
            "recurring": item["recurring"],
            "stamp": self._stamp(item, pairing),
        }

    def _instant(self, item, name):
        text = content(item["cells"][name])
        # An all-day item's row shows local midnight in UTC, here an hour ahead of it.
        return (
            _text(datetime.fromisoformat(text).replace(tzinfo=UTC) - timedelta(hours=1))
            if ("T" not in text)
            else text
        )

    def _read(self, question):
        assert len(question["ids"]) <= 100
        asked, later = question["ids"][: self.read_size], question["ids"][self.read_size :]
        unreadable = {**self.unreadable, **dict.fromkeys(self.open_unsaved, "open")}
        there = [id_ for id_ in asked if id_ in self.items and id_ not in unreadable]
        return {
            "items": [self._record(self.items[id_], question) for id_ in there],
            "missing": [id_ for id_ in asked if id_ not in self.items],
            "unreadable": [
                {"id": id_, "hresult": unreadable[id_]}
                for id_ in asked
                if id_ in self.items and id_ in unreadable
            ],
            "later": later,
        }

    def _record(self, item, question, only=None):
        series, crm = item["series"], question.get("crm", "")
        part = {"series": series.record(item["cells"], only)} if series else {}
        for each in part.get("series", {}).get("exceptions", ()):
            each["cells"] = _of_crm(each.get("cells", {}), crm)
        foreign = item["stamps"].keys() & question.get("foreign", ())
        unnamed = {n: c for n, c in item["cells"].items() if n in CHOICES and c != ABSENT}
        unsure = dict.fromkeys(unnamed, FOREIGN) if foreign else {}
        cells = _of_crm(item["cells"] | unsure, crm)
        for name in self.unreadable_cells.get(item["id"], ()):
            cells[name] = {"state": "unreadable", "text": "0x80040201"}
        return {
            "id": item["id"],
            "store": item["store"],
            "folder": item["folder"],
            "gid": item["gid"],
            "class": item["class"],
            "version": self._version(item),
            "modified": _text(item["modified"]),
            "created": _text(item["created"]),
            "recurring": item["recurring"],
            "read_only": item["folder"] == READ_ONLY,
            "meeting": item["meeting"],
            "stamp": self._stamp(item, question["pairing"]),
            "cells": cells,
        } | part

    def _version(self, item):
        rule = item["series"] and item["series"].rule
        told = [item["cells"], item["class"], item["meeting"], item["recurring"], rule]
        digest = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16].upper()
        return f"{_text(item['modified'])}/{digest}"

    def _stamp(self, item, pairing):
        crm_id, _, mailbox = item["stamps"].get(pairing, "").partition(" ")
        return crm_id if mailbox == ACCOUNT else ""

    def _locate(self, question):
        folders = {each["folder"] for each in question["folders"]}
        return {"found": [self._found(id_, folders) for id_ in question["ids"]]}

    def _found(self, id_, folders):
        item = self.items.get(id_)
        if item is None:
            where = "nowhere"
        elif item["folder"] == BIN:
            where = "deleted"
        else:
            where = "watched" if item["folder"] in folders else "elsewhere"
        return {
            "id": id_,
            "where": where,
            "store": item["store"] if item else "",
            "folder": item["folder"] if item else "",
            "permanent": item is None and id_ in self.told_destroyed,
        }

    def _write(self, step):
        if self.refuse or step["folder"] == READ_ONLY:
            return _fate("refused", hresult=self.refuse or "0x80070005")
        item = self.items.get(step["id"])
        hindrance = step["op"] != "create" and self._hindrance(item, step)
        if hindrance:
            return hindrance
        record = self._apply(step)
        if self.lose_answer:
            self.lose_answer = False
            return _fate("unknown", hresult="0x80004005")
        return _fate("done") | {"item": record}

    def _hindrance(self, item, step):
        """The answer that an existing item gives instead of being written; None for none."""
        if not self._is_there(item, step):
            return _fate("missing", hresult="0x8004010F")
        if item["id"] in self.open_unsaved:
            return _fate("busy")
        version = self._version(item)
        if day := step.get("occurrence"):
            version += "+" + item["series"].digest(item["cells"], day)
        if step["expect"] and _digest(step["expect"]) != _digest(version):
            return _fate("stale")
        if day and self._is_blocked(item, day, step["cells"]):
            return _fate("refused", hresult="0x80004005")
        return None

    def _is_there(self, item, step):
        if item is None or item["folder"] != step["folder"]:
            return False
        if not (day := step.get("occurrence")):
            return True
        return item["series"] is not None and not item["series"].lacks(item["cells"], day)

    def _is_blocked(self, item, day, cells):
        if "Start" not in cells:
            return False
        return item["series"].in_the_way(item["cells"], day, content(cells["Start"]))

    def _apply_to_occurrence(self, step):
        item = self.items[step["id"]]
        item["modified"] = self.time
        if step["op"] == "delete":
            self.delete_occurrence(step["id"], step["occurrence"])
            return None
        changed = _written(step)
        exceptions = item["series"].exceptions
        exceptions[step["occurrence"]] = (exceptions.get(step["occurrence"]) or {}) | changed
        return self._record(item, step, step["occurrence"])

    def _apply(self, step):
        if step.get("occurrence"):
            return self._apply_to_occurrence(step)
        if step["op"] == "delete":
            self.delete(step["id"])
            return None
        makers = {CONTACT: self.make_contact, TASK: self.make_task}
        make = makers.get(step.get("kind"), self.make)
        id_ = step["id"] or make(step["folder"])
        item = self.items[id_]
        item["cells"] |= _written(step)
        item["modified"] = self.time
        if step["op"] == "stamp" and not step["stamp"]:
            item["stamps"].pop(step["pairing"], None)
        if step["stamp"]:
            item["stamps"][step["pairing"]] = f"{step['stamp']} {ACCOUNT}"
        return self._record(item, step)


def _written(step):
    """The properties that a step's cells are kept in: a choice's name has the CRM's behind it."""
    suffix = f"-{step['crm']}" if step.get("crm") else ""
    return {
        name + suffix * (name in CHOICES): _rounded(name, cell)
        for name, cell in step["cells"].items()
    }


def _of_crm(cells, crm):
    """The cells that are meant for this CRM, by their plain names, and what is no choice."""
    plain = {name: cell for name, cell in cells.items() if "-" not in name}
    own = f"-{crm}"
    return plain | {n.removesuffix(own): c for n, c in cells.items() if crm and n.endswith(own)}


def _fate(fate, hresult=""):
    return {"fate": fate, "item": None, "reason": "", "hresult": hresult}


def _digest(version):
    return version.rpartition("/")[2]


def _rounded(name, cell):
    """Outlook keeps whole minutes."""
    if name in ("Start", "End") and "T" in cell["text"]:
        return value(re.sub(r":\d\dZ$", ":00Z", cell["text"]))
    return cell


def _text(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
