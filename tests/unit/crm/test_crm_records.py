"""Where a delta starts, and what is asked for."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from tests.unit.crm.test_crm_schema import FULL

from outlook_crm.crm.crmservice.records import Records
from outlook_crm.crm.crmservice.schema import field_map
from outlook_crm.crm.crmservice.version import seen, version_of
from outlook_crm.crm.jsonapi import Resource
from outlook_crm.crm.message import Response
from outlook_crm.errors import Unreachable

NOON = "Sun, 01 Mar 2026 12:00:00 GMT"
FIELDS = field_map(FULL)
WINDOW = (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC))


def records(*changed, date=NOON):
    """The user's records, one page of activities with these times of change."""
    asked = []

    def send(request):
        asked.append(request)
        data = [
            {"type": "activities", "id": str(n), "attributes": {"updated_at": at}}
            for n, at in enumerate(changed)
        ]
        body = json.dumps({"data": data, "meta": {"total": len(data)}}).encode()
        headers = {"date": date} if date else {}
        return Response(request, 200, headers, body, datetime.now(UTC))

    made = Records(SimpleNamespace(send=send), FIELDS, "7")
    made.asked = asked
    return made


def cursor_after(found, before="2026-02-01T00:00:00Z"):
    walk = found.changed_after(before)
    list(walk)
    return walk.cursor


class TestTheCursor:
    def test_is_the_last_change_once_that_has_settled(self):
        found = records("2026-03-01T09:00:00Z", "2026-03-01T10:00:00.123456Z")
        assert cursor_after(found) == "2026-03-01T10:00:00.123456Z"

    def test_stays_behind_while_a_late_commit_may_come(self):
        found = records("2026-03-01T11:59:59Z")
        assert cursor_after(found) == "2026-03-01T11:59:55Z"

    def test_never_runs_ahead_of_what_was_met(self):
        # A balancer's clock that runs hours before the database's must not skip changes.
        assert cursor_after(records("2026-03-01T04:00:00Z")) == "2026-03-01T04:00:00Z"

    def test_stays_where_it_is_when_nothing_changed(self):
        assert cursor_after(records(), "2026-02-01T00:00:00Z") == "2026-02-01T00:00:00Z"

    def test_goes_by_the_records_alone_when_no_clock_is_told(self):
        found = records("2026-03-01T10:00:00Z", date="")
        assert cursor_after(found) == "2026-03-01T09:59:55Z"

    def test_is_the_latest_in_whatever_order_they_came(self):
        found = records("2026-03-01T10:00:00Z", "2026-03-01T09:00:00+00:00")
        assert cursor_after(found) == "2026-03-01T10:00:00Z"


class TestTheCount:
    def counted(self, refusal, total, listed=3):
        def send(request):
            asked.append(request.path)
            if request.path == "/reporting":
                return Response(request, refusal, {}, b"{}", datetime.now(UTC))
            many = listed if dict(request.query)["page[number]"] == "1" else 0
            data = [{"type": "activities", "id": str(n), "attributes": {}} for n in range(many)]
            body = json.dumps({"data": data} | total).encode()
            return Response(request, 200, {}, body, datetime.now(UTC))

        asked = []
        made = Records(SimpleNamespace(send=send), FIELDS, "7")
        return made, asked

    @pytest.mark.parametrize("refusal", [200, 400, 403, 404, 501])
    def test_is_a_lists_where_reports_are_not_for_the_user(self, refusal):
        found, asked = self.counted(refusal, {"meta": {"total": 9}})
        assert found.count(*WINDOW) == 9
        assert found.count(*WINDOW) == 9
        assert asked.count("/reporting") == 1

    def test_is_that_of_the_records_where_a_list_tells_none_either(self):
        found, _ = self.counted(404, {})
        assert found.count(*WINDOW) == 3

    def test_is_not_guessed_while_the_crm_fails(self):
        found, asked = self.counted(503, {"meta": {"total": 9}})
        with pytest.raises(Unreachable):
            found.count(*WINDOW)
        assert asked == ["/reporting"]


class TestAQuestion:
    def query(self, found):
        return dict(found.asked[-1].query)

    def test_asks_for_the_users_own_in_a_stable_order(self):
        found = records()
        cursor_after(found, "2026-02-01T00:00:00Z")
        query = self.query(found)
        assert json.loads(query["filter"]) == {
            "$and": [
                {"$eq": ["owner_id", "7"]},
                {"$gt": ["updated_at", "2026-02-01T00:00:00Z"]},
            ]
        }
        assert query["sort"] == "updated_at,id"
        assert query["include"] == "accounts,contacts"
        assert "cf_outlook_key" in query["fields[activities]"]

    def test_of_many_ids_is_cut_into_addresses_that_proxies_take(self):
        found = records()
        found.by_ids([str(10**8 + n) for n in range(120)])
        assert len(found.asked) == 3
        assert all(len(self.query(found)["filter"]) < 1000 for _ in found.asked)


def version(**attributes):
    plain = {"updated_at": "u", "start_date": "2026-03-01T08:00:00Z"}
    relations = attributes.pop("relations", {})
    return version_of(Resource("activities", "1", plain | attributes, relations), FIELDS)


class TestAVersion:
    def test_is_the_same_for_the_same(self):
        ends = {"accounts": ("1", "2")}, {"accounts": ("2", "1")}
        assert version(relations=ends[0]) == version(relations=ends[1])
        assert version(campaign_id="5") == version()  # nothing of ours

    @pytest.mark.parametrize(
        "change",
        [
            {"updated_at": "v"},
            {"subject": "Now"},
            {"start_date": "2026-03-01T09:00:00Z"},
            {"relations": {"accounts": ("1",)}},
            {"cf_outlook_key": "k"},
        ],
    )
    def test_is_another_for_another(self, change):
        assert version(**change) != version()

    @pytest.mark.parametrize("text", ["", "x", "a b c", "u 1 x d", "mem/1"])
    def test_of_a_stranger_tells_nothing(self, text):
        assert seen(text) is None

    @pytest.mark.parametrize(
        ("start", "end", "inside"),
        [
            ("2026-02-28T23:00:00Z", "2026-03-01T00:00:00Z", False),
            ("2026-02-28T23:00:00Z", "2026-03-01T00:00:01Z", True),
            ("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z", True),
            ("2026-03-30T23:59:59Z", None, True),
            ("2026-03-31T00:00:00Z", "2026-04-01T00:00:00Z", False),
            ("2026-01-01T00:00:00Z", "2026-12-01T00:00:00Z", True),
            ("2026-01-01T00:00:00Z", None, False),
            (None, "2026-03-02T00:00:00Z", False),
        ],
    )
    def test_tells_whether_the_window_holds_it(self, start, end, inside):
        window = [each.timestamp() for each in WINDOW]
        assert seen(version(start_date=start, end_date=end)).overlaps(*window) is inside
