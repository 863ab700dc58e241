"""The Python side on the payload's own Windows Python, and the command as it is installed."""

import json
import re
import sys

import pytest
from dotnet_shim.installer import product

from .conftest import BUILD
from .wine import drive_z

CRM = "tests/unit/crm"
NOT_HERE = (
    # Wine's certificate store believes too much.
    f"{CRM}/test_transport.py::TestTheWayThere::test_a_certificate_of_nobody_is_untrusted",
    # Under Wine, closing a socket does not wake the thread that reads it.
    f"{CRM}/test_line.py::test_a_call_left_afterwards_may_have_arrived",
    f"{CRM}/test_line.py::test_a_call_on_a_line_that_was_dropped_fails_soon",
    # A reader that never pauses: Windows renames nothing over an open file.
    "tests/unit/settings/test_settings_file.py::TestSaving::test_is_never_seen_half_done",
    "tests/conformance/test_people.py::TestCrmPeople",  # Django
    "tests/conformance/test_tasks.py::TestTasksOverTheShim",  # Mono
    "tests/conformance/test_choices.py::TestOverTheShim",  # again
    "tests/unit/ui/test_catalogs.py",  # of the checkout, not of the package
)
NEED_MORE = (
    *("*test_crm_*", "*test_awkward_archive.py", "*test_keyless_crm.py"),  # Django
    *("*test_strange_side.py", "*_shim.py", "*test_outlook_mails.py"),  # again; Mono, and again
    "*test_cldr.py",  # Babel
)
LIMIT = 3600  # seconds; two cores that do little else take 400, two busy ones far more
LIMIT_OF_ONE = 300  # seconds; the test that hangs is named, and the rest is not run
RUBBISH = {"PYTHONHOME": "C:\\nowhere", "PYTHONPATH": "C:\\nowhere;C:\\else"}


@pytest.fixture(scope="module")
def tree(bits):
    return BUILD / "tree" / bits / product.version()


@pytest.mark.timeout(LIMIT + 60)
def test_the_tests_that_need_no_mono_pass_on_windows_python(windows, bits, tree):
    checkout, tools = drive_z(product.ROOT), drive_z(BUILD / "windows-tests" / bits)
    ignored = [f"--ignore-glob={pattern}" for pattern in NEED_MORE]
    left_out = [f"--deselect={test}" for test in NOT_HERE]
    done = windows.run(
        *(
            tree / "python" / "python.exe",
            drive_z(product.ROOT / "tests/packaging/windows/run_tests.py"),
        ),
        *(tools, checkout, "-q", "-p", "no:cacheprovider", "--basetemp", "C:\\tests"),
        # 3.13 tells of a database that nobody closed; 3.11, which the tests are for, does not.
        *("-W", "ignore::pytest.PytestUnraisableExceptionWarning"),
        *("-W", "ignore:You are using cryptography on a 32-bit Python"),
        *(
            "--tb=short",
            f"--timeout={LIMIT_OF_ONE}",
            *ignored,
            *left_out,
            "tests/unit",
            "tests/conformance",
        ),
        limit=LIMIT,
    )
    (BUILD / f"windows-tests-{bits}.log").write_text(done.output)
    (summary,) = re.findall(r"^.*\d+ passed.*$", done.output, re.MULTILINE) or [done.output[-3000:]]
    assert not re.search("failed|error", summary), done.output[-6000:]
    assert int(re.findall(r"(\d+) passed", summary)[0]) > 1500
    sys.stdout.write(f"{bits}: {summary}\n")


def test_no_python_of_the_machine_is_looked_at(windows, tree):
    code = "import sys; print(*sys.path, sep='\\n')"
    done = windows.run(tree / "python" / "python.exe", "-c", code, **RUBBISH)
    folders = done.output.split("\n")[:-1]
    ours = f"\\{product.version()}\\python"
    others = [folder for folder in folders if ours not in folder]
    # An administrator's connectors stay beside the versions when these come and go.
    assert others == [drive_z(tree.parent / "connectors")]


@pytest.fixture(scope="module")
def installed(windows, msi):
    assert windows.msi("/i", drive_z(msi), "CRMURL=http://127.0.0.1:9", "LANGUAGE=fi") == 0
    yield
    assert windows.msi("/x", drive_z(msi)) == 0


@pytest.mark.usefixtures("installed")
class TestTheInstalledCommand:
    def command(self, windows, program_files, *arguments):
        path = f"C:\\{program_files}\\Outlook CRM\\outlook-crm.cmd"
        script = f'@call "{path}" {" ".join(arguments)}\r\n@exit %ERRORLEVEL%\r\n'
        (windows.drive / "command.bat").write_text(script)
        return windows.run("cmd", "/c", "C:\\command.bat", **RUBBISH)

    def test_doctor_reads_the_registration_and_the_presets(self, windows, program_files, bits):
        platform = r"HKLM\Software\Microsoft\Office\ClickToRun\Configuration"
        windows.set_text(platform, "x64", "Platform", bits)
        done = self.command(windows, program_files, "doctor", "--json", "--offline")
        findings = json.loads(done.output)
        told = {one["about"]: one for one in findings}
        assert {one["about"] for one in findings if one["level"] == "fault"} == set()
        assert f"{product.version()}\\OutlookCrm.Shim.dll" in told["registration"]["told"]
        assert told["loading"]["level"] == told["outlook"]["level"] == "ok"
        assert re.search(r"\b2\b", told["settings"]["told"])  # both presets
        windows.delete_key(platform, "x64")

    def test_doctor_speaks_the_preset_language(self, windows, program_files):
        done = self.command(windows, program_files, "doctor", "--offline")
        assert "Kaikki osat ovat paikallaan." in done.output

    def test_the_new_outlook_alone_is_a_fault(self, windows, program_files):
        done = self.command(windows, program_files, "doctor", "--offline")
        assert done.code == 1

    def test_a_crm_that_is_not_there_is_told(self, windows, program_files):
        done = self.command(windows, program_files, "doctor", "--json")
        told = {one["about"]: one["level"] for one in json.loads(done.output)}
        assert told["connection"] == "fault"
