"""Reads the tables of what Outlook offers."""

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent

# Of Office's own type library, which the table of Outlook's does not hold.
OFFICE = {"LanguageSettings": frozenset({"Application", "Creator", "LanguageID", "Parent"})}


@dataclass(frozen=True)
class Event:
    """One event: its name, and the kinds of its parameters (``object``, ``bool&``)."""

    name: str
    parameters: tuple[str, ...]


@cache
def object_model():
    """The table as it stands in the file: ``classes`` and ``enums``."""
    return json.loads((HERE / "outlook-object-model.json").read_text(encoding="utf-8"))


@cache
def members():
    """The member names of each class."""
    classes = {name: frozenset(of) for name, of in object_model()["classes"].items()}
    return classes | OFFICE


@cache
def constants():
    """The values of all enumerations' names."""
    return {
        name: value for enum in object_model()["enums"].values() for name, value in enum.items()
    }


@cache
def event_rows():
    with (HERE / "outlook-events.csv").open(newline="", encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


@cache
def events():
    """The events of each interface: ``{IID: {DISPID: Event}}``."""
    table = {}
    for row in event_rows():
        kinds = tuple(parameter.partition(":")[2] for parameter in row["parameters"].split())
        table.setdefault(row["iid"], {})[int(row["dispid"], 16)] = Event(row["event"], kinds)
    return table
