"""The command ``outlook-crm``: what it can be told, and its exit codes.

0 all is well or was done; 1 doctor found a fault, or nothing could be done; 2 the command
line was wrong; 3 Outlook must be closed or restarted first; 4 Outlook must run.  Output goes
to stdout, problems to stderr.
"""

import argparse
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from outlook_crm import __version__
from outlook_crm.errors import Busy, Error
from outlook_crm.settings.policy import system_policy
from outlook_crm.state.errands import Deed
from outlook_crm.state.health import examine
from outlook_crm.state.pairings import titles
from outlook_crm.sync.report import in_a_line, readable, to_json
from outlook_crm.ui.report_words import step

from . import diagnostics, userdata, work
from .chosen import chosen, known, option
from .console import Console
from .doctor import findings
from .errand import OutlookNeeded, carried_out
from .finding import Level, worst
from .places import places, profile_places
from .registry import registry
from .state_file import opened

DONE, FAULT, OUTLOOK_RUNS, OUTLOOK_NEEDED = 0, 1, 3, 4
_PATIENCE = 300.0  # seconds: a large calendar's run takes minutes


def main(arguments: Sequence[str] | None = None, console: Console | None = None) -> int:
    """Run one command; answers the exit code."""
    asked = parser().parse_args(arguments)
    if console is None:
        console = Console(
            places(),
            system_policy(),
            registry(),
            userdata.utc_now,
            _lenient(sys.stdout),
            sys.stderr,
        )
    try:
        code: int = asked.run(console, asked)
    except Busy as error:
        console.problems.write(f"{console.catalog.tell(error)}\n")
        return OUTLOOK_RUNS
    except OutlookNeeded:
        needed = console.catalog.text("This needs a running Outlook: start it, then try again.")
        console.problems.write(f"{needed}\n")
        return OUTLOOK_NEEDED
    except (Error, OSError) as error:
        console.problems.write(f"{_told(console, error)}\n")
        return FAULT
    return code


def _lenient(stream: TextIO) -> TextIO:
    """The same stream; what its code page lacks is written as an escape, not refused."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream


def parser() -> argparse.ArgumentParser:
    """The command line; its help is English, as every tool's is."""
    root = argparse.ArgumentParser(
        prog="outlook-crm",
        description="Looks after the CRM add-in of classic Outlook, for the user who runs it.",
        epilog="Exit codes: 0 well or done, 1 fault, 2 wrong command line,"
        " 3 close or restart Outlook first, 4 start Outlook first.",
    )
    root.add_argument("--version", action="version", version=__version__)
    commands = root.add_subparsers(required=True, metavar="COMMAND")

    doctor = commands.add_parser("doctor", help="look everything over; a line each, and what to do")
    doctor.add_argument("--json", action="store_true", help="for a program")
    doctor.add_argument("--offline", action="store_true", help="do not ask the CRM's server")
    doctor.add_argument("--all-users", action="store_true", help="every profile's last word")
    doctor.set_defaults(run=_doctor)

    status = commands.add_parser("status", help="what the add-in last told of itself")
    status.add_argument("--json", action="store_true", help="for a program")
    option(status)
    status.set_defaults(run=_status)

    sync = commands.add_parser("sync", help="have the add-in synchronise; needs a running Outlook")
    sync.add_argument("--preview", action="store_true", help="only tell what would be done")
    sync.add_argument("--json", action="store_true", help="for a program")
    sync.add_argument(
        "--wait", type=float, default=_PATIENCE, metavar="SECONDS", help="for the answer (300)"
    )
    sync.set_defaults(run=_sync)

    report = commands.add_parser("report", help="the last synchronisations, a line each")
    report.add_argument("--last", type=int, default=10, metavar="N", help="how many (10)")
    option(report)
    report.set_defaults(run=_report)

    state = commands.add_parser("state", help="look at the state file, or begin a new one")
    state.add_argument("what", choices=("check", "rebuild"))
    option(state)
    state.set_defaults(run=lambda c, a: _state_check(c, a) if a.what == "check" else _rebuild(c))

    unpair = commands.add_parser("unpair", help="forget pairing and links, without Outlook and CRM")
    unpair.add_argument("--force", action="store_true", required=True, help="yes, forget them")
    option(unpair)
    unpair.set_defaults(run=_unpair)

    bundle = commands.add_parser("diagnostics", help="a zip for a support case, masked")
    bundle.add_argument(
        "--out", type=Path, metavar="FILE", help="without it only the list is shown"
    )
    bundle.set_defaults(run=_diagnostics)

    purge = commands.add_parser("purge", help="remove all files of this user")
    purge.add_argument("--force", action="store_true", required=True, help="yes, remove them")
    purge.set_defaults(run=_purge)
    return root


