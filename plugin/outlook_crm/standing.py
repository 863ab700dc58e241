"""What needs the user now, over several runs."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from .sync.ask import Ask
from .sync.report import Clash, Entry, Report

_T = TypeVar("_T", Entry, Clash)


def standing(before: Report | None, ask: Ask, report: Report) -> Report:
    """The report of a run, with what an earlier one left and this one did not look at."""
    if before is None or ask.outlook_ids is None:
        return report
    looked_at = ask.outlook_ids
    return replace(
        report,
        held=(*report.held, *_others(before.held, looked_at, report.held)),
        trouble=(*report.trouble, *_others(before.trouble, looked_at, report.trouble)),
        conflicts=(
            *report.conflicts,
            *_others((c for c in before.conflicts if not c.winner), looked_at, report.conflicts),
        ),
    )


def _others(left: Iterable[_T], looked_at: frozenset[str], now: Iterable[_T]) -> list[_T]:
    again = {each.crm_id for each in now}
    return [each for each in left if each.outlook_id not in looked_at and each.crm_id not in again]
