"""Every problem of the page names tests that exist."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "known-problems.md"
ROWS = re.findall(r"^\| (\d+) \|.*\|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
NAMED = [name for _, cell in ROWS for name in re.findall(r"`([^`]+)`", cell)]


@cache
def named_in(file):
    """The names that pytest would give to the tests of a file, without their parameters."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    found = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            inner = (each for each in node.body if isinstance(each, ast.FunctionDef))
            found |= {f"{node.name}::{each.name}" for each in inner}
    return found


def test_each_of_the_25_has_its_tests():
    assert [int(number) for number, _ in ROWS] == list(range(1, 26))
    assert all("::" in cell for _, cell in ROWS)


@pytest.mark.parametrize("name", NAMED)
def test_is_there(name):
    file, _, test = name.partition("::")
    assert test.rpartition("::")[2].startswith("test_")
    assert test in named_in(file)
