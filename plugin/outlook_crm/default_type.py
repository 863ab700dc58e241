"""The default type of one pairing over time, kept in its state."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from .domain.policy import Policy
from .state.sqlite import SqliteState
from .sync.defaults import Defaults, concerned, from_json, to_json
from .sync.values import Item

_NAME = "default type"


class DefaultType:
    """What the user said of each default type: for what is made later, or for all.

    ``strangers`` shows the Outlook items that no link knows.  The worker's thread alone.
    """

    def __init__(
        self,
        state: SqliteState,
        pairing: str,
        strangers: Callable[[Policy], Iterable[Item]],
        now: Callable[[], datetime],
    ) -> None:
        self._state = state
        self._pairing = pairing
        self._strangers = strangers
        self._now = now

    def followed(self, policy: Policy) -> Policy:
        """The policy with what held before its default type; one that is new is remembered."""
        return replace(policy, earlier=self.note(policy.default_type).earlier)

    def concerns(self, policy: Policy, *, first: bool) -> int:
        """How many appointments are synchronised only if the policy's default goes to all.

        ``first``: nothing ever was.  Raises what Outlook's side raises.
        """
        kind, now = policy.default_type, self._now()
        if kind is None:
            return 0
        before = Defaults() if first else self._known() or Defaults(kind)
        policy = replace(policy, earlier=before.changed(kind, now).earlier)
        return concerned(self._strangers(policy), policy, now)

    def note(self, kind: str | None) -> Defaults:
        """It is for what is made from now on, where it is another one than before."""
        return self._keep((self._known() or Defaults(kind)).changed(kind, self._now()))

    def begin(self, kind: str | None) -> None:
        """It is the first, and for what is made from now on."""
        self._keep(Defaults().changed(kind, self._now()))

    def give_to_all(self, kind: str | None) -> None:
        """It is for every appointment whose type nobody chose."""
        self._keep(Defaults(kind))

    def _known(self) -> Defaults | None:
        return from_json(self._state.value(self._pairing, _NAME))

    def _keep(self, defaults: Defaults) -> Defaults:
        text = to_json(defaults)
        if text != self._state.value(self._pairing, _NAME):
            with self._state.atomic():
                self._state.put_value(self._pairing, _NAME, text)
        return defaults
