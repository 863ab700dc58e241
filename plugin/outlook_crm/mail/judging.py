"""Judges each mail by the rules, and finds its place in the CRM."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from outlook_crm.domain.email import Email

from .relations import NONE, Relations, follow, propose
from .rules import Case, Rules, objection, outsiders
from .surroundings import Surroundings
from .values import Filed, Mail

TAKEN_OUT = "You took it out of the CRM."


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where a mail would be filed; ``objection`` says why it cannot be, "" when it can."""

    mail: Mail
    relations: Relations
    filed: Filed | None
    objection: str


@dataclass(frozen=True, slots=True)
class Wish:
    """The user's own: these relations, None for those that are proposed."""

    relations: Relations | None = None


class Judge:
    """Judges by these rules; asks the CRM for each address once, be it in many runs."""

    def __init__(self, around: Surroundings, rules: Rules) -> None:
        self._around = around
        self._rules = rules

    def meet(self, mails: Collection[Mail], wish: Wish | None) -> None:
        """Ask at once for everybody in the mails that nothing else speaks against."""
        people = [
            outsiders(mail.email, self._rules)
            for mail in mails
            if self._around.filed(mail.email) is None and not self._is_out(mail, wish)
        ]
        self._around.acquaintances.book(people)

    def reason_against(self, mail: Mail, wish: Wish | None) -> str:
        """Why the mail is not filed, "" when it is."""
        filed = self._around.filed(mail.email)
        if filed is not None and filed.removed and wish is None:
            return TAKEN_OUT
        row = objection(self._case(mail, wish))
        return row.sentence if row else ""

    def proposal(self, mail: Mail) -> Proposal:
        """Where the mail would be filed by hand."""
        wish = Wish()
        self.meet([mail], wish)
        filed = self._around.filed(mail.email)
        return Proposal(mail, self.relations(mail, None), filed, self.reason_against(mail, wish))

    def relations(self, mail: Mail, wish: Wish | None) -> Relations:
        """Where it belongs: as the user wished, else with its conversation, else by its people."""
        if wish is not None and wish.relations is not None:
            return wish.relations
        people = outsiders(mail.email, self._rules)
        earlier = self._earlier(mail.email)
        return follow(propose(people, self._around.acquaintances.book([people]), ()), earlier)

    def _is_out(self, mail: Mail, wish: Wish | None) -> bool:
        everybody = {who.key for who in mail.email.people}
        return objection(replace(self._bare_case(mail, wish), known=everybody)) is not None

    def _case(self, mail: Mail, wish: Wish | None) -> Case:
        case = self._bare_case(mail, wish)
        if objection(replace(case, known={who.key for who in mail.email.people})):
            return case  # whom the CRM knows does not matter
        book = self._around.acquaintances.book([outsiders(mail.email, self._rules)])
        return replace(case, known=book.known)

    def _bare_case(self, mail: Mail, wish: Wish | None) -> Case:
        wished = wish is not None or mail.wish is not None
        follows = bool(self._earlier(mail.email))
        return Case(mail.email, mail.standing, self._rules, wished=wished, follows=follows)

    def _earlier(self, email: Email) -> list[Relations]:
        found = self._around.state.in_conversation(self._around.pairing, email.conversation)
        return [each.relations for each in found if not each.removed]


def wish_on(mail: Mail) -> Wish | None:
    """What *File and send* left; without relations it is filed where it belongs."""
    if mail.wish is None:
        return None
    return Wish(None if mail.wish == NONE else mail.wish)
