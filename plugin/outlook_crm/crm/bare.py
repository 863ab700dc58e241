"""What a CRM offers that keeps activities alone: the base of a small connector."""

from collections.abc import Collection, Mapping, Sequence

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.sentence import sentence
from outlook_crm.errors import NotACrm, Refused
from outlook_crm.mail.ports import Archive
from outlook_crm.sync.contact_ports import Moved
from outlook_crm.sync.values import Absence, Fate, Item, Outcome, Step

from .connector import Found, Near, PickValue


class NoPeople:
    """`outlook_crm.sync.contact_ports.People` of a CRM without contacts."""

    names: frozenset[FieldName] = frozenset()

    def changed(self, cursor: str, known: Collection[str]) -> Moved:
        """Nobody."""
        return Moved({}, "")

    def read(self, ids: Collection[str]) -> Mapping[str, Item | Absence]:
        """Nothing is known of anybody."""
        return dict.fromkeys(ids, Absence.UNKNOWN)

    def alike(self, address: str, first: str, last: str) -> Sequence[Item]:
        """Nobody."""
        return ()

    def write(self, step: Step) -> Outcome:
        """Refused."""
        refusal = Refused("This CRM keeps no contacts.")
        return Outcome(Fate.REFUSED, reason=sentence(refusal.message))

    def cancel(self) -> None:
        """Nothing runs."""


class NoFinder:
    """`Finder` of a CRM whose activities are linked to nothing."""

    def search(
        self, relation: FieldName, text: str, limit: int, *, mine: bool = False
    ) -> Sequence[Found]:
        """Nothing."""
        return ()

    def suggest(self, relation: FieldName, near: Near, limit: int) -> Sequence[Found]:
        """Nothing."""
        return ()

    def labels(self, relation: FieldName, ids: Collection[str]) -> Mapping[str, str]:
        """Nothing."""
        return {}

    def cancel(self) -> None:
        """Nothing runs."""


class BareSession:
    """All of `CrmSession` but ``user`` and ``side``, for the session of a small connector."""

    unmapped: Sequence[FieldName] = ()
    task_types: frozenset[str] = frozenset()
    done_status = ""

    def pick_list(self, name: FieldName, language: str) -> Sequence[PickValue]:
        """Free text."""
        return ()

    def knock(self) -> None:
        """It answers."""

    def people(self) -> NoPeople:
        """Nobody."""
        return NoPeople()

    def finder(self) -> NoFinder:
        """Finds nothing."""
        return NoFinder()

    def archive(self) -> Archive:
        """Raises NotACrm."""
        raise NotACrm("This CRM keeps no e-mails.")

    def mail_address(self, crm_id: str) -> str:
        """There is no such page."""
        return ""

    def contact_address(self, crm_id: str) -> str:
        """There is no such page."""
        return ""

    def web_address(self, crm_id: str) -> str:
        """There is no such page."""
        return ""

    def cancel(self) -> None:
        """Nothing runs."""

    def close(self) -> None:
        """Nothing is open."""
