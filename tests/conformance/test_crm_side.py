"""CrmServiceSide over the embedded CRM: the side suite, and what is this CRM's own."""

import threading
import time
from dataclasses import replace

import pytest
from tests.conformance.cases import create, delete, meeting, update
from tests.conformance.crm_cases import CrmWorld, log_in
from tests.conformance.side_suite import SideSuite
from tests.crm_server.process import CUSTOM_KEY, OUTLOOK_KEY, PASSWORD, CrmServer, Rule

from outlook_crm import errors
from outlook_crm.crm.connector import Credentials, Network
from outlook_crm.crm.crmservice.connect import CrmService
from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.side import Side
from outlook_crm.support.secret import Secret
from outlook_crm.sync.values import Absence, Fate, StepKind

QUIET = [("GET", "/api/v1/activities"), ("POST", "/api/v1/reporting")]
LATE = "2030-01-01T00:00:00Z"  # a cursor since which nothing happened
ONE = "/api/v1/activities/*"


@pytest.fixture(scope="module")
def server():
    with CrmServer() as server:
        yield server


@pytest.fixture
def world(server):
    world = CrmWorld(server)
    yield world
    world.close()


@pytest.fixture
def side(world):
    return world.side()


def linked(world, side, *subjects):
    """Items as the sync knows them some time after they were made."""
    ids = [world.user_creates(meeting(subject)) for subject in subjects]
    world.pass_time()
    return [side.read([id_])[id_] for id_ in ids]


def knowing(world, *items, cursor=""):
    return world.want(known={item.id: item.version for item in items}, cursor=cursor)


def asked(server):
    return [(each["method"], each["path"]) for each in server.requests()]


class TestCrmSide(SideSuite):
    many = 105

    @pytest.fixture
    def world(self, server):
        world = CrmWorld(server)
        yield world
        world.close()


class TestAQuietPass:
    def test_is_two_requests(self, world, side, server):
        items = linked(world, side, "One", "Two")
        cursor = side.observe(knowing(world, *items)).cursor
        for each in (side, world.side()):  # also after a restart
            server.clear_requests()
            observation = each.observe(knowing(world, *items, cursor=cursor))
            assert asked(server) == QUIET
            assert observation.unchanged == {item.id for item in items}
            assert observation.complete

    def test_is_two_requests_also_with_one_that_is_not_settled(self, world, side, server):
        """Held, or asleep: shown at each pass as it is, and counted."""
        held, settled = linked(world, side, "Held", "Settled")
        known = {held.id: "", settled.id: settled.version}
        cursor = side.observe(world.want(known=known)).cursor
        server.clear_requests()
        for _ in range(2):
            observation = side.observe(world.want(known=known, cursor=cursor))
            assert observation.items == {held.id: held}
        assert asked(server) == QUIET * 2
        world.user_changes(held.id, meeting("Changed"))
        observation = side.observe(world.want(known=known, cursor=cursor))
        assert observation.items[held.id].fields[FieldName.SUBJECT] == "Changed"
        world.user_deletes(held.id)
        observation = side.observe(world.want(known=known, cursor=cursor))
        assert observation.absent == {held.id: Absence.DELETED}
        assert not observation.items

    def test_is_two_requests_also_with_one_that_was_given_away(self, world, side, server):
        given, stays = linked(world, side, "Given", "Stays")
        cursor = side.observe(knowing(world, given, stays)).cursor
        world.user_moves_away(given.id)
        for requests in (None, QUIET, QUIET):
            server.clear_requests()
            observation = side.observe(knowing(world, given, stays, cursor=cursor))
            assert observation.absent == {given.id: Absence.RELEASED}
            assert requests in (None, asked(server))
        world.user_deletes(stays.id)
        observation = side.observe(knowing(world, given, stays, cursor=cursor))
        assert observation.absent[given.id] is Absence.RELEASED
        assert stays.id in observation.absent

    def test_proves_a_deletion_anew_each_time(self, world, side, server):
        """The second proof is no memory of the first."""
        deleted, stays = linked(world, side, "Deleted", "Stays")
        cursor = side.observe(knowing(world, deleted, stays)).cursor
        world.user_deletes(deleted.id)
        for _ in range(2):
            server.clear_requests()
            observation = side.observe(knowing(world, deleted, stays, cursor=cursor))
            assert observation.absent == {deleted.id: Absence.DELETED}
            assert ("GET", f"/api/v1/activities/{deleted.id}") in asked(server)

    def test_shows_again_what_no_link_took_up_without_reading_it(self, world, side, server):
        (item,) = linked(world, side, "Linked")
        stranger = world.user_creates(meeting("Stranger"))
        cursor = side.observe(knowing(world, item)).cursor
        server.clear_requests()
        assert side.observe(knowing(world, item, cursor=cursor)).items.keys() == {stranger}
        assert asked(server) == QUIET

    def test_shows_again_a_change_that_was_not_taken_up(self, world, side):
        (item,) = linked(world, side, "Before")
        cursor = side.observe(knowing(world, item)).cursor
        world.user_changes(item.id, {FieldName.SUBJECT: "After"})
        for _ in range(2):
            observation = side.observe(knowing(world, item, cursor=cursor))
            assert observation.items[item.id].fields[FieldName.SUBJECT] == "After"
            cursor = LATE

    def test_after_a_restart_finds_what_no_link_knows_by_the_count(self, world, side):
        (item,) = linked(world, side, "Linked")
        stranger = world.user_creates(meeting("Stranger"))
        side.observe(knowing(world, item))
        again = world.side().observe(knowing(world, item, cursor=LATE))
        assert again.items.keys() == {stranger}
        assert again.unchanged == {item.id}

    def test_that_fails_half_way_raises(self, world, side, server):
        (item,) = linked(world, side, "Linked")
        cursor = side.observe(knowing(world, item)).cursor
        server.order(Rule("status", "POST", "/api/v1/reporting", times=None, status=500))
        with pytest.raises(errors.Unreachable):
            side.observe(knowing(world, item, cursor=cursor))


