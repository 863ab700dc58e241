"""Which mails are one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.mail.mails import ANNA, AT, MARY, received

from outlook_crm.mail.identity import LONGEST, digest, is_digest, keys_of, normal


@pytest.mark.parametrize(
    "text",
    ["<a@b>", " <a@b>\r\n", "a@b", "<a\r\n @b>", "<a@b> (comment)", "<a@b> <c@d>"],
)
def test_one_message_id_has_one_writing(text):
    assert normal(text) == "<a@b>"


@pytest.mark.parametrize("text", ["", " ", "<>", "< >", "\r\n"])
def test_no_message_id_is_none(text):
    assert normal(text) == ""


def test_case_counts_in_a_message_id():
    assert normal("<A@b>") != normal("<a@b>")


def test_a_long_message_id_fits_the_field_and_stays_unique():
    first, second = normal("<" + "x" * 900 + "@b>"), normal("<" + "x" * 901 + "@b>")
    assert max(len(first), len(second)) <= LONGEST
    assert first != second
    assert normal(first) == first


def test_a_copy_has_the_same_digest_whatever_its_store_did_to_the_lines():
    mail = received(text="Hello\r\n  there\r\n", message_id="")
    copy = replace(mail, text="Hello there", bcc=(MARY,), message_id="<late@b>")
    assert digest(copy) == digest(mail)
    assert is_digest(digest(mail))
    assert not is_digest("<a@b>")


@pytest.mark.parametrize(
    "other",
    [
        received(subject="Another"),
        received(sender=ANNA),
        received(text="Else"),
        received(at=AT + timedelta(seconds=1)),
    ],
)
def test_another_mail_has_another_digest(other):
    assert digest(other) != digest(received())


def test_a_mail_without_id_is_known_by_its_digest_and_asked_for_by_both():
    without = keys_of(received(message_id=""))
    assert without.primary == without.digest
    assert without.all == (without.digest,)
    known = keys_of(received())
    assert known.primary == "<1@timber.example>"
    assert known.all == ("<1@timber.example>", without.digest)


def test_a_lone_surrogate_is_no_trouble():
    assert digest(received(subject="\ud800"))
