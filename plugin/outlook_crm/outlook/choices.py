"""Whose the choices on an item are: type, status and relations mean something in one CRM alone."""

from dataclasses import dataclass

from .records import Json


@dataclass(frozen=True, slots=True)
class Whose:
    """The CRM that choices are read and written for.

    ``crm`` names it, the same on every PC and for all its users; "" for the choices that
    name none, as an early version left them: they count where none name the CRM.
    ``foreign`` are the pairings with other CRMs: of an item that bears the stamp of one
    nobody can tell whose the unnamed choices are.
    """

    crm: str = ""
    foreign: tuple[str, ...] = ()

    def asked(self) -> Json:
        """The parts of a question that say so."""
        return {"crm": self.crm, "foreign": list(self.foreign)} if self.crm else {}
