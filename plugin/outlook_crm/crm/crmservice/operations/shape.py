"""What of an activity is asked for: the attributes and relations that mean something to us."""

from outlook_crm.crm.crmservice.choices import (
    ACTIVITIES,
    CREATED,
    INCLUDE_FOR_LINKAGE,
    OWNER,
    RELATIONS,
    UPDATED,
)
from outlook_crm.crm.crmservice.schema import FieldMap

Query = tuple[tuple[str, str], ...]


def whole(fields: FieldMap) -> Query:
    """All that makes an item; of the records at the relations' ends their ids alone."""
    names = sorted({each.name for each in fields.attributes.values()})
    relations = sorted(fields.relations.values())
    asked = ",".join([*names, *relations, OWNER, CREATED, UPDATED])
    query: Query = ((f"fields[{ACTIVITIES}]", asked),)
    if relations and INCLUDE_FOR_LINKAGE:
        ends = tuple((f"fields[{RELATIONS[role]}]", "id") for role in sorted(fields.relations))
        query = (*query, ("include", ",".join(relations)), *ends)
    return query


def bare() -> Query:
    """Just enough to see what is there and when it changed."""
    return ((f"fields[{ACTIVITIES}]", UPDATED),)
