"""An appointment's window as the add-in knows it, and the names of what is linked there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from outlook_crm.crm.connector import Near
from outlook_crm.domain.fields import FieldName
from outlook_crm.outlook.inspector import OpenAppointment, ids_of
from outlook_crm.ui.picker import RELATIONS


@dataclass(slots=True)
class OpenWindow:
    """One window: its appointment when it was last looked at, and what was chosen since.

    ``crm_id`` is the activity it is linked to, "" for none; ``pairing`` whose business it
    is, "" of nobody's; ``pane`` says that its pane was opened.
    """

    item: OpenAppointment
    chosen: dict[FieldName, str | None]
    crm_id: str
    pairing: str
    pane: bool = False

    def ids(self, relation: FieldName) -> tuple[str, ...]:
        """The records that are linked now."""
        return ids_of(self.chosen.get(relation))

    @property
    def near(self) -> Near:
        """What the appointment is about already."""
        accounts, contacts, projects = map(self.ids, RELATIONS)
        return Near(accounts, contacts, projects, self.item.attendees)


@dataclass(slots=True)
class Names:
    """How records read, as far as they were met; kept while the add-in runs."""

    known: dict[FieldName, dict[str, str]] = field(
        default_factory=lambda: {relation: {} for relation in RELATIONS}
    )

    def learn(self, relation: FieldName, names: Mapping[str, str]) -> None:
        """Names by id, from whatever answer."""
        self.known[relation].update(names)

    def unknown(self, window: OpenWindow) -> dict[FieldName, list[str]]:
        """What is linked in the window and was never met."""
        return {
            relation: missing
            for relation in RELATIONS
            if (missing := [i for i in window.ids(relation) if i not in self.known[relation]])
        }

    def of(self, window: OpenWindow) -> dict[FieldName, dict[str, str]]:
        """The names of what is linked in the window."""
        return {
            relation: {i: names[i] for i in window.ids(relation) if i in names}
            for relation, names in self.known.items()
        }
