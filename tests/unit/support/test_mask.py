"""What a log must not hold is crossed out, however it got there."""

import base64
import gc
import json
import pickle
import weakref
from pathlib import Path
from urllib.parse import quote, quote_plus, urlencode

import pytest

from outlook_crm.support import mask
from outlook_crm.support.mask import masked
from outlook_crm.support.secret import Secret, alive

TEXT = 'Sömm"ar+ 2026/\\%'
FORMS = {
    "plain": TEXT,
    "quoted": quote(TEXT, safe=""),
    "quoted for a form": quote_plus(TEXT),
    "in a form": urlencode({"value": TEXT}),
    "in JSON": json.dumps({"value": TEXT}),
    "in JSON with letters": json.dumps({"value": TEXT}, ensure_ascii=False),
    "in a repr": repr([TEXT]),
    "in base64": base64.b64encode(TEXT.encode()).decode(),
}


@pytest.fixture
def secret():
    return Secret(TEXT)


class TestASecret:
    def test_shows_in_no_text(self, secret):
        for text in (str(secret), repr(secret), f"{secret}", f"{secret:>20}", f"{[secret]}"):
            assert TEXT not in text
            assert "***" in text
        assert secret.reveal() == TEXT

    def test_is_not_pickled(self, secret):
        with pytest.raises(TypeError):
            pickle.dumps(secret)

    def test_is_equal_to_the_same_secret_alone(self, secret):
        assert secret == Secret(TEXT)
        assert secret != Secret("another")
        assert secret != TEXT
        assert Secret("\ud800") == Secret("\ud800")

    def test_is_false_when_empty(self, secret):
        assert secret
        assert not Secret("")

    def test_is_known_as_long_as_it_lives(self):
        secret = Secret("one that goes")
        assert "one that goes" in alive()
        gone = weakref.ref(secret)
        del secret
        gc.collect()
        assert gone() is None
        assert "one that goes" not in alive()


class TestSecretsAlive:
    @pytest.mark.parametrize("form", list(FORMS))
    def test_are_crossed_out_in_each_form(self, secret, form):
        text = masked(f"sent {FORMS[form]} to the server")
        assert "***" in text
        assert FORMS[form] not in text
        for part in ("mmar", "2026", "mm%22ar"):
            assert part not in text
        assert text.startswith("sent ")
        assert text.endswith(" to the server")

    def test_one_that_is_part_of_another_leaves_no_rest(self):
        _held = Secret("abcd"), Secret("abcd-and-more")
        assert masked("<abcd-and-more>") == "<***>"

    def test_one_that_is_the_word_before_another_hides_both(self):
        living = Secret("password")
        assert masked("password=hunter2") == "***=***"
        assert living

    def test_of_a_few_letters_cross_out_nothing(self):
        _held = Secret("a"), Secret("")
        assert masked("a plain line") == "a plain line"

    def test_with_half_a_letter_do_not_break_the_log(self):
        _held = Secret("half \ud83d of it")
        assert masked("a plain line") == "a plain line"


class TestWhatLooksLikeASecret:
    @pytest.mark.parametrize(
        "text",
        [
            "Authorization: Bearer tok.en-123_x",
            "authorization: bearer tok.en-123_x",
            "{'Authorization': 'Bearer tok.en-123_x'}",
            "Proxy-Authorization: Basic tok.en-123_x==",
            "grant_type=password&username=anna&password=tok.en-123_x&client_id=tok.en-123_x",
            '{"access_token": "tok.en-123_x", "refresh_token": "tok.en-123_x", "expires_in": 60}',
            "{'access_token': 'tok.en-123_x'}",
            "api_key: tok.en-123_x",
            "API key = tok.en-123_x",
            "api-key=tok.en-123_x",
            "Cookie: session=tok.en-123_x",
            "Set-Cookie: session=tok.en-123_x; path=/",
            "PASSWORD = 'tok.en-123_x with spaces tok.en-123_x'",
            "https://anna:tok.en-123_x@crm.example.com/api",
            "proxy http://corp\\anna:tok.en-123_x@proxy:8080 refused",
        ],
    )
    def test_is_crossed_out(self, text):
        assert "tok.en" not in masked(text)
        assert "***" in masked(text)

    def test_and_what_only_sounds_like_one_stays(self):
        for text in (
            "the password was not accepted",
            "a token was renewed after 3600 s",
            "GET https://crm.example.com/api/v1/activities?page[size]=100 200 in 31 ms",
        ):
            assert masked(text) == text

    @pytest.mark.parametrize(
        "address", ["anna.svensson@firma.example.com", "a+b'c@x-y.se", "o%hara@mail.co.uk"]
    )
    def test_a_mail_address_is_not_told(self, address):
        assert masked(f"to <{address}>, seen") == "to <<address>>, seen"


@pytest.mark.timeout(60)
@pytest.mark.parametrize("letter", ["a", "a.", "a@", "://a:", "password=", "bearer ", '"'])
def test_a_very_long_line_takes_no_very_long_time(letter):
    assert masked(letter * 200_000)


class TestTheUsersFolder:
    def test_is_not_told_by_its_name(self, monkeypatch):
        home = Path("/home/anna.svensson")
        monkeypatch.setattr(Path, "home", lambda: home)
        mask._home.cache_clear()
        assert masked(f"{home}/x.yaml is missing") == "~/x.yaml is missing"
        mask._home.cache_clear()

    def test_that_is_nowhere_is_no_trouble(self, monkeypatch):
        def nowhere():
            raise RuntimeError

        monkeypatch.setattr(Path, "home", nowhere)
        mask._home.cache_clear()
        assert masked("a plain line") == "a plain line"
        mask._home.cache_clear()
