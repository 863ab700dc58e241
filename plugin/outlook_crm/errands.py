"""Carries out what the administrator's command asks of the add-in that runs."""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any

from .errors import Cancelled, Error, Theirs, Users
from .state.errands import Deed, Errand
from .state.sqlite import SqliteState
from .sync.report import Report, beside, from_json, to_json

_log = logging.getLogger(__name__)


def in_turn(runs: Iterable[Callable[[], Report]]) -> Report:
    """What all of them did together: one's trouble is raised when all had their turn.

    Raises Users where there is none, and Cancelled at once.
    """
    reports: list[Report] = []
    troubles: list[Error] = []
    for run in runs:
        try:
            reports.append(run())
        except Cancelled:
            raise
        except Error as trouble:
            troubles.append(trouble)
    if troubles:
        raise troubles[0]
    if not reports:
        raise Users("Log in to the CRM in Outlook first.")
    return reduce(beside, reports)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an errand: a report, or why there is none in the user's words."""

    report: Report | None
    told: str = ""

    def text(self) -> str:
        """As the state keeps it."""
        report = None if self.report is None else to_json(self.report)
        return json.dumps({"report": report, "told": self.told})

    @classmethod
    def of(cls, text: str) -> "Answer":
        """The answer of a text; raises ValueError for one that is none."""
        record: dict[str, Any] = json.loads(text)
        report = record["report"]
        return cls(from_json(report) if report else None, record["told"])


class ErrandDesk:
    """Answers the errands of one state; every method is called by the thread that opened it.

    A deed raises an Error when it cannot be done, which ``tell`` puts into the user's words.
    """

    def __init__(
        self,
        state: SqliteState,
        deeds: Mapping[Deed, Callable[[], Report]],
        tell: Callable[[BaseException], str],
    ) -> None:
        self._state = state
        self._deeds = deeds
        self._tell = tell

    def look(self, now: datetime) -> None:
        """Carry out what waits; raises what is nobody's refusal but a bug, after answering."""
        for errand in self._state.errands.waiting(now):
            _log.info("the command asks: %s", errand.deed.value)
            self._carry_out(errand)

    def _carry_out(self, errand: Errand) -> None:
        try:
            answer = Answer(self._deeds[errand.deed]())
        except Exception as error:
            self._reply(errand, Answer(None, self._tell(error)))
            if isinstance(error, Cancelled) or not isinstance(error, Theirs | Users):
                raise
        else:
            self._reply(errand, answer)

    def _reply(self, errand: Errand, answer: Answer) -> None:
        with self._state.atomic():
            self._state.errands.answer(errand.id, answer.text())
