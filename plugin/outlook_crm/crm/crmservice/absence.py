"""What became of activities that were not where they used to be.

The CRM tells of no deletions: each missing one is asked for.  A "not found" is
believed only if a record that surely lives is shown in the same way at the same
time, because a lost right or a broken module answers "not found" to everything.
"""

from collections.abc import Collection, Iterable, Mapping

from outlook_crm.crm.jsonapi import Resource
from outlook_crm.sync.values import Absence

from .records import Gone, Records

_MEANING: Mapping[Gone, Absence] = {
    Gone.NOT_FOUND: Absence.DELETED,
    Gone.NOT_ALLOWED: Absence.RELEASED,
    Gone.NOT_OURS: Absence.RELEASED,
}


def judge(
    missing: Collection[str], living: Iterable[str], records: Records
) -> tuple[dict[str, Resource], dict[str, Absence]]:
    """Those of ``missing`` that are there after all, and what is known of the others.

    ``living`` are ids met alive in this pass, the best known first.
    """
    if not missing:
        return {}, {}
    if not _is_shown(living, records):
        return {}, dict.fromkeys(missing, Absence.UNKNOWN)
    found: dict[str, Resource] = {}
    absent: dict[str, Absence] = {}
    for id_ in sorted(missing):
        answer = records.one(id_)
        if isinstance(answer, Gone):
            absent[id_] = _MEANING[answer]
        else:
            found[id_] = answer
    return found, absent


def _is_shown(living: Iterable[str], records: Records) -> bool:
    """Whether a control record is shown: one that lives, else any of the user's."""
    control = next(iter(living), None) or records.any_id()
    return control is not None and isinstance(records.one(control), Resource)
