"""build.ps1 cannot run here: that it parses, and that what it names is there."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
import tree_sitter_powershell
from tree_sitter import Language, Parser

ROOT = Path(__file__).parents[2]
INSTALLER = ROOT / "dotnet_shim" / "installer"
SCRIPT = ROOT / "build.ps1"
HASH = re.compile(r"[0-9a-f]{64}")


@cache
def script():
    return SCRIPT.read_text(
        encoding="ascii"
    )  # PowerShell 5.1 reads others by the machine's code page


def faults(source):
    """Line and text of what is no PowerShell."""
    tree = Parser(Language(tree_sitter_powershell.language())).parse(source.encode())
    waiting = [tree.root_node]
    while waiting:
        node = waiting.pop()
        if node.is_error or node.is_missing:
            yield node.start_point.row + 1, node.text.decode()
        waiting.extend(node.children)


def test_it_parses():
    assert list(faults(script())) == []


def test_a_broken_script_would_be_found():
    assert list(faults(script().replace("function Build-Shim {", "function Build-Shim (")))


def test_nothing_in_it_is_newer_than_powershell_5_1():
    for newer in (r"\?\?", r"\s&&\s", r"\s\|\|\s", r"-Parallel\b", r"\?\.\w", r"-AsHashtable"):
        assert not re.search(newer, script()), newer


def test_each_function_it_calls_is_its_own_or_powershells():
    own = set(re.findall(r"^function (\S+?)[ (]", script(), re.MULTILINE))
    verbs = {
        "Build",
        "Stop",
        "Find",
        "Assert",
        "Invoke",
        "Protect",
        "Expand",
        "Get",
        "Test",
        "Write",
    }
    called = {
        name
        for name in re.findall(r"(?<![\w$'-])([A-Z][a-z]+-[A-Z]\w+)", script())
        if name.split("-")[0] in verbs
    }
    powershells = {
        *("Get-ChildItem", "Get-Command", "Get-Content", "Get-FileHash"),
        *("Invoke-WebRequest", "Expand-Archive", "Test-Path", "Write-Host"),
    }
    assert called - own - powershells == set()


def test_each_program_that_fails_stops_it():
    """PowerShell goes on after a program's failure; vswhere alone answers by its output."""
    functions = re.split(r"^function ", script(), flags=re.MULTILINE)[1:]
    calling = [body for body in functions if re.search(r"(^|[=(] ?|\s)& [$\w]", body)]
    assert len(calling) > 3
    for body in calling:
        assert "$LASTEXITCODE" in body or "vswhere" in body, body.split()[0]


def test_no_argument_ends_in_a_backslash():
    """In a folder with a blank it would escape the quote that PowerShell puts behind it."""
    assert not re.search(r"""\\['"]""", script())


@pytest.mark.parametrize("path", sorted(set(re.findall(r"'(dotnet_shim\\[\w.\\]+)'", script()))))
def test_the_files_it_names_are_there(path):
    assert (ROOT / path.replace("\\", "/")).exists()


@pytest.mark.parametrize("bits", ["x64", "x86"])
def test_the_lock_knows_each_bitness(bits):
    python = json.loads((INSTALLER / "downloads.json").read_text())["python"]
    entry = python[bits]
    assert python["version"] in entry["file"]
    assert entry["address"].endswith("/" + entry["file"])
    assert entry["address"].startswith("https://")
    assert entry["sha256"] == "unset" or HASH.fullmatch(entry["sha256"])


def pins(text):
    return dict(re.findall(r"^([\w-]+)==([\w.]+)", text, re.MULTILINE))


@pytest.mark.parametrize("bits", ["x64", "x86"])
def test_every_wheel_has_its_hash(bits):
    lines = (INSTALLER / f"wheels-{bits}.txt").read_text().splitlines()
    wheels = [line for line in lines if not line.startswith("#")]
    assert wheels
    for line in wheels:
        assert re.fullmatch(rf"[\w-]+==[\w.]+ --hash=sha256:{HASH.pattern}", line), line


@pytest.mark.parametrize("bits", ["x64", "x86"])
def test_a_pc_gets_the_versions_that_are_tested_here(bits):
    shipped = pins((INSTALLER / f"wheels-{bits}.txt").read_text())
    project = (ROOT / "pyproject.toml").read_text().split("[project.optional-dependencies]")[0]
    wanted = dict(re.findall(r'"([\w-]+)==([\w.]+)"', project.split("dependencies =")[1]))
    if bits == "x86":  # upstream stopped making 32-bit wheels: the last one that there is
        assert wanted.pop("cryptography") != shipped["cryptography"] == "48.0.1"
    assert {name: shipped.get(name) for name in wanted} == wanted
