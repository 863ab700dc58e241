"""Where a mail is filed."""

from tests.unit.mail.mails import AINO, MARY

from outlook_crm.domain.email import Correspondent
from outlook_crm.mail.relations import NONE, AddressBook, Person, Relations, follow, propose

STRANGER = Correspondent("", "new@timber.example")
BOOK = AddressBook(
    people={AINO.key: Person("c1", "a1"), MARY.key: Person("c2", "a2")},
    accounts={"info@timber.example": "a1"},
    domains={"timber.example": "a1", "gmail.com": "a9"},
)
EARLIER = (Relations("a5", "c5", "p5"), Relations("a6", "", "p6"))


def test_the_first_known_contact_and_its_account():
    assert propose((AINO, MARY), BOOK, ()) == Relations("a1", "c1")
    assert propose((STRANGER, MARY), BOOK, ()) == Relations("a2", "c2")


def test_an_accounts_own_address():
    assert propose((Correspondent("", "INFO@timber.example"),), BOOK, ()) == Relations("a1")


def test_the_account_of_the_domain():
    assert propose((STRANGER,), BOOK, ()) == Relations("a1")


def test_a_domain_that_everybody_shares_says_nothing():
    assert propose((Correspondent("", "x@gmail.com"),), BOOK, ()) == NONE


def test_the_conversation_fills_what_the_addresses_do_not_tell():
    assert propose((AINO,), BOOK, EARLIER) == Relations("a1", "c1", "p5")
    assert propose((), BOOK, EARLIER) == Relations("a5", "c5", "p5")


def test_an_answer_goes_where_its_conversation_is():
    proposed = Relations("a1", "c1", "")
    assert follow(proposed, EARLIER) == Relations("a5", "c5", "p5")
    assert follow(proposed, (Relations("a5"),)) == Relations("a5", "c1")
    assert follow(proposed, ()) == proposed


def test_what_a_book_knows():
    assert BOOK.known == {AINO.key, MARY.key, "info@timber.example"}
    assert AddressBook().joined(BOOK) == BOOK
