"""What the pages point at is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
MADE = "build/"
"""What make leaves there need not be there."""
NEAR = ("", "plugin/outlook_crm", "dotnet_shim", "dotnet_shim/src")
"""Where a path in a page may begin."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_paths_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    links = [each for each in re.findall(r"\]\(([^)#]+)", text) if "://" not in each]
    paths = re.findall(r"`((?:[\w.-]+/)+[\w.*-]*)`", text)
    missing = [link for link in links if not (page.parent / link).exists()]
    paths = [path for path in paths if not path.startswith(MADE)]
    missing += [path for path in paths if not any(map(any, map(_found(path), NEAR)))]
    assert missing == []


def _found(path):
    return lambda place: (ROOT / place).glob(path.rstrip("/"))
