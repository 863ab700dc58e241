"""CrmServiceArchive over the embedded CRM."""

from dataclasses import replace

import pytest
from tests.conformance.archive_suite import FULL, ArchiveSuite
from tests.conformance.crm_cases import log_in
from tests.crm_server.process import CrmServer, Rule

from outlook_crm.domain.email import Correspondent
from outlook_crm.mail.identity import keys_of
from outlook_crm.mail.relations import NONE, Relations
from outlook_crm.sync.values import Fate


@pytest.fixture(scope="module")
def server():
    with CrmServer() as server:
        anna = server.person("anna")
        account = server.snapshot("accounts")[0]["id"]
        for name in ("one", "two"):
            anna.create(
                "contacts", last_name=name, email=f"{name}@known.example", account_id=account
            )
        yield server


class ArchiveWorld:
    """See archive_suite.py."""

    people = (Correspondent("", "one@known.example"), Correspondent("", "two@known.example"))

    def __init__(self, server):
        self.server = server
        server.reset()
        for email in server.snapshot("emails"):
            server.person("admin").delete("emails", email["id"])
        self.session = log_in(server)
        self.relations = Relations(
            *(server.snapshot(name)[0]["id"] for name in ("accounts", "contacts", "projects"))
        )

    def archive(self):
        return self.session.archive()

    def lose_next_answer(self):
        self.server.order(Rule("drop", "POST", "/api/v1/emails", handled=True))

    def stranger_files(self, email):
        bengt = log_in(self.server, "bengt")
        bengt.archive().create(email, keys_of(email), NONE)
        bengt.close()


@pytest.fixture
def world(server):
    world = ArchiveWorld(server)
    yield world
    world.session.close()


class TestCrmArchive(ArchiveSuite):
    def test_another_users_record_is_not_found(self, archive, world):
        world.stranger_files(FULL)
        assert archive.find(keys_of(FULL)) == []

    def test_without_a_place_for_the_digest_the_message_id_holds_it(self, world):
        world.server.turn(outlook_key=False)
        archive = world.archive()
        mail = FULL.__class__(FULL.way, "No id", FULL.sender, FULL.at)
        archive.create(mail, keys_of(mail), NONE)
        assert len(archive.find(keys_of(mail))) == 1

    def test_who_has_no_mail_address_is_told_by_name(self, archive, world):
        internal = Correspondent("Bo B", "/o=Firm/cn=bo")
        archive.create(replace(FULL, sender=internal), keys_of(FULL), NONE)
        (record,) = world.server.snapshot("emails")
        assert record["from_address"] == "Bo B"

    def test_a_relation_that_is_gone_is_refused(self, archive):
        written = archive.create(FULL, keys_of(FULL), Relations("999999"))
        assert written.fate is Fate.REFUSED

    @pytest.mark.parametrize(
        ("fault", "fate"),
        [
            (
                Rule("status", "POST", "/api/v1/emails", times=None, status=500, handled=True),
                "unknown",
            ),
            (Rule("html", "POST", "/api/v1/emails", handled=True), "unknown"),
            (Rule("status", "POST", "/api/v1/emails", times=None, status=429), "busy"),
        ],
    )
    def test_faults_are_what_they_are(self, archive, world, fault, fate):
        world.server.order(fault)
        assert archive.create(FULL, keys_of(FULL), NONE).fate == fate

    def test_filing_one_mail_of_a_known_contact_takes_few_requests(self, archive, world):
        world.server.clear_requests()
        archive.find(keys_of(FULL))
        archive.create(FULL, keys_of(FULL), world.relations)
        assert len(world.server.requests()) == 2
