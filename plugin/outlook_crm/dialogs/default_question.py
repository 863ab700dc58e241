"""Which appointments a default type is for: the question that Preferences ask."""

from collections.abc import Sequence

from outlook_crm.default_type import DefaultType
from outlook_crm.domain.policy import Policy
from outlook_crm.session import Session


class DefaultQuestion:
    """Put to the pairings that nothing was synchronised of, where there are none to all."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def first(self) -> bool:
        """Whether it is about a first synchronisation; from any thread."""
        return any(each.runs.wait_for_word for each in self._session.pairings)

    def count(self, policy: Policy) -> int:
        """How many existing appointments ``policy``'s default would have synchronised.

        The worker's thread.  Raises what Outlook's side raises.
        """
        return sum(default.concerns(policy, first=self.first) for default in self._asked())

    def answer(self, kind: str | None, *, existing: bool) -> None:
        """The default type ``kind`` is for ``existing`` appointments, too; the worker's thread."""
        for default in self._asked():
            if existing:
                default.give_to_all(kind)
            elif self.first:
                default.begin(kind)
            else:
                default.note(kind)

    def _asked(self) -> Sequence[DefaultType]:
        first = self.first
        return [
            each.default_type for each in self._session.pairings if each.runs.wait_for_word is first
        ]
