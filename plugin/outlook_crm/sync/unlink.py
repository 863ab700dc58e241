"""Takes the marks of a pairing off both sides, link by link; every item stays.

A link is forgotten only when neither item tells of it any more, so that what a crash
or a lost answer leaves is taken up where it stopped.
"""

from collections.abc import Callable, Iterator, Mapping

from outlook_crm.domain.side import Side
from outlook_crm.errors import Cancelled, Unreachable

from .ask import Progress
from .ports import SidePort, StatePort
from .values import Fate, Link, Step, StepKind

_TRIES = 2
_UNSURE = (Fate.UNKNOWN, Fate.NOT_DONE)


def unlink_all(
    sides: Mapping[Side, SidePort],
    state: StatePort,
    pairing: str,
    progress: Callable[[Progress], None],
    stopped: Callable[[], bool],
) -> None:
    """Take every link of the pairing off.

    An item that cannot be written now (read only, open in a window) keeps a mark that no
    later pairing heeds.  Raises what a side raises, Unreachable when the CRM does not
    answer, and Cancelled when ``stopped``; the links not yet taken off are then still there.
    """
    links = state.links(pairing)
    for number, link in enumerate(links):
        if stopped():
            raise Cancelled("Stopped before it was finished.")
        progress(Progress(number, len(links)))
        for step in _steps(link, sides):
            _take_off(sides[step.side], step)
        with state.atomic():
            state.drop_link(pairing, link.crm_id)


def _steps(link: Link, sides: Mapping[Side, SidePort]) -> Iterator[Step]:
    # The CRM first: it is the one that may be out of reach.
    if link.key and sides[Side.CRM].capabilities.keeps_key:
        yield Step(StepKind.STAMP, Side.CRM, link.crm_id, "", "")
    if link.stamped:
        yield Step(StepKind.STAMP, Side.OUTLOOK, link.outlook_id, "", "")


def _take_off(side: SidePort, step: Step) -> None:
    fates = (side.write(step).fate for _ in range(_TRIES))
    unsure = all(fate in _UNSURE for fate in fates)  # ends at the first answer
    if unsure and step.side is Side.CRM:
        raise Unreachable("The server does not answer.")
