"""The values of a pick list in the CRM's order, with their words in one language."""

from outlook_crm.crm.connector import PickValue

from .client import Client
from .operations import list_pick_values
from .pages import walk


def read(client: Client, picklist: str, language: str) -> list[PickValue]:
    """What records store and how it reads; a value without a translation reads as itself.

    ``picklist`` is the list's id, ``language`` as in ``sv`` or ``sv-SE``.
    """
    primary = language.replace("_", "-").partition("-")[0].lower()
    words = {
        str(each.attributes.get("picklist_value_id")): str(each.attributes.get("label") or "")
        for each in walk(
            lambda page: list_pick_values.parse(
                client.send(list_pick_values.request_words(picklist, primary, page))
            )
        )
    }
    values = walk(
        lambda page: list_pick_values.parse(client.send(list_pick_values.request(picklist, page)))
    )
    return [_pick_value(str(each.attributes.get("value")), words.get(each.id)) for each in values]


def stored(client: Client, picklist: str) -> frozenset[str]:
    """What records store of the list, in small letters."""
    values = walk(
        lambda page: list_pick_values.parse(client.send(list_pick_values.request(picklist, page)))
    )
    return frozenset(str(each.attributes.get("value")).casefold() for each in values)


def _pick_value(value: str, word: str | None) -> PickValue:
    return PickValue(value, word or value)
