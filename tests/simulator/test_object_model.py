"""The simulated Outlook offers nothing that Outlook does not: what runs here may run there."""

import subprocess
from pathlib import Path

import pytest
from tests.simulator import build
from tests.tables.read import members

pytestmark = pytest.mark.shim

HERE = Path(__file__).resolve().parent
MODEL = "Simulator.Host.Model."

# What a macro or an add-in cannot do without, and an Outlook that lacked it would hide its use.
NEEDED = {
    "Application",
    "AppointmentItem",
    "Exception",
    "Exceptions",
    "Explorer",
    "Folder",
    "Inspector",
    "Items",
    "NameSpace",
    "PropertyAccessor",
    "RecurrencePattern",
    "Store",
    "Table",
    "TimeZone",
    "UserProperties",
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """``{class: {member, ...}}`` of the simulator's model, as late-bound callers see it."""
    program = tmp_path_factory.mktemp("members") / "MemberList.exe"
    source = HERE / "MemberList" / "Program.cs"
    subprocess.run(["mcs", "-nologo", f"-out:{program}", source], check=True, timeout=60)
    done = subprocess.run(
        ["timeout", "-k", "2", "60", "mono", str(program), str(build.simulator())],
        capture_output=True,
        text=True,
        check=True,
        timeout=70,
    )
    classes = {}
    for line in done.stdout.splitlines():
        place, _, member = line.rpartition(".")
        if place.startswith(MODEL):
            classes.setdefault(place.rpartition(".")[2], set()).add(member)
    return classes


def test_every_class_of_the_model_is_outlooks(shown):
    assert set(shown) - set(members()) == set()
    assert set(shown) >= NEEDED


def test_every_member_of_the_model_is_outlooks(shown):
    invented = {
        name: sorted(has - members()[name]) for name, has in shown.items() if name in members()
    }
    assert {name: extra for name, extra in invented.items() if extra} == {}