class TestAnAbsence:
    @pytest.mark.parametrize("status", [403, 404])
    def test_proves_nothing_when_a_living_record_is_not_shown_either(
        self, world, side, server, status
    ):
        deleted, stays = linked(world, side, "Deleted", "Stays")
        world.user_deletes(deleted.id)
        server.order(Rule("status", "GET", ONE, times=None, status=status))
        observation = side.observe(knowing(world, deleted, stays))
        assert observation.absent == {deleted.id: Absence.UNKNOWN}

    def test_in_an_empty_calendar_proves_nothing(self, world, side, server):
        (deleted,) = linked(world, side, "Deleted")
        for activity in server.activities():
            server.person("admin").delete("activities", activity["id"])
        assert side.observe(knowing(world, deleted)).absent == {deleted.id: Absence.UNKNOWN}

    def test_of_a_record_given_away_is_released_if_the_crm_shows_it(self, world, side, server):
        moved, _ = linked(world, side, "Moved", "Stays")
        world.user_moves_away(moved.id)
        assert side.read([moved.id]) == {moved.id: Absence.RELEASED}

    def test_costs_a_few_requests_by_delta(self, world, side, server):
        deleted, stays = linked(world, side, "Deleted", "Stays")
        cursor = side.observe(knowing(world, deleted, stays)).cursor
        world.user_deletes(deleted.id)
        server.clear_requests()
        observation = side.observe(knowing(world, deleted, stays, cursor=cursor))
        assert observation.absent == {deleted.id: Absence.DELETED}
        assert len(server.requests()) <= 7  # delta, count, ids, two reads, control, the record


class TestRelations:
    def test_a_silent_link_is_seen_by_a_whole_pass(self, world, side):
        (item,) = linked(world, side, "Lunch")
        accounts = world.values[FieldName.ACCOUNTS][0]
        side.observe(knowing(world, item))
        world.user_changes(item.id, {FieldName.ACCOUNTS: accounts})
        assert not side.observe(knowing(world, item, cursor=LATE)).items
        shown = side.observe(knowing(world, item)).items[item.id]
        assert shown.fields[FieldName.ACCOUNTS] == accounts

    def test_a_silent_link_is_never_overwritten(self, world, side):
        (item,) = linked(world, side, "Lunch")
        first, second = world.values[FieldName.ACCOUNTS]
        side.observe(knowing(world, item))
        before = world._later
        world.user_changes(item.id, {FieldName.ACCOUNTS: first})
        world._later = before  # within the two seconds that a version is trusted
        assert side.write(update(item, {FieldName.ACCOUNTS: second})).fate is Fate.STALE

    def test_one_that_the_crm_refuses_is_told_and_the_rest_is_done(self, side):
        fields = meeting("Lunch") | {FieldName.ACCOUNTS: ("999999",)}
        outcome = side.write(create(Side.CRM, 1, fields))
        assert outcome.fate is Fate.DONE
        assert outcome.reason
        assert outcome.item.fields[FieldName.ACCOUNTS] == ()

    def test_a_create_that_broke_before_them_is_unknown_and_found(self, world, side, server):
        step = create(Side.CRM, 1, meeting() | {FieldName.ACCOUNTS: world.values["accounts"][0]})
        server.order(Rule("drop", "PATCH", "*/relationships/*"))
        assert side.write(step).fate is Fate.UNKNOWN
        (found,) = world.side().find(step.key)
        assert found.fields[FieldName.ACCOUNTS] == ()


