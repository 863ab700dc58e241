"""What the shim tells of a mail, as the values that filing works on."""

import pytest

from outlook_crm.domain.email import Carrier, Way
from outlook_crm.mail.rules import Place
from outlook_crm.mail.values import Spot
from outlook_crm.outlook.mail_records import MailFolder, mail


def record(**more):
    """A mail as the shim tells of it."""
    times = dict.fromkeys(("modified", "sent_at", "received_at"), "2026-03-01T08:00:00Z")
    words = dict.fromkeys(("stamp", "wish", "subject", "message_id", "conversation"), "")
    place = {"id": "1", "store": "s", "folder": "Inbox", "class": "IPM.Note"}
    flags = {"sent": True, "sealed": False, "sensitivity": 0, "people": [], "attachments": []}
    return place | times | words | flags | more


def attached(**facts):
    usual = {"index": 1, "name": "a.txt", "size": 1, "type": 1, "hidden": False}
    (each,) = mail(record(attachments=[usual | facts]), {}).email.attachments
    return each


@pytest.mark.parametrize(
    ("place", "sender", "way"),
    [
        (Place.SENT, "somebody@else.example", Way.SENT),
        (Place.OTHER, "Anna@Firm.example", Way.SENT),
        (Place.OTHER, "bo@firm.example", Way.RECEIVED),
        (Place.INBOX, "", Way.RECEIVED),
    ],
)
def test_what_the_account_wrote_was_sent_wherever_it_lies(place, sender, way):
    spot = Spot("s", "Inbox")
    folders = {spot: MailFolder(spot, "", "", "anna@firm.example", place)}
    people = [{"kind": 0, "name": "", "address": sender}]
    assert mail(record(people=people), folders).email.way is way


@pytest.mark.parametrize(("kind", "travels"), [(1, True), (4, False), (5, True), (6, False)])
def test_files_and_items_travel_and_links_and_objects_do_not(kind, travels):
    assert attached(type=kind).travels is travels


def test_a_file_in_a_cloud_is_a_link():
    assert attached(type=7).carrier is Carrier.LINK


@pytest.mark.parametrize("name", ["Re: plans", "Re: plans.msg"])
def test_an_attached_item_is_named_by_its_subject(name):
    assert attached(type=5, name=name).name == "Re: plans.msg"


def test_a_long_name_is_cut_and_keeps_its_ending():
    assert attached(name="x" * 300 + ".pdf").name == "x" * 251 + ".pdf"
    assert len(attached(type=5, name="x" * 300).name) == 255
