"""A folder of tasks, shown to the sync as whole days: each task on the day it is due.

`task_gateway` stands between the side and the seam and turns the cells of tasks into
those of all-day appointments, both ways; a task that is completed has the CRM's own
status for that.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, cast

from outlook_crm.domain.fields import FieldName
from outlook_crm.sync.ports import Capabilities

from .gateway import Gateway
from .side import OutlookSide

_KIND = "task"
_CLASS = "IPM.Task"
_SHOWN_AS = "IPM.Appointment"
_DUE, _COMPLETE, _STATUS = "DueDate", "Complete", "@status"
_ABSENT = {"state": "absent"}
_DAY = timedelta(days=1)
# What an appointment has and a task lacks, as an appointment would show it empty.
_EMPTY: Mapping[str, Any] = {
    "Location": _ABSENT,
    "StartTimeZone": _ABSENT,
    "BusyStatus": {"state": "value", "number": 0},
    "ReminderSet": {"state": "value", "flag": False},
    "ReminderMinutesBeforeStart": {"state": "value", "number": 0},
}
_HELD = frozenset(
    {
        FieldName.SUBJECT,
        FieldName.DESCRIPTION,
        FieldName.WHEN,
        FieldName.IMPORTANCE,
        FieldName.CATEGORIES,
        FieldName.SENSITIVITY,
        FieldName.TYPE,
        FieldName.STATUS,
        FieldName.ACCOUNTS,
        FieldName.CONTACTS,
        FieldName.PROJECTS,
    }
)

Cells = dict[str, Any]


class OutlookTasks(OutlookSide):
    """`outlook_crm.sync.ports.SidePort` over a folder of tasks, behind `task_gateway`."""

    @property
    def capabilities(self) -> Capabilities:
        """A task has no place, takes no time, and its reminder is none of minutes before."""
        return Capabilities(fields=_HELD, keeps_zone=False)


def task_gateway(gateway: Gateway, done: str) -> Gateway:
    """The shim's gateway for tasks; ``done`` is the CRM's status of what is completed."""
    return cast("Gateway", _TaskGateway(gateway, done))


class _TaskGateway:
    """Turns questions and answers that tell of items; the others go through as they are."""

    def __init__(self, gateway: Gateway, done: str) -> None:
        self._gateway = gateway
        self._done = done

    def __getattr__(self, method: str) -> Callable[..., str]:
        passed: Callable[..., str] = getattr(self._gateway, method)
        return passed

    def Scan(self, text: str) -> str:  # noqa: N802 - the C# interface's names
        """Rows without times: which task is inside the window, its cells tell."""
        answer = self._asked(self._gateway.Scan, text)
        for row in answer.get("rows", ()):
            row["class"] = _shown_class(row["class"])
        return json.dumps(answer)

    def Read(self, text: str) -> str:  # noqa: N802
        """Whole tasks."""
        answer = self._asked(self._gateway.Read, text)
        for item in answer.get("items", ()):
            self._show(item)
        return json.dumps(answer)

    def Locate(self, text: str) -> str:  # noqa: N802
        """By id alone."""
        return json.dumps(self._asked(self._gateway.Locate, text))

    def Write(self, text: str) -> str:  # noqa: N802
        """One step."""
        question = json.loads(text)
        question["cells"] = self._task_cells(question["cells"])
        answer = self._asked(self._gateway.Write, json.dumps(question))
        if item := answer.get("item"):
            self._show(item)
        return json.dumps(answer)

    def _asked(self, call: Callable[[str], str], text: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(call(json.dumps(json.loads(text) | {"kind": _KIND})))
        return answer

    def _show(self, item: dict[str, Any]) -> None:
        cells: Cells = dict(item["cells"])
        due, complete = cells.pop(_DUE), cells.pop(_COMPLETE)
        cells |= {**_EMPTY, **_whole_day(due), _STATUS: self._status(cells[_STATUS], complete)}
        item |= {"cells": cells, "class": _shown_class(item["class"])}

    def _status(self, status: Any, complete: Any) -> Any:
        if complete.get("flag"):
            return {"state": "value", "text": self._done}
        # Ticked off once and taken up again: nobody chose another status yet.
        return _ABSENT if status.get("text") == self._done else status

    def _task_cells(self, cells: Cells) -> Cells:
        kept = {name: cell for name, cell in cells.items() if name not in _EMPTY}
        if "Start" in kept:
            kept[_DUE] = kept["Start"]
        if _STATUS in kept:
            kept[_COMPLETE] = {"state": "value", "flag": kept[_STATUS].get("text") == self._done}
        return {n: c for n, c in kept.items() if n not in ("Start", "End", "AllDayEvent")}


def _whole_day(due: Any) -> Cells:
    """The day the task is due; a task without one has no time that could be read."""
    day = {"AllDayEvent": {"state": "value", "flag": True}}
    if due["state"] != "value":
        return day | {"Start": due, "End": due}
    after = date.fromisoformat(due["text"]) + _DAY
    return day | {"Start": due, "End": {"state": "value", "text": after.isoformat()}}


def _shown_class(message_class: str) -> str:
    """Requests for tasks, which other people's tasks are, stay what they are."""
    own = message_class == _CLASS or message_class.startswith(f"{_CLASS}.")
    return _SHOWN_AS if own else message_class