@pytest.fixture(scope="module")
def firm():
    """A world whose pick lists lack some values that the sync has words for."""
    with CrmServer() as server:
        for each in server.snapshot("picklist_values"):
            if each["value"] in ("Normal", "High", "Call"):
                server.person("admin").delete("picklist_values", each["id"])
        world = CrmWorld(server)
        yield world
        world.close()


class TestWordsThatAreNotTheFirms:
    def test_are_left_out_and_told_and_the_rest_is_written(self, firm):
        side = firm.side()
        fields = meeting("Lunch") | {FieldName.IMPORTANCE: "high", FieldName.LOCATION: "Hall"}
        outcome = side.write(create(Side.CRM, 1, fields))
        assert outcome.fate is Fate.DONE
        assert "High" in outcome.reason
        assert outcome.item.fields[FieldName.LOCATION] == "Hall"
        assert outcome.item.fields[FieldName.IMPORTANCE] is None
        changed = update(outcome.item, {FieldName.IMPORTANCE: "normal", FieldName.SUBJECT: "Tea"})
        outcome = side.write(changed)
        assert (outcome.fate, outcome.item.fields[FieldName.SUBJECT]) == (Fate.DONE, "Tea")
        alone = side.write(update(outcome.item, {FieldName.IMPORTANCE: "normal"}))
        assert alone.fate is Fate.REFUSED

    def test_leave_a_field_out_that_has_none_of_ours(self, firm):
        server = firm._server
        for each in server.snapshot("picklist_values"):
            if each["value"] == "Low":
                server.person("admin").change("picklist_values", each["id"], value="Matala")
        session = log_in(server)
        assert FieldName.IMPORTANCE in session.unmapped
        assert FieldName.IMPORTANCE not in session.side(session.user.id).capabilities.fields
        session.close()

    def test_refuse_the_whole_where_it_cannot_be_without(self, firm):
        """Nobody wants an activity of another type, or one that all may see."""
        fields = meeting("Call") | {FieldName.IMPORTANCE: "normal", FieldName.TYPE: "Call"}
        side = firm.side()
        assert side.write(create(Side.CRM, 2, fields)).fate is Fate.REFUSED
        found = side.observe(firm.want()).items.values()
        assert "Call" not in [each.fields[FieldName.SUBJECT] for each in found]


