"""What several pairings show, as the one state of the ribbon."""

from collections.abc import Sequence

from .ribbon_state import RibbonState, State

_FIRST = (
    # What goes on ends by itself soon; what remains then is the worst.
    State.STARTING,
    State.LOGGING_IN,
    State.SYNCING,
    State.FAULT,
    State.HALTED,
    State.LOGGED_OUT,
    State.OFFLINE,
    State.WORK_OFFLINE,
    State.PAUSED,
    State.WAITING,
    State.ATTENTION,
    State.IN_STEP,
)


def merged(shown: Sequence[tuple[str, RibbonState]]) -> RibbonState | None:
    """One state of many, each with the title of its pairing; None of none.

    What waits for the user is counted over all, and each reason says whose it is.
    """
    states = [state for _, state in shown]
    if len(states) < 2:  # noqa: PLR2004 - one needs no title
        return next(iter(states), None)
    first = min(states, key=lambda each: _FIRST.index(each.state))
    reasons = [f"{title}: {state.reason}" for title, state in shown if state.reason]
    return RibbonState(
        first.state,
        first.percent,
        sum(each.waiting for each in states),
        "\n".join(reasons),
        "\n".join(dict.fromkeys(each.advice for each in states if each.advice)),
        first.until,
        frozenset(each.state for each in states),
    )