def _doctor(console: Console, asked: argparse.Namespace) -> int:
    if asked.all_users:
        return _all_users(console)
    found = list(findings(console, online=not asked.offline))
    if asked.json:
        console.say_json([one.record() for one in found])
    else:
        for one in found:
            console.say(f"{one.level.value:8} {one.about:13} {one.told}")
            if one.todo:
                console.say(f"{'':22} -> {one.todo}")
    return FAULT if worst(found) is Level.FAULT else DONE


def _all_users(console: Console) -> int:
    """Every profile's status.json, as one JSON object: no personal data is in them."""
    profiles = console.registry.profiles() if console.registry else ()
    found: dict[str, Any] = {}
    for profile in profiles:
        told = userdata.read_status(profile_places(profile))
        if told is not None:
            found[profile.name] = told
    console.say_json(found)
    return DONE


def _status(console: Console, asked: argparse.Namespace) -> int:
    told = userdata.read_status(console.at)
    if told is None and asked.json:
        console.say_json({})
        return FAULT
    if told is None:
        console.say(console.catalog.text("The add-in has not run for this user yet."))
        return FAULT
    if asked.pairing is not None:
        ids = {each.id for each in chosen(known(console.at), asked.pairing)}
        told["pairings"] = [each for each in told.get("pairings", []) if each["id"] in ids]
    if asked.json:
        console.say_json(told)
        return DONE
    pairings = told.pop("pairings", [])
    for name, value in told.items():
        console.say(f"{name:14} {_plain(value)}")
    for each in pairings:
        parts = (f"{name} {_plain(value)}" for name, value in each.items())
        console.say(f"{'pairing':14} {', '.join(parts)}")
    return DONE


def _plain(value: object) -> object:
    shown = json.dumps(value) if isinstance(value, dict) else value
    return "-" if shown in (None, "") else shown


def _sync(console: Console, asked: argparse.Namespace) -> int:
    deed = Deed.PREVIEW if asked.preview else Deed.SYNC
    answer = carried_out(console.at, deed, console.now(), asked.wait)
    if answer.report is None:
        console.problems.write(f"{answer.told}\n")
        return FAULT
    if asked.json:
        console.say_json(json.loads(to_json(answer.report)))
    else:
        console.say(in_a_line(answer.report))
        for entry in (*answer.report.entries, *answer.report.held):
            reason = console.catalog.text(entry.reason) if entry.reason else ""
            line = f"{step(console.catalog.text, entry):20} {entry.subject}  {reason}"
            console.say(line.rstrip())
    return DONE


def _report(console: Console, asked: argparse.Namespace) -> int:
    if not examine(console.at.state).counts.get("runs"):
        console.say(console.catalog.text("Nothing has been synchronised yet."))
        return DONE
    state = opened(console.at.state)
    try:
        every = state.pairings.all()
        names = titles(every) if len(every) > 1 else {}
        for pairing in chosen(every, asked.pairing):
            for report in readable(text for _, text in state.runs(pairing.id, asked.last)):
                stamp = report.ended.isoformat(timespec="seconds")
                parts = (stamp, names.get(pairing.id), in_a_line(report))
                console.say("  ".join(filter(None, parts)))
    finally:
        state.close()
    return DONE


def _state_check(console: Console, asked: argparse.Namespace) -> int:
    text, every = console.catalog.text, known(console.at)
    wanted = chosen(every, asked.pairing)
    found = list(userdata.state(text, console.at))
    for one in found:
        console.say(f"{one.told} {one.todo}".rstrip())
    names = titles(every)
    links = examine(console.at.state).links
    for each in wanted:
        told = text(
            "{calendar} ({id}): {links} linked appointments.",
            calendar=names[each.id],
            id=each.id,
            links=links.get(each.id, 0),
        )
        console.say(told)
    return FAULT if worst(found) is Level.FAULT else DONE


def _rebuild(console: Console) -> int:
    place = work.rebuild(console.at, console.now())
    if place is None:
        console.say(console.catalog.text("There is no state file."))
    else:
        text = console.catalog.text
        told = text(
            "The old state is kept at {file}. Pair the calendar again in Outlook.", file=place
        )
        console.say(told)
    return DONE


def _unpair(console: Console, asked: argparse.Namespace) -> int:
    pairings = work.unpair(console.at, console.now(), asked.pairing)
    console.say(console.catalog.text("Pairings forgotten: {count}", count=len(pairings)))
    return DONE


def _diagnostics(console: Console, asked: argparse.Namespace) -> int:
    found = list(findings(console, online=False))
    files = list(diagnostics.contents(console.at, found))
    for name, text in files:
        console.say(f"{len(text):10}  {name}")
    if asked.out is None:
        console.say(console.catalog.text("Nothing was written: name a file with --out."))
    else:
        diagnostics.write(asked.out, files)
        console.say(str(asked.out))
    return DONE


def _purge(console: Console, _asked: argparse.Namespace) -> int:
    for folder in work.purge(console.at, console.now()):
        console.say(str(folder))
    return DONE


def _told(console: Console, error: Error | OSError) -> str:
    if isinstance(error, Error):
        return console.catalog.tell(error)
    return f"{error.filename}: {error.strerror}"
