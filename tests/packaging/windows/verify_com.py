"""From Outlook's first question to the add-in's Python, as the installed keys and files lead there.

.NET Core stands in for .NET Framework, which Wine has not; it has no Windows Forms, so
that OnConnection only returns, and Python is started by the shim's own PythonHost.
"""

import json
import shutil

import pytest
from dotnet_shim.installer import product

from .conftest import BUILD
from .wine import drive_z

FACTS = {
    "outlook_version": "16.0.1",
    "ui_language": "sv-SE",
    "zone": "W. Europe Standard Time",
    "local_folder": "C:\\data\\local",
    "roaming_folder": "C:\\data\\roaming",
}


@pytest.fixture(scope="module")
def connected(windows, msi, bits):
    """What the stand-in for Outlook printed."""
    assert windows.msi("/i", drive_z(msi)) == 0
    com = BUILD / "windows-stubs" / f"com-{bits}"
    shutil.copy(com / "mscoree.dll", windows.system_folders[bits] / "mscoree.dll")
    started = {"command": "started", "id": "1", "args": FACTS}
    return windows.run(
        *(com / "outlook.exe", product.com_classes()[0].prog_id),
        WINEDLLOVERRIDES="mscoree=n;mshtml=",
        DOTNET_FOLDER=drive_z(BUILD / "downloads" / "dotnet-core" / bits),
        HELPER_FOLDER=drive_z(com),
        DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1",
        STARTED=json.dumps(started),
        # Nothing of the machine's Python may reach ours.
        PYTHONHOME="C:\\nowhere",
        PYTHONPATH="C:\\nowhere",
    ).output


@pytest.mark.parametrize(
    "step",
    [
        *("CLSIDFromProgID", "CoCreateInstance", "IDTExtensibility2", "IRibbonExtensibility"),
        *("OnConnection", "RunPython", "OnDisconnection"),
    ],
)
def test_each_step_succeeds(connected, step):
    assert f"{step} 0x00000000" in connected, connected


def test_the_add_in_starts_in_the_private_python_and_stops(connected, windows, program_files):
    ribbon = [json.loads(line[7:]) for line in connected.splitlines() if line.startswith("ribbon ")]
    assert "CrmLogIn" in ribbon[0]["controls"]
    log = (windows.drive / "data" / "local" / "logs" / "outlook-crm.log").read_text("utf-8")
    assert f"started: addin {product.version()}, outlook 16.0.1" in log
    assert "Traceback" not in log
    installed = windows.files(program_files / "Outlook CRM")
    tree = BUILD / "tree"
    assert installed in [
        {str(p.relative_to(tree / bits)) for p in (tree / bits).rglob("*") if p.is_file()}
        for bits in product.BITS
    ]
