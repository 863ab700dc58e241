"""From Outlook's first question to ten appointments in the CRM, by the installed keys and files.

.NET Core and com/framework stand in for .NET Framework, which Wine has not, and the simulator's
object model for Outlook's; the shim, its Python and the command are the package's.
"""

import json
import shutil
import time

import pytest
from dotnet_shim.installer import product
from tests.crm_server.process import OUTLOOK_KEY, PASSWORD, CrmServer

from .conftest import BUILD
from .wine import drive_z

STUBS = BUILD / "windows-stubs"
APPOINTMENTS = 10
MOST_OF_AN_END = 1000  # milliseconds on a busy machine; the shim itself waits 300
PATIENCE = 120  # seconds for what a machine with two busy cores may take
# Nothing of the machine's Python may reach ours.
RUBBISH = {"PYTHONHOME": "C:\\nowhere", "PYTHONPATH": "C:\\nowhere"}


class Outlook:
    """The program that plays Outlook; a context manager around its life with the add-in."""

    def __init__(self, windows, bits):
        self.windows = windows
        self.program = STUBS / f"com-{bits}" / "outlook.exe"
        self.environment = {
            "WINEDLLOVERRIDES": "mscoree=n;mshtml=",
            "DOTNET_FOLDER": drive_z(BUILD / "downloads" / "dotnet-core" / bits),
            "STAND_IN_FOLDER": drive_z(STUBS / "stand-in"),
            "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1",
            "TZ": "Europe/Helsinki",
            "MAILBOX": "C:\\mailbox.data",
            **RUBBISH,
        }
        self.said = []

    def make_mailbox(self):
        """Account, store and folder of a new calendar with ten appointments."""
        output = self.windows.run(self.program, **self.environment).output
        (line,) = [each for each in output.splitlines() if each.startswith("calendar ")]
        return line.split()[1:]

    def __enter__(self):
        prog_id = product.com_classes()[0].prog_id
        self.process = self.windows.start(self.program, prog_id, **self.environment)
        for line in self.process.stdout:
            self.said.append(line.rstrip())
            if line.startswith("OnStartupComplete"):
                break
        return self

    def __exit__(self, *_):
        rest, _ = self.process.communicate(timeout=60)
        self.said.extend(rest.splitlines())

    def told(self, word):
        return [line.partition(" ")[2] for line in self.said if line.startswith(f"{word} ")]


class Case:
    """One user's Outlook and CRM after the silent installation, before Outlook's first start."""

    def __init__(self, windows, program_files, bits, crm):
        self.windows, self.crm = windows, crm
        self.command = f"C:\\{program_files}\\Outlook CRM\\outlook-crm.cmd"
        self.python = f"C:\\{program_files}\\Outlook CRM\\{product.version()}\\python\\python.exe"
        com = STUBS / f"com-{bits}"
        shutil.copy(com / "mscoree.dll", windows.system_folders[bits] / "mscoree.dll")
        self.outlook = Outlook(windows, bits)

    def pair(self):
        user = self.crm.person().ask("GET", "user").json()["data"]["id"]
        login = (self.crm.base, user, OUTLOOK_KEY, "anna", PASSWORD)
        script = drive_z(product.ROOT / "tests/packaging/windows/pair.py")
        done = self.windows.run(self.python, script, *login, *self.outlook.make_mailbox())
        assert done.code == 0, done.output

    def until_logged_in(self):
        end = time.monotonic() + PATIENCE
        while "logged in" not in self.log:
            assert time.monotonic() < end, self.log
            assert self.outlook.process.poll() is None, self.outlook.said
            time.sleep(0.2)

    def ask(self, *words):
        """What the installed command answers, as JSON."""
        script = f'@call "{self.command}" {" ".join(words)}\r\n@exit %ERRORLEVEL%\r\n'
        (self.windows.drive / "command.bat").write_text(script)
        return json.loads(self.windows.run("cmd", "/c", "C:\\command.bat", **RUBBISH).output)

    def synchronise(self):
        """What the command tells of a run that the add-in in Outlook makes."""
        return self.ask("sync", "--json", "--wait", str(PATIENCE))

    @property
    def log(self):
        return self._text("logs/outlook-crm.log")

    @property
    def shim_log(self):
        return self._text("shim.log")

    def _text(self, name):
        local = self.windows.drive / "users" / "root" / "AppData" / "Local" / "OutlookCrm"
        return (local / name).read_text("utf-8") if (local / name).exists() else ""


