"""The world in which lives of one kind are killed, and what each kind must come to."""

import shutil
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import requests
from tests.crash.channel import Process, Remote
from tests.crash.pc_process import PAIRING
from tests.crash.world import Ending, _copy
from tests.crm_server.process import CrmServer
from tests.unit.mail.mails import AINO, ANNA, received

from outlook_crm.domain.email import Attached, Correspondent
from outlook_crm.domain.kind import Kind
from outlook_crm.state.sqlite import SqliteState

_MOMENT = "the moment"
_LONG_AGO = timedelta(minutes=10)
_LATER = 60.0


class KindWorld:
    """Outlook, the CRM and the PC; made, it stands at the moment before the last life.

    A scene says what users do ``at rest`` and then, and what is wrong in the end.
    """

    kind: Kind | None = None
    about: Any = None

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self._state = folder / "pc" / "state.sqlite3"
        self.places: list[str] = []
        self.counts: dict[str, int] = {}

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            self._come_to_the_moment()
            self._live_undisturbed()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    # ---- a scene's

    def rest(self) -> None:
        """What there is before anything happens."""

    def act(self) -> None:
        """What the users do before the life that is killed."""
        raise NotImplementedError

    def faults(self, state: SqliteState) -> list[str]:
        """What is not as the users mean it."""
        raise NotImplementedError

    # ---- lives

    def kill_at(self, place: int) -> Ending:
        """Start over, die at the place, live again, and look at what came of it."""
        self._put_back()
        killed = False
        try:
            killed = self.live(place)["killed"]
            self.live(-1, _LATER)
        except RuntimeError as broken:  # told beside what it left
            return Ending(killed, (str(broken), *self.all_faults()))
        return Ending(killed, tuple(self.all_faults()))

    def live(self, place: int, ahead: float = 0.0) -> dict[str, Any]:
        """One life."""
        name = type(self).__name__.lower()
        return self._pc.live(str(self._state), place, ahead, name, self.about)

    def all_faults(self) -> list[str]:
        """Those of the scene, and writes of which nobody knows the end."""
        state = SqliteState(self._state)
        try:
            places = [kind.of(PAIRING) for kind in Kind]
            left = [str(each.step) for place in places for each in state.intents(place)]
            left += [str(each.deed) for each in state.mails.intents(PAIRING)]
            left += [str(each.left) for each in state.mails.unfinished(PAIRING)]
            return [*self.faults(state), *(f"never settled: {each}" for each in left)]
        finally:
            state.close()

    def _come_to_the_moment(self) -> None:
        self._start()
        self.rest()
        self.live(-1)
        self.outlook.at(datetime.now(UTC) - 2 * _LONG_AGO)
        self.act()
        self._keep()

    def _live_undisturbed(self) -> None:
        life = self.live(-1)
        self.places, self.counts = life["places"], life["counts"]
        if faults := self.all_faults():
            message = "\n".join(["undisturbed, and yet:", *faults])
            raise RuntimeError(message)

    def _start(self) -> None:
        self.crm = self._stack.enter_context(CrmServer(self._folder / "crm.sqlite3"))
        outlook = Process("tests.crash.kinds_outlook", self._folder / "outlook.socket")
        self.outlook = self._connected(outlook)
        self.outlook.at(datetime.now(UTC) - 3 * _LONG_AGO)
        pc = Process(
            "tests.crash.kinds_pc", self._folder / "pc.socket", self.crm.address, outlook.address
        )
        self._pc = self._connected(pc)
        self.anna = self.crm.person("anna")
        self._state.parent.mkdir()

    def _connected(self, process: Process) -> Remote:
        remote = self._stack.enter_context(process).connect()
        self._stack.callback(remote.close)
        return remote

    def _keep(self) -> None:
        self.outlook.keep(_MOMENT)
        _copy(self.crm.database, self._folder / "crm.image")
        shutil.copytree(self._state.parent, self._folder / "pc.image")

    def _put_back(self) -> None:
        self.outlook.put_back(_MOMENT)
        _copy(self._folder / "crm.image", self.crm.database)
        shutil.rmtree(self._state.parent)
        shutil.copytree(self._folder / "pc.image", self._state.parent)


class Tasks(KindWorld):
    """Made, changed, ticked off and deleted on both sides."""

    def rest(self) -> None:
        self._mine = [self._in_outlook(f"Mine {n}") for n in range(4)]
        self._theirs = [self._in_crm(f"Theirs {n}") for n in range(3)]

    def act(self) -> None:
        for number in (10, 11):
            self._in_outlook(f"Mine {number}")
            self._in_crm(f"Theirs {number}")
        self.outlook.edit(self._mine[0], Subject="Mine 0, changed")
        self.outlook.edit(self._mine[1], Complete=True)
        self.outlook.delete(self._mine[2])
        self.anna.change("activities", self._theirs[0], subject="Theirs 0, changed")
        self.anna.delete("activities", self._theirs[1])

    def faults(self, state: SqliteState) -> list[str]:
        wanted = sorted(
            [
                ("Mine 0, changed", False),
                ("Mine 1", True),
                ("Mine 3", False),
                ("Theirs 0, changed", False),
                ("Theirs 2", False),
                *((f"{whose} {n}", False) for whose in ("Mine", "Theirs") for n in (10, 11)),
            ]
        )
        shown = {
            "Outlook": [(each["Subject"], each["Complete"]) for each in self.outlook.tasks()],
            "the CRM": [
                (each["subject"], each["status"] == "Held")
                for each in self.crm.activities()
                if each["subject"].startswith(("Mine", "Theirs"))
            ],
            "the links": [wanted[0]] * len(state.links(Kind.TASKS.of(PAIRING))),
        }
        shown["the links"] = wanted if len(shown["the links"]) == len(wanted) else ["too few"]
        return [f"{where}: {all_}" for where, all_ in shown.items() if sorted(all_) != wanted]

    def _in_outlook(self, subject: str) -> str:
        due = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
        return str(self.outlook.make_task(Subject=subject, DueDate=due))

    def _in_crm(self, subject: str) -> str:
        start = (datetime.now(UTC) + timedelta(days=2)).strftime("%Y-%m-%dT09:00:00Z")
        times = {"start_date": start, "end_date": start}
        return self.anna.create("activities", subject=subject, activity_type="Task", **times)


