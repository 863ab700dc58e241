"""Outlook's object model as a macro in the simulated Outlook sees it."""

from datetime import date, datetime
from typing import Any, Self

from tests.simulator.client import Outlook


def application(outlook: Outlook) -> "Thing":
    """Answers the Application; what is reached from it works as in Outlook's own macros."""
    return Thing(outlook, None, "Application")


class Thing:
    """An object of Outlook's: its properties and methods are attributes.

    Dates are naive datetimes, binary values bytes, collections are indexed by ``Item``.
    """

    def __init__(self, outlook: Outlook, handle: int | None, kind: str) -> None:
        object.__setattr__(self, "_outlook", outlook)
        object.__setattr__(self, "_handle", handle)
        object.__setattr__(self, "_kind", kind)

    def __repr__(self) -> str:
        return f"<{self._kind}>"

    def __getattr__(self, name: str) -> Any:
        answer = self._ask("macro_get", member=name)
        if isinstance(answer, dict) and "method" in answer:
            return lambda *arguments: self._told(
                self._ask("macro_call", member=name, arguments=[_say(a) for a in arguments])
            )
        return self._told(answer)

    def __setattr__(self, name: str, value: Any) -> None:
        self._ask("macro_set", member=name, value=_say(value))

    def __iter__(self) -> Any:
        return (self.Item(at) for at in range(1, self.Count + 1))

    def _ask(self, op: str, **arguments: Any) -> Any:
        on = {} if self._handle is None else {"on": self._handle}
        return self._outlook.ask(op, **on, **arguments)

    def _told(self, answer: Any) -> Any:
        if not isinstance(answer, dict):
            return answer
        if "date" in answer:
            return datetime.fromisoformat(answer["date"])
        if "hex" in answer:
            return bytes.fromhex(answer["hex"])
        if "array" in answer:
            return [self._told(each) for each in answer["array"]]
        return type(self)(self._outlook, answer["on"], answer["type"])

    def with_(self, **values: Any) -> Self:
        """Sets several properties in the order given, and answers the object."""
        for name, value in values.items():
            setattr(self, name, value)
        return self


def _say(value: Any) -> Any:
    if isinstance(value, Thing):
        return {"on": value._handle}
    if isinstance(value, datetime | date):
        return {"date": value.isoformat()}
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    return [_say(each) for each in value] if isinstance(value, list | tuple) else value
