"""Which attributes of this installation stand for what the sync knows, by its own schema."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from outlook_crm.domain.fields import CALENDAR, FieldName
from outlook_crm.errors import NotACrm

from .choices import NO_TEXT, PLACES, RELATIONS, TEXT, Place

_SCHEMA_ROLES: Mapping[FieldName, tuple[str, ...]] = {FieldName.WHEN: ("start", "end")}
"""Fields that stand on other roles than the one of their own name."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute as the schema declares it; ``size`` in characters, 0 for no limit."""

    name: str
    type: str
    label: str = ""
    size: int = 0
    nullable: bool = True
    picklist: str = ""


@dataclass(frozen=True, slots=True)
class FieldMap:
    """``attributes`` and ``relations`` by role; what has no place is in neither."""

    attributes: Mapping[str, Attribute]
    relations: Mapping[str, str]

    @property
    def fields(self) -> frozenset[FieldName]:
        """The fields this installation can hold."""
        return frozenset(field.name for field in CALENDAR if self._holds(field.name, field.crm))

    @property
    def unmapped(self) -> tuple[FieldName, ...]:
        """The fields it has no place for, in the table's order."""
        held = self.fields
        return tuple(field.name for field in CALENDAR if field.name not in held)

    def name(self, role: str) -> str:
        """The attribute's name; "" when there is none."""
        attribute = self.attributes.get(role)
        return attribute.name if attribute else ""

    def without(self, role: str) -> "FieldMap":
        """The same with no place for this role."""
        kept = {each: place for each, place in self.attributes.items() if each != role}
        return replace(self, attributes=kept)

    def _holds(self, name: FieldName, role: str) -> bool:
        roles = _SCHEMA_ROLES.get(name, (role,))
        return all(each in self.attributes or each in self.relations for each in roles)


def field_map(document: object, chosen: Mapping[str, str] | None = None) -> FieldMap:
    """Find each role's place in the schema of the activities.

    ``chosen`` gives attribute names by role where an administrator knows better.
    Raises NotACrm when the document is no schema, or has no place for the time.
    """
    relations = document.get("relations") if isinstance(document, dict) else None
    found = FieldMap(
        placed(document, PLACES, chosen or {}),
        {role: role for role in RELATIONS if isinstance(relations, dict) and role in relations},
    )
    if FieldName.WHEN not in found.fields:
        raise NotACrm("The activities of this CRM have no start and end that can be used.")
    return found


def placed(
    document: object, places: Sequence[Place], chosen: Mapping[str, str] | None = None
) -> Mapping[str, Attribute]:
    """The attributes of a module's schema by role; a role without a place is left out.

    What was chosen is not looked for elsewhere: a name that is not there is to be told.
    Raises NotACrm when the document is no schema.
    """
    attributes, names = _declared(document), chosen or {}
    free = attributes.keys() - names.values()
    found: dict[str, Attribute] = {}
    for place in places:  # names first: a label must not take what another role is called
        name = names.get(place.role) or (place.name if place.name in free else "")
        if name in attributes and _can_hold(attributes[name], place):
            found[place.role] = attributes[name]
    for place in places:
        if place.role not in {*found, *names} and (labelled := _by_label(place, attributes, found)):
            found[place.role] = labelled
    return found


def _declared(document: object) -> Mapping[str, Attribute]:
    match document:
        case {"attributes": dict(declared)}:
            return {name: _attribute(name, each) for name, each in declared.items()}
    raise NotACrm("The CRM's schema cannot be read. Check the CRM's address.")


def _can_hold(attribute: Attribute, place: Place) -> bool:
    """Whether the role's values may lie there: else every write of it would be refused."""
    return place.types != TEXT or attribute.type not in NO_TEXT


def _by_label(
    place: Place, attributes: Mapping[str, Attribute], placed: Mapping[str, Attribute]
) -> Attribute | None:
    """The one free attribute of a fitting type with such a label; None when several have."""
    taken = {each.name for each in placed.values()}
    fitting = [
        each
        for each in attributes.values()
        if each.label.casefold() in place.labels
        and each.type in place.types
        and each.name not in taken
    ]
    return fitting[0] if len(fitting) == 1 else None


def _attribute(name: str, declared: Any) -> Attribute:
    about = declared if isinstance(declared, dict) else {}
    size = about.get("size")
    picklist = about.get("picklist_id")
    return Attribute(
        name,
        str(about.get("type", "")).lower(),
        str(about.get("label", "")),
        size if isinstance(size, int) else 0,
        about.get("nullable") is not False,
        "" if picklist is None else str(picklist),
    )
