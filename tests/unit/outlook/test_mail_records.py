"""What the shim tells of a mail, as the values that filing works on."""

import pytest

from outlook_crm.domain.email import Carrier
from outlook_crm.outlook.mail_records import mail


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


@pytest.mark.parametrize(("kind", "travels"), [(1, True), (4, False), (5, True), (6, False)])
def test_files_and_items_travel_and_links_and_objects_do_not(kind, travels):
    assert attached(type=kind).travels is travels


def test_a_file_in_a_cloud_is_a_link():
    assert attached(type=7).carrier is Carrier.LINK


@pytest.mark.parametrize("name", ["Re: plans", "Re: plans.msg"])
def test_an_attached_item_is_named_by_its_subject(name):
    assert attached(type=5, name=name).name == "Re: plans.msg"
