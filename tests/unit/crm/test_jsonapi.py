"""Documents as servers write them, well and badly."""

import json
from datetime import UTC, datetime

import pytest

from outlook_crm import errors
from outlook_crm.crm import jsonapi
from outlook_crm.crm.failures import Lost
from outlook_crm.crm.message import Request, Response

GET, POST = Request("GET", "/x"), Request("POST", "/x")
NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)


def answer(body, status=200, request=GET, **headers):
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(request, status, named, text, NOW)


class TestAResource:
    def test_tells_id_attributes_and_the_ends_of_relations(self):
        data = {
            "type": "activities",
            "id": 7,
            "attributes": {"subject": "Lunch"},
            "relationships": {
                "accounts": {"data": [{"type": "accounts", "id": "1"}, {"type": "a", "id": 2}]},
                "project": {"data": {"type": "projects", "id": "3"}},
                "space": {"data": None},
                "contacts": {"links": {"related": "/x"}},
                "odd": "text",
            },
        }
        resource = jsonapi.resource(answer({"data": data}))
        assert (resource.type, resource.id) == ("activities", "7")
        assert resource.attributes == {"subject": "Lunch"}
        assert resource.relations == {"accounts": ("1", "2"), "project": ("3",), "space": ()}

    @pytest.mark.parametrize("body", [[], {}, {"data": None}, {"data": {"id": "1"}}, {"data": []}])
    def test_in_another_form_is_no_crm(self, body):
        with pytest.raises(errors.NotACrm):
            jsonapi.resource(answer(body))

    @pytest.mark.parametrize(
        ("body", "told"),
        [
            (b"<!DOCTYPE html><title>Log in</title>", "web page"),
            (b"  <html>", "web page"),
            (b'{"data": [', "cannot be read"),
            (b"", "cannot be read"),
            (b"\xff\xfe", "cannot be read"),
        ],
    )
    def test_told_as_what_it_is(self, body, told):
        with pytest.raises(errors.NotACrm, match=told):
            jsonapi.resource(answer(body))


class TestAPage:
    def test_knows_how_many_there_are(self):
        page = jsonapi.page(answer({"data": [{"type": "a", "id": "1"}], "meta": {"total": 9}}))
        assert [each.id for each in page.resources] == ["1"]
        assert page.total == 9
        assert jsonapi.page(answer({"data": [], "meta": {"total": "12"}})).total == 12

    @pytest.mark.parametrize("meta", [{}, {"meta": None}, {"meta": {"total": "many"}}])
    def test_may_not_know_it(self, meta):
        assert jsonapi.page(answer({"data": [], **meta})).total is None


class TestARefusal:
    @pytest.mark.parametrize(
        ("status", "request_", "kind"),
        [
            (400, POST, errors.Refused),
            (403, GET, errors.NotAllowed),
            (404, GET, errors.Missing),
            (410, GET, errors.Missing),
            (409, POST, errors.Refused),
            (422, POST, errors.Refused),
            (429, POST, errors.Busy),
            (500, GET, errors.Unreachable),
            (500, POST, Lost),
            (503, POST, Lost),
            (501, POST, errors.Refused),
            (304, GET, errors.NotACrm),
        ],
    )
    def test_is_told_by_its_status(self, status, request_, kind):
        with pytest.raises(kind) as caught:
            jsonapi.check(answer({}, status, request_))
        assert type(caught.value) is kind

    def test_may_be_called_good(self):
        for parse in (jsonapi.resource, jsonapi.page, jsonapi.written):
            with pytest.raises(errors.Refused, match="Too long"):
                parse(answer({"errors": [{"detail": "Too long."}]}, 200, POST))

    @pytest.mark.parametrize("status", [429, 503])
    def test_that_asks_to_wait_says_how_long(self, status):
        with pytest.raises(errors.Busy) as caught:
            jsonapi.check(answer({}, status, POST, retry_after="120"))
        assert caught.value.retry_after == 120

    def test_that_is_a_web_page_proves_nothing_of_the_record(self):
        for status in (403, 404):
            with pytest.raises(errors.NotACrm):
                jsonapi.check(answer(b"<html>not found", status))

    def test_of_what_is_too_large_is_one_though_a_web_server_says_so(self):
        with pytest.raises(errors.Refused, match="larger"):
            jsonapi.check(answer(b"<html>413 Request Entity Too Large", 413, POST))

    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            (
                {
                    "errors": [
                        {"detail": "Too long.", "source": {"pointer": "/data/attributes/subject"}},
                        {"title": "And more"},
                        {"code": "E1"},
                        "odd",
                        {},
                    ]
                },
                "subject: Too long.; And more; E1",
            ),
            ({"errors": [{"detail": "Twice"}, {"detail": "Twice"}]}, "Twice"),
            ({"error": "Not\nfound"}, "Not found"),
            ({"message": "Missing 'from'"}, "Missing 'from'"),
            ({"errors": "odd"}, ""),
            (b"plain", ""),
            ([1], ""),
        ],
    )
    def test_gives_the_servers_reason_in_one_line(self, body, reason):
        assert jsonapi.reason(answer(body, 422)) == reason

    @pytest.mark.parametrize(
        ("status", "pointers", "names"),
        [
            (422, ["/data/attributes/priority"], {"priority"}),
            (400, ["/data/attributes/a", "/data/attributes/b"], {"a", "b"}),
            (422, ["/data/attributes/a", "/data/relationships/owner"], set()),
            (422, ["/data/attributes/a", None], set()),
            (403, ["/data/attributes/a"], set()),
            (201, ["/data/attributes/a"], set()),
        ],
    )
    def test_may_be_for_some_attributes_alone(self, status, pointers, names):
        problems = [{"source": {"pointer": each}} if each else {} for each in pointers]
        assert jsonapi.refused_attributes(answer({"errors": problems}, status)) == names
        assert not jsonapi.refused_attributes(answer(b"<html>", status))

    def test_keeps_a_reason_short(self):
        assert len(jsonapi.reason(answer({"message": "x" * 5000}, 422))) == 300


def test_a_write_may_be_answered_by_nothing():
    assert jsonapi.written(answer(b"", 204, POST)) is None
    assert jsonapi.written(answer(b" \n", 201, POST)) is None
    assert jsonapi.written(answer({"data": {"type": "a", "id": 7}}, 200, POST)).id == "7"


class TestRetryAfter:
    @pytest.mark.parametrize(
        ("text", "seconds"),
        [
            ("7", 7),
            ("1.5", 1.5),
            ("-3", 0),
            ("Sun, 01 Mar 2026 08:01:00 GMT", 60),
            ("Sun, 01 Mar 2026 07:00:00 GMT", 0),
            ("soon", None),
            ("inf", None),
            ("", None),
        ],
    )
    def test_is_seconds_or_a_date(self, text, seconds):
        assert answer({}, retry_after=text).retry_after == seconds


def test_bodies_are_documents():
    assert json.loads(jsonapi.body("a", "", {"x": 1})) == {
        "data": {"type": "a", "attributes": {"x": 1}}
    }
    assert json.loads(jsonapi.body("a", "7", {}))["data"]["id"] == "7"
    assert json.loads(jsonapi.linkage("a", ["1"])) == {"data": [{"type": "a", "id": "1"}]}
