"""Sentences that travel as one text and are told in the user's language at the end."""

import json

from hypothesis import given
from hypothesis import strategies as st

from outlook_crm.domain.sentence import in_a_row, sentence, taken_apart
from outlook_crm.ui.catalog import Catalog

REFUSED = "Outlook refused it ({hresult})."
PLAIN = st.text(st.characters(exclude_characters="\x1e\x1f"), min_size=1)


@given(PLAIN, st.dictionaries(st.sampled_from(["reason", "field"]), st.text(), max_size=2))
def test_a_sentence_is_taken_apart_as_it_was_made(message, values):
    assert list(taken_apart(sentence(message, **values))) == [(message, values)]


@given(st.lists(PLAIN, min_size=1))
def test_sentences_in_a_row_stay_apart(messages):
    row = in_a_row(sentence(each, n=1) for each in messages)
    assert list(taken_apart(row)) == [(each, {"n": "1"}) for each in messages]


def test_a_sentence_survives_json():
    text = sentence(REFUSED, hresult="0x80040115")
    assert json.loads(json.dumps(text)) == text


def test_it_is_told_in_the_users_language_with_its_values():
    text = in_a_row([sentence(REFUSED, hresult="0x80040115"), "It is new in Outlook."])
    assert Catalog("en").text(text) == "Outlook refused it (0x80040115). It is new in Outlook."
    assert Catalog("sv").text(text) == "Outlook avvisade den (0x80040115). Den är ny i Outlook."


def test_a_sentence_without_values_is_itself_whatever_is_in_it():
    assert sentence("50 % {of}") == "50 % {of}"
    assert Catalog("sv").text("50 % {of} }it{") == "50 % {of} }it{"
