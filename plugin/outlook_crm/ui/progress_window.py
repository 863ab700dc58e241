"""How far a long run has come; it stands beside Outlook's windows."""

from collections.abc import Mapping
from dataclasses import dataclass

from outlook_crm.sync.ask import Progress

from . import moments
from .ribbon_state import Text
from .window import Button, Patch, Section, Value, Window, WindowField

NAME = "progress"
STOP = "stop"
_NOT_KNOWN = -1
_NO_ITEM: Mapping[str, Value] = {"item": "", "left": ""}


@dataclass(frozen=True, slots=True)
class Pace:
    """A run so far; ``seconds`` since its first step."""

    progress: Progress
    seconds: float

    @property
    def left(self) -> float | None:
        """Seconds it will take still at this pace, None while nobody can tell."""
        done, total = self.progress.done, self.progress.total
        if not done or not total:
            return None
        return self.seconds / done * (total - done)


def window(text: Text, pace: Pace, calendar: str = "") -> Window:
    """The window; its button is ``stop``, and it may be closed while the run goes on.

    ``calendar`` is told where there are several.
    """
    values = _values(text, pace)
    whose = [WindowField("calendar", "note", text("Calendar"), calendar)] if calendar else []
    return Window(
        NAME,
        text("Synchronising"),
        [
            Section(
                "",
                [
                    *whose,
                    WindowField("percent", "progress", text("Progress"), values["percent"]),
                    WindowField("count", "note", text("Done"), values["count"]),
                    WindowField("item", "note", text("Now"), values["item"]),
                    WindowField("left", "note", text("Left"), values["left"]),
                ],
            )
        ],
        [Button(STOP, text("&Stop and pause")), Button("hide", text("Hide"), "cancel")],
        modeless=True,
    )


def patch(text: Text, pace: Pace) -> Patch:
    """What has changed since."""
    return Patch(NAME, values=_values(text, pace))


def _values(text: Text, pace: Pace) -> dict[str, Value]:
    done, total = pace.progress.done, pace.progress.total
    if not total:
        return {"percent": _NOT_KNOWN, "count": text("Looking at both calendars"), **_NO_ITEM}
    count = text(
        "{done} of {total}",
        done=moments.number(text, done),
        total=moments.number(text, total),
    )
    left = pace.left
    return {
        "percent": 100 * done // total,
        "count": count,
        "item": pace.progress.item,
        "left": "" if left is None else moments.left(text, left),
    }