class Contacts(KindWorld):
    """Two come in, one is there already, one is changed in the CRM, one is added to it."""

    def rest(self) -> None:
        account = self.crm.snapshot("accounts")[0]["id"]
        self._people = [
            self.anna.create(
                "contacts",
                first_name="Aino",
                last_name=f"Person {n}",
                email=f"p{n}@crash.example",
                account_id=account,
            )
            for n in range(4)
        ]
        self.about = self._people[:1], ""

    def act(self) -> None:
        self.outlook.make_contact(LastName="Known", Email1Address="p1@crash.example")
        mine = self.outlook.make_contact(
            FirstName="Olli", LastName="Oja", Email1Address="olli@crash.example"
        )
        self.anna.change("contacts", self._people[0], title="Head of saws")
        self.about = self._people, mine

    def faults(self, state: SqliteState) -> list[str]:
        book = sorted(
            (each["LastName"], each["JobTitle"] or "", len(each["stamps"]))
            for each in self.outlook.contacts()
        )
        people = sorted(
            each["last_name"]
            for each in self.crm.snapshot("contacts")
            if str(each["email"]).endswith("@crash.example")
        )
        wanted = [
            ("Known", "", 1),
            ("Oja", "", 1),
            ("Person 0", "Head of saws", 1),
            ("Person 2", "", 1),
            ("Person 3", "", 1),
        ]
        found = [] if book == wanted else [f"the address book: {book}"]
        if people != ["Oja", *(f"Person {n}" for n in range(4))]:
            found.append(f"the CRM: {people}")
        links = {link.crm_id for link in state.links(Kind.CONTACTS.of(PAIRING))}
        return found if len(links) == len(wanted) else [*found, f"links: {links}"]


class Mails(KindWorld):
    """Some are filed with their attachments, one by hand, one taken out, one brought."""

    about = (None, None)

    def rest(self) -> None:
        self._known = Correspondent(AINO.name, self.crm.snapshot("contacts")[0]["email"])
        self.live(-1)  # what was there before the first sweep is left alone
        self._arrives("Unwanted", self._known)

    def act(self) -> None:
        files = (Attached(1, "offer.pdf", 500), Attached(2, "plan.pdf", 500))
        self._arrives("Offer", self._known, attachments=files)
        self._arrives("Reply", self._known, message_id="")
        stranger = Correspondent("Mary", "mary@nowhere.example")
        by_hand = self._arrives("Stranger", stranger, attachments=files)
        unwanted = next(each for each in self.outlook.mails() if each.email.subject == "Unwanted")
        record = self.anna.create(
            "emails",
            subject="From the CRM",
            from_address="aino@timber.example",
            to_addresses=ANNA.address,
            sent_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            message_id="<crm@b>",
        )
        for name in ("one.pdf", "two.pdf"):
            self._attach(record, name)
        self.about = by_hand, unwanted.spot

    def faults(self, state: SqliteState) -> list[str]:
        found = []
        records = {each["subject"]: each for each in self.crm.snapshot("emails")}
        subjects = sorted(each["subject"] for each in self.crm.snapshot("emails"))
        mine = [each for each in subjects if each in _SUBJECTS]
        if mine != ["From the CRM", "Offer", "Reply", "Stranger"]:
            found.append(f"the CRM: {mine}")
        for subject in set(records) & {"Offer", "Stranger"}:
            names = self._files(records[subject]["id"])
            if names != ["mail.eml", "offer.pdf", "plan.pdf"]:
                found.append(f"{subject}: {names}")
        mails = {each.email.subject: each for each in self.outlook.mails()}
        marked = sorted(subject for subject, each in mails.items() if each.stamp)
        if marked != ["From the CRM", "Offer", "Reply", "Stranger"] or len(mails) != len(
            self.outlook.mails()
        ):
            found.append(f"marked in Outlook: {marked} of {len(self.outlook.mails())}")
        if brought := mails.get("From the CRM"):
            names = [each.name for each in brought.email.attachments]
            if names != ["one.pdf", "two.pdf"]:
                found.append(f"brought: {names}")
        return found

    def _arrives(self, subject: str, sender: Correspondent, **more: Any) -> Any:
        self.outlook.at(datetime.now(UTC))
        about = {"message_id": f"<{subject}@b>", "at": datetime.now(UTC) - _LONG_AGO} | more
        return self.outlook.mail("arrives", received(sender, subject=subject, **about))

    def _attach(self, record: str, name: str) -> None:
        headers = {"Authorization": f"Bearer {self.anna.token()}"}
        url = f"{self.crm.base}/emails/{record}/files"
        answer = requests.post(url, files={"file": (name, b"%PDF")}, headers=headers, timeout=30)
        answer.raise_for_status()

    def _files(self, record: str) -> list[str]:
        found = self.anna.call("GET", f"emails/{record}/files").json()["data"]
        return sorted(each["attributes"]["file_name"] for each in found)


_SUBJECTS = ("Offer", "Reply", "Stranger", "Unwanted", "From the CRM")
