"""Which mails are filed, and why the others are not."""

from dataclasses import replace

import pytest
from tests.unit.mail.mails import AINO, ANNA, MARY, OTTO, received, sent

from outlook_crm.domain.email import Correspondent
from outlook_crm.mail.rules import TABLE, Case, Mode, Place, Rules, Standing, objection, outsiders

INBOX = Standing("inbox")
RULES = Rules(
    Mode.KNOWN,
    Mode.KNOWN,
    own_domains=frozenset({"firm.example"}),
    never=frozenset({"bank.example"}),
)
CASE = Case(received(), INBOX, RULES, known={AINO.key})


def why(**changes):
    row = objection(replace(CASE, **changes))
    return row.name if row else ""


def standing(**changes):
    return {"standing": replace(INBOX, **changes)}


def test_a_mail_of_a_known_contact_is_filed():
    assert why() == ""
    assert why(email=sent(AINO)) == ""


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (standing(sent=False), "draft"),
        (standing(place=Place.DRAFTS), "draft"),
        (standing(place=Place.OUTBOX), "draft"),
        (standing(place=Place.JUNK), "junk"),
        (standing(place=Place.DELETED), "deleted"),
        (standing(message_class="IPM.Schedule.Meeting.Request"), "no mail"),
        (standing(message_class="REPORT.IPM.Note.NDR"), "no mail"),
        (standing(message_class="IPM.NoteX"), "no mail"),
        (standing(message_class="IPM.Note.Microsoft.Conversation"), "no mail"),
        (standing(protected=True), "protected"),
        (standing(private=True), "private"),
        (standing(partial=True), "partial"),
        ({"email": received(Correspondent("", "x@bank.example"))}, "never"),
        ({"email": received(cc=(Correspondent("", "X@a.Bank.example"),))}, "never"),
        ({"email": received(OTTO)}, "colleagues"),
        ({"email": sent(OTTO)}, "colleagues"),
        ({"rules": replace(RULES, received=Mode.OFF)}, "off"),
    ],
)
def test_some_are_never_filed_not_even_by_hand(changes, reason):
    assert why(**changes) == reason
    assert why(**changes, wished=True, follows=True) == reason


def test_who_has_an_address_of_the_firms_own_exchange_alone_is_a_colleague():
    internal = Correspondent("Bo B", "/o=Firm/ou=Exchange/cn=Recipients/cn=bo")
    assert why(email=received(internal)) == "colleagues"
    assert outsiders(received(internal, cc=(MARY,)), RULES) == (MARY,)


@pytest.mark.parametrize(
    ("mode", "reason"), [(Mode.HAND, "hand"), (Mode.KNOWN, "unknown"), (Mode.FOLDERS, "folder")]
)
def test_some_are_filed_by_hand_or_as_answers_only(mode, reason):
    changes = {"rules": replace(RULES, received=mode), "known": {MARY.key}}
    assert why(**changes) == reason
    assert why(**changes, wished=True) == ""
    assert why(**changes, follows=True) == ""


def test_the_ways_have_modes_of_their_own():
    rules = replace(RULES, received=Mode.OFF)
    assert why(rules=rules) == "off"
    assert why(rules=rules, email=sent(AINO)) == ""


def test_a_known_colleague_alone_is_no_reason():
    assert why(known={ANNA.key}) == "unknown"


def test_a_chosen_folder_takes_mails_of_strangers():
    rules = replace(RULES, received=Mode.FOLDERS, folders=frozenset({"inbox"}))
    assert why(rules=rules, known=()) == ""


def test_a_form_derived_from_a_mail_is_one():
    assert why(**standing(message_class="IPM.Note.SMIME.MultipartSigned")) == ""


def test_an_address_on_the_list_is_not_its_domain():
    rules = replace(RULES, never=frozenset({"cfo@timber.example"}))
    assert why(rules=rules) == ""
    assert (
        why(rules=rules, email=received(cc=(Correspondent("", "CFO@timber.example"),))) == "never"
    )


def test_a_domain_that_only_ends_alike_is_another():
    assert (
        why(email=received(Correspondent("", "x@notbank.example")), known={"x@notbank.example"})
        == ""
    )


def test_without_own_domains_nobody_is_a_colleague():
    assert (
        why(email=received(OTTO), rules=replace(RULES, own_domains=frozenset()), known={OTTO.key})
        == ""
    )


def test_outsiders_are_told_once_the_sender_first():
    mail = received(AINO, to=(ANNA, MARY), cc=(Correspondent("A.", "AINO@timber.example"), OTTO))
    assert [each.key for each in outsiders(mail, RULES)] == [AINO.key, MARY.key]


def test_every_row_has_a_name_and_a_sentence_of_its_own():
    assert len({row.name for row in TABLE}) == len({row.sentence for row in TABLE}) == len(TABLE)