@pytest.fixture(scope="module")
def lived(windows, msi, program_files, bits):
    """An Outlook that started, synchronised twice with a change in the CRM between, and closed."""
    assert windows.msi("/i", drive_z(msi)) == 0
    with CrmServer() as crm:
        case = Case(windows, program_files, bits, crm)
        case.pair()
        with case.outlook:
            case.until_logged_in()
            case.first = case.synchronise()
            case.records = crm.activities()
            case.moved = case.records[0]
            crm.person().change("activities", case.moved["id"], subject="Moved to the harbour")
            case.second = case.synchronise()
            case.doctor = case.ask("doctor", "--json")
        yield case
    assert windows.msi("/x", drive_z(msi)) == 0


@pytest.mark.parametrize(
    "step",
    [
        *("mailbox", "CLSIDFromProgID", "CoCreateInstance", "IDTExtensibility2"),
        *("IRibbonExtensibility", "OnConnection", "GetCustomUI", "OnStartupComplete"),
        *("OnBeginShutdown", "OnDisconnection"),
    ],
)
def test_each_step_succeeds(lived, step):
    assert lived.outlook.told(step) == ["0x00000000"], lived.outlook.said


def test_the_add_in_runs_in_the_private_python(lived, windows, program_files):
    assert f"started: addin {product.version()}, outlook 16.0" in lived.log
    assert "Traceback" not in lived.log
    assert "Exception" not in lived.shim_log
    installed = windows.files(program_files / "Outlook CRM")
    tree = BUILD / "tree"
    assert installed in [
        {str(p.relative_to(tree / bits)) for p in (tree / bits).rglob("*") if p.is_file()}
        for bits in product.BITS
    ]


def test_ten_appointments_go_to_the_crm(lived):
    subjects = {f"Visit {number}" for number in range(1, APPOINTMENTS + 1)}
    assert {record["subject"] for record in lived.records} == subjects
    assert len(lived.records) == APPOINTMENTS
    assert lived.first["complete"]
    assert (lived.first["trouble"], lived.first["held"], lived.first["error"]) == ([], [], "")


def test_a_change_in_the_crm_comes_to_outlook(lived):
    done = [entry[:2] for entry in lived.second["entries"]]  # and marks, where the PC is slow
    assert done.count(["outlook", "update"]) == 1
    calendar = dict(each.split(" | ") for each in lived.outlook.told("appointment"))
    assert len(calendar) == APPOINTMENTS
    assert "Moved to the harbour" in calendar
    assert lived.moved["subject"] not in calendar


def test_doctor_finds_the_crm_well_from_inside(lived):
    asked = ("vault", "state", "connection", "clock", "key", "login", "rights", "schema")
    told = {one["about"]: one for one in lived.doctor}
    assert {told[about]["level"] for about in asked} == {"ok"}, lived.doctor
    (create, *_) = [one for one in lived.doctor if one["about"] == "writing"]
    assert "allowed" in create["told"]


def test_an_inventory_tool_reads_every_users_state(lived):
    (told,) = lived.ask("doctor", "--all-users").values()
    assert (told["state"], told["last_error"]) == ("in step", "")


def test_outlooks_end_is_not_held_up(lived):
    (told,) = lived.outlook.told("ended")
    assert int(told.split()[1]) < MOST_OF_AN_END