class TestAWrite:
    def test_tried_again_after_a_lost_answer_makes_no_second_record(self, world, side, server):
        step = create(Side.CRM, 1, meeting("Once"))
        world.lose_next_answer()
        assert side.write(step).fate is Fate.UNKNOWN
        server.clear_faults()
        outcome = side.write(step)
        assert outcome.fate is Fate.DONE
        assert [each["subject"] for each in server.activities()].count("Once") == 1
        assert outcome.item.fields[FieldName.SUBJECT] == "Once"

    def test_of_an_update_costs_one_request_when_just_observed(self, world, side, server):
        (item,) = linked(world, side, "Lunch")
        side.observe(knowing(world, item))
        server.clear_requests()
        side.write(update(item, {FieldName.SUBJECT: "Now"}))
        assert [method for method, _ in asked(server)] == ["PATCH"]

    def test_of_an_occurrence_that_goes_on_for_another_takes_its_key_at_once(self, world, side):
        (item,) = linked(world, side, "Lunch")
        step = update(item, {FieldName.SUBJECT: "Now"})
        assert side.write(replace(step, key="olk-other", rekeys=True)).item.key == "olk-other"
        assert [each.id for each in side.find("olk-other")] == [item.id]

    def test_of_a_create_without_links_costs_one_request(self, side, server):
        no_links = dict.fromkeys((FieldName.ACCOUNTS, FieldName.CONTACTS), ())
        server.clear_requests()
        outcome = side.write(create(Side.CRM, 1, meeting() | no_links))
        assert [method for method, _ in asked(server)] == ["POST"]
        assert outcome.item.fields.items() >= no_links.items()

    def test_that_is_refused_tells_the_reason(self, world, side):
        step = create(Side.CRM, 1, meeting() | {FieldName.PROJECTS: ("999999",)})
        outcome = side.write(step)
        assert outcome.fate is Fate.REFUSED
        assert "999999" in outcome.reason

    def test_that_must_wait_says_how_long(self, side, server):
        headers = {"Retry-After": "90"}
        server.order(Rule("status", "POST", "/api/v1/activities", status=429, headers=headers))
        outcome = side.write(create(Side.CRM, 1, meeting()))
        assert (outcome.fate, outcome.wait) == (Fate.BUSY, 90)

    @pytest.mark.parametrize("status", [500, 502, 503])
    def test_that_the_server_fails_in_is_unknown(self, side, server, status):
        server.order(Rule("status", "POST", "/api/v1/activities", status=status, handled=True))
        step = create(Side.CRM, 1, meeting())
        assert side.write(step).fate is Fate.UNKNOWN
        assert len(side.find(step.key)) == 1

    @pytest.mark.parametrize("fault", ["html", "broken"])
    def test_whose_answer_makes_no_sense_is_unknown(self, side, server, fault):
        server.order(Rule(fault, "POST", "/api/v1/activities", handled=True))
        assert side.write(create(Side.CRM, 1, meeting())).fate is Fate.UNKNOWN

    def test_whose_read_back_fails_is_unknown_not_undone(self, world, side, server):
        (item,) = linked(world, side, "Lunch")
        server.order(Rule("status", "GET", ONE, times=None, status=503, skip=1))
        step = update(item, {FieldName.ACCOUNTS: world.values[FieldName.ACCOUNTS][0]})
        assert side.write(step).fate is Fate.UNKNOWN

    @pytest.mark.parametrize("kind", [StepKind.CREATE, StepKind.UPDATE, StepKind.DELETE])
    def test_with_an_expired_token_gets_a_new_one(self, world, side, server, kind):
        (item,) = linked(world, side, "Lunch")
        server.expire_tokens()
        fields = {FieldName.SUBJECT: "Now"}
        steps = {
            StepKind.CREATE: create(Side.CRM, 1, meeting()),
            StepKind.UPDATE: update(item, fields),
            StepKind.DELETE: delete(item),
        }
        assert side.write(steps[kind]).fate is Fate.DONE

    def test_without_the_server_is_not_done(self):
        with CrmServer() as server:
            world = CrmWorld(server)
            side = world.side()
            (item,) = linked(world, side, "Lunch")
            server.stop()
            assert side.write(create(Side.CRM, 1, meeting())).fate is Fate.NOT_DONE
            step = update(item, {FieldName.SUBJECT: "Now"})
            assert side.write(step).fate is Fate.NOT_DONE
            world.pass_time()  # so that it would be compared first
            assert side.write(step).fate is Fate.NOT_DONE
            with pytest.raises(errors.Unreachable):
                side.observe(world.want())
            world.close()


class TestAnInstallation:
    def test_without_the_key_says_so(self, world, server):
        server.turn(outlook_key=False)
        session = log_in(server)
        side = session.side(session.user.id)
        assert not side.capabilities.keeps_key
        step = create(Side.CRM, 1, meeting())
        made = side.write(step).item
        assert made.key == ""
        assert side.find(step.key) == []
        mark = replace(update(made, {}, StepKind.STAMP), key=step.key)
        assert side.write(mark).fate is Fate.DONE
        session.close()

    def test_without_the_key_makes_again_what_was_never_made(self, world, server):
        server.turn(outlook_key=False)
        session = log_in(server)
        side = session.side(session.user.id)
        server.order(Rule("drop", "POST", "/api/v1/activities"))
        step = create(Side.CRM, 1, meeting())
        assert side.write(step).fate is Fate.UNKNOWN
        assert side.write(step).fate is Fate.DONE
        session.close()

    def test_that_changes_texts_shows_them_as_it_keeps_them(self, world, server):
        server.turn(subject_cut=5, drop_seconds=True, flatten_body=True, trim_text=True)
        side = world.side()
        fields = meeting("A long subject") | {FieldName.DESCRIPTION: " two\n lines "}
        made = side.write(create(Side.CRM, 1, fields)).item
        assert made.fields[FieldName.SUBJECT] == "A lon"
        assert made.fields[FieldName.DESCRIPTION] == "two lines"
        assert side.read([made.id])[made.id] == made

    def test_whose_clock_is_wrong_is_followed_all_the_same(self, world, server):
        server.turn(skew_seconds=-600)
        side = world.side()
        (item,) = linked(world, side, "Lunch")
        cursor = side.observe(knowing(world, item)).cursor
        world.user_changes(item.id, {FieldName.SUBJECT: "Now"})
        observation = side.observe(knowing(world, item, cursor=cursor))
        assert observation.items.keys() == {item.id}
        assert abs(observation.ahead.total_seconds() + 600) < 60


