"""Which people come into the address book, and what of them is written there.

Values in, values out.  Only the CRM's word travels: what the user wrote in Outlook stays
there, and nothing that the user did not ask for is written to the CRM.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from outlook_crm.domain.canonical import is_empty
from outlook_crm.domain.fields import FieldName, Fields
from outlook_crm.domain.side import Side

from .contact_ports import Card
from .merge import Conflict, merge
from .report import Clash
from .steps import Planned
from .values import Item, Link, Rendering, Step, StepKind

NEW_PERSON = "The person belongs to an activity and was not in the address book."
SAME_PERSON = "A contact with the same address was there: the two are one."
CHANGED_PERSON = "The contact was changed in the CRM."
ADDED_PERSON = "You asked for it."
FAILED = "contacts could not be looked at"


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one pair: the link as it is now, the fields for Outlook, the conflicts."""

    link: Link
    fields: Fields
    conflicts: tuple[Conflict, ...] = ()


def wanted(links: Iterable[Link]) -> frozenset[str]:
    """The CRM's contacts that synchronised activities are linked to, by id."""
    return frozenset(each for link in links for each in _people(link))


def partner(person: Item, cards: Iterable[Card], taken: Collection[str]) -> Card | None:
    """The contact of the address book that is this person: by stamp, else by mail address.

    ``taken`` are ids of contacts that are linked already.  Of several the oldest is meant.
    """
    free = [card for card in cards if card.id not in taken]
    marked = [card for card in free if card.stamp == person.id]
    address = str(person.fields.get(FieldName.MAIL) or "").strip().lower()
    alike = [card for card in free if address and address in card.addresses and not card.stamp]
    return next(iter([*marked, *alike]), None)


def judge(link: Link, card: Item, person: Item, names: Collection[FieldName]) -> Judged:
    """Three-way by field; where both changed it, Outlook's value stays.

    The CRM's losing value is noted in the base, so that it is told once and not sent later.
    """
    shows = {Side.OUTLOOK: card.fields, Side.CRM: person.fields}
    merged = merge(link.base, shows, names, Side.OUTLOOK)
    base = {**link.base, **merged.agreed}
    for clash in merged.conflicts:
        base[clash.name] = base.get(clash.name, Rendering()).showing(Side.CRM, clash.crm)
    return Judged(replace(link, base=base), merged.send[Side.OUTLOOK], merged.conflicts)


def create(person: Item) -> Planned:
    """Make the person a contact of the address book."""
    fields = {name: value for name, value in person.fields.items() if not is_empty(value)}
    step = Step(StepKind.CREATE, Side.OUTLOOK, "", person.id, "", fields, reason=NEW_PERSON)
    return Planned(step, name_of(person.fields), source=person)


def update(judged: Judged, card: Item, person: Item) -> Planned:
    """Write what the CRM changed."""
    return _written(StepKind.UPDATE, judged, card, person, CHANGED_PERSON)


def mark(judged: Judged, card: Item, person: Item) -> Planned:
    """Make a contact that was there one with the person, with what it lacks."""
    return _written(StepKind.STAMP, judged, card, person, SAME_PERSON)


def add(card: Item, names: Collection[FieldName]) -> Planned:
    """Make a contact of the address book one of the CRM's."""
    fields = {name: value for name, value in card.fields.items() if not is_empty(value)}
    fields.pop(FieldName.PAGE, None)  # the CRM's own page is not known yet
    kept = {name: value for name, value in fields.items() if name in names}
    step = Step(StepKind.CREATE, Side.CRM, "", card.id, "", kept, reason=ADDED_PERSON)
    return Planned(step, name_of(card.fields), source=card)


def clashes(judged: Judged, card: Item) -> Sequence[Clash]:
    """The conflicts for the report."""
    link, subject = judged.link, name_of(card.fields)
    return [
        Clash(
            subject,
            link.crm_id,
            link.outlook_id,
            each.name,
            each.outlook,
            each.crm,
            each.winner,
        )
        for each in judged.conflicts
    ]


def name_of(fields: Fields) -> str:
    """How a person is called in a report: by name, else by company or address."""
    parts = (str(fields.get(name) or "") for name in (FieldName.FIRST_NAME, FieldName.LAST_NAME))
    whole = " ".join(filter(None, parts))
    return whole or str(fields.get(FieldName.COMPANY) or fields.get(FieldName.MAIL) or "")


def _people(link: Link) -> tuple[str, ...]:
    shown = link.base.get(FieldName.CONTACTS, Rendering())
    value = shown.crm if shown.has_crm else shown.outlook
    return value if isinstance(value, tuple) else ()


def _written(kind: StepKind, judged: Judged, card: Item, person: Item, reason: str) -> Planned:
    link = judged.link
    step = Step(
        kind,
        Side.OUTLOOK,
        card.id,
        person.id,
        "",
        judged.fields,
        card.version,
        reason,
    )
    return Planned(step, name_of(card.fields) or name_of(person.fields), link, person)
