"""People of appointments come into the address book; contacts go to the CRM when asked."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.simulation.fake_gateway import CONTACTS, PEOPLE, content
from tests.simulation.pc import Pc, tomorrow
from tests.simulator.client import wait_for

from outlook_crm.domain.fields import FieldName
from outlook_crm.domain.when import Timed

F = FieldName
AINO = {F.FIRST_NAME: "Aino", F.LAST_NAME: "Salo", F.MAIL: "aino@example.com", F.PHONE: "1"}
FOLDER = "\\\\anna@example.com\\People"


@pytest.fixture
def pc(tmp_path):
    pc = Pc(tmp_path)
    pc.start()
    yield pc
    pc.stop()


def meeting_with(pc, *people, subject="Visit"):
    start = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(hours=30)
    return pc.crm.calendar.user_creates(
        {
            F.SUBJECT: subject,
            F.WHEN: Timed(start, start + timedelta(hours=1)),
            F.TYPE: "Meeting",
            F.CONTACTS: tuple(people),
        }
    )


def names(pc, folder=CONTACTS):
    return {
        content(each["cells"]["LastName"])
        for each in pc.gateway.items.values()
        if each["folder"] == folder
    }


def synchronise(pc):
    pc.shell.click("CrmSynchronise")


def test_off_as_delivered(pc):
    pc.pair_and_go()
    meeting_with(pc, pc.crm.people.creates(AINO))
    synchronise(pc)
    wait_for(lambda: "Visit" in pc.gateway.subjects(), "the visit", 5)
    pc.shell.wait_for_words("In step")
    assert pc.crm.people.calls == []
    assert names(pc) == set()


def test_with_the_box_ticked_people_come_into_the_accounts_own_contacts(pc):
    pc.pair_and_go()
    meeting_with(pc, pc.crm.people.creates(AINO))
    pc.set(contacts_to_outlook=True)
    wait_for(lambda: names(pc) == {"Salo"}, "the contact", 5)


def test_also_into_another_folder(pc):
    pc.pair_and_go()
    meeting_with(pc, pc.crm.people.creates(AINO))
    pc.set(contacts_to_outlook=True, contacts_folder=FOLDER)
    wait_for(lambda: names(pc, PEOPLE) == {"Salo"}, "the contact", 5)
    assert names(pc) == set()


def test_preferences_offer_the_accounts_folders(pc):
    pc.pair_and_go()
    pc.shell.click("CrmPreferences")
    pc.shell.wait_for_window("pairing")
    pc.shell.submit("pairing", "save")
    (field,) = (
        field
        for page in pc.shell.wait_for_window("details")["pages"]
        for section in page["sections"]
        for field in section["fields"]
        if field["name"] == "contacts_folder"
    )
    assert [each["value"] for each in field["choices"]] == ["", FOLDER]


def test_the_person_of_a_new_appointment_comes_with_its_run(pc):
    pc.pair_and_go()
    pc.set(contacts_to_outlook=True)
    pc.shell.wait_for_words("In step")
    aino = pc.crm.people.creates(AINO)
    new = pc.gateway.make(
        Subject="Lunch", **tomorrow(11), **{"@type": "Meeting", "@contacts": f'["{aino}"]'}
    )
    pc.outlook_changed(new)
    wait_for(lambda: names(pc) == {"Salo"}, "the contact", 5)


def test_a_run_with_nothing_new_asks_for_no_people(pc):
    pc.pair_and_go()
    pc.set(contacts_to_outlook=True)
    wait_for(lambda: pc.crm.people.calls, "the first look", 5)
    pc.shell.wait_for_words("In step")
    before = list(pc.crm.people.calls)
    pc.outlook_changed("NOBODY")
    new = pc.gateway.make(Subject="Lunch", **tomorrow(11), **{"@type": "Meeting"})
    pc.outlook_changed(new)
    wait_for(lambda: "Lunch" in pc.subjects_in_crm(), "the lunch", 5)
    pc.shell.wait_for_words("In step")
    assert pc.crm.people.calls == before


def test_people_out_of_reach_do_not_stop_the_calendar(pc):
    pc.pair_and_go()
    meeting_with(pc, pc.crm.people.creates(AINO))
    pc.crm.people.dead = True
    pc.set(contacts_to_outlook=True)
    wait_for(lambda: "Visit" in pc.gateway.subjects(), "the visit", 5)
    pc.shell.wait_for_words("In step")
    pc.crm.people.dead = False
    synchronise(pc)
    wait_for(lambda: names(pc) == {"Salo"}, "the contact", 5)


class TestAddToCrm:
    def add(self, pc, *ids):
        pc.items_click(control="CrmContactsAdd", ids=list(ids))

    def test_a_new_person_is_added_at_once_and_told(self, pc):
        pc.pair_and_go()
        card = pc.gateway.make_contact(
            FirstName="Aino", LastName="Salo", Email1Address="a@example.com"
        )
        self.add(pc, card)
        told = pc.shell.wait_for_window("message")["sections"][0]["fields"][0]["value"]
        assert told == "Aino Salo is in the CRM now."
        (person,) = pc.crm.people.items.values()
        assert person.fields[F.MAIL] == "a@example.com"
        wait_for(lambda: pc.gateway.items[card]["stamps"], "the mark", 5)

    def test_namesakes_are_shown_and_the_user_links(self, pc):
        pc.pair_and_go()
        person = pc.crm.people.creates(AINO)
        card = pc.gateway.make_contact(LastName="S", Email1Address="AINO@example.com")
        self.add(pc, card)
        who = pc.shell.wait_for_window("add_contact")["sections"][0]["fields"][1]
        assert [each["text"] for each in who["choices"]] == [
            "Aino Salo, aino@example.com, 1",
            "None of these: a new contact",
        ]
        pc.shell.submit("add_contact", "add")
        pc.shell.wait_for_window("message")
        assert len(pc.crm.people.items) == 1
        assert pc.gateway.items[card]["stamps"]
        assert content(pc.gateway.items[card]["cells"]["BusinessTelephoneNumber"]) == "1"
        self.add(pc, card)
        wait_for(lambda: "already" in str(pc.shell.windows["message"]["sections"]), "the answer", 5)
        assert person in pc.crm.people.items

    def test_the_user_may_insist_on_a_new_one(self, pc):
        pc.pair_and_go()
        pc.crm.people.creates(AINO)
        self.add(pc, pc.gateway.make_contact(FirstName="Aino", LastName="Salo"))
        pc.shell.wait_for_window("add_contact")
        pc.shell.submit("add_contact", "add", who="")
        wait_for(lambda: len(pc.crm.people.items) == 2, "the new one", 5)

    def test_several_are_taken_one_after_the_other(self, pc):
        pc.pair_and_go()
        pc.crm.people.creates(AINO)
        cards = [
            pc.gateway.make_contact(FirstName="Aino", LastName="Salo"),
            *(pc.gateway.make_contact(LastName=f"New {n}") for n in range(3)),
        ]
        self.add(pc, *cards)
        pc.shell.wait_for_window("add_contact")
        pc.shell.submit("add_contact", "add")
        wait_for(lambda: len(pc.crm.people.items) == 4, "all of them", 5)

    def test_what_the_crm_refuses_is_told(self, pc):
        pc.pair_and_go()
        self.add(pc, pc.gateway.make_contact(FirstName="Aino"))
        window = pc.shell.wait_for_window("message")
        assert "last_name" in window["sections"][0]["fields"][0]["value"]
        pc.shell.wait_for_words("In step")

    def test_logged_out_it_says_so(self, pc):
        pc.pair_and_go()
        pc.shell.click("CrmLogOut")
        pc.shell.wait_for_words("Logged out")
        self.add(pc, pc.gateway.make_contact(LastName="Salo"))
        window = pc.shell.wait_for_window("message")
        assert window["sections"][0]["fields"][0]["value"] == "Log in to the CRM first."


def test_removing_the_pairing_takes_the_marks_off_and_keeps_every_contact(pc):
    pc.pair_and_go()
    meeting_with(pc, pc.crm.people.creates(AINO))
    pc.set(contacts_to_outlook=True)
    wait_for(lambda: names(pc) == {"Salo"}, "the contact", 5)
    pc.shell.wait_for_words("In step")
    pc.shell.click("CrmPreferences")
    pc.shell.wait_for_window("pairing")
    pc.shell.submit("pairing", "unpair")
    pc.shell.wait_for_window("unpair")
    pc.shell.submit("unpair", "unpair")
    pc.shell.wait_for_words("Not set up yet")
    (card,) = (each for each in pc.gateway.items.values() if each["folder"] == CONTACTS)
    assert card["stamps"] == {}