class TestASession:
    def log_in(self, server, *, key=OUTLOOK_KEY, user="anna", password=PASSWORD, field_map=None):
        service = CrmService()
        credentials = Credentials(Secret(key), user, Secret(password))
        address = service.address(server.address)
        return service.log_in(address, credentials, Network(), field_map)

    def test_writes_where_the_administrator_says(self, server, world):
        session = self.log_in(server, field_map={"location": "categories", "status": "gone"})
        assert set(session.unmapped) == {FieldName.CATEGORIES, FieldName.STATUS}
        step = create(Side.CRM, 1, meeting() | {FieldName.LOCATION: "Room 1"})
        made = session.side(session.user.id).write(step).item
        session.close()
        assert made.fields[FieldName.LOCATION] == "Room 1"
        (record,) = [each for each in server.activities() if each["id"] == made.id]
        assert record["categories"] == "Room 1"
        assert not record["location"]

    def test_tells_what_an_installation_lacks(self, server, world):
        server.turn(attendees=False)
        session = self.log_in(server)
        session.close()
        assert session.unmapped == (FieldName.ATTENDEES, FieldName.RESPONSE)

    def test_knows_the_user_and_the_words(self, world):
        assert world.session.user.name == "Anna Ahola"
        assert world.session.unmapped == ()
        swedish = world.session.pick_list(FieldName.TYPE, "sv-SE")
        assert [(each.value, each.label) for each in swedish][:2] == [
            ("Meeting", "Möte"),
            ("Call", "Samtal"),
        ]
        estonian = world.session.pick_list(FieldName.STATUS, "et")
        assert [each.label for each in estonian] == [each.value for each in estonian]
        assert world.session.pick_list(FieldName.LOCATION, "sv") == []

    def test_of_another_user_is_refused(self, world):
        with pytest.raises(errors.WrongUser):
            world.session.side("999").verify()

    @pytest.mark.parametrize(
        ("wrong", "kind"),
        [
            ({"password": "wrong"}, errors.WrongPassword),
            ({"user": "nobody"}, errors.WrongPassword),
            ({"key": "wrong"}, errors.WrongKey),
            ({"key": CUSTOM_KEY}, errors.WrongKey),
        ],
    )
    def test_that_is_refused_asked_once(self, server, wrong, kind):
        server.reset()
        with pytest.raises(kind):
            self.log_in(server, **wrong)
        assert len(server.requests()) <= 1

    def test_that_is_begun_may_be_given_up(self, server):
        server.reset()
        service = CrmService()
        server.order(Rule("latency", "POST", "*/oauth/token", milliseconds=3000))
        credentials = Credentials(Secret(OUTLOOK_KEY), "anna", Secret(PASSWORD))
        threading.Timer(0.2, service.cancel).start()
        began = time.monotonic()
        with pytest.raises((errors.Cancelled, errors.Unreachable)):
            service.log_in(service.address(server.address), credentials, Network())
        assert time.monotonic() - began < 2.5

    def test_ends_all_its_sides(self, world, side):
        world.session.cancel()
        for call in (side.verify, lambda: side.read(["1"]), lambda: side.observe(world.want())):
            with pytest.raises(errors.Cancelled):
                call()

    def test_lives_on_when_one_side_is_cancelled(self, world, side):
        side.cancel()
        other = world.side()
        other.verify()
        assert other.observe(world.want()).complete
